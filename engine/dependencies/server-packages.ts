import { option } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '../model.ts';

/** Server programs by the package they come with; their names are the same. uWSGI comes in other ways too. */
const SERVERS: readonly string[] = ['gunicorn', 'uvicorn', 'hypercorn', 'daphne', 'waitress', 'granian'];

/** The package a gunicorn worker class comes with. https://docs.gunicorn.org/en/stable/settings.html#worker-class */
const WORKERS: readonly { worker: RegExp; name: string }[] = [
  { worker: /^uvicorn\.workers\./, name: 'uvicorn' },
  { worker: /^uvicorn_worker\./, name: 'uvicorn-worker' },
  { worker: /^gevent|ggevent/, name: 'gevent' },
  { worker: /^eventlet$|geventlet/, name: 'eventlet' },
];

/** The packages without which a start command of a Python service fails: its server and the worker class it names. */
export function serverPackages(
  start: StartCommand,
  service: Service,
  model: Pick<Model, 'module'>,
): string[] {
  const program = start.server?.program ?? '';
  if (!SERVERS.includes(program)) return [];
  const worker = program === 'gunicorn' ? workerClass(start, service, model) : null;
  const brought = worker ? WORKERS.find((entry) => entry.worker.test(worker))?.name : undefined;
  return [program, ...(brought ? [brought] : [])];
}

/** The worker class of the command, else that of the configuration file gunicorn reads. */
function workerClass(start: StartCommand, service: Service, model: Pick<Model, 'module'>): string | null {
  const command = start.server?.command;
  const given = command ? option(command, ['--worker-class', '-k']) : null;
  if (given) return given.value;
  const file = (command && option(command, ['--config', '-c'])?.value) || 'gunicorn.conf.py';
  const binding = model.module(service.root ? `${service.root}/${file}` : file)?.bindings.worker_class;
  return binding?.kind === 'literal' && typeof binding.value === 'string' ? binding.value : null;
}

import { type DockerFile, readDockerfile } from '@unblock/codemods/dockerfile/index';
import { option } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { presence } from '@unblock/engine/dependencies/installed';

/** Server programs and the packages they come with. */
const PACKAGES: Readonly<Record<string, string>> = {
  gunicorn: 'gunicorn',
  uvicorn: 'uvicorn',
  hypercorn: 'hypercorn',
  daphne: 'daphne',
  waitress: 'waitress',
};

/** The package a gunicorn worker class comes with. https://docs.gunicorn.org/en/stable/settings.html#worker-class */
const WORKERS: readonly { worker: RegExp; name: string }[] = [
  { worker: /^uvicorn\.workers\./, name: 'uvicorn' },
  { worker: /^uvicorn_worker\./, name: 'uvicorn-worker' },
  { worker: /^gevent|ggevent/, name: 'gevent' },
  { worker: /^eventlet$|geventlet/, name: 'eventlet' },
];

/** Images that bring nothing but Python: any other one may hold a server. */
const PLAIN_IMAGE =
  /^(docker\.io\/)?(library\/)?(python|debian|ubuntu|alpine|node|bitnami\/python|scratch)([:@]|$)|^ghcr\.io\/astral-sh\/uv\b/;

/** A start command with the packages it needs that nothing installs. */
export interface CommandNeed {
  start: StartCommand;
  /** The program as it is called: `gunicorn`. */
  program: string;
  missing: string[];
}

export function needsOf(service: Service, model: Model): CommandNeed[] {
  return service.starts.flatMap((start): CommandNeed[] => {
    const { server } = start;
    const packageName = server ? PACKAGES[server.program] : undefined;
    if (!server || !packageName || installsItself(start, service, model)) return [];
    const worker = server.program === 'gunicorn' ? workerClass(start, service, model) : null;
    const brought = worker ? WORKERS.find((entry) => entry.worker.test(worker))?.name : undefined;
    const usesDevelopment = /\buv run\b(?!.*--no-dev)/.test(start.command.text);
    const missing = [packageName, ...(brought ? [brought] : [])].filter(
      (name) =>
        presence(model, service.dependencies, name) === 'absent' &&
        !installedByImage(service, model, name) &&
        !(usesDevelopment && service.dependencies.entries.some((entry) => entry.name === name)),
    );
    return missing.length > 0 ? [{ start, program: server.program, missing }] : [];
  });
}

/** The worker class of the command, else that of the configuration file gunicorn reads. */
function workerClass(start: StartCommand, service: Service, model: Model): string | null {
  const command = start.server?.command;
  const given = command ? option(command, ['--worker-class', '-k']) : null;
  if (given) return given.value;
  const file = (command && option(command, ['--config', '-c'])?.value) || 'gunicorn.conf.py';
  const binding = model.module(service.root ? `${service.root}/${file}` : file)?.bindings.worker_class;
  return binding?.kind === 'literal' && typeof binding.value === 'string' ? binding.value : null;
}

/** The command fetches its packages itself: `pip install ... && gunicorn`, `uvx`, `uv run --with`. */
function installsItself(
  { command, commands, server }: StartCommand,
  service: Service,
  model: Model,
): boolean {
  if (/\b(uvx|pipx run|uv tool run)\b|--with[ =]|\bpip3? install\b/.test(command.text)) return true;
  if (commands.some(({ text }) => /\bpip3? install\b/.test(text.text))) return true;
  // A program in a folder of its own is no package of this environment.
  const path = server?.command.words[0]?.value ?? '';
  if (path.includes('/') && !/(^|\/)(\.?venv|env|bin)\//.test(path)) return true;
  return dockerfilesOf(service, model).some(({ stages }) => {
    const names = new Set(stages.map(({ name }) => name));
    return !stages.every(({ base }) => names.has(base) || PLAIN_IMAGE.test(base));
  });
}

/** A Dockerfile that names the package in a RUN line installs it in some way of its own. */
function installedByImage(service: Service, model: Model, name: string): boolean {
  return dockerfilesOf(service, model).some(({ image }) =>
    image?.runs.some(({ text }) => text.includes(name)),
  );
}

function dockerfilesOf(service: Service, model: Model): DockerFile[] {
  const paths = service.deployables.flatMap(({ kind, path, dockerfile }) =>
    kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
  );
  return [...new Set(paths)].map((path) => readDockerfile(model.read(path) ?? ''));
}

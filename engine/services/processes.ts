import { option } from '@unblock/codemods/shell/index';
import { gunicornArguments, gunicornFile, gunicornSetting } from '../gunicorn.ts';
import type { Model, ServerCommand, Service, StartCommand } from '../model.ts';
import { environmentOf } from '../process-environment.ts';
import { contractsOf } from '../started.ts';
import { webStarts } from './web.ts';

/** Several processes of the web service: how many, and what says so. */
export interface Processes {
  count: string;
  source: string;
}

/** Whether a command starts a server that takes its number of workers from `WEB_CONCURRENCY`, as it names none itself. */
export function leavesWorkers(command: string): boolean {
  return /\b(gunicorn|uvicorn)\b/.test(command) && !/\s(--workers|-w)[\s=\d]/.test(command);
}

/** What makes a platform run the web service in several processes; null where nothing says so. */
export function severalProcesses(model: Model, service: Service): Processes | null {
  for (const start of webStarts(service)) {
    const found = inCommand(start) ?? inVariables(service, start) ?? byDefault(model, service, start);
    if (found) return found;
  }
  const scaled = service.deployables.find(({ role, instances }) => role === 'web' && (instances ?? 1) > 1);
  return scaled ? { count: String(scaled.instances), source: scaled.path } : null;
}

function inCommand({ server }: StartCommand): Processes | null {
  if (!server) return null;
  const { command } = server;
  const names = command.words[0]?.value?.startsWith('pm2')
    ? ['--instances', '-i']
    : server.program === 'gunicorn' || server.program === 'hypercorn'
      ? ['--workers', '-w']
      : server.program === 'uvicorn' || server.program === 'fastapi' || server.program === 'granian'
        ? ['--workers']
        : server.program === 'uwsgi'
          ? ['--processes', '--workers', '-p']
          : [];
  const found = names.length > 0 ? option(command, names) : null;
  // `${WEB_CONCURRENCY:-4}` runs four processes until someone says otherwise.
  const value = found?.value ?? found?.raw.split(':-')[1]?.replace(/\}.*$/, '');
  const text = command.words.map(({ raw }) => raw).join(' ');
  // pm2 counts from the cores: `max`, 0 and negative numbers.
  const isPm2 = names.includes('-i');
  if (isPm2 && found && (value === 'max' || Number(value) <= 0)) return { count: 'max', source: text };
  if (Number(value) > 1) return { count: value ?? '', source: text };
  const assigned = command.assignments.find(({ name }) => name === 'WEB_CONCURRENCY')?.value;
  return !found && Number(assigned) > 1 ? { count: String(assigned), source: text } : null;
}

/** Variables that stand for `--workers`. https://www.uvicorn.org/settings/ · https://github.com/emmett-framework/granian#readme */
const WORKERS: Partial<Record<ServerCommand['program'], string>> = {
  uvicorn: 'UVICORN_WORKERS',
  granian: 'GRANIAN_WORKERS',
};

/** gunicorn and uvicorn take their number of workers from this variable where the command gives none. */
function inVariables(service: Service, start: StartCommand): Processes | null {
  const { server } = start;
  if (!server) return null;
  const environment = environmentOf({ server, starts: [start] }, service);
  const name = WORKERS[server.program];
  const own = name && !option(server.command, ['--workers']) ? environment.get(name) : null;
  if (Number(own) > 1) return { count: String(own), source: `${name}=${own}` };
  if (server.program !== 'gunicorn' && server.program !== 'uvicorn') return null;
  if (option(server.command, ['--workers', '-w'])) return null;
  const options = environment.get('GUNICORN_CMD_ARGS');
  const inOptions = server.program === 'gunicorn' && options ? gunicornArguments(options) : null;
  const added = inOptions && option(inOptions, ['--workers', '-w'])?.value;
  if (Number(added) > 1) return { count: String(added), source: `GUNICORN_CMD_ARGS="${options}"` };
  for (const { role, path, variables } of service.deployables) {
    const value = variables.find(({ name }) => name === 'WEB_CONCURRENCY')?.value;
    if (role === 'web' && Number(value) > 1) return { count: String(value), source: path };
  }
  return null;
}

/** What a configuration file of gunicorn says, else the number of processes that a platform asks for by itself. */
function byDefault(model: Model, service: Service, start: StartCommand): Processes | null {
  const { server } = start;
  if (!server || (server.program !== 'gunicorn' && server.program !== 'uvicorn')) return null;
  if (option(server.command, ['--workers', '-w', '--reload'])) return null;
  const file = server.program === 'gunicorn' ? gunicornFile(model, service, start, server) : 'none';
  if (file === 'unknown') return null;
  const workers = file === 'none' ? null : gunicornSetting(model, file.path, 'workers');
  if (workers) {
    const value = model.resolve(workers);
    const literal = value.kind === 'environment' ? value.fallback : value;
    return literal?.kind === 'literal' && Number(literal.value) > 1
      ? { count: String(literal.value), source: workers.span.path }
      : null;
  }
  const isSet = [...server.command.assignments, ...service.deployables.flatMap(({ variables }) => variables)];
  if (isSet.some(({ name }) => name === 'WEB_CONCURRENCY' || name === 'GUNICORN_CMD_ARGS')) return null;
  const contract = contractsOf(model, [start]).find(({ webConcurrency }) => webConcurrency.value > 1);
  return contract
    ? {
        count: String(contract.webConcurrency.value),
        source: `WEB_CONCURRENCY=${contract.webConcurrency.value}`,
      }
    : null;
}

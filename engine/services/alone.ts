import { option } from '@unblock/codemods/shell/index';
import { gunicornFile, gunicornSetting, mayGiveSetting } from '../gunicorn.ts';
import type { Model, Service, StartCommand } from '../model.ts';
import { contractsOf } from '../started.ts';
import { COMPOSE, isServedByCompose } from './compose-command.ts';
import { isStartedElsewhere } from './elsewhere.ts';
import { restartsOneUnit } from './one-unit.ts';
import { singleScript } from './single-script.ts';
import { webStarts } from './web.ts';

/** Several instances in a compose file, under Swarm or not. */
const REPLICAS = /^[ \t]*(replicas|scale):(?![ \t]*["']?1\b)/m;
/** Folders and files of Kubernetes, whose deploys are rolling. */
const CLUSTER =
  /(^|\/)(k8s|kubernetes|helm|charts?|kustomize|manifests)\/.*\.ya?ml$|(^|\/)(Chart|kustomization|skaffold)\.ya?ml$/;
/** What a workflow deploys with where instances come and go. */
const ROLLING =
  /\b(gcloud\s+run|deploy-cloudrun|amazon-ecs|aws\s+ecs|apprunner|kubectl|helm|webapps-deploy|az\s+webapp|containerapps?|flyctl|railway\s+up|docker\s+(stack|service))\b/;

/**
 * Whether one process alone is known to serve: each start command asks for one worker, and no platform that starts it runs an
 * instance beside another.
 */
export function isAlone(service: Service, model: Model): boolean {
  const starts = webStarts(service);
  if (starts.length === 0)
    return service.deployables.length === 0 && (singleScript(service, model) || isOneUnit(model));
  const contracts = contractsOf(model, starts);
  return (
    contracts.length > 0 &&
    contracts.every(({ overlaps }) => !overlaps.value) &&
    starts.every((start) => hasOneWorker(start, service, model)) &&
    !isStartedElsewhere(service, model) &&
    !isServedByCompose(service, model) &&
    ![...model.paths].some((path) => isRolling(path, model))
  );
}

function isOneUnit(model: Model): boolean {
  return restartsOneUnit(model) && ![...model.paths].some((path) => isRolling(path, model));
}

function isRolling(path: string, model: Model): boolean {
  if (CLUSTER.test(path)) return true;
  if (COMPOSE.test(path)) return REPLICAS.test(model.read(path) ?? '');
  return /^\.github\/workflows\/.*\.ya?ml$/.test(path) && ROLLING.test(model.read(path) ?? '');
}

/** One process by what the command and gunicorn's configuration say; servers run one where nobody asks for more. */
function hasOneWorker(start: StartCommand, service: Service, model: Model): boolean {
  const { server } = start;
  if (!server) return false;
  // A file that starts its server itself may ask it for workers.
  if (server.program === 'python') return !/\bworkers\b/.test(model.read(server.entry ?? '') ?? 'workers');
  if (!/^(gunicorn|uvicorn|hypercorn|fastapi|daphne|waitress|granian|flask)$/.test(server.program))
    return false;
  const asked = option(server.command, server.program === 'gunicorn' ? ['--workers', '-w'] : ['--workers']);
  if (asked) return asked.value === '1';
  if (server.program !== 'gunicorn') return true;
  const file = gunicornFile(model, service, start, server);
  if (file === 'none') return true;
  return file !== 'unknown' && isOneBy(file.path, model);
}

/** Whether a configuration file of gunicorn leaves it at one worker. */
function isOneBy(path: string, model: Model): boolean {
  const workers = gunicornSetting(model, path, 'workers');
  if (!workers) return !mayGiveSetting(model, path, 'workers');
  const value = model.resolve(workers);
  return value.kind === 'literal' && String(value.value) === '1';
}

import { both, type Finding, type Model, type Service, type Skip } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { isStartedElsewhere } from '@unblock/engine/services/elsewhere';
import { bundlerOf, variableOf } from './bundler.ts';
import { type LocalCall, localCalls } from './calls.ts';
import { fromVariable } from './fix.ts';
import { type Evidence, message, steps, title } from './words.ts';

/** The local addresses that a service's code of browsers calls. */
export function findCalls(service: Service, model: Model): Entry[] {
  const isFrontEnd = /^(next|nuxt|expo|react-native|angular|create-react-app|sveltekit|vite)$/.test(
    service.framework ?? '',
  );
  if (service.language !== 'node' || !(isFrontEnd || bundlerOf(service))) return [];
  const servers = new Map<string, LocalCall[]>();
  for (const call of localCalls(service, model)) {
    const calls = servers.get(serverOf(call)) ?? [];
    servers.set(serverOf(call), [...calls, call]);
  }
  return [...servers].flatMap(([server, calls]) => {
    const isOne = ![...servers.keys()].some(
      (other) => other !== server && other.split(':')[0] === server.split(':')[0],
    );
    return entryOf(server, calls, isOne, service, model);
  });
}

/** One server is called by several names of this machine. */
function serverOf({ kind, origin }: LocalCall): string {
  const address = origin.slice(origin.indexOf('://') + 3);
  return `${kind}:${address.replace(/^(127\.0\.0\.1|0\.0\.0\.0)/, 'localhost')}`;
}

/** All calls of one server are one fact, told where the first one stands. */
function entryOf(
  key: string,
  calls: readonly LocalCall[],
  isOne: boolean,
  service: Service,
  model: Model,
): Entry[] {
  const [call] = calls;
  if (!call) return [];
  const bundler = bundlerOf(service);
  const variable = bundler ? variableOf(bundler, call.kind, service, model) : '';
  const evidence: Evidence = {
    path: call.span.path,
    by: call.by,
    also: calls.slice(1).map(({ span }) => span.path),
    origin: call.origin,
    kind: call.kind,
    bundler: bundler?.name ?? null,
    variable,
    contracts: model.contracts,
  };
  const finding: Finding = {
    rule: 'client-url-hardcoded',
    severity: isLeftBehind(service, model) ? 'advice' : 'important',
    service: service.root,
    span: call.span,
    title: title(evidence),
    message: message(evidence),
    fix: bundler ? 'review' : 'manual',
    key,
    platforms: model.contracts.map(({ id }) => id),
    // Requests and sockets of one front end: one patch tells both.
    group: `client-url:${service.root}`,
    steps: steps(evidence),
  };
  const fix = () =>
    !bundler ? NO_VARIABLE : isOne ? fromVariable(calls, bundler, evidence, service, model) : SEVERAL;
  return [{ finding, fix }];
}

/** Files that many platforms read, and that say nothing of what one platform deploys. */
const SHARED = /^(Dockerfile|Procfile|script|package\.json)$/;

/**
 * Whether the manifest at the root of the repository describes all that its platform deploys, for each platform of the run, and no
 * command and no image of it builds this front end: whether anybody visits it is not known.
 */
function isLeftBehind(service: Service, model: Model): boolean {
  if (service.root === '' || service.deployables.length > 0 || isStartedElsewhere(service, model))
    return false;
  const others = model.services.flatMap(({ deployables }) => deployables);
  const isDescribed = ({ id }: (typeof model.contracts)[number]) =>
    others.some(({ platform, kind, path }) => platform === id && !SHARED.test(kind) && !path.includes('/'));
  const said = others.flatMap(({ start, build, preDeploy, dockerfile, kind, path }) => [
    ...[start, build, preDeploy].map((command) => command?.text ?? ''),
    ...[dockerfile, kind === 'Dockerfile' ? path : null].map((image) =>
      image ? (model.read(image) ?? '') : '',
    ),
  ]);
  const scripts = said.flatMap((text) => [...text.matchAll(/[\w./-]+\.sh\b/g)].map(([name]) => name));
  const read = scripts.map((name) => model.read(joinPath('', name)) ?? 'npm');
  return (
    model.contracts.every(isDescribed) &&
    ![...said, ...read].some((text) => /\b(npm|pnpm|yarn|bun|node)\b/.test(text))
  );
}

const NO_VARIABLE: Skip = {
  skip: both(
    'the way this front end is given settings is not one that is known here: write the address where it takes its settings from',
    "la façon dont cette interface reçoit sa configuration n'est pas connue ici : écrire l'adresse là où elle prend sa configuration",
  ),
};
const SEVERAL: Skip = {
  skip: both(
    'the code calls several local addresses: which variable stands for which, a person has to say',
    'le code appelle plusieurs adresses locales : à une personne de dire quelle variable correspond à laquelle',
  ),
};

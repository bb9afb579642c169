import { both, type Model, type Service, type Skip } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
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
  const calls = localCalls(service, model);
  const counts = new Map<string, number>();
  return calls.map((call) => {
    // The key has no line: the same call of one file again has a number.
    const key = `${call.by} ${call.path}`;
    const count = (counts.get(`${call.span.path} ${key}`) ?? 0) + 1;
    counts.set(`${call.span.path} ${key}`, count);
    return entryOf(call, count > 1 ? `${key} ${count}` : key, calls, service, model);
  });
}

function entryOf(
  call: LocalCall,
  key: string,
  all: readonly LocalCall[],
  service: Service,
  model: Model,
): Entry {
  const bundler = bundlerOf(service);
  const variable = bundler ? variableOf(bundler, call.kind, service, model) : '';
  const evidence: Evidence = {
    path: call.span.path,
    by: call.by,
    origin: call.origin,
    kind: call.kind,
    bundler: bundler?.name ?? null,
    variable,
    contracts: model.contracts,
  };
  const isOne = all.every(({ kind, origin }) => kind !== call.kind || origin === call.origin);
  return {
    finding: {
      rule: 'client-url-hardcoded',
      severity: 'important',
      service: service.root,
      span: call.span,
      title: title(evidence),
      message: message(evidence),
      fix: bundler ? 'review' : 'manual',
      key,
      platforms: model.contracts.map(({ id }) => id),
      // One variable for all of them: some without it would call another address.
      group: `client-url:${service.root}`,
      steps: steps(evidence),
    },
    fix: () =>
      !bundler ? NO_VARIABLE : isOne ? fromVariable(call, bundler, evidence, service, model) : SEVERAL,
  };
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

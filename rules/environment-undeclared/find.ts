import type { Fix, Model, Service, Skip, StartCommand } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { type NeededVariable, neededAtStart } from '@unblock/engine/python/load';
import { processVariables } from '@unblock/engine/services/process-variables';
import { isGiven } from '@unblock/engine/variables';
import { type Contract, type Deployable, editManifest } from '@unblock/platforms';
import { isSetElsewhere } from './elsewhere.ts';
import { type Evidence, message, NO_PLACE, PATCH, paragraph, steps, title } from './words.ts';

/** Variables that the start of a process needs and that its manifest does not list. */
export function find(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  return service.deployables.flatMap((deployable) => {
    const contract = model.contracts.find(({ id }) => id === deployable.platform);
    const isList = contract?.environment.value.listedIn.includes(deployable.kind) === true;
    if (!contract || !isList || deployable.role === 'static' || deployable.hasOtherVariables) return [];
    const starts = startsOf(service, deployable);
    const declared = declaredFor(service, deployable);
    if (!listsOwnVariables(service, declared, model)) return [];
    const missing = new Map<string, NeededVariable>();
    for (const needed of neededAtStart(model, service, starts)) {
      const { name } = needed.read;
      const isKnown = missing.has(name) || isDeclared(needed, declared) || isSet(contract, needed);
      if (!isKnown && !isSetElsewhere(needed, service, starts, model)) missing.set(name, needed);
    }
    return [...missing.values()].map((needed) => entryOf(needed, deployable, contract, service, model));
  });
}

/** The start commands that a manifest gives a process, or leaves to its Dockerfile. */
function startsOf(service: Service, { start, dockerfile }: Deployable): StartCommand[] {
  return service.starts.filter(({ command: { source } }) =>
    start
      ? source.path === start.source.path && source.start === start.source.start
      : dockerfile !== null && source.path === dockerfile,
  );
}

function declaredFor(service: Service, { variables, dockerfile }: Deployable): Set<string> {
  const image = service.deployables.filter(({ kind, path }) => kind === 'Dockerfile' && path === dockerfile);
  return new Set([...variables, ...image.flatMap((entry) => entry.variables)].map(({ name }) => name));
}

/** A list of versions and switches of the platform alone leaves the service's own variables to the dashboard. */
function listsOwnVariables(service: Service, declared: ReadonlySet<string>, model: Model): boolean {
  return model.factsOf(service, 'environment-read').some(({ name }) => !isGiven(name) && declared.has(name));
}

/** Pydantic does not tell capitals from small letters. */
function isDeclared({ read, className }: NeededVariable, declared: ReadonlySet<string>): boolean {
  const names = [read.name, ...(read.others ?? [])];
  if (className === null) return names.some((name) => declared.has(name));
  const all = new Set([...declared].map((name) => name.toUpperCase()));
  return names.some((name) => all.has(name.toUpperCase()));
}

/** The platform itself sets it. */
function isSet({ environment }: Contract, { read: { name } }: NeededVariable): boolean {
  return (
    isGiven(name) ||
    environment.value.given.some((given) =>
      given.endsWith('*') ? name.startsWith(given.slice(0, -1)) : name === given,
    )
  );
}

function entryOf(
  needed: NeededVariable,
  deployable: Deployable,
  contract: Contract,
  service: Service,
  model: Model,
): Entry {
  const { read, className } = needed;
  const { name, span } = read;
  const known = processVariables(model, service).find((variable) => variable.name === name);
  const source = known?.source ?? { from: 'person' };
  const text = model.read(deployable.path);
  const change = { kind: 'variable', deployable, variable: { name, source } } as const;
  const edits = text === null ? null : editManifest(text, change);
  const written = edits?.map((edit) => edit.text).join('') ?? '';
  const remedy = /\bfromDatabase\b/.test(written)
    ? 'wired'
    : /\bgenerateValue\b/.test(written)
      ? 'generated'
      : 'asked';
  const evidence: Evidence = {
    name,
    path: span.path,
    className,
    manifest: deployable.path,
    process: deployable.name,
    remedy,
    contract,
  };
  // A value that someone typed in by hand is not taken away by a line that asks for one.
  const safety = remedy === 'asked' ? 'safe' : 'review';
  const fix = (): Fix | Skip => {
    if (text === null) return unreadable(deployable.path);
    if (!edits) return NO_PLACE;
    return {
      safety,
      title: PATCH(name),
      paragraph: paragraph(evidence),
      edits: [{ path: deployable.path, edits }],
    };
  };
  return {
    finding: {
      rule: 'environment-undeclared',
      severity: 'important',
      service: service.root,
      span,
      title: title(evidence),
      message: message(evidence),
      fix: safety,
      key: `${name} of ${deployable.name} in ${deployable.path}`,
      platforms: [contract.id],
      steps: steps(evidence),
      group: `environment-undeclared ${deployable.path}`,
    },
    fix,
  };
}

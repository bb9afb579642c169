import { parsePython } from '@unblock/codemods/python/parse';
import { escaped } from '../escaped.ts';
import type { EnvironmentCall, EnvironmentRead } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { needWithout } from '../need.ts';
import { readerOrigin, readOf } from '../resolve.ts';
import type { Modules } from '../trace.ts';
import { dynaconfMembers, dynaconfReads } from './dynaconf.ts';
import { extractEnvironmentCall } from './environment-calls.ts';
import { settingsReads } from './settings-classes.ts';

/** What reading the environment through libraries and classes needs of a model. */
export type Readable = Modules &
  Pick<Model, 'read' | 'facts' | 'holdsOnlyRoutes' | 'isParsed' | 'isSettings' | 'paths'>;

/** Files that import a library of environment reads: the objects that read may stand in them. */
const LIBRARY = /^[ \t]*(from|import)\s+(decouple|environ|environs|starlette\.config)\b/m;

/**
 * The reads of the environment in a Python service whose meaning its own file does not tell: calls of settings libraries
 * and of the service's own functions, fields of settings classes.
 */
export function environmentFacts(model: Readable, service: Service): EnvironmentRead[] {
  if (service.language !== 'python') return [];
  const calls = service.files.flatMap((path) =>
    model.holdsOnlyRoutes(path)
      ? []
      : (model.facts(path)?.facts ?? []).filter((fact) => fact.kind === 'environment-call'),
  );
  return [
    ...[...calls, ...callsElsewhere(model, service)].flatMap((call) => [
      ...readsOf(model, call),
      ...dynaconfReads(model, service, call),
    ]),
    ...dynaconfMembers(model, service),
    ...settingsReads(model, service),
  ];
}

function readsOf(model: Readable, call: EnvironmentCall): EnvironmentRead[] {
  const { span, expression, prefix, missing, always } = call;
  const read = prefix === null ? null : readOf(model, expression);
  if (!read) return [];
  const without = needWithout(read.fallback);
  const need = read.required ? 'required' : without === 'defaulted' ? without : missing;
  return [
    {
      kind: 'environment-read',
      span,
      name: prefix + read.name,
      fallback: read.fallback,
      need,
      via: 'settings',
      ...(read.required && always ? { fatal: true as const } : {}),
    },
  ];
}

/** Calls in files that nothing else made worth parsing: of objects and functions that other files bring. */
function callsElsewhere(model: Readable, service: Service): EnvironmentCall[] {
  const names = readerNames(model, service);
  if (names.size === 0) return [];
  const word = new RegExp(`\\b(${[...names].map(escaped).join('|')})(\\.\\w+)?\\(`);
  return service.files.flatMap((path) => {
    const text = path.endsWith('.py') && !model.isParsed(path) ? model.read(path) : null;
    if (text === null || !word.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .flatMap((node) => {
        const list = node.field('arguments');
        const callee = node.field('function')?.text() ?? '';
        return list?.kind() === 'argument_list' ? extractEnvironmentCall(path, node, callee, list) : [];
      });
  });
}

/** Names of module-level objects and functions of a service that read the environment. */
function readerNames(model: Readable, service: Service): Set<string> {
  const names = new Set<string>();
  for (const path of service.files) {
    const facts = model.holdsOnlyRoutes(path) ? null : model.facts(path)?.facts;
    if (!facts || !path.endsWith('.py')) continue;
    if (facts.some(({ kind }) => kind === 'environment-helper'))
      for (const name of ownReaders(model, path)) names.add(name);
    if (!LIBRARY.test(model.read(path) ?? '')) continue;
    for (const [name, value] of Object.entries(model.module(path)?.bindings ?? {})) {
      const reference = { span: value.span, kind: 'name', name, local: null } as const;
      if (value.kind === 'call' && readerOrigin(model, reference)?.kind === 'made') names.add(name);
    }
  }
  return names;
}

/** Functions of a file that read what they are asked for, classes with such methods, and their objects. */
function ownReaders(model: Readable, path: string): string[] {
  const { readers = {}, classes = {}, bindings = {} } = model.module(path) ?? {};
  const holders = Object.values(classes).filter((summary) => Object.keys(summary.readers ?? {}).length > 0);
  const isHolder = (name: string) => holders.some((holder) => holder.name === name);
  const objects = Object.entries(bindings).flatMap(([name, value]) =>
    value.kind === 'call' && value.callee.kind === 'name' && isHolder(value.callee.name) ? [name] : [],
  );
  return [...Object.keys(readers), ...holders.map(({ name }) => name), ...objects];
}

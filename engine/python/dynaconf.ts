import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency } from '../dependencies/dependencies.ts';
import { escaped } from '../escaped.ts';
import type { EnvironmentCall, EnvironmentRead } from '../facts.ts';
import type { Service } from '../model.ts';
import { readerOrigin } from '../resolve.ts';
import type { Readable } from './environment.ts';
import { expressionOf } from './expression.ts';
import { dynaconfPrefix, dynaconfVariable } from './settings-libraries.ts';
import type { Node } from './tree.ts';

/** The files dynaconf looks for by itself, and those people name: https://www.dynaconf.com/settings_files/ */
const FILE = /(^|\/)\.?(settings|secrets|config)(\.local)?\.(toml|ya?ml|json|ini|py)$/;

/** What `Validator("X", must_exist=True)` asks for: a variable with dynaconf's prefix, where no settings file holds it. */
export function dynaconfReads(model: Readable, service: Service, call: EnvironmentCall): EnvironmentRead[] {
  const { callee, arguments: names, keywords } = call.expression;
  const maker = readerOrigin(model, callee);
  if (maker?.kind !== 'outside' || maker.module !== 'dynaconf' || maker.name !== 'Validator') return [];
  const isDemanded = keywords.must_exist?.kind === 'literal' && keywords.must_exist.value === true;
  if (!isDemanded || keywords.default || keywords.when) return [];
  const prefix = prefixIn(model, call.span.path);
  if (prefix === null) return [];
  return names.flatMap((name): EnvironmentRead[] => {
    if (name.kind !== 'literal' || typeof name.value !== 'string' || isInFile(model, service, name.value))
      return [];
    const variable = prefix + name.value.replaceAll('.', '__').toUpperCase();
    const { span } = call;
    return [
      { kind: 'environment-read', span, name: variable, fallback: null, need: 'required', via: 'settings' },
    ];
  });
}

/** The prefix of the object that a file makes; null where that cannot be told. */
function prefixIn(model: Readable, path: string): string | null {
  for (const value of Object.values(model.module(path)?.bindings ?? {})) {
    const maker = value.kind === 'call' ? readerOrigin(model, value.callee) : null;
    if (maker?.kind === 'outside' && maker.module === 'dynaconf' && value.kind === 'call')
      return dynaconfPrefix(value);
  }
  return null;
}

/** Where the code of a service asks dynaconf's object for settings: `settings.DATABASE_URL`. */
export function dynaconfMembers(model: Readable, service: Service): EnvironmentRead[] {
  if (!findDependency(service.dependencies, 'dynaconf')) return [];
  const names = objectNames(model, service);
  if (names.length === 0) return [];
  const use = new RegExp(`\\b(${names.map(escaped).join('|')})(\\.[A-Za-z]|\\[["'])`);
  return service.files.flatMap((path) => {
    const text = path.endsWith('.py') ? model.read(path) : null;
    if (text === null || !use.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { any: [{ kind: 'attribute' }, { kind: 'subscript' }] } })
      .flatMap((node) => memberRead(model, service, path, node, names));
  });
}

function memberRead(
  model: Readable,
  service: Service,
  path: string,
  node: Node,
  names: readonly string[],
): EnvironmentRead[] {
  const object = (node.field('object') ?? node.field('value'))?.text() ?? '';
  const expression = names.includes(object) ? expressionOf(path, node) : null;
  if (expression?.kind !== 'member') return [];
  const name = dynaconfVariable(expression, (one) => readerOrigin(model, one));
  if (name === null) return [];
  const isHeld = isInFile(model, service, expression.property) || isWritten(node);
  return [
    {
      kind: 'environment-read',
      span: expression.span,
      name,
      fallback: null,
      need: isHeld ? 'defaulted' : 'no-default',
      via: 'settings',
    },
  ];
}

function isWritten(node: Node): boolean {
  const parent = node.parent();
  return parent?.kind() === 'assignment' && parent.field('left')?.id() === node.id();
}

/** The names under which files make the object. */
function objectNames(model: Readable, { files }: Service): string[] {
  const made = files.flatMap((path) =>
    path.endsWith('.py') && /\bdynaconf\b/.test(model.read(path) ?? '')
      ? Object.entries(model.module(path)?.bindings ?? {}).flatMap(([name, value]) => {
          const maker = value.kind === 'call' ? readerOrigin(model, value.callee) : null;
          return maker?.kind === 'outside' && maker.module === 'dynaconf' ? [name] : [];
        })
      : [],
  );
  return [...new Set([...made, 'settings'])];
}

function isInFile(model: Readable, { root }: Service, name: string): boolean {
  const last = escaped(name.split('.').at(-1) ?? name);
  const key = new RegExp(`\\b${last}\\b["']?\\s*[=:]|\\[[\\w.]*\\b${last}\\]`, 'i');
  return [...model.paths].some(
    (path) =>
      (root === '' || path.startsWith(`${root}/`)) && FILE.test(path) && key.test(model.read(path) ?? ''),
  );
}

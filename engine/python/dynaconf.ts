import { escaped } from '../escaped.ts';
import type { EnvironmentCall, EnvironmentRead, Expression } from '../facts.ts';
import type { Service } from '../model.ts';
import { readerOrigin } from '../resolve.ts';
import type { Readable } from './environment.ts';

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

/** `DYNACONF_` unless the object of the file says otherwise; null where that cannot be told. */
function prefixIn(model: Readable, path: string): string | null {
  for (const value of Object.values(model.module(path)?.bindings ?? {})) {
    const maker = value.kind === 'call' ? readerOrigin(model, value.callee) : null;
    if (maker?.kind !== 'outside' || maker.module !== 'dynaconf' || value.kind !== 'call') continue;
    const given: Expression | undefined = value.keywords.envvar_prefix;
    if (!given) return 'DYNACONF_';
    if (given.kind !== 'literal') return null;
    return typeof given.value === 'string'
      ? `${given.value.toUpperCase()}_`
      : given.value === false
        ? ''
        : null;
  }
  return null;
}

function isInFile(model: Readable, { root }: Service, name: string): boolean {
  const key = new RegExp(`\\b${escaped(name.split('.').at(-1) ?? name)}\\b["']?\\s*[=:]`, 'i');
  return [...model.paths].some(
    (path) =>
      (root === '' || path.startsWith(`${root}/`)) && FILE.test(path) && key.test(model.read(path) ?? ''),
  );
}

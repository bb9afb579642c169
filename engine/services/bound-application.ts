import type { ApplicationObject, Expression } from '../facts.ts';
import { type Names, targetOf } from '../python/names.ts';
import { TELLING } from './application.ts';

/** An application by a name it can be imported by, with the call that makes it. */
export interface NamedApplication {
  /** File and name by which a server imports it. */
  path: string;
  name: string;
  /** The name is that of a factory: it has to be called. */
  isFactory: boolean;
  object: ApplicationObject;
}

/**
 * The names by which the applications of a service can be imported: those they are made under, and in files that hold
 * the application by convention also `app = create_app()` and `from shop import app`.
 *
 * @param named files that a start command or a server call names.
 */
export function namedApplications(
  model: Names,
  root: string,
  files: readonly string[],
  applications: readonly ApplicationObject[],
  named: ReadonlySet<string>,
): NamedApplication[] {
  const made = applications
    .filter(({ name }) => name !== '')
    .map((object) => ({
      path: object.span.path,
      name: object.factory ? object.name : outermost(model, object),
      isFactory: object.factory,
      object,
    }));
  if (made.length === 0) return [];
  const bound = files
    .filter((path) => named.has(path) || isConventional(path, root))
    .flatMap((path) => {
      const summary = model.module(path);
      const entries: [string, boolean, string][] = [
        ...Object.entries(summary?.bindings ?? {}).flatMap(([name, value]): [string, boolean, string][] => {
          const called = calledName(value);
          return called ? [[name, true, called]] : [];
        }),
        ...(summary?.imports ?? []).flatMap(({ local, conditional }): [string, boolean, string][] =>
          conditional ? [] : [[local, false, local]],
        ),
      ];
      return entries.flatMap(([name, isCall, from]): NamedApplication[] => {
        const target = targetOf(model, path, from);
        if (target?.kind !== 'definition' || (target.path === path && !isCall)) return [];
        const origin = made.find(
          (entry) => entry.path === target.path && entry.name === target.name && entry.isFactory === isCall,
        );
        return origin ? [{ path, name, isFactory: false, object: origin.object }] : [];
      });
    });
  return [...made, ...bound];
}

/** What takes an application and is one itself, with more behind it than the first: sockets, a second application. */
const WRAPPER =
  /^(ProtocolTypeRouter|ASGIApp|WSGIApp|DispatcherMiddleware|\w+AsgiMiddleware|CORSMiddleware)$/;

/** The name of what wraps an application in its own file, `application = ProtocolTypeRouter({"http": app})`, else its own. */
function outermost(model: Names, { span, name }: ApplicationObject): string {
  const bindings = Object.entries(model.module(span.path)?.bindings ?? {});
  const around = bindings.find(([outer, value]) => outer !== name && wraps(value, name));
  return around?.[0] ?? name;
}

function wraps(value: Expression, name: string): boolean {
  if (value.kind !== 'call') return false;
  const { callee } = value;
  const called = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  const given = [...value.arguments, ...Object.values(value.keywords)];
  const inside = given.flatMap((part) => (part.kind === 'object' ? Object.values(part.properties) : [part]));
  return WRAPPER.test(called) && inside.some((part) => part.kind === 'name' && part.name === name);
}

function isConventional(path: string, root: string): boolean {
  const inside = root ? path.slice(root.length + 1) : path;
  const name = inside.slice(inside.lastIndexOf('/') + 1).replace(/\.py$/, '');
  return path.endsWith('.py') && (!inside.includes('/') || (TELLING.includes(name) && name !== '__init__'));
}

function calledName(value: Expression): string | null {
  return value.kind === 'call' && value.callee.kind === 'name' ? value.callee.name : null;
}

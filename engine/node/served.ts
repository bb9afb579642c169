import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { webFiles } from '../python/web.ts';
import { appServed } from './app-served.ts';
import { nestServed } from './nest-served.ts';

/** A GET route of a Node service. */
export interface NodeRoute {
  /** Its whole path, with the prefixes of what it is mounted on. */
  path: string;
  /** The decorator or the call that registers it. */
  span: Span;
  /** Nest: the class and the method; '' where a call registers it. */
  className: string;
  method: string;
}

/** What answers GET requests in the web process of a Node service. */
export interface NodeServed {
  kind: 'nest' | 'app';
  /** The file that makes the application. */
  file: string;
  routes: NodeRoute[];
  /** No path but these is answered, as far as the code of the repository says. */
  isComplete: boolean;
}

const SERVED = new WeakMap<Model, Map<Service, NodeServed | null>>();

/** The GET routes of a Node service with their whole paths; null where they cannot be told. */
export function nodeServed(service: Service, model: Model): NodeServed | null {
  const all = SERVED.get(model) ?? new Map<Service, NodeServed | null>();
  SERVED.set(model, all);
  const known = all.get(service);
  if (known !== undefined) return known;
  const files = [...codeFiles(service, model)].map((path) => ({ path, text: model.read(path) ?? '' }));
  const isNest = model.factsOf(service, 'nest-application').some(({ web }) => web);
  const served = isNest ? nestServed(service, model, files) : appServed(service, model, files);
  all.set(service, served);
  return served;
}

/** The ECMAScript files of a service, and those of other folders that its web process loads. */
export function codeFiles(service: Service, model: Model): Set<string> {
  const files = [...webFiles(model, service), ...service.files];
  return new Set(files.filter((path) => /\.[cm]?[jt]s$/.test(path) && !path.endsWith('.d.ts')));
}

export interface CodeFile {
  path: string;
  text: string;
}

/** Parts of a path with one slash between them; '/' for none. */
export function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}

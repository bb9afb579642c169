import type { Span } from '@unblock/engine';

/** Where a service says which sites may call it from a browser. */
export interface Allowed {
  /** Local sites alone; every site, with credentials. */
  cause: 'local' | 'any';
  library: string;
  /** The list, or the one text that stands for it. */
  value: Span;
  isList: boolean;
  origins: string[];
}

/** This machine, or a network of one's own. */
const LOCAL =
  /^https?:\/\/(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\]|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})(:\d+)?\/?$/i;

/** What a list of origins comes to; null where it is right, or cannot be told. */
export function causeOf(origins: readonly string[], credentials: boolean): Allowed['cause'] | null {
  if (origins.length === 1 && origins[0] === '*') return credentials ? 'any' : null;
  return origins.length > 0 && origins.every((origin) => LOCAL.test(origin)) ? 'local' : null;
}

/** What a front end in development is reached at, where nothing says it. */
export const USUAL = 'http://localhost:3000,http://localhost:5173';

/**
 * Text of a file that hands out a front end itself, whose pages call from the same origin and need no permission, or that
 * gives the permission by a header of its own.
 */
export const ENOUGH =
  /Access-Control-Allow-Origin|express\.static\(|ServeStaticModule|@fastify\/static|serveStatic\(|StaticFiles\(|send_from_directory|sendFile\(|Jinja2Templates|render_template\(/;

import type { Model, Service } from '@unblock/engine';
import { isComponent } from './components.ts';

/** How code of browsers reads a variable, and tells that it is being developed. */
export interface Bundler {
  name: string;
  prefix: string;
  read(variable: string): string;
  development(quote: string): string;
}

const processEnv = (variable: string) => `process.env.${variable}`;
const nodeEnv = (quote: string) => `process.env.NODE_ENV === ${quote}development${quote}`;

/** By the package that shows them, the most telling first. */
const BUNDLERS: readonly (Bundler & { dependency: string })[] = [
  { dependency: 'next', name: 'Next.js', prefix: 'NEXT_PUBLIC_', read: processEnv, development: nodeEnv },
  {
    dependency: 'react-scripts',
    name: 'Create React App',
    prefix: 'REACT_APP_',
    read: processEnv,
    development: nodeEnv,
  },
  {
    dependency: 'expo',
    name: 'Expo',
    prefix: 'EXPO_PUBLIC_',
    read: processEnv,
    development: () => '__DEV__',
  },
  {
    dependency: 'vite',
    name: 'Vite',
    prefix: 'VITE_',
    read: (variable) => `import.meta.env.${variable}`,
    development: () => 'import.meta.env.DEV',
  },
];

/** What builds the code of browsers of a service; null where it is none whose variables are known. */
export function bundlerOf({ dependencies }: Service): Bundler | null {
  return (
    BUNDLERS.find(({ dependency }) => dependencies.entries.some(({ name }) => name === dependency)) ?? null
  );
}

/** Whether TypeScript knows `import.meta.env`: Vite's own types are named somewhere. */
export function knowsTypes(bundler: Bundler, path: string, { root }: Service, model: Model): boolean {
  if (bundler.prefix !== 'VITE_' || !/\.[cm]?tsx?$/.test(path)) return true;
  const prefix = root ? `${root}/` : '';
  return [...model.paths].some(
    (other) =>
      other.startsWith(prefix) &&
      /(\.d\.ts|tsconfig[\w.]*\.json)$/.test(other) &&
      /vite\/client/.test(model.read(other) ?? ''),
  );
}

/** The variable for the address of the service without a path: one of another meaning keeps its own name. */
export function variableOf({ prefix }: Bundler, kind: 'http' | 'ws', service: Service, model: Model): string {
  const folder = service.root ? `${service.root}/` : '';
  const usual = `${prefix}${kind === 'ws' ? 'WS' : 'API'}_URL`;
  const [own, ...others] = kind === 'http' ? originsIn(service, model, prefix) : [];
  if (own !== undefined && others.length === 0) return own;
  const meanings = [...model.paths].flatMap((path) => {
    if (!path.startsWith(folder)) return [];
    if (/(^|\/)\.env[\w.-]*$/.test(path)) return meaningsIn(model.read(path) ?? '', usual);
    return model.isParsed(path) || isComponent(path) ? meaningsOf(model.read(path) ?? '', usual) : [];
  });
  // A read without anything in its place says nothing of its own.
  const isTaken = meanings.includes('other') || (meanings.length > 0 && !meanings.includes('address'));
  return isTaken ? usual.replace(/_URL$/, '_ORIGIN') : usual;
}

/**
 * Variables that the code uses for the same already: named for a host or an origin, nothing in front and the path of an API
 * behind them, `${process.env.NEXT_PUBLIC_HOST}/api`, and no file of variables gives them a path.
 */
function originsIn({ files }: Service, model: Model, prefix: string): string[] {
  const form = new RegExp(
    `\`\\$\\{(?:process|import\\.meta)\\.env\\.(${prefix}(?:\\w+_)?(?:HOST|ORIGIN))\\}/api\\b`,
    'g',
  );
  const names = files.flatMap((path) =>
    model.isParsed(path)
      ? [...(model.read(path) ?? '').matchAll(form)].flatMap(([, name]) => name ?? [])
      : [],
  );
  const given = [...model.paths].filter((path) => /(^|\/)\.env[\w.-]*$/.test(path));
  const isPath = (name: string) =>
    given.some((path) => meaningsIn(model.read(path) ?? '', name).includes('other'));
  return [...new Set(names)].filter((name) => !isPath(name));
}

/** What a variable holds by one place that names it: an address without a path, something else, or nobody can tell. */
type Meaning = 'address' | 'other' | 'unknown';

/** By a file of variables. */
function meaningsIn(text: string, name: string): Meaning[] {
  const line = new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*["']?([^"'\\s]*)`, 'm').exec(text);
  if (!line) return [];
  return line[1] ? [/^\w+:\/\/[^/]+\/?$/.test(line[1]) ? 'address' : 'other'] : ['unknown'];
}

/** By code that reads it, with what stands in its place. */
function meaningsOf(text: string, name: string): Meaning[] {
  const parts = text.split(new RegExp(`\\b${name}\\b`)).slice(1);
  return parts.map((rest) => {
    // What a fix of this rule has written.
    if (
      /^ \|\| \((process\.env\.NODE_ENV === ['"]development['"]|__DEV__|import\.meta\.env\.DEV) \? /.test(
        rest,
      )
    )
      return 'address';
    const instead = /^\s*(?:\|\||\?\?)\s*[^'"`\n]*['"`]([^'"`\n]*)['"`]/.exec(rest)?.[1];
    if (instead === undefined) return 'unknown';
    return /^(\w+:\/\/[^/]+)?\/?$/.test(instead) ? 'address' : 'other';
  });
}

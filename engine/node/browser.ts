import type { SgNode } from '@ast-grep/napi';
import type { Model, Service } from '../model.ts';

/** What names another file: `from '…'`, `import('…')`, `require('…')`. */
const NAMED = /\b(?:from|import|require)[ \t]{0,3}\(?[ \t\r\n]{0,9}['"]([^'"\n]{1,300})['"]/g;
/** It is gone once types are. */
const OF_TYPES = /\bimport[ \t]{1,3}type\b[^'"]{0,500}['"][^'"\n]{0,300}['"]/g;
/** Functions of a page that run on the server: https://nextjs.org/docs/pages/building-your-application/data-fetching */
const ON_SERVER = /\b(getServerSideProps|getStaticProps|getStaticPaths|getInitialProps)\b/;
/** Code that runs on a server, by where it stands. */
const SERVER_PLACE =
  /(^|\/)(pages\/api|app\/(.*\/)?route\.[cm]?[jt]s|middleware\.[cm]?[jt]s|server|api|scripts?)(\/|$)|\.server\.[cm]?[jt]sx?$/;
/** Next.js: pages and components; a page of the `app` folder runs on the server unless a file says otherwise. */
const PAGE = /(^|\/)pages\/(?!api\/).*\.[jt]sx?$/;
const SOURCE = /\.[cm]?[jt]sx?$/;

/**
 * Whether a file is known to be a part of what runs in browsers. Next.js renders a component on the server unless its file
 * says otherwise, or a file that does imports it: https://nextjs.org/docs/app/api-reference/directives/use-client. In a
 * package that serves requests as well, components alone are known to run in browsers.
 */
export function isOfBrowser(path: string, service: Service, model: Model): boolean {
  const { framework, dependencies } = service;
  if (dependencies.entries.some(({ name }) => name === 'next')) return ofNext(service, model).has(path);
  return !/^(express|nest|fastify|koa|hono)$/.test(framework ?? '') || /\.[jt]sx$/.test(path);
}

/** Whether a file stands where the code of servers does. */
export function standsOnServer(path: string): boolean {
  return SERVER_PLACE.test(path);
}

/** Whether a file is a page of Next.js all of whose code is sent to browsers: no function of it runs on the server. */
export function isWholePage(path: string, model: Model): boolean {
  return PAGE.test(path) && !/getServerSideProps|getStaticProps/.test(model.read(path) ?? '');
}

/** Whether code of a page is in a function that runs on the server. */
export function isInServerFunction(node: SgNode): boolean {
  return node.ancestors().some((up) => {
    const parent = up.parent();
    const name =
      up.field('name')?.text() ??
      (parent?.kind() === 'variable_declarator' ? parent.field('name')?.text() : undefined) ??
      (parent?.kind() === 'assignment_expression' ? parent.field('left')?.text() : undefined) ??
      '';
    return /function|method_definition/.test(String(up.kind())) && ON_SERVER.test(name);
  });
}

/** Files of services that run in browsers: asked once for each service of a model. */
const OF_NEXT = new WeakMap<Model, Map<Service, ReadonlySet<string>>>();

function ofNext(service: Service, model: Model): ReadonlySet<string> {
  const services = OF_NEXT.get(model) ?? new Map<Service, ReadonlySet<string>>();
  OF_NEXT.set(model, services);
  const known = services.get(service) ?? reached(service, model);
  services.set(service, known);
  return known;
}

/**
 * The files that Next.js begins with: every file of `pages`, and those of `app` that have one of its names. A `page-old.tsx` is no
 * page. https://nextjs.org/docs/app/getting-started/project-structure
 */
const BEGINNING =
  /^(src\/)?(pages\/|app\/(.*\/)?(page|layout|route|template|error|global-error|loading|not-found|global-not-found|default|forbidden|unauthorized|sitemap|robots|manifest|icon\d?|apple-icon\d?|opengraph-image\d?|twitter-image\d?)\.|(middleware|proxy|instrumentation|instrumentation-client)\.)/;

/** The files that anything of Next.js leads to; null where a package has none to begin with: another one imports it. */
function served(service: Service, model: Model): Set<string> | null {
  const prefix = service.root ? service.root.length + 1 : 0;
  const open = service.files.filter((path) => BEGINNING.test(path.slice(prefix)));
  if (open.length === 0) return null;
  const found = new Set(open);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const [, name = ''] of (model.read(path) ?? '').matchAll(NAMED)) {
      const file = model.locate(path, name);
      if (!file || found.has(file)) continue;
      found.add(file);
      open.push(file);
    }
  }
  return found;
}

function reached(service: Service, model: Model): Set<string> {
  const prefix = service.root ? service.root.length + 1 : 0;
  const isPage = (path: string) => /^(src\/)?pages\/(?!api\/)/.test(path.slice(prefix));
  const known = served(service, model);
  const open = service.files.filter(
    (path) =>
      SOURCE.test(path) &&
      (known === null || known.has(path)) &&
      (isPage(path) || isForClient(model.read(path) ?? '')),
  );
  const found = new Set(open);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = (model.read(path) ?? '').replace(OF_TYPES, '');
    // Of what such a page imports, components alone are known to run in browsers.
    const wanted = isPage(path) && ON_SERVER.test(text) ? /\.[jt]sx$/ : SOURCE;
    for (const [, name = ''] of text.matchAll(NAMED)) {
      const file = model.locate(path, name);
      if (!file || found.has(file) || !wanted.test(file)) continue;
      if (/^\s*['"]use server['"]/.test(model.read(file) ?? '')) continue;
      found.add(file);
      open.push(file);
    }
  }
  return found;
}

/** `'use client'` in front of everything but comments. */
function isForClient(text: string): boolean {
  const at = text.search(/['"]use client['"]/);
  return (
    at >= 0 &&
    /^\uFEFF?(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*$/.test(text.slice(0, Math.min(at, 2000)))
  );
}

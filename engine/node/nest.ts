import type { NestApplication } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { webStarts } from '../services/web.ts';

/** A class or constant of the repository, by where it is defined. */
export interface Definition {
  path: string;
  name: string;
}

/** Re-exports followed further than this are a cycle or a riddle. */
const DEEPEST = 12;

/** The classes and constants that NestJS applications bring in unconditionally, as `path#name`. */
export function nestGraph(model: Model, applications: readonly NestApplication[]): Set<string> {
  const reached = new Set<string>();
  const open = applications.map(({ span, module }): Definition => ({ path: span.path, name: module }));
  for (let use = open.pop(); use; use = open.pop()) {
    const found = definitionOf(model, use.path, use.name);
    if (!found || reached.has(keyOf(found))) continue;
    reached.add(keyOf(found));
    for (const fact of model.facts(found.path)?.facts ?? []) {
      if (fact.kind === 'nest-module' && fact.name === found.name)
        open.push(...fact.uses.map((name) => ({ path: found.path, name })));
    }
  }
  return reached;
}

export function keyOf({ path, name }: Definition): string {
  return `${path}#${name}`;
}

/** Where a name used in an ECMAScript file is defined; null outside the repository. */
export function definitionOf(model: Model, path: string, name: string, depth = 0): Definition | null {
  const summary = model.module(path);
  if (!summary || depth > DEEPEST) return null;
  const imported = summary.imports.find(({ local }) => local === name);
  if (!imported) return { path, name };
  const target = model.locate(path, imported.module);
  return target && imported.name ? exportedFrom(model, target, imported.name, depth + 1) : null;
}

function exportedFrom(model: Model, path: string, name: string, depth: number): Definition | null {
  const summary = model.module(path);
  if (!summary || depth > DEEPEST) return null;
  const local = Object.hasOwn(summary.exports, name) ? summary.exports[name] : undefined;
  if (local) return definitionOf(model, path, local, depth + 1);
  for (const star of summary.imports.filter((entry) => entry.local === '*')) {
    const target = model.locate(path, star.module);
    const found = target ? exportedFrom(model, target, name, depth + 1) : null;
    if (found) return found;
  }
  return null;
}

/**
 * The NestJS applications that are the web process: those of the file a web start command runs, where it can be told,
 * else those in a file named like an entry, else all that serve HTTP. A program whose folder says that it is a worker
 * is none where another one serves: it answers health checks at most.
 */
export function webApplications(model: Model, service: Service): NestApplication[] {
  const web = model.factsOf(service, 'nest-application').filter((application) => application.web);
  const started = webEntries(service).flatMap((entry) => web.filter(({ span }) => span.path === entry));
  if (started.length > 0) return started;
  const named = web.filter(({ span }) =>
    /(^|\/)(main|index|server|app|bootstrap)\.[cm]?[jt]s$/.test(span.path),
  );
  const all = named.length > 0 ? named : web;
  const serving = all.filter(({ span }) => !WORKER.test(span.path));
  return serving.length > 0 ? serving : all;
}

/** The folder of a program of its own, as `apps/worker/src/main.ts` of a repository with several. */
const WORKER =
  /(^|\/)(apps|packages|services|programs)\/([\w.]+-)*(workers?|cron|scheduler|jobs|consumers?)\//;

function webEntries(service: Service): string[] {
  return webStarts(service).flatMap(({ server }) => server?.entry ?? []);
}

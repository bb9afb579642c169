import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { migrationEnvironments } from '@unblock/engine/alembic';
import { databaseSinks } from '@unblock/engine/database/sinks';
import type { Span } from '@unblock/engine/facts';
import { importedFiles } from '@unblock/engine/imported';
import { runsAtStart, type Site } from '@unblock/engine/python/at-start';
import { enclosingFunction } from '@unblock/engine/python/expression';
import { type Node, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import type { Contract } from '@unblock/platforms';
import { appliesMigrations } from './commands.ts';

/** `Base.metadata.drop_all(…)`, or `create_all` beside migrations, when the web process starts. */
export interface SchemaCall {
  method: 'drop_all' | 'create_all';
  /** What it is called on: `Base.metadata`, `db`. */
  receiver: string;
  span: Span;
  /** Alembic's env.py for the same tables; null where there is none. */
  environment: string | null;
  /** What applies the migrations runs the call itself, before the first of them. */
  isFirst: boolean;
  /** A test or a script that calls the function around it, and gets its tables from it; null without one. */
  usedBy: string | null;
  contracts: Contract[];
}

const CALLS = /\.(drop_all|create_all)\b/;

/** The calls that make or drop all tables whenever the web process of a service starts. */
export function findSchemaCalls(service: Service, model: Model): SchemaCall[] {
  if (service.language !== 'python') return [];
  const files = webFiles(model, service);
  if (![...files].some((path) => CALLS.test(model.read(path) ?? ''))) return [];
  const environments = migrationFiles(service, model);
  const contracts = model.contracts.filter((contract) => contract.runs.value === 'server');
  if (contracts.length === 0 || isFileOnly(service, model)) return [];
  const isApplied = appliesMigrations(service, model);
  return [...files].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!CALLS.test(text)) return [];
    const root = parsePython(text);
    if (root.find({ rule: { kind: 'ERROR' } })) return [];
    return root.findAll({ rule: { kind: 'attribute' } }).flatMap((node): SchemaCall[] => {
      const method = node.field('attribute')?.text();
      const receiver = node.field('object')?.text() ?? '';
      if ((method !== 'drop_all' && method !== 'create_all') || !/(^|\.)(metadata|db)$/.test(receiver))
        return [];
      if (!isRun(node) || !runsAtStart(model, { files }, { path, node })) return [];
      const environment = environments.find((file) => knows(model.read(file) ?? '', receiver)) ?? null;
      // Where no deploy migrates, the call is the only thing that makes tables.
      if (method === 'create_all' && (environment === null || !isApplied)) return [];
      const isFirst = environment !== null && runsWith(environment, { path, node }, model);
      const usedBy = userOf(node, files, model);
      return [{ method, receiver, span: { path, ...spanOf(node) }, environment, isFirst, usedBy, contracts }];
    });
  });
}

/** Flask-Migrate loads the application before it migrates; Alembic runs what its env.py imports. */
function runsWith(environment: string, { path, node }: Site, model: Model): boolean {
  if (/\bcurrent_app\b/.test(model.read(environment) ?? '')) return true;
  return enclosingFunction(node) === null && importedFiles(model, environment).has(path);
}

/** A file outside of the web process that names the function around a call. */
function userOf(node: Node, files: ReadonlySet<string>, model: Model): string | null {
  const name = enclosingFunction(node)?.field('name')?.text();
  if (!name) return null;
  const others = [...model.paths].filter((path) => path.endsWith('.py') && !files.has(path));
  return others.sort().find((path) => new RegExp(`\\b${name}\\b`).test(model.read(path) ?? '')) ?? null;
}

/** It is called, or given to `run_sync` of an asynchronous connection. */
function isRun(node: Node): boolean {
  const parent = node.parent();
  if (parent?.kind() === 'call') return parent.field('function')?.id() === node.id();
  const call = parent?.kind() === 'argument_list' ? parent.parent() : null;
  return /\.run_sync$/.test(call?.field('function')?.text() ?? '');
}

/** The env.py files beside which migrations are committed, those of Flask-Migrate too. */
function migrationFiles(service: Service, model: Model): string[] {
  const inside = service.root ? `${service.root}/` : '';
  const own = migrationEnvironments(model, service).map(({ path }) => path);
  return [...new Set([...own, `${inside}migrations/env.py`])].filter((path) => {
    const folder = `${path.slice(0, -'env.py'.length)}versions/`;
    return (
      model.paths.has(path) &&
      [...model.paths].some((file) => file.startsWith(folder) && /\/(?!__init__)[^/]+\.py$/.test(file))
    );
  });
}

/** The migrations are made for the same tables, as far as their names tell. */
function knows(environment: string, receiver: string): boolean {
  if (/(^|\.)db(\.metadata)?$/.test(receiver)) return /\bcurrent_app\b|\bdb\.metadata\b/.test(environment);
  return environment.includes(receiver.split('.').slice(-2).join('.'));
}

/** All addresses are those of SQLite files: the tables live as long as the container. */
function isFileOnly(service: Service, model: Model): boolean {
  const sinks = databaseSinks(model, service);
  return (
    sinks.length > 0 &&
    sinks.every(
      ({ trace }) =>
        trace.literals.some((text) => text.startsWith('sqlite')) && trace.reads.every(({ isPart }) => isPart),
    )
  );
}

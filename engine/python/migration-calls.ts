import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Span } from '../facts.ts';
import type { Model } from '../model.ts';
import { type Begun, RUNNERS } from './callers.ts';
import { enclosingFunction, named, spanOf } from './expression.ts';
import { classAround, conditionsOf, LOCK, placeOf } from './scheduler.ts';

/** A call that brings the database up to date: of Alembic, Django, Flask-Migrate, or of their command line. */
export interface MigrationCall extends Begun {
  span: Span;
  /** As it is written: `command.upgrade(config, "head")`. */
  text: string;
  /** Its file takes a lock: whether that lets one process alone migrate is not followed. */
  hasLock: boolean;
}

/** The modules whose functions migrate, with the functions. */
const MAKERS: readonly (readonly [module: string, name: string, isMigration: (call: SgNode) => boolean])[] = [
  ['alembic.command', 'upgrade', () => true],
  ['flask_migrate', 'upgrade', () => true],
  ['django.core.management', 'call_command', (call) => /^\(\s*['"]migrate['"]/.test(argumentsOf(call))],
];
const PROGRAMS =
  /\balembic\b['",\s]+upgrade\b|\bmanage\.py\b['",\s]+migrate\b|\bflask\b['",\s]+db['",\s]+upgrade\b/;
const STARTERS = /^(subprocess\.(run|call|check_call|check_output)|os\.system)$/;

/** The calls that migrate in some files, in their order. */
export function migrationCalls(model: Model, files: Iterable<string>): MigrationCall[] {
  return [...files].sort().flatMap((path) => {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/upgrade|migrate/.test(text) || !/\bupgrade\b|call_command\(|\bsubprocess\.|os\.system/.test(text))
      return [];
    const root = parsePython(text);
    return root
      .findAll({ rule: { kind: 'call' } })
      .filter((call) => migrates(model, path, call))
      .map((call): MigrationCall => {
        const scope = enclosingFunction(call);
        return {
          span: spanOf(path, call),
          text: call.text(),
          place: placeOf(call, scope),
          inFunction: scope?.field('name')?.text() ?? null,
          inClass: scope ? classAround(scope) : null,
          conditions: conditionsOf(path, call, scope),
          hasLock: LOCK.test(text),
        };
      });
  });
}

function migrates(model: Model, path: string, call: SgNode): boolean {
  const callee = call.field('function')?.text() ?? '';
  if (STARTERS.test(callee)) return PROGRAMS.test(argumentsOf(call));
  const handed = RUNNERS.test(callee) ? named(call.field('arguments') ?? call).map((one) => one.text()) : [];
  if (handed.some((name) => originOf(model, path, name) === 'alembic.command.upgrade')) return true;
  const origin = originOf(model, path, callee);
  return MAKERS.some(
    ([module, name, isMigration]) =>
      origin === `${module}.${name}` && isMigration(call) && !/['"]zero['"]/.test(argumentsOf(call)),
  );
}

/** What an imported name stands for: `alembic.command.upgrade` for `command.upgrade` after `from alembic import command`. */
function originOf(model: Model, path: string, callee: string): string {
  const [first = '', ...rest] = callee.split('.');
  const summary = model.module(path);
  const entry = [...(summary?.imports ?? []), ...(summary?.innerImports ?? [])].find(
    ({ local }) => local === first,
  );
  if (!entry) return callee;
  return [entry.module, ...(entry.name === null ? [] : [entry.name]), ...rest].join('.');
}

function argumentsOf(call: SgNode): string {
  return call.field('arguments')?.text() ?? '';
}

import type { SgNode } from '@ast-grep/napi';
import type { Configured, Expression, ModuleSummary } from '../facts.ts';
import type { Modules } from '../trace.ts';
import { expressionOf, named } from './expression.ts';
import type { OriginOf } from './settings-libraries.ts';

const FILLS = /^(\w+)\.config\.(from_\w+|update)$/;

/** Adds what a statement gives an application's configuration: https://flask.palletsprojects.com/en/stable/config/ */
export function addConfiguration(
  path: string,
  node: SgNode,
  summary: ModuleSummary,
  conditional: boolean,
): void {
  if (node.kind() === 'call') {
    const [, name, method] = FILLS.exec(node.field('function')?.text() ?? '') ?? [];
    if (!name) return;
    const list = node.field('arguments');
    const [given] = list ? named(list) : [];
    const configured = configuredOf(summary, name);
    if (method === 'from_object' && given && !conditional) configured.objects.push(expressionOf(path, given));
    else configured.isOpen = true;
    return;
  }
  const left = node.kind() === 'assignment' ? node.field('left') : null;
  const owner = left?.kind() === 'subscript' ? (left.field('value')?.text() ?? '') : '';
  const [, name] = /^(\w+)\.config$/.exec(owner) ?? [];
  const right = node.field('right');
  const key = left?.field('subscript');
  if (!name || !right || !key) return;
  const configured = configuredOf(summary, name);
  const item = expressionOf(path, key);
  if (item.kind !== 'literal' || typeof item.value !== 'string') {
    configured.isOpen = true;
    return;
  }
  const isSure = !conditional && !Object.hasOwn(configured.items, item.value);
  configured.items[item.value] = isSure ? expressionOf(path, right) : { span: item.span, kind: 'unknown' };
}

function configuredOf(summary: ModuleSummary, name: string): Configured {
  summary.configured ??= {};
  const configured = Object.hasOwn(summary.configured, name) ? summary.configured[name] : undefined;
  const made = configured ?? { objects: [], items: {}, isOpen: false };
  summary.configured[name] = made;
  return made;
}

/** What `app.config["PORT"]` stands for, where one object or one assignment at module level gives it; null for anything else. */
export function flaskSetting(
  modules: Modules,
  { object: owner, property, span }: Extract<Expression, { kind: 'member' }>,
  originOf: OriginOf,
): Expression | null {
  if (owner.kind !== 'member' || owner.property !== 'config' || !/^[A-Z]/.test(property)) return null;
  const origin = originOf(owner.object);
  if (origin?.kind !== 'made' || !/^(flask|quart)$/.test(origin.module)) return null;
  const { path, start } = origin.call.span;
  const { bindings = {}, configured = {} } = modules.module(path) ?? {};
  const [name] = Object.entries(bindings).find(([, value]) => value.span.start === start) ?? [];
  const all = name !== undefined && Object.hasOwn(configured, name) ? configured[name] : undefined;
  if (!all || all.isOpen || all.objects.length > 1) return null;
  const [holder] = all.objects;
  const item = Object.hasOwn(all.items, property) ? all.items[property] : undefined;
  // Which of the two comes last, nobody looks up here.
  if (item || !holder) return holder ? null : (item ?? null);
  const object = holder.kind === 'literal' ? classNamed(modules, path, holder.value) : holder;
  return object && { span, kind: 'member', object, property };
}

/** `"shop.config.Production"`: a class of another file, or of the same one. */
function classNamed(modules: Modules, from: string, text: unknown): Expression | null {
  const [, module = '', name = ''] = /^([\w.]+)\.(\w+)$/.exec(String(text)) ?? [];
  const own = `.${from.replace(/\.py$/, '').replaceAll('/', '.')}`;
  const path = module ? (modules.locate(from, module) ?? (own.endsWith(`.${module}`) ? from : null)) : null;
  return path === null ? null : { span: { path, start: 0, end: 0 }, kind: 'name', name, local: null };
}

import type { SgNode } from '@ast-grep/napi';
import type { DebugSetting, DjangoSettings, Fact } from '../facts.ts';
import { argumentsOf, enclosingFunction, expressionOf, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';
import { isUnderMain } from './scheduler.ts';

const SETTINGS = 'DJANGO_SETTINGS_MODULE';
const DEBUG_TARGET = /(\.debug|\.config\[['"]DEBUG['"]\])$/;
const BRANCH = /^(if|try|for|while|match)_statement$/;

/** Where a file turns debug mode on by an assignment, and which settings module it chooses for Django. */
export function extractDebug(path: string, root: SgNode): Fact[] {
  const text = root.text();
  const facts: Fact[] = [];
  if (text.includes('.debug') || text.includes('.config[')) {
    const assignments = root.findAll({ rule: { kind: 'assignment' } });
    // Of two assignments to one target, the order and their conditions tell which one holds.
    const targets = assignments.map((node) => node.field('left')?.text());
    for (const [index, node] of assignments.entries()) {
      const isOnly = targets.every((target, other) => other === index || target !== targets[index]);
      if (isOnly) facts.push(...debugSetting(path, node));
    }
  }
  if (text.includes(SETTINGS)) {
    for (const node of root.findAll({ rule: { kind: 'call' } })) facts.push(...settingsModule(path, node));
  }
  return facts;
}

/** Under a condition of its own it may never run: then it says nothing. */
function debugSetting(path: string, node: SgNode): DebugSetting[] {
  const [left, right] = [node.field('left'), node.field('right')];
  const holder = left?.field('object') ?? left?.field('value')?.field('object');
  if (!left || !right || !holder || !DEBUG_TARGET.test(left.text())) return [];
  const branches = node.ancestors().filter((up) => BRANCH.test(String(up.kind())));
  const mainOnly = isUnderMain(node);
  if (branches.length > (mainOnly ? 1 : 0)) return [];
  return [
    {
      kind: 'debug-setting',
      span: spanOf(path, node),
      target: left.text(),
      receiver: expressionOf(path, holder),
      value: expressionOf(path, right),
      mainOnly,
      inFunction: enclosingFunction(node)?.field('name')?.text() ?? null,
      flow: flowOf(node),
    },
  ];
}

function settingsModule(path: string, node: SgNode): DjangoSettings[] {
  if (!/^(os\.)?environ\.setdefault$/.test(node.field('function')?.text() ?? '')) return [];
  const list = node.field('arguments');
  const [name, module] = list ? argumentsOf(path, list).positional : [];
  if (name?.kind !== 'literal' || name.value !== SETTINGS) return [];
  if (module?.kind !== 'literal' || typeof module.value !== 'string') return [];
  return [{ kind: 'django-settings', span: spanOf(path, node), module: module.value }];
}

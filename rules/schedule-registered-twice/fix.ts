import {
  appendElement,
  ensureImport,
  removeElement,
  removeImport,
  removeProperty,
} from '@unblock/codemods/ecmascript';
import { both, type Fix, type Model, type ScheduleModule, type Skip, type Span } from '@unblock/engine';
import { parseNode } from '@unblock/engine/node/parse';
import type { Repeated } from './find.ts';
import { type Evidence, fixTitle, paragraph } from './words.ts';

const LIBRARY = '@nestjs/schedule';

/** One import stays, in the root module where that can be; the others go. The module is global: one serves all. */
export async function oneImport(
  { calls, applications }: Repeated,
  evidence: Evidence,
  model: Model,
): Promise<Fix | Skip> {
  const exporters = calls.filter(({ span, holder }) => exportsSchedule(model, span.path, holder));
  if (exporters.length > 1) return EXPORTED;
  const roots = [...new Set(applications.map(({ root }) => root))];
  const isReached = (call: ScheduleModule) =>
    applications.every(({ graph }) => graph.has(`${call.span.path}#${call.holder}`));
  const inRoot = calls.find(({ span, holder }) => roots.includes(`${span.path}#${holder}`));
  const [only] = exporters;
  const kept = only ?? inRoot;
  const root = kept || roots.length !== 1 ? null : rootImports(roots[0] ?? '', model);
  const stays = root ? null : (kept ?? calls.find(isReached));
  if (!root && !(stays && isReached(stays))) return APART;
  const removed = calls.filter((call) => call !== stays);
  if (removed.some((call) => !call.element || written(call, model) !== 'ScheduleModule.forRoot()'))
    return OPTIONS;
  const edits: Fix['edits'] = [];
  if (root) edits.push(await added(root, calls, model));
  for (const path of [...new Set(removed.map(({ span }) => span.path))])
    edits.push(await without(path, removed, model));
  return {
    safety: 'review',
    title: fixTitle(),
    paragraph: paragraph(evidence, root?.path ?? stays?.span.path ?? '', root !== null),
    edits,
  };
}

function written({ span }: ScheduleModule, model: Model): string {
  return (model.read(span.path) ?? '').slice(span.start, span.end).replace(/\s+/g, '');
}

function exportsSchedule(model: Model, path: string, holder: string): boolean {
  const facts = model.facts(path)?.facts ?? [];
  return facts.some((fact) => fact.kind === 'nest-module' && fact.name === holder && fact.exportsSchedule);
}

/** The list of imports in the root module's decorator; null where it is not written there. */
function rootImports(root: string, model: Model): Span | null {
  const at = root.lastIndexOf('#');
  const [path, name] = [root.slice(0, at), root.slice(at + 1)];
  const fact = model.facts(path)?.facts.find((entry) => entry.kind === 'nest-module' && entry.name === name);
  const text = model.read(path);
  if (!fact || text === null || text.includes('ScheduleModule')) return null;
  const lists = parseNode(path, text)
    .findAll({ rule: { kind: 'pair', has: { field: 'key', regex: '^imports$' } } })
    .filter((pair) => {
      const range = pair.range();
      const object = pair.parent()?.parent()?.parent()?.parent();
      return (
        object?.kind() === 'decorator' &&
        fact.span.start <= range.start.index &&
        range.end.index <= fact.span.end
      );
    })
    .map((pair) => pair.field('value'));
  const [list] = lists;
  if (lists.length !== 1 || list?.kind() !== 'array') return null;
  const { start, end } = list.range();
  return { path, start: start.index, end: end.index };
}

async function added(
  root: Span,
  calls: readonly ScheduleModule[],
  model: Model,
): Promise<Fix['edits'][number]> {
  const text = model.read(root.path) ?? '';
  const condition = calls[0]?.condition ?? null;
  const call = 'ScheduleModule.forRoot()';
  const element = condition === null ? call : `...(${condition} ? [${call}] : [])`;
  return {
    path: root.path,
    edits: [
      ...(await ensureImport(root.path, text, LIBRARY, ['ScheduleModule'])),
      ...(await appendElement(root.path, text, root, element)),
    ],
  };
}

/** A file without these imports of the module, and without the name where nothing else uses it. */
async function without(
  path: string,
  removed: readonly ScheduleModule[],
  model: Model,
): Promise<Fix['edits'][number]> {
  const text = model.read(path) ?? '';
  const here = removed.filter(({ span }) => span.path === path);
  const edits = [];
  const emptied = listsOf(path, text, here);
  for (const { element } of here) {
    if (!element || emptied.some(({ start, end }) => start <= element.start && element.end <= end)) continue;
    edits.push(...(await removeElement(path, text, element)));
  }
  for (const object of emptied) edits.push(...(await removeProperty(path, text, object, 'imports')));
  const uses = parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'identifier' }, { kind: 'type_identifier' }] } })
    .filter((node) => node.text() === 'ScheduleModule' && !/import/.test(String(node.parent()?.kind())));
  if (uses.length === here.length) edits.push(...(await removeImport(path, text, LIBRARY, 'ScheduleModule')));
  return { path, edits };
}

/** The decorators' objects in whose `imports` nothing stands but what is removed, no remark either. */
function listsOf(path: string, text: string, removed: readonly ScheduleModule[]): Omit<Span, 'path'>[] {
  const isRemoved = (start: number) => removed.some(({ element }) => element?.start === start);
  return parseNode(path, text)
    .findAll({ rule: { kind: 'pair', has: { field: 'key', regex: '^imports$' } } })
    .flatMap((pair) => {
      const list = pair.field('value');
      const entries = list?.kind() === 'array' ? list.children().filter((child) => child.isNamed()) : [];
      const object = pair.parent()?.range();
      const goes = entries.length > 0 && entries.every((entry) => isRemoved(entry.range().start.index));
      return goes && object ? [{ start: object.start.index, end: object.end.index }] : [];
    });
}

const EXPORTED: Skip = {
  skip: both(
    'several modules export ScheduleModule, and Nest refuses to export what is not imported: take it out of all exports but one first',
    "plusieurs modules exportent ScheduleModule, et Nest refuse d'exporter ce qui n'est pas importé : la retirer d'abord de tous les exports sauf un",
  ),
};
const APART: Skip = {
  skip: both(
    'applications with different root modules share these modules: no one import serves them all',
    'des applications aux modules racines différents partagent ces modules : aucun import unique ne les sert tous',
  ),
};
const OPTIONS: Skip = {
  skip: both(
    'the imports are not all a plain `ScheduleModule.forRoot()` in a list: which one is to stay, a person has to say',
    'les imports ne sont pas tous un simple `ScheduleModule.forRoot()` dans une liste : à une personne de dire lequel reste',
  ),
};

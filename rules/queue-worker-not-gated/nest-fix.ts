import type { SgNode } from '@ast-grep/napi';
import type { Edit } from '@unblock/codemods';
import {
  guardMethodBody,
  makeElementConditional,
  quoteStyle,
  semicolons,
} from '@unblock/codemods/ecmascript';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { spanOf } from '@unblock/engine/node/expression';
import { nestGraph, webApplications } from '@unblock/engine/node/nest';
import { parseNode } from '@unblock/engine/node/parse';
import type { NestConsumer } from './nest-consumers.ts';

/** The edits by which a consumer starts only where `RUN_WORKER` is `true`. */
export async function gated(
  consumer: NestConsumer,
  service: Service,
  model: Model,
): Promise<Fix['edits'] | Skip> {
  return consumer.kind === 'processor'
    ? providedConditionally(consumer, service, model)
    : guardedMethod(consumer, model);
}

/** The class among the providers only where the variable says so: nothing else may ask for it. */
async function providedConditionally(
  { path, className }: NestConsumer,
  service: Service,
  model: Model,
): Promise<Fix['edits'] | Skip> {
  const graph = nestGraph(model, webApplications(model, service));
  const files = new Set([...service.files, ...[...graph].map((key) => key.slice(0, key.lastIndexOf('#')))]);
  const edits: Fix['edits'] = [];
  for (const file of [...files].sort()) {
    const text = model.read(file) ?? '';
    if (file === path || !text.includes(className)) continue;
    const uses = parseNode(file, text)
      .findAll({ rule: { any: [{ kind: 'identifier' }, { kind: 'type_identifier' }] } })
      .filter((node) => node.text() === className && !isImport(node));
    const listed = uses.filter(isProvided);
    if (listed.length < uses.length) return asked(file, className);
    const quote = await quoteStyle(file, text);
    const condition = `process.env.RUN_WORKER === ${quote}true${quote}`;
    const made: Edit[] = [];
    for (const node of listed)
      made.push(...(await makeElementConditional(file, text, spanOf(file, node), condition)));
    if (made.length > 0) edits.push({ path: file, edits: made });
  }
  return edits.length > 0 ? edits : NOT_LISTED;
}

function isImport(node: SgNode): boolean {
  return node.ancestors().some((up) => up.kind() === 'import_statement' || up.kind() === 'export_clause');
}

function isProvided(node: SgNode): boolean {
  const list = node.parent();
  const pair = list?.kind() === 'array' ? list.parent() : null;
  return pair?.kind() === 'pair' && pair.field('key')?.text() === 'providers';
}

/** The method that makes the worker returns at once; what closes the worker must bear that there is none. */
async function guardedMethod(
  { path, className, method }: NestConsumer,
  model: Model,
): Promise<Fix['edits'] | Skip> {
  const text = model.read(path) ?? '';
  const holder = parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'class_declaration' }, { kind: 'abstract_class_declaration' }] } })
    .find((node) => node.field('name')?.text() === className);
  const methods = holder?.findAll({ rule: { kind: 'method_definition' } }) ?? [];
  const own = methods.find((node) => node.field('name')?.text() === method);
  if (!own || !method) return NOT_LISTED;
  const set = assigned(own);
  const edits: Edit[] = [];
  for (const other of methods.filter((node) => node.id() !== own.id())) {
    for (const use of other.findAll({ rule: { kind: 'member_expression' } })) {
      const field = use.field('property')?.text() ?? '';
      if (use.field('object')?.kind() !== 'this' || !set.has(field) || isChecked(use, other)) continue;
      if (!/^(onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown)$/.test(nameOf(other))) {
        if (isMade(field, own)) return usedElsewhere(className, field, nameOf(other));
        continue;
      }
      const at = use.range().end.index;
      if (text[at] === '.') edits.push({ start: at, end: at, text: '?' });
    }
  }
  const quote = await quoteStyle(path, text);
  const end = (await semicolons(path, text)) ? ';' : '';
  const guard = `if (process.env.RUN_WORKER !== ${quote}true${quote}) return${end}`;
  return [{ path, edits: [...(await guardMethodBody(path, text, className, method, guard)), ...edits] }];
}

function nameOf(method: SgNode): string {
  return method.field('name')?.text() ?? '';
}

/** The fields that a method gives a value. */
function assigned(method: SgNode): Set<string> {
  const fields = method
    .findAll({ rule: { kind: 'assignment_expression' } })
    .map((node) => node.field('left'))
    .filter((left) => left?.kind() === 'member_expression' && left.field('object')?.kind() === 'this')
    .map((left) => left?.field('property')?.text() ?? '');
  return new Set(fields);
}

/** Whether the worker, or what it is made with, lies in a field. */
function isMade(field: string, method: SgNode): boolean {
  return new RegExp(`this\\.${field}\\s*=`).test(method.text());
}

/** Whether a use of a field bears that there is nothing: under a condition that names it, or with `?.`. */
function isChecked(use: SgNode, method: SgNode): boolean {
  const text = use.text();
  const isOptional = use.parent()?.text().startsWith(`${text}?.`) === true;
  return (
    isOptional ||
    use.ancestors().some((up) => {
      if (up.range().start.index < method.range().start.index) return false;
      const asks = up.kind() === 'if_statement' || up.kind() === 'binary_expression';
      return asks && up.text().slice(0, 200).includes(text);
    }) ||
    use.parent()?.kind() === 'assignment_expression'
  );
}

function asked(path: string, name: string): Skip {
  return {
    skip: both(
      `${path} asks for ${name} by name: it would be missing there`,
      `${path} demande ${name} par son nom : elle y manquerait`,
    ),
  };
}

function usedElsewhere(name: string, field: string, method: string): Skip {
  return {
    skip: both(
      `${name}.${method}() uses this.${field}, which would be missing`,
      `${name}.${method}() utilise this.${field}, qui manquerait`,
    ),
  };
}

const NOT_LISTED: Skip = {
  skip: both(
    'no list of providers names it: by what it is started cannot be told',
    'aucune liste de providers ne la nomme : ce qui la démarre ne peut pas être établi',
  ),
};

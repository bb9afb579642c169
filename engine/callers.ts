import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import { escaped } from './escaped.ts';
import type { Flow } from './facts.ts';
import type { Model, Service } from './model.ts';
import { flowOf as nodeFlow } from './node/flow.ts';
import { parseNode } from './node/parse.ts';
import { flowOf as pythonFlow } from './python/flow.ts';

/** How far calls of calls are followed. */
const DEPTH = 4;
/** Flask looks for these by itself: https://flask.palletsprojects.com/en/stable/cli/#application-discovery */
const FOUND_BY_SERVERS = /^(create_app|make_app)$/;
/** Files whose words may name a function that a command runs. */
const DECLARATIONS = ['pyproject.toml', 'setup.cfg', 'setup.py'];

/**
 * Whether something that always runs calls a function, or names it so that something else may.
 *
 * @param files whose calls count: those that one process loads, where the others of the service are not of interest.
 */
export function isCalled(
  model: Model,
  service: Service,
  name: string,
  files: readonly string[] = service.files,
  depth = DEPTH,
): boolean {
  if (depth === 0 || FOUND_BY_SERVERS.test(name)) return true;
  const word = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`);
  if (declared(model, service).some((text) => word.test(text))) return true;
  return files.some((path) => {
    const text = model.read(path);
    if (text === null || !word.test(text)) return false;
    const isPython = path.endsWith('.py');
    const root = isPython ? parsePython(text) : parseNode(path, text);
    return references(root, name, isPython).some((node) => {
      const flow = isPython ? pythonFlow(node) : nodeFlow(node);
      return !flow.conditional && runs(model, service, flow, files, depth - 1);
    });
  });
}

/** Whether the functions around a place are called. */
export function runs(
  model: Model,
  service: Service,
  flow: Flow,
  files: readonly string[] = service.files,
  depth = DEPTH,
): boolean {
  return !flow.conditional && flow.within.every((name) => isCalled(model, service, name, files, depth));
}

function declared(model: Model, service: Service): string[] {
  const folder = service.root ? `${service.root}/` : '';
  const texts = DECLARATIONS.map((name) => model.read(folder + name) ?? '');
  return [...texts, ...service.starts.map(({ command }) => command.text)];
}

/** Where a name stands for the function: not where it is defined, imported or exported, and not within it. */
function references(root: SgNode, name: string, isPython: boolean): SgNode[] {
  const kinds = isPython ? ['identifier'] : ['identifier', 'property_identifier'];
  return root
    .findAll({ rule: { any: kinds.map((kind) => ({ kind })) } })
    .filter((node) => node.text() === name && !isDeclaration(node) && !isWithin(node, name, isPython));
}

function isDeclaration(node: SgNode): boolean {
  const parent = node.parent();
  const kind = String(parent?.kind());
  if (/^(import_specifier|export_specifier|aliased_import)$/.test(kind))
    return parent?.field('alias') === null || parent?.field('alias') === undefined;
  if (kind === 'dotted_name') {
    const statement = parent?.parent();
    return /^import_(from_)?statement$/.test(String(statement?.kind()));
  }
  if (/^(import_clause|namespace_import|keyword_argument)$/.test(kind))
    return parent?.field('value')?.id() !== node.id();
  const defined =
    parent?.field('name') ?? parent?.field('key') ?? parent?.field('left') ?? parent?.field('property');
  if (kind === 'member_expression') {
    const holder = parent?.parent();
    return holder?.kind() === 'assignment_expression' && holder.field('left')?.id() === parent?.id();
  }
  return (
    /^(function_definition|class_definition|assignment|assignment_expression|pair|variable_declarator|function_declaration|generator_function_declaration|method_definition|public_field_definition|field_definition)$/.test(
      kind,
    ) && defined?.id() === node.id()
  );
}

/** A function that calls itself is not called by that. */
function isWithin(node: SgNode, name: string, isPython: boolean): boolean {
  return (isPython ? pythonFlow(node) : nodeFlow(node)).within.includes(name);
}

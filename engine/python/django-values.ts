import { bounded } from '../bounded.ts';
import type { Span } from '../facts.ts';
import type { Model } from '../model.ts';
import { truth } from './django-condition.ts';
import type { DjangoSettings, SettingStep } from './django-settings.ts';
import { expressionOf } from './expression.ts';
import { calleeOf, type Node, spanOf } from './tree.ts';

/** The most a setting that is a list can hold in production. */
export interface SettingItems {
  /** Items that are written as text. */
  texts: { text: string; span: Span }[];
  /** Variables of the environment that are items as they are. */
  variables: string[];
  /** False where more may be in it than is known. */
  isComplete: boolean;
}

const DEEPEST = 6;
/** Nobody puts a list together from more parts. */
const LONGEST_SUM = 200;

/** What a setting holds after all its steps, those under conditions included. */
export function itemsOf(settings: DjangoSettings, name: string, model: Model, depth = 0): SettingItems {
  let items: SettingItems = { texts: [], variables: [], isComplete: true };
  for (const step of settings.steps(name)) {
    if (step.kind === 'assign' && !step.maybe) items = { texts: [], variables: [], isComplete: true };
    addStep({ settings, model, items, depth }, step);
  }
  return items;
}

interface Adding {
  settings: DjangoSettings;
  model: Model;
  items: SettingItems;
  depth: number;
}

function addStep(adding: Adding, { kind, value, by, statement }: SettingStep): void {
  if (kind === 'unknown' || !value) adding.items.isComplete = false;
  else if (by === 'append' || by === 'insert') addItem(adding, value, statement.path);
  else addList(adding, value, statement.path);
}

/** Adds what an expression holds that is a list. */
const addList = bounded(
  LONGEST_SUM,
  ({ items }: Adding, _node: Node, _path: string): void => {
    items.isComplete = false;
  },
  addParts,
);

function addParts(adding: Adding, node: Node, path: string): void {
  const next = (inner: Node | null | undefined) => {
    if (inner) addList(adding, inner, path);
    else adding.items.isComplete = false;
  };
  switch (node.kind()) {
    case 'list':
    case 'tuple':
    case 'set':
      for (const item of node.namedChildren()) if (item.kind() !== 'comment') addItem(adding, item, path);
      return;
    case 'parenthesized_expression':
      next(node.namedChildren().find((child) => child.kind() !== 'comment'));
      return;
    case 'binary_operator':
      next(node.field('operator')?.text() === '+' ? node.field('left') : null);
      next(node.field('right'));
      return;
    case 'conditional_expression': {
      const [then, condition, other] = node.namedChildren();
      const holds = condition ? truth(condition) : null;
      if (holds !== false) next(then);
      if (holds !== true) next(other);
      return;
    }
    case 'identifier':
      addNamed(adding, node.text());
      return;
    case 'call': {
      const [only, ...more] = node.field('arguments')?.namedChildren() ?? [];
      if (/^(list|tuple|set)$/.test(calleeOf(node)) && only && more.length === 0) next(only);
      else addSplit(adding, node, path);
      return;
    }
    default:
      adding.items.isComplete = false;
  }
}

/** The items of another setting, or of a helper's name. */
function addNamed({ settings, model, items, depth }: Adding, name: string): void {
  const other =
    depth < DEEPEST && settings.steps(name).length > 0 ? itemsOf(settings, name, model, depth + 1) : null;
  if (!other?.isComplete) items.isComplete = false;
  items.texts.push(...(other?.texts ?? []));
  items.variables.push(...(other?.variables ?? []));
}

/** `"a.example,b.example".split(",")` */
function addSplit({ items }: Adding, call: Node, path: string): void {
  const callee = call.field('function');
  const value = callee?.field('object');
  const text = value?.kind() === 'string' ? expressionOf(path, value) : null;
  const isSplit =
    callee?.field('attribute')?.text() === 'split' &&
    /^\(["'],["']\)$/.test(call.field('arguments')?.text() ?? '');
  if (!value || !isSplit || text?.kind !== 'literal') {
    items.isComplete = false;
    return;
  }
  const span = { path, ...spanOf(value) };
  items.texts.push(
    ...String(text.value)
      .split(',')
      .map((item) => ({ text: item, span })),
  );
}

function addItem({ model, items }: Adding, node: Node, path: string): void {
  const value = model.resolve(expressionOf(path, node));
  const isText = value.kind === 'literal' && typeof value.value === 'string';
  if (isText) items.texts.push({ text: String(value.value), span: { path, ...spanOf(node) } });
  else if (value.kind === 'environment') items.variables.push(value.name);
  else items.isComplete = false;
}

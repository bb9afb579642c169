import { parsePython, pythonSyntaxError } from '@unblock/codemods/python/parse';
import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { chosenSettings } from './django.ts';
import { truth } from './django-condition.ts';
import { herokuNames } from './django-heroku.ts';
import { importsOf } from './module.ts';
import { calleeOf, type Node, spanOf } from './tree.ts';

/** One statement that gives a setting a value, or adds to it. */
export interface SettingStep {
  /** `assign`: the value is another one from here on; `extend`: more items; `unknown`: something may have changed it. */
  kind: 'assign' | 'extend' | 'unknown';
  /** The value, or what is added; null where that is not known. */
  value: Node | null;
  /** The way it adds: `append` and `insert` one item, `extend` and `+=` several. */
  by: 'append' | 'insert' | 'extend' | '+=' | null;
  statement: Span;
  /** A condition, of which nobody knows whether production meets it, decides whether it runs. */
  maybe: boolean;
}

/** The settings that production uses, over all the modules they are put together from. */
export interface DjangoSettings {
  /** The file that production names. */
  path: string;
  /** Every file they stand in, in the order in which they are read. */
  files: string[];
  /** What happens to a setting, in order, with DEBUG off. */
  steps(name: string): SettingStep[];
}

/** Stands for every setting: what an unknown piece of code may change. */
const ANY = '*';
/** Code that may set anything: the names are not written in it. */
const WILD =
  /\b(globals|locals|vars|exec|execfile|import_module)\s*\(|\bDjangoDynaconf\b|sys\.modules\[\s*__name__/;
const DEVELOPMENT = /(^|[/_])(dev|develop|development|local|test|tests|testing)(_?settings)?\.py$/i;
const PRODUCTION =
  /(^|[/_])(prod|production|live|heroku|render|railway|fly|deploy|deployment|staging|server|docker)(_?settings)?\.py$/i;
/** What a file for production looks like inside: an application may have a module of such a name. */
const SETTINGS = /^from \S+ import \*|^(DEBUG|ALLOWED_HOSTS|DATABASES|SECRET_KEY)\b/m;
const ADDING = /^(append|extend|insert)$/;
/** Settings modules import each other a few levels deep; more is a cycle. */
const DEEPEST = 8;

/** The settings that production uses; null where it is not known which module that is, and where one does not parse. */
export function djangoSettings(service: Service, model: Model): DjangoSettings | null {
  const all = SETTINGS_OF.get(model) ?? new Map<Service, DjangoSettings | null>();
  SETTINGS_OF.set(model, all);
  const known = all.get(service);
  if (known !== undefined) return known;
  const settings = readSettings(service, model);
  all.set(service, settings);
  return settings;
}

/** Every rule about Django asks for the same settings. */
const SETTINGS_OF = new WeakMap<Model, Map<Service, DjangoSettings | null>>();

function readSettings(service: Service, model: Model): DjangoSettings | null {
  const chosen = service.language === 'python' ? chosenSettings(service, model) : null;
  if (chosen === null || model.read(chosen.path) === null) return null;
  const { path, isNamed } = chosen;
  const reading: Reading = { model, found: [], files: [], broken: [] };
  readModule(reading, path, false, null, 0);
  if (reading.broken.length > 0) return null;
  if (!isNamed && hasOther(service, model, reading.files)) return null;
  return {
    path,
    files: reading.files,
    steps: (name) =>
      reading.found.filter((entry) => entry.name === name || entry.name === ANY).map(({ step }) => step),
  };
}

/** The last value that a setting certainly gets. */
export function assigned(settings: DjangoSettings, name: string): SettingStep | undefined {
  return settings.steps(name).findLast(({ kind, maybe }) => kind === 'assign' && !maybe);
}

/** A default for development, or a module beside it that is for production: a variable nobody sees here chooses then. */
function hasOther(service: Service, model: Model, files: readonly string[]): boolean {
  const [path = ''] = files;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = service.files.filter(
    (file) => file.startsWith(folder) && !file.slice(folder.length).includes('/') && !files.includes(file),
  );
  const isSettings = (file: string) => SETTINGS.test(model.read(file) ?? '');
  return DEVELOPMENT.test(path) || beside.some((file) => PRODUCTION.test(file) && isSettings(file));
}

/** What is known of the settings while their modules are read. */
interface Reading {
  model: Model;
  found: { name: string; step: SettingStep }[];
  files: string[];
  /** Files that Python does not take. */
  broken: string[];
}

/** Reads a module's statements; `only` is the name that another module imports from it, null for all. */
function readModule(reading: Reading, path: string, maybe: boolean, only: string | null, depth: number) {
  const text = reading.model.read(path);
  if (text === null || depth > DEEPEST) return;
  if (!reading.files.includes(path)) reading.files.push(path);
  const inner: Reading = { ...reading, found: [] };
  const root = parsePython(text);
  if (pythonSyntaxError(text, root) !== null) reading.broken.push(path);
  readBlock({ reading: inner, path, depth }, root, maybe);
  reading.found.push(...inner.found.filter(({ name }) => only === null || name === only || name === ANY));
}

interface Place {
  reading: Reading;
  path: string;
  depth: number;
}

function readBlock(place: Place, block: Node, maybe: boolean): void {
  for (const statement of block.namedChildren()) readStatement(place, statement, maybe);
}

function readStatement(place: Place, statement: Node, maybe: boolean): void {
  switch (statement.kind()) {
    case 'expression_statement':
      for (const node of statement.namedChildren()) readExpression(place, statement, node, maybe);
      return;
    case 'import_from_statement':
      readImport(place, statement, maybe);
      return;
    case 'if_statement':
      readIf(place, statement, maybe);
      return;
    case 'for_statement':
    case 'while_statement':
    case 'try_statement':
    case 'match_statement':
    case 'with_statement':
      for (const block of statement.findAll({ rule: { kind: 'block' } }))
        if (isOwnBlock(block, statement))
          readBlock(place, block, maybe || statement.kind() !== 'with_statement');
      return;
  }
}

/** A block of the statement itself, or of one of its clauses. */
function isOwnBlock(block: Node, statement: Node): boolean {
  const parent = block.parent();
  return (
    parent?.id() === statement.id() ||
    (parent?.parent()?.id() === statement.id() && /clause$/.test(String(parent.kind())))
  );
}

function readExpression(place: Place, statement: Node, node: Node, maybe: boolean): void {
  const push = (name: string, step: Pick<SettingStep, 'kind' | 'value' | 'by'>) =>
    place.reading.found.push({
      name,
      step: { ...step, maybe, statement: { path: place.path, ...spanOf(statement) } },
    });
  const unknown = (name: string) => push(name, { kind: 'unknown', value: null, by: null });
  const [left, right] = [node.field('left'), node.field('right')];
  if (node.kind() === 'call') {
    const callee = node.field('function');
    const owner = callee?.kind() === 'attribute' ? callee.field('object') : null;
    const method = callee?.field('attribute')?.text() ?? '';
    if (/^django_(on_)?heroku\.settings$/.test(calleeOf(node))) {
      for (const name of herokuNames(node)) unknown(name);
    } else if (owner?.kind() === 'identifier' && ADDING.test(method)) {
      const items = node.field('arguments')?.namedChildren() ?? [];
      const value = items[method === 'insert' ? 1 : 0] ?? null;
      push(owner.text(), { kind: 'extend', value, by: method as 'append' | 'extend' | 'insert' });
    } else if (owner?.kind() === 'identifier' && !WILD.test(node.text())) unknown(owner.text());
    else if (WILD.test(node.text()) || /^include$/.test(calleeOf(node))) unknown(ANY);
    return;
  }
  if (!left || !right) return;
  if (
    WILD.test(left.text()) ||
    (WILD.test(right.text()) && !/^(lambda|string)$/.test(String(right.kind())))
  ) {
    unknown(ANY);
    return;
  }
  if (left.kind() === 'identifier' && node.kind() === 'assignment') {
    // `A = B = value`: both have it.
    const value = right.kind() === 'assignment' ? null : right;
    push(
      left.text(),
      value ? { kind: 'assign', value, by: null } : { kind: 'unknown', value: null, by: null },
    );
    if (right.kind() === 'assignment') readExpression(place, statement, right, maybe);
  } else if (left.kind() === 'identifier') {
    const isPlus = node.field('operator')?.text() === '+=';
    push(
      left.text(),
      isPlus ? { kind: 'extend', value: right, by: '+=' } : { kind: 'unknown', value: null, by: null },
    );
  } else {
    const first = left.find({ rule: { kind: 'identifier' } })?.text();
    const names = /list|tuple/.test(String(left.kind()))
      ? left.namedChildren().map((name) => name.text())
      : [first];
    for (const name of names) if (name) unknown(name);
  }
}

function readImport(place: Place, statement: Node, maybe: boolean): void {
  const { model } = place.reading;
  for (const { local, module, name } of importsOf(place.path, statement)) {
    const path = model.locate(place.path, module);
    const isStar = local === '*';
    const isReadable = path !== null && path !== place.path && model.read(path) !== null;
    if (isReadable && (isStar || (local === name && /^[A-Z]/.test(local)))) {
      readModule(place.reading, path, maybe, isStar ? null : local, place.depth + 1);
    } else if (isStar || /^[A-Z][A-Z_\d]*$/.test(local)) {
      const step = { kind: 'unknown', value: null, by: null, maybe } as const;
      const at = { path: place.path, ...spanOf(statement) };
      place.reading.found.push({ name: isStar ? ANY : local, step: { ...step, statement: at } });
    }
  }
}

function readIf(place: Place, statement: Node, maybe: boolean): void {
  // Whether all conditions so far are known not to hold.
  let open: boolean | null = true;
  const branch = (condition: Node | null, block: Node | null) => {
    if (!block || open === false) return;
    const holds = condition ? truth(condition) : true;
    if (holds !== false) readBlock(place, block, maybe || holds === null || open === null);
    if (holds === true) open = open === true ? false : null;
    else if (holds === null) open = null;
  };
  branch(statement.field('condition'), statement.field('consequence'));
  for (const clause of statement.namedChildren()) {
    if (clause.kind() === 'elif_clause') branch(clause.field('condition'), clause.field('consequence'));
    if (clause.kind() === 'else_clause') branch(null, clause.field('body'));
  }
}

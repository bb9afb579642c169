import { parsePython } from '@unblock/codemods/python/parse';
import type { PlacedClass } from '../classes.ts';
import type { Expression } from '../facts.ts';
import type { Model } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';
import { traceTarget } from '../trace.ts';
import { expressionOf } from './expression.ts';
import type { Interpreter } from './interpret.ts';
import { summarizePython } from './module.ts';
import type { Frame, Outcome } from './outcomes.ts';
import { argumentsOf, calleeOf, keyword, type Node } from './tree.ts';

/** What gives the configuration something, in the order in which it does. */
export type Step = { maybe: boolean } & (
  | { kind: 'one'; name: string; value: Expression | null }
  | { kind: 'class'; owner: PlacedClass }
  | { kind: 'module'; path: string; bindings: Readonly<Record<string, Expression>> | null }
  | { kind: 'prefix'; prefix: string }
  | { kind: 'open' }
);

/** A call that fills a configuration from somewhere. */
export const FILLING =
  /^([\w.]+)\.config\.(from_(?:object|pyfile|mapping|prefixed_env|envvar|file|json)|update)$/;
/** What people call an application. */
export const OWNER = /(^|[._])(app|application|server|flask)$/i;
/** Attributes of an application that are settings. */
export const MEMBERS: Readonly<Record<string, string>> = { secret_key: 'SECRET_KEY', debug: 'DEBUG' };

/** What a statement gives the configuration; null where it fails. */
export function stepsOf(
  context: { model: Model; interpreter: Interpreter },
  statement: Node,
  frame: Frame,
  maybe: boolean,
): Step[] | null {
  const { interpreter, model } = context;
  const { path } = frame;
  const steps: Step[] = [];
  for (const assignment of statement.findAll({ rule: { kind: 'assignment' } })) {
    const [left, right] = [assignment.field('left'), assignment.field('right')];
    const name = left && right ? nameOf(left) : null;
    if (name === '') steps.push({ kind: 'open', maybe });
    else if (name && right) steps.push({ kind: 'one', name, value: expressionOf(path, right), maybe });
  }
  for (const call of statement.findAll({ rule: { kind: 'call' } })) {
    const [, , method] = FILLING.exec(calleeOf(call)) ?? [];
    const [first] = argumentsOf(call);
    if (method === 'from_object' && first) {
      const holder = holderOf(model, path, interpreter.value(first, frame));
      if (holder === 'missing') return null;
      steps.push(holder === 'unknown' ? { kind: 'open', maybe } : { ...holder, maybe });
    } else if (method === 'from_pyfile') steps.push(...pyfile(context, call, frame, maybe));
    else if (method === 'update' || method === 'from_mapping') steps.push(...mapping(call, path, maybe));
    else if (method === 'from_prefixed_env') {
      const prefix = first?.kind() === 'string' ? first.text().slice(1, -1) : first ? null : 'FLASK';
      steps.push(prefix === null ? { kind: 'open', maybe } : { kind: 'prefix', prefix, maybe });
    } else if (method) steps.push({ kind: 'open', maybe });
  }
  return steps;
}

/** `app.config["X"]`, `app.secret_key`; '' for an entry whose name is not written. */
function nameOf(left: Node): string | null {
  if (left.kind() === 'subscript') {
    const key = left.field('subscript');
    if (!/\.config$/.test(left.field('value')?.text() ?? '')) return null;
    return key?.kind() === 'string' ? key.text().slice(1, -1) : '';
  }
  const member = left.kind() === 'attribute' ? (left.field('attribute')?.text() ?? '') : '';
  const isOwn = Object.hasOwn(MEMBERS, member) && OWNER.test(left.field('object')?.text() ?? '');
  return isOwn ? (MEMBERS[member] ?? null) : null;
}

type Holder =
  | { kind: 'class'; owner: PlacedClass }
  | { kind: 'module'; path: string; bindings: null }
  | 'missing'
  | 'unknown';

/** The class or the module that an argument of `from_object` stands for: itself, or its name. */
function holderOf(model: Model, from: string, given: Outcome): Holder {
  if (given.kind === 'class') return given;
  if (given.kind === 'missing') return 'missing';
  if (given.kind === 'module') return { kind: 'module', path: given.path, bindings: null };
  if (given.kind !== 'text') return 'unknown';
  const own = dotted(from);
  const located = (module: string) =>
    model.locate(from, module) ?? (own === module || own.endsWith(`.${module}`) ? from : null);
  const whole = located(given.text);
  if (whole) return { kind: 'module', path: whole, bindings: null };
  const dot = given.text.lastIndexOf('.');
  const path = dot > 0 ? located(given.text.slice(0, dot)) : null;
  if (!path) return 'unknown';
  const name = given.text.slice(dot + 1);
  const target = traceTarget(model, { span: { path, start: 0, end: 0 }, kind: 'name', name, local: null }, 0);
  if (target?.kind === 'class') return { kind: 'class', owner: target };
  return target?.kind === 'module' ? { kind: 'module', path: target.path, bindings: null } : 'unknown';
}

function dotted(path: string): string {
  return path
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');
}

/** A file of settings, which Python runs as it does a module; one that may be missing and is gives nothing. */
function pyfile(
  { model, interpreter }: { model: Model; interpreter: Interpreter },
  call: Node,
  frame: Frame,
  maybe: boolean,
): Step[] {
  const [first] = argumentsOf(call);
  const given = first ? interpreter.value(first, frame) : null;
  if (given?.kind !== 'text') return [{ kind: 'open', maybe }];
  const path = pyfilePath(model, frame.path, given.text);
  const text = model.paths.has(path) ? model.read(path) : null;
  if (text !== null) {
    const { bindings } = summarizePython(path, parsePython(text));
    return [{ kind: 'module', path, bindings, maybe }];
  }
  const isSilent = keyword(call, 'silent')?.text() === 'True';
  return isSilent && !given.text.startsWith('/') ? [] : [{ kind: 'open', maybe }];
}

/**
 * The file that `from_pyfile` means: beside the module of the application, or in the folder of its instance.
 * https://flask.palletsprojects.com/en/stable/config/#instance-folders
 */
export function pyfilePath(model: Model, application: string, name: string): string {
  let folder = folderOf(application);
  if (!/instance_relative_config\s*=\s*True/.test(model.read(application) ?? ''))
    return joinPath(folder, name);
  while (folder !== '' && model.paths.has(joinPath(folder, '__init__.py'))) folder = folderOf(folder);
  return joinPath(joinPath(folder, 'instance'), name);
}

/** `app.config.update(X=…)`, `app.config.from_mapping({"X": …})`. */
function mapping(call: Node, path: string, maybe: boolean): Step[] {
  return argumentsOf(call).flatMap((argument): Step[] => {
    if (argument.kind() === 'keyword_argument') {
      const [name, value] = [argument.field('name'), argument.field('value')];
      return name && value
        ? [{ kind: 'one', name: name.text(), value: expressionOf(path, value), maybe }]
        : [];
    }
    if (argument.kind() !== 'dictionary') return [{ kind: 'open', maybe }];
    return argument.namedChildren().flatMap((pair): Step[] => {
      const [key, value] = [pair.field('key'), pair.field('value')];
      if (key?.kind() !== 'string' || !value)
        return pair.kind() === 'comment' ? [] : [{ kind: 'open', maybe }];
      return [{ kind: 'one', name: key.text().slice(1, -1), value: expressionOf(path, value), maybe }];
    });
  });
}

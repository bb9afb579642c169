import { parsePython } from '@unblock/codemods/python/parse';
import { isCalled } from '../callers.ts';
import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import { webStarts } from '../started.ts';
import { expressionOf } from './expression.ts';
import { FILLING, OWNER, type Step, stepsOf } from './flask-steps.ts';
import { Interpreter } from './interpret.ts';
import type { Frame, Outcome } from './outcomes.ts';
import { isUnderMain } from './scheduler.ts';
import { calleeOf, functionAround, type Node, spanOf } from './tree.ts';
import { productionTexts, type World, worldsOf } from './worlds.ts';

/** One way in which production may run. */
export interface Run {
  world: World;
  steps: Step[];
  asked: ReadonlySet<string>;
}

/** Factories of factories are followed this far. */
const DEEPEST = 3;

/** The one function, or the module, in which a file fills the configuration of its application; null for several. */
export function scopeOf(path: string, model: Model, service: Service): Node | null {
  const root = parsePython(model.read(path) ?? '');
  const calls = root
    .findAll({ rule: { kind: 'call' } })
    .filter((call) => FILLING.test(calleeOf(call)) && isRun(call, path, service));
  const scopes = calls.map((call) => functionAround(call) ?? root);
  const [first] = scopes;
  const isOne = first && scopes.every((scope) => scope.id() === first.id());
  return isOne && calls.every((call) => isOwner(model, path, call)) ? first : null;
}

function isOwner(model: Model, path: string, call: Node): boolean {
  const receiver = call.field('function')?.field('object')?.field('object');
  if (!receiver) return false;
  const producer = model.producer(expressionOf(path, receiver));
  return producer ? /^(flask|quart)$/.test(producer.module) : OWNER.test(receiver.text());
}

/** What stands under `__main__` runs only where the file is started by its name, or where nobody knows what is started. */
function isRun(node: Node, path: string, service: Service): boolean {
  return !isUnderMain(node) || isMain(path, service);
}

function isMain(path: string, service: Service): boolean {
  const starts = webStarts(service);
  return starts.length === 0 || starts.some(({ server }) => server?.entry === path);
}

/** Every way in which production may run through the place that fills the configuration. */
export function runsOf(
  model: Model,
  service: Service,
  files: readonly string[],
  path: string,
  scope: Node,
): Run[] {
  const worlds = worldsOf(service, productionTexts(model, files));
  const isStarted = (file: string) => isMain(file, service);
  return worlds.flatMap((world) => {
    const interpreter = new Interpreter(model, world, isStarted);
    const context: Context = { model, service, files, interpreter };
    const frames = isModule(scope) ? [{ path, names: new Map() }] : framesOf(context, path, scope, DEEPEST);
    return frames.flatMap((frame): Run[] => {
      const steps: Step[] = [];
      let isImpossible = false;
      const block = isModule(scope) ? interpreter.root(path) : interpreter.at(path, scope).field('body');
      const returned =
        block &&
        interpreter.run(block, frame, (statement, at, maybe) => {
          const found = stepsOf(context, statement, at, maybe);
          if (found) steps.push(...found);
          else isImpossible = true;
        });
      return isImpossible || returned?.kind === 'missing' ? [] : [{ world, steps, asked: interpreter.asked }];
    });
  });
}

export function isModule(scope: Node): boolean {
  return scope.kind() === 'module';
}

interface Context {
  model: Model;
  service: Service;
  files: readonly string[];
  interpreter: Interpreter;
}

/** With what a function is called, for each place that calls it. */
function framesOf(context: Context, path: string, scope: Node, depth: number): Frame[] {
  const { interpreter, model, service, files } = context;
  const name = scope.field('name')?.text() ?? '';
  const definition = interpreter.at(path, scope);
  // A method, or a function in another one, has names that are not followed here.
  if (depth === 0 || !interpreter.definition(path, name))
    return [unknownFrame(definition, path, interpreter)];
  const empty: Frame = { path, names: new Map() };
  const frames: Frame[] = [];
  for (const file of files) {
    if (!(model.read(file) ?? '').includes(name)) continue;
    for (const call of interpreter.root(file).findAll({ rule: { kind: 'call' } })) {
      if (calleeOf(call).split('.').pop() !== name || !isRun(call, file, service)) continue;
      for (const frame of framesAt(context, file, call, depth))
        frames.push({ path, names: interpreter.parameters(definition, path, call, frame) });
    }
  }
  // `gunicorn "shop:create_app('production')"`: the server calls it.
  for (const { server } of webStarts(service)) {
    const [, given] = new RegExp(`[:.]${escaped(name)}(\\(.*\\))$`).exec(server?.application ?? '') ?? [];
    const call = given ? parsePython(`${name}${given}`).find({ rule: { kind: 'call' } }) : null;
    if (call) frames.push({ path, names: interpreter.parameters(definition, path, call, empty) });
  }
  if (frames.length > 0 || !isFound(context, name)) return frames;
  return [{ path, names: interpreter.parameters(definition, path, null, empty) }];
}

/** A function that no file calls, and that a server looks for by itself; or where nobody knows what is started. */
function isFound({ model, service }: Context, name: string): boolean {
  const starts = webStarts(service);
  if (starts.length === 0) return isCalled(model, service, name);
  return starts.some(({ server, command }) =>
    server === null || server.program === 'flask' || server.application === null
      ? isCalled(model, service, name)
      : new RegExp(`[:.]${escaped(name)}\\b`).test(command.text),
  );
}

function unknownFrame(definition: Node, path: string, interpreter: Interpreter): Frame {
  const names = interpreter.parameters(definition, path, null, { path, names: new Map() });
  return { path, names: new Map([...names.keys()].map((name) => [name, { kind: 'unknown' }])) };
}

/** The names of the function, or module, around a call when it comes to the call. */
function framesAt(context: Context, path: string, call: Node, depth: number): Frame[] {
  const { interpreter } = context;
  const around = functionAround(call);
  const block = around ? around.field('body') : interpreter.root(path);
  const starts = around ? framesOf(context, path, around, depth - 1) : [{ path, names: new Map() }];
  return starts.map((start) => {
    let found: Frame | null = null;
    const { start: from, end } = spanOf(call);
    if (block)
      interpreter.run(block, start, (statement, frame) => {
        const span = spanOf(statement);
        if (!found && span.start <= from && span.end >= end) found = { path, names: new Map(frame.names) };
      });
    return found ?? { path, names: new Map<string, Outcome>() };
  });
}

import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Expression } from '../facts.ts';
import type { Model } from '../model.ts';
import { traceTarget } from '../trace.ts';
import { expressionOf, named } from './expression.ts';
import { targetOf } from './names.ts';
import { changed, type Frame, isSame, NONE, type Outcome, truthOf, UNKNOWN } from './outcomes.ts';
import { argumentsOf, calleeOf, keyword, type Node, spanOf } from './tree.ts';
import type { World } from './worlds.ts';

/** Functions that choose a configuration call few others. */
const DEEPEST = 6;
/** Code that chooses a configuration is short: what goes on longer is about something else. */
const LONGEST = 4000;

/** What expressions come to in one world: strings, variables of the environment, dictionaries, functions. All else is unknown. */
export abstract class Evaluator {
  /** Variables that were asked for. */
  readonly asked = new Set<string>();
  private readonly roots = new Map<string, Node>();
  private readonly model: Model;
  private readonly world: World;
  private expressions = 0;

  private readonly isMain: (path: string) => boolean;

  /** @param isMain whether a file is started by its name: what stands under `__main__` runs there. */
  constructor(model: Model, world: World, isMain: (path: string) => boolean) {
    this.model = model;
    this.world = world;
    this.isMain = isMain;
  }

  root(path: string): Node {
    const root = this.roots.get(path) ?? parsePython(this.model.read(path) ?? '');
    this.roots.set(path, root);
    return root;
  }

  /** Runs the body of a function, and gives what it returns; null where it does not. */
  protected abstract body(block: Node, frame: Frame, depth: number): Outcome | null;

  /** Whether a condition holds; null where that is not known. */
  protected holds(condition: Node, frame: Frame, depth: number): boolean | null {
    if (condition.text().includes('__main__')) return this.isMain(frame.path);
    return truthOf(this.value(condition, frame, depth));
  }

  /** What an expression comes to. */
  value(node: Node, frame: Frame, depth = 0): Outcome {
    if (depth > DEEPEST || ++this.expressions > LONGEST) return UNKNOWN;
    const next = (inner: Node | null | undefined): Outcome =>
      inner ? this.value(inner, frame, depth) : UNKNOWN;
    switch (node.kind()) {
      case 'string':
        return this.text(node, frame, depth);
      case 'true':
      case 'false':
        return { kind: 'truth', is: node.kind() === 'true' };
      case 'none':
        return NONE;
      case 'parenthesized_expression':
        return next(named(node)[0]);
      case 'dictionary':
        return { kind: 'dictionary', node, frame };
      case 'identifier':
        return this.name(node.text(), frame, depth);
      case 'attribute':
        return this.traced(expressionOf(frame.path, node), depth);
      case 'subscript':
        return this.entry(node, frame, depth);
      case 'call':
        return this.call(node, frame, depth);
      case 'not_operator': {
        const is = truthOf(next(node.field('argument')));
        return is === null ? UNKNOWN : { kind: 'truth', is: !is };
      }
      case 'boolean_operator': {
        const left = next(node.field('left'));
        const is = truthOf(left);
        if (is === null) return UNKNOWN;
        return is === (node.field('operator')?.text() === 'or') ? left : next(node.field('right'));
      }
      case 'conditional_expression': {
        const [first, condition, second] = named(node);
        const is = condition ? truthOf(next(condition)) : null;
        return is === null ? UNKNOWN : next(is ? first : second);
      }
      case 'comparison_operator':
        return this.comparison(node, frame, depth);
      default:
        return UNKNOWN;
    }
  }

  protected text(node: Node, frame: Frame, depth: number): Outcome {
    const expression = expressionOf(frame.path, node);
    if (expression.kind === 'literal' && typeof expression.value === 'string')
      return { kind: 'text', text: expression.value };
    let text = '';
    for (const part of node.children().slice(1, -1)) {
      const inner = part.kind() === 'interpolation' ? part.field('expression') : null;
      const value: Outcome = inner ? this.value(inner, frame, depth) : { kind: 'text', text: part.text() };
      if (value.kind !== 'text') return UNKNOWN;
      text += value.text;
    }
    return { kind: 'text', text };
  }

  protected name(name: string, frame: Frame, depth: number): Outcome {
    const own = frame.names.get(name);
    if (own) return own;
    if (name === '__name__') return { kind: 'module', path: frame.path };
    return this.traced(
      { span: { path: frame.path, start: 0, end: 0 }, kind: 'name', name, local: null },
      depth,
    );
  }

  /** What a name or a member of a module stands for, in whatever file. */
  protected traced(expression: Expression, depth: number): Outcome {
    const target = traceTarget(this.model, expression, 0);
    if (target?.kind === 'class') return { kind: 'class', owner: target };
    if (target?.kind === 'module') return { kind: 'module', path: target.path };
    if (target?.kind !== 'expression') return UNKNOWN;
    const { path, start, end } = target.expression.span;
    if (end <= start || !path.endsWith('.py') || target.expression === expression) return UNKNOWN;
    return this.value(nodeAt(this.root(path), target.expression.span), { path, names: new Map() }, depth + 1);
  }

  protected variable(name: string, fallback: Node | null, isRequired: boolean, frame: Frame, depth: number) {
    this.asked.add(name);
    const value = this.world.variable(name);
    if (value === null) return UNKNOWN;
    if (value !== undefined) return { kind: 'text', text: value } as const;
    if (isRequired) return { kind: 'missing' } as const;
    return fallback ? this.value(fallback, frame, depth) : NONE;
  }

  protected entry(node: Node, frame: Frame, depth: number): Outcome {
    const key = node.field('subscript');
    const object = node.field('value');
    if (!key || !object) return UNKNOWN;
    const text = this.value(key, frame, depth);
    if (/^(os\.)?environ$/.test(object.text()))
      return text.kind === 'text' ? this.variable(text.text, null, true, frame, depth) : UNKNOWN;
    return this.lookUp(this.value(object, frame, depth), text, depth) ?? { kind: 'missing' };
  }

  /** The entry of a dictionary; null where it has none. */
  protected lookUp(dictionary: Outcome, key: Outcome, depth: number): Outcome | null {
    if (dictionary.kind !== 'dictionary' || key.kind === 'unknown') return UNKNOWN;
    if (key.kind === 'missing') return key;
    for (const pair of named(dictionary.node)) {
      const [name, value] = [pair.field('key') ?? pair.field('name'), pair.field('value')];
      if (!name || !value || (pair.kind() === 'pair' && name.kind() !== 'string')) return UNKNOWN;
      const text = pair.kind() === 'pair' ? name.text().slice(1, -1) : name.text();
      if (key.kind === 'text' && key.text === text) return this.value(value, dictionary.frame, depth);
    }
    return null;
  }

  protected call(node: Node, frame: Frame, depth: number): Outcome {
    const callee = calleeOf(node);
    const [first, second] = argumentsOf(node);
    if (/^(os\.)?(getenv|environ\.get)$/.test(callee) && first?.kind() === 'string') {
      const fallback = keyword(node, 'default') ?? second ?? null;
      return this.variable(first.text().slice(1, -1), fallback, false, frame, depth);
    }
    if (callee === 'dict') return { kind: 'dictionary', node: node.field('arguments') ?? node, frame };
    const object = node.field('function')?.field('object');
    const method = node.field('function')?.field('attribute')?.text() ?? '';
    if (object && method === 'get' && first) {
      const found = this.lookUp(this.value(object, frame, depth), this.value(first, frame, depth), depth);
      return found ?? (second ? this.value(second, frame, depth) : NONE);
    }
    if (object && /^(lower|upper|strip|capitalize|title)$/.test(method) && !first) {
      const value = this.value(object, frame, depth);
      return value.kind === 'text' ? { kind: 'text', text: changed(value.text, method) } : value;
    }
    return this.called(node, frame, depth);
  }

  /** What a function of the repository returns, and the class of an object that is made. */
  protected called(node: Node, frame: Frame, depth: number): Outcome {
    const callee = node.field('function');
    if (!callee || !/^(identifier|attribute)$/.test(String(callee.kind()))) return UNKNOWN;
    const made = this.value(callee, frame, depth + 1);
    if (made.kind === 'class') return argumentsOf(node).length === 0 ? made : UNKNOWN;
    const target = callee.kind() === 'identifier' ? targetOf(this.model, frame.path, callee.text()) : null;
    if (target?.kind !== 'definition' || depth > DEEPEST) return UNKNOWN;
    const definition = this.definition(target.path, target.name);
    const body = definition?.field('body');
    if (!definition || !body) return UNKNOWN;
    const names = this.parameters(definition, target.path, node, frame, depth);
    return this.body(body, { path: target.path, names }, depth + 1) ?? NONE;
  }

  /** A function at the top of a file. */
  definition(path: string, name: string): Node | null {
    return (
      named(this.root(path))
        .map((statement) =>
          statement.kind() === 'decorated_definition' ? statement.field('definition') : statement,
        )
        .find((one) => one?.kind() === 'function_definition' && one.field('name')?.text() === name) ?? null
    );
  }

  /** What the parameters of a function are given: by a call of it, else by their defaults. */
  parameters(
    definition: Node,
    path: string,
    call: Node | null,
    frame: Frame,
    depth = 0,
  ): Map<string, Outcome> {
    const names = new Map<string, Outcome>();
    const given = call ? argumentsOf(call) : [];
    const isHidden = given.some((one) => /splat/.test(String(one.kind())));
    const list = definition.field('parameters');
    for (const [index, parameter] of (list ? named(list) : []).entries()) {
      const name = /^\w+/.exec(parameter.text())?.[0] ?? '';
      const positional = given[index];
      const own =
        (call && keyword(call, name)) ??
        (positional && positional.kind() !== 'keyword_argument' ? positional : null);
      const fallback = parameter.field('value');
      if (isHidden) names.set(name, UNKNOWN);
      else if (own) names.set(name, this.value(own, frame, depth));
      else if (fallback) names.set(name, this.value(fallback, { path, names: new Map() }, depth));
      else names.set(name, UNKNOWN);
    }
    return names;
  }

  protected comparison(node: Node, frame: Frame, depth: number): Outcome {
    const [left, right] = named(node);
    const operator = node
      .fieldChildren('operators')
      .map((part) => part.text())
      .join(' ');
    if (!left || !right || named(node).length !== 2) return UNKNOWN;
    const a = this.value(left, frame, depth);
    if (a.kind === 'unknown' || a.kind === 'missing') return a;
    const items = /^(not )?in$/.test(operator) && /^(list|tuple|set)$/.test(String(right.kind()));
    if (items) {
      const found = named(right).map((item) => isSame(a, this.value(item, frame, depth)));
      const is = found.includes(true) ? true : found.includes(null) ? null : false;
      return is === null ? UNKNOWN : { kind: 'truth', is: is === (operator === 'in') };
    }
    if (!/^(==|!=|is|is not)$/.test(operator)) return UNKNOWN;
    const is = isSame(a, this.value(right, frame, depth));
    return is === null ? UNKNOWN : { kind: 'truth', is: is === /^(==|is)$/.test(operator) };
  }

  /** Where a node of a file stands in the tree that this reads. */
  at(path: string, node: Node): Node {
    return nodeAt(this.root(path), spanOf(node), [String(node.kind())]);
  }
}

import type { SgNode } from '@ast-grep/napi';
import type { Expression, Fact, NestModule, ScheduledJob, ScheduleModule } from '../facts.ts';
import { calleeOf, expressionOf, named, spanOf } from './expression.ts';

const SCHEDULE = /from\s*['"]@nestjs\/schedule['"]|require\(['"]@nestjs\/schedule['"]\)/;
/** What a handler says that lets one process at a time do its work: `withLock(`, `redlock.acquire(`, `tryLock(`. */
const LOCK = /\b(?:\w*L|l)ock\w*\s*(\.\s*\w+\s*)?\(|\b[rR]edlock\b|\b[mM]utex|\.acquire\(/;
const LOGS = /^(this\.)?(logger|log|console)\.\w+\(/;
const CLASSES = /^(class_declaration|abstract_class_declaration|class)$/;

/** NestJS: scheduled handlers, the module that runs them, and the graph of modules and applications around it. */
export function extractNest(path: string, root: SgNode): Fact[] {
  const text = root.text();
  if (!/@nestjs\/|@Module\(/.test(text)) return [];
  const facts = /@Module\(|ScheduleModule/.test(text) ? extractModules(path, root) : [];
  if (text.includes('NestFactory')) facts.push(...extractApplications(path, root));
  return SCHEDULE.test(text) ? [...facts, ...extractSchedule(path, root)] : facts;
}

function extractModules(path: string, root: SgNode): Fact[] {
  const classes = root
    .findAll({ rule: { kind: 'decorator', regex: '^@Module\\(' } })
    .map((decorator) => moduleOf(path, decorator));
  const lists = root
    .findAll({ rule: { kind: 'array', inside: { kind: 'variable_declarator' } } })
    .flatMap((list) => {
      const name = list.parent()?.field('name');
      const isList = name?.kind() === 'identifier' && /Module/.test(list.text());
      return isList ? [graphNode(path, list, name.text(), [list])] : [];
    });
  return [...classes, ...lists];
}

function extractApplications(path: string, root: SgNode): Fact[] {
  const creation = { field: 'function', regex: '^(await\\s+)?NestFactory\\.create' };
  return root
    .findAll({ rule: { kind: 'call_expression', has: creation } })
    .map((call) => applicationOf(path, call));
}

function extractSchedule(path: string, root: SgNode): Fact[] {
  const facts: Fact[] = [];
  for (const decorator of root.findAll({
    rule: { kind: 'decorator', regex: '^@(Cron|Interval|Timeout)\\(' },
  })) {
    const job = jobOf(path, decorator);
    if (job) facts.push(job);
  }
  for (const call of root.findAll({
    rule: { kind: 'call_expression', has: { field: 'function', regex: '^ScheduleModule\\.forRoot' } },
  }))
    facts.push({
      kind: 'schedule-module',
      span: spanOf(path, call),
      holder: holderOf(call),
      gated: isConditional(call) || hasSwitches(call),
      ...placeOf(path, call),
    });
  for (const name of root.findAll({ rule: { regex: '^SchedulerRegistry$' } })) {
    if (
      !/identifier/.test(String(name.kind())) ||
      name.ancestors().some((up) => up.kind() === 'import_statement')
    )
      continue;
    const span = spanOf(path, name);
    facts.push({ kind: 'scheduler-registry', span, className: classOf(name)?.field('name')?.text() ?? '' });
  }
  return facts;
}

/** The class or class member a decorator stands in front of. */
function decorated(decorator: SgNode): SgNode | null {
  const parent = decorator.parent();
  if (parent && CLASSES.test(String(parent.kind()))) return parent;
  if (parent?.kind() === 'export_statement') return parent.field('declaration');
  for (let next = decorator.next(); next; next = next.next()) {
    if (next.kind() !== 'decorator' && next.kind() !== 'comment') return next;
  }
  return null;
}

function classOf(node: SgNode): SgNode | null {
  const ancestors = node.ancestors();
  const own = ancestors.find((up) => CLASSES.test(String(up.kind())));
  if (own) return own;
  const decorator = ancestors.find((up) => up.kind() === 'decorator');
  return decorator ? decorated(decorator) : null;
}

function moduleOf(path: string, decorator: SgNode): NestModule {
  const target = decorated(decorator);
  const parts =
    target && decorator.parent()?.id() !== target.id() ? [decorator, target] : [target ?? decorator];
  return graphNode(path, decorator, target?.field('name')?.text() ?? '', parts);
}

function graphNode(path: string, node: SgNode, name: string, parts: SgNode[]): NestModule {
  const uses = parts
    .flatMap((part) =>
      part.findAll({ rule: { any: [{ kind: 'identifier' }, { kind: 'shorthand_property_identifier' }] } }),
    )
    .filter((identifier) => !isToken(identifier) && !isConditional(identifier))
    .map((identifier) => identifier.text());
  const exported = node.findAll({ rule: { kind: 'pair', has: { field: 'key', regex: '^exports$' } } });
  return {
    kind: 'nest-module',
    span: spanOf(path, node),
    name,
    uses: [...new Set(uses)],
    exportsSchedule: exported.some((pair) => /\bScheduleModule\b/.test(pair.text())),
  };
}

function applicationOf(path: string, call: SgNode): Fact {
  const first = named(call.field('arguments') ?? call)[0];
  return {
    kind: 'nest-application',
    span: spanOf(path, call),
    module: first?.kind() === 'identifier' ? first.text() : '',
    web: /\.create$/.test(calleeOf(call)?.text() ?? ''),
  };
}

/** Name of the class, or of the constant, in which a module is listed. */
function holderOf(call: SgNode): string {
  const holder = classOf(call);
  if (holder) return holder.field('name')?.text() ?? '';
  const constant = call.ancestors().findLast((up) => up.kind() === 'variable_declarator');
  return constant?.field('name')?.text() ?? '';
}

/** `provide: X` names what is asked for: what is made stands behind the other keys. */
function isToken(node: SgNode): boolean {
  const pair = node.parent();
  return pair?.kind() === 'pair' && pair.field('key')?.text() === 'provide';
}

/**
 * Under a ternary, an `if`, `&&`, or Nest's own `ConditionalModule.registerWhen`; below an early return, as in the factory of a
 * provider or of a dynamic module.
 */
function isConditional(node: SgNode): boolean {
  return node.ancestors().some((up) => {
    const kind = String(up.kind());
    if (/^(ternary_expression|if_statement|binary_expression|switch_statement)$/.test(kind)) return true;
    if (up.parent()?.kind() === 'statement_block' && up.prevAll().some(mayReturn)) return true;
    return kind === 'call_expression' && /registerWhen/.test(up.field('function')?.text() ?? '');
  });
}

function mayReturn(statement: SgNode): boolean {
  return (
    statement.kind() === 'if_statement' && statement.find({ rule: { kind: 'return_statement' } }) !== null
  );
}

/** The list element that a call is, alone or under `...(condition ? [call] : [])`. */
function placeOf(path: string, call: SgNode): Pick<ScheduleModule, 'condition' | 'element'> {
  const list = call.parent()?.kind() === 'array' ? call.parent() : null;
  const choice = list?.parent()?.kind() === 'ternary_expression' ? list.parent() : null;
  if (!list || !choice) return { condition: null, element: list ? spanOf(path, call) : null };
  const spread = choice.ancestors().find((up) => up.kind() !== 'parenthesized_expression');
  const isChosen = choice.field('consequence')?.id() === list.id() && named(list).length === 1;
  if (!isChosen || spread?.kind() !== 'spread_element') return { condition: null, element: null };
  return { condition: choice.field('condition')?.text() ?? null, element: spanOf(path, spread) };
}

/** `forRoot({ cronJobs: … })` says itself which kinds of jobs run. */
function hasSwitches(call: SgNode): boolean {
  return /\b(cronJobs|intervals|timeouts)\b/.test(call.field('arguments')?.text() ?? '');
}

function jobOf(path: string, decorator: SgNode): ScheduledJob | null {
  const name = named(decorator)[0]?.field('function')?.text();
  const method = decorated(decorator);
  const body = method?.kind() === 'method_definition' ? method.field('body') : null;
  if (!method || !body || (name !== 'Cron' && name !== 'Interval' && name !== 'Timeout')) return null;
  // `{ disabled: … }` decides by itself whether the job runs.
  if (/\bdisabled\s*:/.test(named(decorator)[0]?.field('arguments')?.text() ?? '')) return null;
  const answer = method.field('return_type')?.text().replace(/^:\s*/, '') ?? 'void';
  return {
    kind: 'scheduled-job',
    span: spanOf(path, decorator),
    decorator: name,
    method: method.field('name')?.text() ?? '',
    className: classOf(method)?.field('name')?.text() ?? '',
    body: spanOf(path, body),
    returnsNothing: /^(Promise<)?\s*(void|any|unknown|undefined)\s*>?$/.test(answer),
    conditions: gatesOf(path, body),
    takesLock: LOCK.test(body.text()),
  };
}

/** The early returns before a handler does anything, and the `if` that holds all of its work. */
function gatesOf(path: string, body: SgNode): Expression[] {
  const conditions: Expression[] = [];
  const work = named(body).filter(
    (statement) => statement.kind() !== 'lexical_declaration' && !LOGS.test(statement.text()),
  );
  const [first] = work;
  const tried = first?.kind() === 'try_statement' && work.length === 1 ? first.field('body') : null;
  if (tried) return gatesOf(path, tried);
  for (const statement of work) {
    if (statement.kind() !== 'if_statement') break;
    const condition = statement.field('condition');
    const block = statement.field('consequence');
    const last = block?.kind() === 'statement_block' ? named(block).at(-1) : block;
    const leaves = last?.kind() === 'return_statement';
    if (condition && (leaves || work.length === 1) && !statement.field('alternative'))
      conditions.push(expressionOf(path, condition));
    if (!leaves) break;
  }
  return conditions;
}

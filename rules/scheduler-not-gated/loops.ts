import { guardFunctionBody } from '@unblock/codemods/python/guard';
import { ensureImport, guardStatements } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { isPassedByAll, pythonSwitch } from '@unblock/engine/gate';
import { waysTo } from '@unblock/engine/python/callers';
import { enclosingFunction, spanOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { classAround, conditionsOf, LOCK, placeOf, statementOf } from '@unblock/engine/python/scheduler';
import { argumentsOf, calleeOf, keyword, type Node } from '@unblock/engine/python/tree';
import { usesOf } from '@unblock/engine/python/uses';
import { startingCall } from '../guard-begun.ts';
import { type Defined, definitionOf } from '../python-definitions.ts';
import { type Effect, effectIn } from './effects.ts';
import { memoryOfAll } from './jobs.ts';
import { loopModule } from './own-loop.ts';
import type { PythonSchedule } from './python.ts';
import { givingFiles, plannedEffect, plannedJobs, runsPending } from './schedule-library.ts';

const BEGINS = /\b(Thread|Process|create_task|ensure_future)\(/;
const PAUSES = /(^|\.)(sleep|wait|wait_for)$/;
/** Names of what each process has to do for itself. */
const OWN =
  /heart_?beat|ping|keep_?alive|metric|telemetry|stats|flush|cache|refresh|reload|watch|listen|consum|queue|subscri|pub_?sub|broadcast|socket|stream|poll|cleanup_(sessions|connections|clients|temp)|^_*((job|task)_)?workers?(_loop|_thread)?$/i;
/** What hands each item to one taker only. */
const TAKES =
  /\b(blpop|brpop|blmove|xreadgroup|lpop|rpop|get_nowait|skip_locked|with_for_update|basic_consume|SKIP LOCKED|FOR UPDATE|setnx)\b|\bnx=True|(queue|_q|\bq)\.get\(/i;

/** The loops that a service's web process begins beside its requests, and that do jobs which others see. */
export function loopSchedules(model: Model, service: Service, files: ReadonlySet<string>): PythonSchedule[] {
  return service.files.flatMap((path) => {
    if (!files.has(path)) return [];
    const text = model.read(path) ?? '';
    if (!BEGINS.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .flatMap((call) => scheduleOf(model, service, files, path, call) ?? []);
  });
}

function scheduleOf(
  model: Model,
  service: Service,
  files: ReadonlySet<string>,
  path: string,
  call: Node,
): PythonSchedule | null {
  const begun = begunBy(model, path, call);
  const found = begun && loopOf(model, begun, files);
  if (!begun || !found) return null;
  const scope = enclosingFunction(call);
  const inside = enclosingFunction(found.loop);
  const conditions = [
    ...conditionsOf(path, startingCall(call), scope),
    ...(inside ? conditionsOf(begun.path, found.loop, inside) : []),
  ];
  const start = {
    span: spanOf(path, call),
    place: placeOf(call, scope),
    inFunction: scope?.field('name')?.text() ?? null,
    inClass: scope ? classAround(scope) : null,
    conditions,
  };
  const way = waysTo(model, start, files).find((one) =>
    one.conditions.every((condition) => isPassedByAll(condition, '')),
  );
  if (!way) return null;
  const name = begun.node.field('name')?.text() ?? '';
  return {
    kind: found.library ? 'library' : 'loop',
    span: start.span,
    key: `${name} begun ${start.inFunction ?? ''}`,
    what: `${name}()`,
    library: found.library ?? '',
    effect: found.effect,
    way,
    changedIn: null,
    memory: memoryOfAll(model, files, found.jobs),
    edits: () => gate(model, service, path, call, begun),
    ownModule: (ground) =>
      loopModule(service, model, files, ground, {
        begun: start,
        definition: begun,
        holder: /^(\w+)\s*(:[^=]+)?=[^=]/.exec(statementOf(call).text())?.[1] ?? '',
        isRepeated: false,
        givers: found.library === 'schedule' ? givingFiles(model, files, begun) : [],
      }),
  };
}

/** The function that a thread or task runs. */
function begunBy(model: Model, path: string, call: Node): Defined | null {
  const callee = calleeOf(call);
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (!/^(Thread|Process|create_task|ensure_future)$/.test(name)) return null;
  if (name === 'Thread' || name === 'Process') {
    const root = targetOf(model, path, callee.split('.')[0] ?? '');
    const isOutside = root?.kind === 'outside' && /^(threading|multiprocessing)$/.test(root.module);
    return isOutside ? definitionOf(model, path, keyword(call, 'target')) : null;
  }
  const [coroutine] = argumentsOf(call);
  return coroutine?.kind() === 'call' ? definitionOf(model, path, coroutine.field('function')) : null;
}

interface Loop {
  loop: Node;
  effect: Effect;
  library: string | null;
  /** What the loop runs. */
  jobs: Defined[];
}

/** The endless loop of a function that does jobs at times; null where every process needs one, or nobody can tell. */
function loopOf(model: Model, { path, node }: Defined, files: ReadonlySet<string>): Loop | null {
  const text = model.read(path) ?? '';
  if (OWN.test(node.field('name')?.text() ?? '') || TAKES.test(node.text()) || LOCK.test(text)) return null;
  for (const loop of node.findAll({ rule: { kind: 'while_statement' } })) {
    if (enclosingFunction(loop)?.id() !== node.id()) continue;
    const calls = loop.findAll({ rule: { kind: 'call' } });
    if (calls.some((call) => runsPending(model, path, call))) {
      const jobs = plannedJobs(model, files);
      const effect = plannedEffect(model, jobs);
      return effect ? { loop, effect, library: 'schedule', jobs } : null;
    }
    if (!calls.some((call) => PAUSES.test(calleeOf(call)))) continue;
    const effect = effectIn(model, path, loop);
    if (effect) return { loop, effect, library: null, jobs: [{ path, node }] };
  }
  return null;
}

/** Guards the statement that begins the loop, or the loop's function where the thread or task is used further on. */
function gate(
  model: Model,
  service: Service,
  path: string,
  call: Node,
  { path: home, node }: Defined,
): Fix['edits'] | Skip {
  const text = model.read(path) ?? '';
  const statement = statementOf(call);
  const isAlone = statement.kind() === 'expression_statement' && !/^\w[\w.]*\s*=/.test(statement.text());
  const started = call.parent()?.field('attribute')?.text() === 'start' ? call.parent()?.parent() : call;
  if (isAlone && statement.namedChildren()[0]?.id() === started?.id()) {
    const span = spanOf(path, statement);
    return [
      {
        path,
        edits: [
          ...ensureImport(text, span.start, 'os'),
          ...guardStatements(text, span, pythonSwitch('RUN_SCHEDULER')),
        ],
      },
    ];
  }
  const name = node.field('name')?.text() ?? '';
  const uses = service.files.reduce((sum, file) => sum + usesOf(model.read(file) ?? '', name), 0);
  if (uses > 1)
    return {
      skip: both(
        `${name}() is used elsewhere too: a guard in it would stop that use as well`,
        `${name}() est aussi utilisée ailleurs : une garde dans cette fonction arrêterait aussi cet usage`,
      ),
    };
  const own = model.read(home) ?? '';
  const definition = node.parent()?.kind() === 'decorated_definition' ? (node.parent() ?? node) : node;
  const span = spanOf(home, definition);
  return [
    {
      path: home,
      edits: [
        ...ensureImport(own, span.start, 'os'),
        ...guardFunctionBody(own, span, pythonSwitch('RUN_SCHEDULER')),
      ],
    },
  ];
}

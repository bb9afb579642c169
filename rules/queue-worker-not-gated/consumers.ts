import type { Model, Service, Skip } from '@unblock/engine';
import { isPassedByAll } from '@unblock/engine/gate';
import { type Way, waysTo } from '@unblock/engine/python/callers';
import { expressionOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { argumentsOf, calleeOf, keyword, type Node } from '@unblock/engine/python/tree';
import { begunBy, unlockedCalls } from '../begun-calls.ts';
import type { BegunCall } from '../guard-begun.ts';

/** Something that takes work for as long as it runs: a worker of a queue, a bot that asks for messages. */
export interface Library {
  title: string;
  kind: 'queue' | 'broker' | 'telegram' | 'discord';
}

/** A consumer that a web process begins. */
export interface Consumer {
  library: Library;
  path: string;
  /** The call that begins it, or the thread that it is handed to. */
  call: Node;
  what: string;
  way: Way;
  /** It plans periodic tasks too: each consumer then sends all of them. */
  periodic: boolean;
  /** Why it cannot be guarded, where that is known. */
  refusal: Skip | null;
}

const queue = (title: string): Library => ({ title, kind: 'queue' });
const TELEGRAM: Library = { title: 'Telegram', kind: 'telegram' };
const DISCORD: Library = { title: 'Discord', kind: 'discord' };
/** Methods that consume, of objects that these modules make. */
const METHODS: readonly { name: RegExp; module: RegExp; library: Library }[] = [
  { name: /^worker_main$/, module: /^celery(\.|$)/, library: queue('Celery') },
  { name: /^work$/, module: /^rq(\.|$)/, library: queue('RQ') },
  { name: /^start$/, module: /^dramatiq(\.|$)/, library: queue('Dramatiq') },
  { name: /^(async_run|run|main)$/, module: /^arq(\.|$)/, library: queue('arq') },
  { name: /^run_worker(_async)?$/, module: /^procrastinate(\.|$)/, library: queue('Procrastinate') },
  { name: /^(run|start)$/, module: /^(discord|nextcord|disnake)(\.|$)/, library: DISCORD },
];
const POLLS = /^(run_polling|start_polling|infinity_polling|polling)$/;
const POLLING_MODULES = /^(telegram|telebot|aiogram|pyrogram)(\.|$)/;
/** Programs that consume, as they are started by a command. */
const PROGRAMS: readonly { words: RegExp; library: Library }[] = [
  { words: /\bcelery\b.*\bworker\b/s, library: queue('Celery') },
  { words: /\brq\b.*\bworker\b/s, library: queue('RQ') },
  { words: /["'\s]dramatiq["'\s]/, library: queue('Dramatiq') },
  { words: /\bhuey_consumer\b/, library: queue('Huey') },
];
const STARTS_PROGRAM = /^((subprocess\.)?Popen|os\.system|(asyncio\.)?create_subprocess_(exec|shell))$/;
const HINTS =
  /worker_main|\.work\b|dramatiq|async_run|run_worker|create_consumer|polling|discord|nextcord|disnake|\bcelery\b|huey_consumer|\brq\b|\barq\b/;

/** The consumers that the files of a web process begin on a way that no condition guards. */
export function consumersIn(model: Model, service: Service, files: ReadonlySet<string>): Consumer[] {
  return unlockedCalls(model, service, files, HINTS).flatMap((begun): Consumer[] => {
    const { path, call } = begun;
    const library = libraryOf(model, path, call);
    const way = library && wayTo(model, begun, files);
    if (!library || !way) return [];
    const periodic = plansTasks(model, service, library, call);
    return [{ library, path, call, what: shown(call), way, periodic, refusal: null }];
  });
}

/** Huey plans the tasks under `periodic_task` in each consumer, Celery in each worker with `-B`. */
function plansTasks(model: Model, service: Service, { title }: Library, call: Node): boolean {
  if (title === 'Huey')
    return service.files.some((path) => /@.*\bperiodic_task\(/.test(model.read(path) ?? ''));
  return title === 'Celery' && /(^|[\s"'])(-B|--beat)\b/.test(call.field('arguments')?.text() ?? '');
}

/** The way on which a web process begins something that no condition guards; null for any other. */
export function wayTo(model: Model, begun: BegunCall, files: ReadonlySet<string>): Way | null {
  return (
    waysTo(model, begunBy(begun), files).find(({ conditions }) =>
      conditions.every((condition) => isPassedByAll(condition, '')),
    ) ?? null
  );
}

/** The library whose consumer a call begins: by a method, by a thread for one, or by a program. */
function libraryOf(model: Model, path: string, call: Node): Library | null {
  const callee = calleeOf(call);
  if (STARTS_PROGRAM.test(callee)) {
    const command = argumentsOf(call)[0]?.text() ?? '';
    return PROGRAMS.find(({ words }) => words.test(command))?.library ?? null;
  }
  if (/(^|\.)(Thread|Process)$/.test(callee)) {
    const target = keyword(call, 'target');
    return target?.kind() === 'attribute' ? methodOf(model, path, target) : null;
  }
  const method = call.field('function');
  return method?.kind() === 'attribute' ? methodOf(model, path, method) : null;
}

function methodOf(model: Model, path: string, method: Node): Library | null {
  const object = method.field('object');
  const name = method.field('attribute')?.text() ?? '';
  if (!object) return null;
  if (/\.create_consumer$/.test(calleeOf(object)) && /^(run|start)$/.test(name)) return queue('Huey');
  if (POLLS.test(name)) {
    const imports = model.imports(path)?.imports ?? [];
    const isBot = imports.some(({ module }) => POLLING_MODULES.test(module)) || isBotOf(model, path, object);
    return isBot ? TELEGRAM : null;
  }
  const found = METHODS.find((entry) => entry.name.test(name));
  if (!found) return null;
  const producer = model.producer(expressionOf(path, object));
  const made = METHODS.find(
    (entry) => entry.name.test(name) && producer !== null && entry.module.test(producer.module),
  );
  return made?.library ?? null;
}

/** A bot that another file makes. */
function isBotOf(model: Model, path: string, object: Node): boolean {
  const root = object.kind() === 'identifier' ? targetOf(model, path, object.text()) : null;
  if (root?.kind !== 'definition') return false;
  const imports = model.imports(root.path)?.imports ?? [];
  return imports.some(({ module }) => POLLING_MODULES.test(module));
}

/** What a call looks like, without what it is given: secrets stand there. */
function shown(call: Node): string {
  const callee = calleeOf(call);
  const target = /(^|\.)(Thread|Process)$/.test(callee) ? keyword(call, 'target')?.text() : null;
  return target ? `${callee}(target=${target})` : `${callee.replace(/\(.*\)/s, '(…)')}(…)`;
}

import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency, type Model, type PythonCall, type Service } from '@unblock/engine';
import { isAbsent } from '@unblock/engine/dependencies/absent';
import { packageOf } from '@unblock/engine/dependencies/known-packages';
import { expressionOf, spanOf } from '@unblock/engine/python/expression';
import { loads } from '@unblock/engine/python/modules';
import { targetOf } from '@unblock/engine/python/names';
import { webFiles } from '@unblock/engine/python/web';
import { celeryCommand } from './command.ts';
import { definitionNamed } from './definitions.ts';
import type { Queue, Use } from './queue.ts';
import { CELERY } from './started.ts';

const SENDS = /\.(delay|apply_async|send_task)\(/;
const SCHEDULES = /beat_schedule|BEAT_SCHEDULE|add_periodic_task|["']django_celery_beat["']/;
/** Tasks run where they are called: no worker is needed. https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-always-eager */
const EAGER = /always_eager["']?\s*\]?\s*[=:]\s*(?!False\b)/i;
const TASK = /^@(?:([\w.]+)\.)?(task|shared_task|periodic_task)\b/;

/** A function that Celery can run. */
export interface Task {
  path: string;
  name: string;
}

/** The Celery application of a service whose tasks the web process sends, or that has a schedule; null without one. */
export function celeryQueue(service: Service, model: Model): Queue | null {
  const { dependencies } = service;
  if (dependencies.complete && !findDependency(dependencies, 'celery')) return null;
  const made = model
    .factsOf(service, 'python-call')
    .find((call) => call.name === 'Celery' && !call.mainOnly && isCelery(model, call));
  if (!made || service.files.some((path) => isEager(path, model))) return null;
  const tasks = tasksOf(service, model);
  // A client sends tasks by name to workers of another repository.
  if (tasks.length === 0) return null;
  const sent = sentTask(service, model, tasks);
  const schedule = scheduleOf(service, model);
  if (!sent && !schedule) return null;
  return {
    library: 'Celery',
    program: 'celery … worker',
    made: { what: 'Celery(…)', span: made.span },
    sent,
    schedule,
    lacking: lackingImport(tasks, service, model),
    marks: CELERY,
    command: (part, ground) => celeryCommand(service, model, tasks, part, ground),
  };
}

/** The first import of the task modules, and of what they import, whose package is proved to be absent. */
function lackingImport(tasks: readonly Task[], service: Service, model: Model): Queue['lacking'] {
  const files = new Set(tasks.flatMap(({ path }) => loads(path, model)));
  for (const path of [...files].sort())
    for (const { module } of model.module(path)?.imports ?? []) {
      const known = model.locate(path, module) === null ? packageOf(module) : null;
      if (known && isAbsent(model, service.dependencies, known)) return { path, module };
    }
  return null;
}

function isCelery(model: Model, { expression }: PythonCall): boolean {
  const producer = model.producer(expression);
  return producer !== null && /^celery(\.|$)/.test(producer.module) && producer.name === 'Celery';
}

function isEager(path: string, model: Model): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !/dev|local|test/i.test(name) && EAGER.test(model.read(path) ?? '');
}

/** The tasks that a service defines. */
function tasksOf(service: Service, model: Model): Task[] {
  return service.files.flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!/^[ \t]*@(?:[\w.]+\.)?(?:task|shared_task|periodic_task)\b/m.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'decorated_definition' } })
      .filter((node) => decoratorsOf(node).some((decorator) => isTask(path, decorator, model)))
      .map((node) => ({ path, name: node.field('definition')?.field('name')?.text() ?? '' }));
  });
}

function decoratorsOf(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.kind() === 'decorator');
}

/** `@shared_task` of Celery, or `@x.task` of a Celery application: other libraries call theirs the same. */
function isTask(path: string, decorator: SgNode, model: Model): boolean {
  const [, owner, name = ''] = TASK.exec(decorator.text()) ?? [];
  if (!name) return false;
  const local = owner?.split('.')[0] ?? name;
  const target = targetOf(model, path, local);
  if (target?.kind === 'outside') return /^celery(\.|$)/.test(target.module);
  const identifier = owner ? decorator.find({ rule: { kind: 'identifier', regex: `^${local}$` } }) : null;
  const producer = identifier ? model.producer(expressionOf(path, identifier)) : null;
  return producer !== null && /^celery(\.|$)/.test(producer.module);
}

/** The first place in the web process that puts one of the tasks on the queue. */
function sentTask(service: Service, model: Model, tasks: readonly Task[]): Use | null {
  for (const path of [...webFiles(model, service)].sort()) {
    const text = model.read(path) ?? '';
    if (!SENDS.test(text)) continue;
    const calls = parsePython(text).findAll({ rule: { kind: 'call' } });
    const found = calls.find((call) => sends(path, call, model, tasks));
    if (found) return { what: `${found.field('function')?.text() ?? ''}()`, span: spanOf(path, found) };
  }
  return null;
}

function sends(path: string, call: SgNode, model: Model, tasks: readonly Task[]): boolean {
  const callee = call.field('function');
  const object = callee?.kind() === 'attribute' ? callee.field('object') : null;
  if (!object || !SENDS.test(`${callee?.text()}(`)) return false;
  if (callee?.field('attribute')?.text() === 'send_task') {
    const producer = model.producer(expressionOf(path, object));
    const name =
      call
        .field('arguments')
        ?.find({ rule: { kind: 'string' } })
        ?.text() ?? '';
    return producer?.name === 'Celery' && tasks.some((task) => name.includes(task.name));
  }
  const target = definitionNamed(model, path, object);
  return target !== null && tasks.some((task) => task.path === target.path && task.name === target.name);
}

/** What asks for tasks at their time: only Celery beat sends those. */
function scheduleOf(service: Service, model: Model): Use | null {
  for (const path of service.files) {
    const text = model.read(path) ?? '';
    if (!SCHEDULES.test(text)) continue;
    const root = parsePython(text);
    const node =
      root
        .findAll({ rule: { any: [{ kind: 'assignment' }, { kind: 'keyword_argument' }, { kind: 'pair' }] } })
        .find(setsSchedule) ??
      root
        .findAll({ rule: { kind: 'call' } })
        .find((call) => /\.add_periodic_task$/.test(call.field('function')?.text() ?? ''));
    if (node) return { what: nameOf(node), span: spanOf(path, node) };
  }
  return null;
}

function setsSchedule(node: SgNode): boolean {
  if (
    !/(^|[._'"])beat_?schedule['"\]]*$/i.test(nameOf(node)) &&
    !/CELERY_?BEAT_SCHEDULE['"\]]*$/i.test(nameOf(node))
  )
    return false;
  const value = node.field('right') ?? node.field('value');
  return value !== null && !/^(\{\s*\}|None|dict\(\))$/.test(value.text());
}

function nameOf(node: SgNode): string {
  return (
    (node.field('left') ?? node.field('name') ?? node.field('key') ?? node.field('function'))
      ?.text()
      .replace(/['"]/g, '') ?? ''
  );
}

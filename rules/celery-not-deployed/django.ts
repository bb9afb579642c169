import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency, type Model, type Service } from '@unblock/engine';
import { spanOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { argumentsOf, calleeOf, type Node } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import type { Ground } from '@unblock/engine/services/beside';
import type { Queue, Use } from './queue.ts';
import { decoratedTasks, sentBy } from './tasks.ts';

/** `immediate` of Huey and `ASYNC` of django-rq decide that tasks run where they are called. */
const IMMEDIATE = /["']?\bimmediate["']?\s*[:=](?!\s*(False|DEBUG|settings\.DEBUG)\b)/;
const SYNCHRONOUS = /["']ASYNC["']\s*:(?!\s*True\b)/;

/** What works off a queue in a process of the project itself. */
const WORKS_HERE = /call_command\(\s*["'](run_huey|rqworker)|\bget_worker\(/;

/** The tasks of Huey in a Django project: https://huey.readthedocs.io/en/latest/django.html */
export function djangoHuey(service: Service, model: Model): Queue | null {
  if (!findDependency(service.dependencies, 'huey')) return null;
  const tasks = decoratedTasks(service, model, /^huey\.contrib\.djhuey$/);
  const [first] = tasks;
  if (!first || says(IMMEDIATE, service, model) || says(WORKS_HERE, service, model)) return null;
  const periodic = tasks.find(({ isPeriodic }) => isPeriodic);
  const planned = periodic ? { what: `${periodic.name}()`, span: periodic.span } : null;
  const sent = sentBy(service, model, tasks, /^schedule$/, true) ?? planned;
  const marks = { line: /\brun_huey\b|\bhuey_consumer\b/, words: ['run_huey'] };
  return sent
    ? {
        library: 'Huey',
        program: 'python manage.py run_huey',
        made: { what: `${first.name}()`, span: first.span },
        sent,
        schedule: null,
        lacking: null,
        marks: { worker: marks, beat: marks },
        command: (_part, ground) => manage(ground, model, 'run_huey'),
      }
    : null;
}

/** The jobs of django-rq: https://github.com/rq/django-rq#running-workers */
export function djangoRq(service: Service, model: Model): Queue | null {
  if (!findDependency(service.dependencies, 'django-rq')) return null;
  if (says(SYNCHRONOUS, service, model) || says(WORKS_HERE, service, model)) return null;
  const jobs = decoratedTasks(service, model, /^django_rq(\.|$)/);
  const uses = queueUses(service, model);
  const sent = uses[0]?.use ?? sentBy(service, model, jobs, /^delay$/, false);
  if (!sent) return null;
  const marks = { line: /\brqworker(-pool)?\b/, words: ['rqworker'] };
  return {
    library: 'RQ',
    program: 'python manage.py rqworker',
    made: { what: 'django_rq', span: sent.span },
    sent,
    schedule: null,
    lacking: null,
    marks: { worker: marks, beat: marks },
    command(_part, ground) {
      const names = [...uses.map(({ queue }) => queue), ...jobs.map((job) => queueOfJob(model, job))];
      return names.includes(null)
        ? null
        : manage(ground, model, ['rqworker', ...[...new Set(names)].sort()].join(' '));
    },
  };
}

function says(pattern: RegExp, service: Service, model: Model): boolean {
  return service.files.some((path) => pattern.test(model.read(path) ?? ''));
}

function manage(ground: Ground, model: Model, command: string): string | null {
  const path = ground.search ? `${ground.search}/manage.py` : 'manage.py';
  return model.paths.has(path) ? ground.run(`python manage.py ${command}`) : null;
}

/** Each `django_rq.enqueue(…)` and `django_rq.get_queue("mails").enqueue(…)` of the web process, with its queue's name. */
function queueUses(service: Service, model: Model): { use: Use; queue: string | null }[] {
  return [...webFiles(model, service)].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!/\bdjango_rq\b/.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .flatMap((call) => {
        const callee = calleeOf(call);
        const name = callee.split('.').pop() ?? '';
        const root = targetOf(model, path, callee.split(/[.(]/)[0] ?? '');
        const isOwn = root?.kind === 'outside' && /^django_rq(\.|$)/.test(root.module);
        if (!isOwn || !/^(enqueue|get_queue)$/.test(name) || /[()]/.test(callee)) return [];
        const use = { what: `${callee}()`, span: spanOf(path, call) };
        return [{ use, queue: name === 'enqueue' ? 'default' : first(call) }];
      });
  });
}

/** The queue that a call names; `default` where it names none, null where it is not written in place. */
function first(call: Node): string | null {
  const [given] = argumentsOf(call);
  return given ? (/^["']([\w-]+)["']$/.exec(given.text())?.[1] ?? null) : 'default';
}

function queueOfJob(model: Model, { span }: { span: Use['span'] }): string | null {
  const text = model.read(span.path)?.slice(span.start, span.end) ?? '';
  const given = /^@[\w.]*job(\(\s*([^)]*))?/m.exec(text)?.[2]?.trim() ?? '';
  return given === '' || /^\w+\s*=/.test(given) ? 'default' : (/^["']([\w-]+)["']/.exec(given)?.[1] ?? null);
}

import { commandsIn, option } from '@unblock/codemods/shell/index';
import type { Model, Service } from '@unblock/engine';
import { loads, moduleName } from '@unblock/engine/python/modules';
import type { Ground } from '@unblock/engine/services/beside';
import { isRecord } from '@unblock/platforms/reading';
import { yamlTree } from '@unblock/platforms/tree';
import type { Task } from './celery.ts';
import type { Part } from './queue.ts';
import { routedQueues } from './routes.ts';
import { composeFiles } from './started.ts';

const ROUTED = /task_routes|TASK_ROUTES|task_queues|TASK_QUEUES|task_default_queue|DEFAULT_QUEUE|\bqueue\s*=/;
const DATABASE_SCHEDULER = 'django_celery_beat.schedulers:DatabaseScheduler';

/** The command that runs a part of Celery; null where the application, its tasks or its queues cannot be told. */
export function celeryCommand(
  service: Service,
  model: Model,
  tasks: readonly Task[],
  part: Part,
  ground: Ground,
): string | null {
  const application = applicationOf(service, model, tasks, ground.search);
  if (!application) return null;
  const program = `${ground.run('celery')} -A ${application}`;
  const texts = service.files.map((path) => model.read(path) ?? '');
  if (part === 'beat') {
    const isTold = texts.some((text) => /beat_scheduler\s*=|BEAT_SCHEDULER\s*=/.test(text));
    const isStored = texts.some((text) => /["']django_celery_beat["']/.test(text));
    return `${program} beat --loglevel=info${isStored && !isTold ? ` --scheduler ${DATABASE_SCHEDULER}` : ''}`;
  }
  const own = composeCommands(model).find((words) => words.includes('worker'));
  const command = own ? commandsIn(own.join(' '))[0] : null;
  const given = (names: string[]) => (command ? (option(command, names)?.value ?? null) : null);
  const told = given(['-Q', '--queues']);
  // A worker takes tasks from the queue `celery` alone, unless it is told others.
  const routed = told === null && texts.some((text) => ROUTED.test(text)) ? routedQueues(texts) : [];
  if (routed === null) return null;
  const queues = told ?? (routed.length > 0 ? ['celery', ...routed].join(',') : null);
  const pool = given(['-P', '--pool']);
  const concurrency = given(['-c', '--concurrency']) ?? '2';
  return [
    `${program} worker --loglevel=info`,
    ...(pool ? [`--pool=${pool}`] : []),
    ...(pool === 'solo' ? [] : [`--concurrency=${concurrency}`]),
    ...(queues ? [`--queues=${queues}`] : []),
  ].join(' ');
}

/** The commands of Celery that compose files hold, as words. */
export function composeCommands(model: Model): string[][] {
  return composeFiles(model).flatMap((path) => {
    const services = servicesOf(model.read(path) ?? '');
    return services.flatMap((entry) => {
      const command = entry.command ?? entry.entrypoint;
      const words = Array.isArray(command) ? command.map(String) : String(command ?? '').split(/\s+/);
      const at = words.findIndex((word) => /(^|\/)celery$/.test(word));
      return at < 0 ? [] : [words.slice(at)];
    });
  });
}

function servicesOf(text: string): Record<string, unknown>[] {
  let value: unknown;
  try {
    value = yamlTree(text).value;
  } catch {
    // A compose file that does not parse says nothing; it is no manifest of a platform.
    return [];
  }
  const services = isRecord(value) && isRecord(value.services) ? Object.values(value.services) : [];
  return services.filter(isRecord);
}

/**
 * What `-A` names: a module in which Celery finds the application, and which loads all tasks. Celery takes the attribute
 * `app` of a module, then `celery`, whatever they are.
 * https://docs.celeryq.dev/en/stable/getting-started/next-steps.html#about-the-app-argument
 */
function applicationOf(
  service: Service,
  model: Model,
  tasks: readonly Task[],
  search: string,
): string | null {
  const files = [...new Set(tasks.map(({ path }) => path))];
  const bound = service.files.flatMap((path) =>
    /celery/i.test(model.read(path) ?? '') ? boundIn(path, model).map((name) => ({ path, name })) : [],
  );
  const imported = files.flatMap((path) =>
    (model.imports(path)?.imports ?? [])
      .filter(({ name }) => bound.some((entry) => entry.name === name))
      .map(({ local }) => ({ path, name: local })),
  );
  const found = [...bound, ...imported].find(({ path }) => loadsAll(path, files, model));
  const module = found && moduleName(found.path, search);
  if (!found || !module) return null;
  const summary = model.module(found.path);
  const hasOther =
    summary !== null && ('app' in summary.bindings || summary.imports.some(({ local }) => local === 'app'));
  if (found.name !== 'app' && (found.name !== 'celery' || hasOther)) return `${module}:${found.name}`;
  const isPackage = found.path.endsWith('/celery.py') && !definesApp(found.path, model);
  return isPackage ? module.replace(/\.celery$/, '') : module;
}

/** `proj` stands for `proj.celery` unless the package has an `app` of its own. */
function definesApp(path: string, model: Model): boolean {
  const init = model.module(path.replace(/celery\.py$/, '__init__.py'));
  return !init || 'app' in init.bindings || init.imports.some(({ local }) => local === 'app');
}

function boundIn(path: string, model: Model): string[] {
  return Object.entries(model.module(path)?.bindings ?? {})
    .filter(([, value]) => {
      const producer = value.kind === 'call' || value.kind === 'name' ? model.producer(value) : null;
      return producer?.name === 'Celery' && /^celery(\.|$)/.test(producer.module);
    })
    .map(([name]) => name);
}

/** Whether a module makes Celery know all tasks: it says so, or it imports their files. */
function loadsAll(path: string, tasks: readonly string[], model: Model): boolean {
  if (/autodiscover_tasks\(|\binclude\s*=|\bimports\s*=/.test(model.read(path) ?? '')) return true;
  const reached = loads(path, model);
  return tasks.every((task) => reached.includes(task));
}

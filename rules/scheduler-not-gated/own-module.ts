import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, SchedulerStart, Service } from '@unblock/engine';
import type { SchedulerObject } from '@unblock/engine/python/apscheduler';
import { enclosingFunction } from '@unblock/engine/python/expression';
import { conditionsOf, isUnderMain } from '@unblock/engine/python/scheduler';
import type { Node } from '@unblock/engine/python/tree';
import { givesJob, isOf } from './later.ts';
import { type Begin, moduleText } from './own-module-text.ts';
import { applicationsOf, type OwnModule, placeWithout } from './without-application.ts';

/**
 * The module that could run a scheduler alone; null unless the scheduler and all its jobs are there after importing files that
 * do not load the application, and the application is not seen to prepare anything else at its start. The caller has asked
 * whether the function of each job is found, and whether one works on memory that requests use.
 *
 * @param search folder that Python imports from.
 */
export function ownModule(
  service: Service,
  model: Model,
  files: ReadonlySet<string>,
  search: string,
  { start, object }: { start: SchedulerStart; object: SchedulerObject },
): OwnModule | null {
  const home = object.span.path;
  const name = boundName(model, object);
  const isAsync = object.className === 'AsyncIOScheduler';
  if (service.framework === 'django' || !name || !/^(Background|AsyncIO)Scheduler$/.test(object.className))
    return null;
  const applications = applicationsOf(service, model);
  const jobs = jobFiles(model, files, start, object);
  const begin = jobs && beginOf(model, start, jobs.inStart, isAsync, applications);
  if (!jobs || !begin) return null;
  const modules = [...new Set([home, ...jobs.paths, ...(begin.path ? [begin.path] : [])])].sort();
  const allowed = [name, start.receiver, start.inFunction ?? ''];
  const place = placeWithout(service, model, files, search, modules, allowed);
  if (!place) return null;
  const text = moduleText(search, { path: place.path, name, home, begin, others: modules, isAsync });
  return text === null ? null : { path: place.path, text };
}

/** The name that a module binds the scheduler to, where it does so once. */
function boundName(model: Model, { span }: SchedulerObject): string | null {
  const bindings = Object.entries(model.module(span.path)?.bindings ?? {});
  return bindings.find(([, value]) => value.kind === 'call' && value.span.start === span.start)?.[0] ?? null;
}

/** The files that give the scheduler its jobs when they are imported; null where a job is given in any other way. */
function jobFiles(
  model: Model,
  files: ReadonlySet<string>,
  start: SchedulerStart,
  object: SchedulerObject,
): { paths: string[]; inStart: boolean } | null {
  const paths = new Set<string>();
  let inStart = false;
  for (const path of [...files].sort()) {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/\.(add_job|scheduled_job)\(/.test(text)) continue;
    for (const call of parsePython(text).findAll({ rule: { kind: 'call' } })) {
      if (!givesJob(call) || !isOf(model, path, call, start, object)) continue;
      const scope = enclosingFunction(call);
      if (scope && path === start.span.path && scope.field('name')?.text() === start.inFunction)
        inStart = true;
      else if (scope || isUnderMain(call) || conditionsOf(path, call, null).length > 0) return null;
      else paths.add(path);
    }
  }
  return paths.size > 0 || inStart ? { paths: [...paths], inStart } : null;
}

/** How the module starts the scheduler: by the function that does, or by itself. */
function beginOf(
  model: Model,
  start: SchedulerStart,
  hasJobs: boolean,
  isAsync: boolean,
  applications: ReadonlySet<string>,
): Begin | null {
  const { path } = start.span;
  const direct: Begin = { path: null, name: null, isAwaited: false };
  // An event loop runs only once the module has been imported.
  if (start.inFunction === null) return isAsync ? null : direct;
  const definition = parsePython(model.read(path) ?? '')
    .findAll({ rule: { kind: 'function_definition' } })
    .find((node) => node.field('name')?.text() === start.inFunction);
  const isHook = !definition || applications.has(path) || isGenerator(definition) || start.inClass !== null;
  if (isHook) return hasJobs ? null : direct;
  const isAwaited = /^async\b/.test(definition.text());
  const isPlain =
    definition.field('parameters')?.namedChildren().length === 0 && !enclosingFunction(definition);
  return isPlain && (isAsync || !isAwaited) ? { path, name: start.inFunction, isAwaited } : null;
}

function isGenerator(definition: Node): boolean {
  return definition.find({ rule: { kind: 'yield' } }) !== null;
}

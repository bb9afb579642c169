import { parsePython } from '@unblock/codemods/python/parse';
import { type Contract, platform } from '@unblock/platforms';
import { runs } from './callers.ts';
import { presence } from './dependencies/installed.ts';
import type { ServerApi, ServerCall } from './facts.ts';
import type { Model, Service, StartCommand } from './model.ts';
import { isUnderMain } from './python/scheduler.ts';
import { isBesideApplication } from './services/beside-application.ts';
import { isServedByCompose } from './services/compose-command.ts';
import { hasOwnPrograms } from './services/programs.ts';
import { describesOthers, hasUnreadStart } from './services/undescribed.ts';

/** How far imports are followed from the started file to the file of a server call. */
const IMPORT_DEPTH = 3;

/** A place in the code that runs under conditions: a server call, or a setting beside one. */
export type Place = Pick<ServerCall, 'span' | 'mainOnly' | 'inFunction' | 'flow'>;

/** The contracts under which a server call is what makes the service listen. */
export function reachedContracts(model: Model, service: Service, call: Place): Contract[] {
  if (!runs(model, service, call.flow)) return [];
  return model.contracts.filter((contract) => {
    if (contract.runs.value === 'functions') return false;
    if (contract.neighbours.value === 'compose' && isServedByCompose(service, model)) return false;
    const starts = service.starts.filter((start) => start.platforms.includes(contract.id));
    if (starts.length === 0)
      return (
        isOnlyWay(model, service, contract) &&
        isLikelyEntry(service, call) &&
        !isServedByGunicorn(model, service, call) &&
        !isServedByOther(model, service, call) &&
        !isLaunchedByOther(model, service, call) &&
        !isStartedByName(model, service, call) &&
        !isBesideApplication(service, model, call.span.path)
      );
    return starts.some((start) => reaches(model, service, start, call));
  });
}

/** Nothing says how to start the service: no other platform's file does, read here or not, and none leaves it out. */
function isOnlyWay(model: Model, service: Service, contract: Contract): boolean {
  const isStarted = service.deployables.some(
    (own) => (own.start !== null && own.role === 'web') || platform(own.platform).runs.value === 'functions',
  );
  return (
    !isStarted && !hasUnreadStart(service, model) && !describesOthers(contract.startSources.value, model)
  );
}

/** Whoever installs gunicorn beside Flask starts that, by a command typed in on the platform, and not the file itself. */
function isServedByGunicorn(model: Model, service: Service, call: Place): boolean {
  return (
    service.framework === 'flask' &&
    call.mainOnly &&
    presence(model, service.dependencies, 'gunicorn') === 'installed'
  );
}

/** Servers that are made for production: beside one, the development server of another file is for whoever works on it. */
const PRODUCTION: readonly (ServerApi | null)[] = ['waitress', 'uvicorn', 'hypercorn'];

/** Another file imports this one and serves what it holds by a production server, where this one starts another kind. */
function isServedByOther(model: Model, service: Service, { mainOnly, span }: Place): boolean {
  if (service.language !== 'python' || !mainOnly) return false;
  const serving = model
    .factsOf(service, 'server-call')
    .filter((other) => PRODUCTION.includes(model.serverApi(other)));
  return (
    serving.every((other) => other.span.path !== span.path) &&
    serving.some(
      (other) => isLikelyEntry(service, other) && imports(model, other.span.path, span.path, IMPORT_DEPTH),
    )
  );
}

/** Another file gives a production server this module by name: its own main block is not what runs then. */
function isLaunchedByOther(model: Model, service: Service, { mainOnly, span }: Place): boolean {
  if (service.language !== 'python' || !mainOnly) return false;
  return model.factsOf(service, 'server-call').some((other) => {
    const named = other.application?.kind === 'literal' ? other.application.value : null;
    if (typeof named !== 'string' || other.span.path === span.path || !isLikelyEntry(service, other))
      return false;
    return model.locate(other.span.path, named.split(':')[0] ?? '') === span.path;
  });
}

/** A project with programs of its own is started by their names: the main block of a module is for whoever works on it. */
function isStartedByName(model: Model, service: Service, call: Place): boolean {
  return service.language === 'python' && call.mainOnly && hasOwnPrograms(service, model);
}

function reaches(model: Model, service: Service, start: StartCommand, call: Place): boolean {
  const { server } = start;
  if (!server) return false;
  if (service.language === 'python') {
    if (server.program !== 'python' || !server.entry) return false;
    if (server.entry === call.span.path) return true;
    return (
      !call.mainOnly &&
      call.inFunction !== null &&
      imports(model, server.entry, call.span.path, IMPORT_DEPTH) &&
      mayBeCalled(model, service, call)
    );
  }
  if (server.program !== 'node') return false;
  // An entry that cannot be told (a bundle, a generated file) leaves the service's own server calls.
  if (!server.entry) return true;
  return (
    server.entry === call.span.path ||
    (!call.mainOnly && imports(model, server.entry, call.span.path, IMPORT_DEPTH))
  );
}

/**
 * Whether a call in an imported file may run: not where it stands in a function of the module that only the file's own main
 * block calls, whatever functions of that name other files have.
 */
function mayBeCalled(model: Model, service: Service, { span, flow }: Place): boolean {
  const name = flow.within.at(-1);
  const text = model.read(span.path);
  if (name === undefined || text === null) return true;
  const root = parsePython(text);
  const isPlain = root.children().some((node) => node.field('name')?.text() === name);
  const uses = root.findAll({ rule: { kind: 'identifier', regex: `^${name}$` } });
  const isUse = (use: (typeof uses)[number]) => {
    const parent = use.parent();
    const other = parent?.field('name') ?? parent?.field('attribute');
    return parent?.kind() !== 'dotted_name' && other?.id() !== use.id();
  };
  if (!isPlain || uses.some((use) => isUse(use) && !isUnderMain(use))) return true;
  return service.files.some((path) => {
    const other = path === span.path ? null : model.read(path);
    if (!other?.includes(name)) return false;
    const { imports: outer = [], innerImports = [] } = model.imports(path) ?? {};
    return [...outer, ...innerImports].some(({ module, name: imported }) => {
      if (model.locate(path, module) === span.path)
        return imported === null ? other.includes(`.${name}(`) : imported === name || imported === '*';
      const inner = module.endsWith('.') ? module + imported : `${module}.${imported}`;
      return model.locate(path, inner) === span.path && other.includes(`.${name}(`);
    });
  });
}

function imports(model: Model, from: string, target: string, depth: number): boolean {
  if (depth === 0) return false;
  for (const { module, name } of model.imports(from)?.imports ?? []) {
    const submodule =
      from.endsWith('.py') && name
        ? model.locate(from, module.endsWith('.') ? module + name : `${module}.${name}`)
        : null;
    for (const path of new Set([model.locate(from, module), submodule])) {
      if (path === target) return true;
      if (path && path !== from && imports(model, path, target, depth - 1)) return true;
    }
  }
  return false;
}

/** With no start command, calls in the service's own top folders count: a helper script deep inside is no entry. */
function isLikelyEntry(service: Service, call: Place): boolean {
  const inside = service.root ? call.span.path.slice(service.root.length + 1) : call.span.path;
  const folders = inside.split('/').slice(0, -1);
  return !folders.some((folder) => /^(scripts?|tools?|bin|utils?|hack|contrib|dev)$/.test(folder));
}

import { applyEdits, type Edit } from '@unblock/codemods';
import { option, parseShell, setOption } from '@unblock/codemods/shell/index';
import { type Contract, editManifest, type ManifestVariable, setImageVariable } from '@unblock/platforms';
import { editCommand } from '../edit-command.ts';
import { setListening } from '../listen.ts';
import type { Model, ServerCommand, Service, StartCommand } from '../model.ts';
import { moduleName } from '../python/modules.ts';
import type { Fix } from '../rule.ts';
import { isAlone } from './alone.ts';
import { groundOf, type Listing, listingsOf } from './beside.ts';
import type { Processes } from './processes.ts';
import { webStarts } from './web.ts';

/** The process that does gated work, as the patch declares it in the manifests. */
export interface Declared {
  /** The web process itself, or one process beside it; null where no manifest can say so. */
  way: 'web' | 'process' | null;
  /** The manifests, and their edits. */
  paths: string[];
  edits: Fix['edits'];
  /** What the process beside the web process runs. */
  command: string | null;
  /** The module that this command runs, where it is one for the work alone. */
  module: string | null;
  /** What the command runs where it is not `python -m` with the module. */
  program: string | null;
  /** The platforms of those manifests, and whether the web process is on the free plan. */
  places: { contract: Contract; free: boolean }[];
  /** Platforms whose manifest has no place for it. */
  left: Contract[];
}

export const NOTHING_DECLARED: Declared = {
  way: null,
  paths: [],
  edits: [],
  command: null,
  module: null,
  program: null,
  places: [],
  left: [],
};

/** The variable that a process needs to do the work, and what a process for that alone is called. */
export interface Switch {
  variable: string;
  process: 'scheduler' | 'worker';
  /** The file that does the work without the application, where there is one. */
  module?: string | null;
  /** What runs it, where that is not `python -m` with the module. */
  program?: string | null;
}

/**
 * Sets the variable for exactly one process: for the web process while it is alone, else for a new one that runs the module for
 * the work, or starts the same application with one worker.
 */
export function declare(service: Service, model: Model, processes: Processes | null, work: Switch): Declared {
  const way = processes ? 'process' : 'web';
  const declared: Declared = { ...NOTHING_DECLARED, paths: [], edits: [], places: [], left: [] };
  const listings = listingsOf(service, model);
  const module = work.module ?? null;
  const program = work.program ?? null;
  // One way for all manifests.
  const isRun = (listing: Listing) => module !== null && runsModule(listing, model, module, program);
  if (way === 'process' && module !== null && listings.every(isRun))
    Object.assign(declared, { module, program });
  for (const listing of listings) {
    const { web, contract } = listing;
    const made = way === 'web' ? onWeb(listing, model, work) : beside(listing, model, work, declared.module);
    if (!made) {
      declared.left.push(contract);
      continue;
    }
    declared.way = way;
    declared.command ??= made.command;
    declared.paths.push(web.path);
    declared.edits.push({ path: web.path, edits: made.edits });
    declared.places.push({ contract, free: web.freePlan });
  }
  if (declared.way === null && way === 'web' && isAlone(service, model))
    inImages(service, model, work, declared);
  return declared;
}

/** The variable in the images of a web process that is known to be alone, where no manifest lists its variables. */
function inImages(service: Service, model: Model, { variable }: Switch, declared: Declared): void {
  const starts = webStarts(service);
  const images = starts.map(({ command: { source } }) => (source.kind === 'Dockerfile' ? source.path : null));
  for (const path of new Set(images)) {
    const edits = path === null ? null : setImageVariable(model.read(path) ?? '', variable, 'true');
    // Every way of starting it has to give the variable: else the patch would end the work on one of them.
    if (path === null || !edits) {
      Object.assign(declared, { way: null, paths: [], edits: [] });
      return;
    }
    declared.way = 'web';
    declared.paths.push(path);
    declared.edits.push({ path, edits });
  }
}

interface Made {
  edits: Edit[];
  command: string | null;
}

/** The variable on the web process: in the manifest's own list, else in front of its command. */
function onWeb({ web, start }: Listing, model: Model, { variable: name }: Switch): Made | null {
  const text = model.read(web.path);
  if (text === null || web.variables.some((variable) => variable.name === name)) return null;
  const { server } = start;
  const isShared =
    web.kind === 'fly.toml' &&
    model.services.some(({ deployables }) =>
      deployables.some((other) => other.path === web.path && other.name !== web.name),
    );
  const listed = isShared
    ? null
    : editManifest(text, { kind: 'variable', deployable: web, variable: variableOf(name) });
  if (listed) return { edits: listed, command: null };
  if (!server || server.text.source.path !== web.path || server.command.start < 0) return null;
  // Without a shell `env` sets it, right in front of the program: no program is named `exec`.
  const isExec = server.text.form === 'exec';
  const set = `${isExec ? 'env ' : ''}${name}=true `;
  const at = isExec ? (server.command.words[0]?.start ?? -1) : server.command.start;
  if (at < 0) return null;
  const edit = editCommand(model, server.text, [{ start: at, end: at, text: set }]);
  return 'skip' in edit ? null : { edits: edit.edits, command: null };
}

/** One more process, which runs the module for the work, or starts the same application with one worker. */
function beside(
  { web, start }: Listing,
  model: Model,
  { variable, process, program = null }: Switch,
  module: string | null,
): Made | null {
  const text = model.read(web.path);
  const hasVariables = web.kind === 'render.yaml';
  const form = web.kind === 'fly.toml' ? 'env ' : '';
  const set = hasVariables ? '' : `${form}${variable}=true `;
  const command = module
    ? moduleCommand(start, web.root, model, { module, program }, set)
    : singleCommand(start, web.root, model, set);
  if (text === null || command === null) return null;
  const edits = editManifest(text, {
    kind: 'process',
    like: web,
    name: process,
    role: process,
    command,
    variables: hasVariables ? [variableOf(variable)] : [],
  });
  return edits && { edits, command };
}

function runsModule({ web, start }: Listing, model: Model, module: string, program: string | null): boolean {
  return moduleCommand(start, web.root, model, { module, program }, '') !== null;
}

function moduleCommand(
  start: StartCommand,
  root: string,
  model: Model,
  { module, program }: { module: string; program: string | null },
  set: string,
): string | null {
  const ground = groundOf(start, root, model);
  if (ground && program !== null) return ground.run(program, set);
  const name = ground && moduleName(module, ground.search);
  return ground && name ? ground.run(`python -m ${name}`, set) : null;
}

function variableOf(name: string): ManifestVariable {
  return { name, source: { from: 'value', value: 'true' } };
}

/** The command of the web process with one worker, on a port that nothing outside reaches; null where that cannot be told. */
function singleCommand(start: StartCommand, root: string, model: Model, set: string): string | null {
  const { server } = start;
  const ground = groundOf(start, root, model);
  if (!server || !ground || !/^(gunicorn|uvicorn|hypercorn)$/.test(server.program)) return null;
  const { words, end } = server.command;
  const last = words[words[1]?.value === '-m' ? 2 : 0];
  if (!last || last.end < 0 || end < 0) return null;
  let text = server.program + server.text.text.slice(last.end, end);
  const edit = (change: (current: ServerCommand) => Edit[] | null): boolean => {
    const command = parseShell(text).at(-1);
    const edits = command ? change({ ...server, command, text: { ...server.text, text } }) : null;
    if (edits) text = applyEdits(text, edits);
    return edits !== null;
  };
  const isWritten =
    edit(({ command }) => setOption(text, command, option(command, ['-w']) ? ['-w'] : ['--workers'], '1')) &&
    edit((current) => setListening(current, '127.0.0.1', null)) &&
    edit((current) => setListening(current, null, '8000'));
  return isWritten ? ground.run(text, set) : null;
}

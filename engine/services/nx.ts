import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { jsonAt, recordOf } from '../json-value.ts';
import { joinPath } from '../paths.ts';
import type { PackageCall } from './package-call.ts';
import type { StartContext } from './start.ts';

/** A target of an Nx project: what `nx run api:serve` runs. https://nx.dev/reference/project-configuration */
export interface NxTarget {
  /** Folder of the project, relative to the repository. */
  folder: string;
  name: string;
  executor: string;
  options: Readonly<Record<string, unknown>>;
}

/** Nx reads its files as JSON with comments. */
const COMMENTS = { comments: true };

/** Sub-commands of Nx that name no target. */
const OWN =
  /^(run-many|affected|format|graph|list|migrate|reset|report|show|exec|init|add|import|sync|daemon|g|generate|release|connect)(:|$)/;

/** The target that `nx serve api` and `nx run api:serve` name; null for another program, and where no project has it. */
export function nxTarget(context: StartContext, words: readonly string[]): NxTarget | null {
  const named = nxName(words);
  return named && targetNamed(context, named.project, named.target);
}

/** A target of the project of that name. */
export function targetNamed(context: StartContext, project: string, name: string): NxTarget | null {
  const folder = projectNamed(context, project);
  return folder === null ? null : targetOf(context, folder, name);
}

/** The script of a package that Nx runs as a target; null where there is none. */
export function nxCall(context: StartContext, { words }: SimpleCommand): PackageCall | null {
  const named = nxName(words.map(({ value }) => value ?? ''));
  if (!named) return null;
  const project = projectNamed(context, named.project);
  const target = project === null ? null : targetOf(context, project, named.target);
  if (project === null || (target && target.executor !== 'nx:run-script')) return null;
  const script = target?.options.script;
  return {
    folders: [project],
    name: typeof script === 'string' ? script : named.target,
    isProgram: false,
    mayBeProgram: false,
    at: 0,
    forwarded: [],
  };
}

function targetOf(context: StartContext, folder: string, name: string): NxTarget | null {
  const targets = recordOf(recordOf(configuration(context, folder)).targets);
  const target = Object.hasOwn(targets, name) ? recordOf(targets[name]) : null;
  if (!target) return null;
  const { executor, command } = target;
  const options = recordOf(target.options);
  return {
    folder,
    name,
    executor: typeof executor === 'string' ? executor : typeof command === 'string' ? 'nx:run-commands' : '',
    options: typeof command === 'string' ? { ...options, command } : options,
  };
}

/** The folder of a project, by the name in its project.json or package.json, or by its folder's. */
function projectNamed(context: StartContext, name: string): string | null {
  if (!context.paths.has('nx.json')) return null;
  for (const path of context.paths) {
    const file = /(^|\/)(project|package)\.json$/.exec(path)?.[0];
    if (!file) continue;
    const folder = path.slice(0, -file.length);
    const known = recordOf(jsonAt(context, path, COMMENTS)).name;
    if (known === name || (known === undefined && folder.split('/').pop() === name)) return folder;
  }
  return null;
}

function nxName(words: readonly string[]): { project: string; target: string } | null {
  if (words[0] !== 'nx') return null;
  const [first = '', second] = words.slice(1).filter((word) => !word.startsWith('-'));
  if (first === 'run') {
    const [project = '', target = ''] = (second ?? '').split(':');
    return project && target ? { project, target } : null;
  }
  return OWN.test(first) || !first || !second ? null : { project: second, target: first };
}

function configuration(context: StartContext, folder: string): unknown {
  const own = jsonAt(context, joinPath(folder, 'project.json'), COMMENTS);
  return own ?? recordOf(jsonAt(context, joinPath(folder, 'package.json'), COMMENTS)).nx;
}

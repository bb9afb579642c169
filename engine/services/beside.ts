import { option } from '@unblock/codemods/shell/index';
import type { Contract, Deployable } from '@unblock/platforms';
import type { Model, Service, StartCommand } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';
import { contractsOf } from '../started.ts';
import { webStarts } from './web.ts';

/** A manifest that names the processes of a service, with its web process. */
export interface Listing {
  web: Deployable;
  start: StartCommand;
  contract: Contract;
}

/**
 * The manifests that say which processes a service has: what they leave out does not run. One that describes a single
 * service says so of it where it gives its start command, which no dashboard overrides.
 */
export function listingsOf(service: Service, model: Model): Listing[] {
  const starts = webStarts(service);
  return service.deployables.flatMap((web, index, all) => {
    const isFirst = all.findIndex((other) => other.path === web.path && other.role === 'web') === index;
    const start = starts.find(
      ({ command, platforms }) =>
        platforms.includes(web.platform) &&
        (web.start === null ||
          (command.source.path === web.path && command.source.start === web.start.source.start)),
    );
    const [contract] = start ? contractsOf(model, [start]).filter(({ id }) => id === web.platform) : [];
    if (!isFirst || web.role !== 'web' || !start || !contract || !isListing(web, contract)) return [];
    return [{ web, start, contract }];
  });
}

function isListing({ kind, start }: Deployable, { startSources }: Contract): boolean {
  if (kind === 'railway.json' || kind === 'railway.toml') return start !== null;
  // A platform with a manifest of its own starts one process of a Procfile.
  if (kind === 'Procfile') return startSources.value[0] === 'Procfile';
  return kind === 'render.yaml' || kind === 'fly.toml';
}

/** Where a web process runs, and how it calls a program: what another process of the same code needs as well. */
export interface Ground {
  /** Folder that Python imports from, relative to the repository. */
  search: string;
  /** Folder that the command runs in. */
  folder: string;
  /**
   * The command that runs a program in the same folder and environment.
   *
   * @param set a variable for it alone: `A=b `.
   */
  run(program: string, set?: string): string;
}

/** Reads from the command of a web process how a program beside it is run; null where that cannot be told. */
export function groundOf(start: StartCommand, root: string, model: Model): Ground | null {
  const { server, commands } = start;
  const folder = commands.find(({ command }) => command === server?.command)?.folder;
  if (!server || folder === undefined) return null;
  const { words, wrappers, nested } = server.command;
  if (nested > 0 && wrappers.some(({ value }) => value === null)) return null;
  if (option(server.command, ['--chdir', '--app-dir', '--pythonpath'])) return null;
  const search = searchOf(server.application, server.entry, folder, model);
  const first = words[0]?.value;
  if (search === null || !first) return null;
  const manager = /\b(poetry|uv|pipenv|pdm)\b/.exec(wrappers.map(({ value }) => value ?? '').join(' '))?.[1];
  // A manifest below the top that names no folder: its author chose one in the dashboard, for each service.
  const isChosen =
    folder === folderOf(start.command.source.path) &&
    !commands.some(({ command }) => command.words[0]?.value === 'cd');
  const inside = root === folder || isChosen ? '' : root ? folder.slice(root.length + 1) : folder;
  const enter = inside ? `cd ${inside} && ` : '';
  const bin = first.slice(0, first.lastIndexOf('/') + 1);
  const isPython = /^python[\d.]*$/.test(first.slice(bin.length));
  return {
    search,
    folder,
    run(program, set = '') {
      const call = /^python\b/.test(program)
        ? (isPython ? first : `${bin}python`) + program.slice('python'.length)
        : isPython && words[1]?.value === '-m'
          ? `${first} -m ${program}`
          : bin + program;
      return `${enter}${set}${manager ? `${manager} run ` : ''}${call}`;
    },
  };
}

/** The folder the web process imports its application from: that of the command, or one below it. */
function searchOf(
  application: string | null,
  entry: string | null,
  folder: string,
  model: Model,
): string | null {
  if (entry) {
    const own = folderOf(entry);
    return own === folder ? folder : null;
  }
  const module = application?.split(':')[0]?.replace(/\(.*$/, '');
  if (!module) return application === null ? folder : null;
  const path = model.locate(joinPath(folder, 'start.py'), module);
  const form = module.replaceAll('.', '/');
  const end = [`${form}.py`, `${form}/__init__.py`].find((name) => path?.endsWith(name));
  return path && end ? path.slice(0, -end.length).replace(/\/$/, '') : null;
}

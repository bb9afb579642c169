import { readIni } from '@unblock/codemods/ini/index';
import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import { type CommandText, readManifests } from '@unblock/platforms';
import { joinPath } from '../paths.ts';
import { holdsFolder, repositoryPath } from './image-path.ts';
import type { StartContext } from './start.ts';

/** A command that a process manager starts, with the folder it runs in. */
export interface ManagedCommand {
  text: CommandText;
  folder: string;
}

/**
 * The processes that a process manager starts from a file of the repository: `honcho start` a Procfile's, supervisord its
 * programs. Null where the command is no process manager, or its file is not there.
 */
export function managedCommands(context: StartContext, command: SimpleCommand): ManagedCommand[] | null {
  const words = command.words.map(({ value }) => value ?? '');
  const name = programName(words[0] ?? '');
  if (/^(honcho|foreman|forego)$/.test(name)) return fromProcfile(context, command, words.slice(1));
  return name === 'supervisord' ? fromSupervisor(context, command) : null;
}

/** The processes that are named, else all of them; the web process comes last, as what the platform is to reach. */
function fromProcfile(
  context: StartContext,
  command: SimpleCommand,
  words: readonly string[],
): ManagedCommand[] | null {
  const given = option(command, ['-f', '--procfile']);
  const path = repositoryPath(context.root, given?.value ?? 'Procfile', (file) => context.paths.has(file));
  const text = context.paths.has(path) ? context.read(path) : null;
  const at = words.indexOf('start');
  if (text === null || at < 0) return null;
  const named = words.slice(at + 1).filter((word) => !word.startsWith('-') && word !== given?.value);
  const processes = readManifests([{ path: 'Procfile', text }])
    .deployables.filter(({ name }) => named.length === 0 || named.includes(name))
    .sort((a, b) => Number(a.role === 'web') - Number(b.role === 'web'));
  return processes.flatMap(({ start }) =>
    start ? [{ text: { ...start, source: { ...start.source, path } }, folder: context.root }] : [],
  );
}

/** https://supervisord.org/configuration.html#program-x-section-settings */
function fromSupervisor(context: StartContext, command: SimpleCommand): ManagedCommand[] | null {
  const named = option(command, ['-c', '--configuration'])?.value ?? 'supervisord.conf';
  const path = configurationFile(context, named);
  const text = path === null ? null : context.read(path);
  if (path === null || text === null) return null;
  return readIni(text).sections.flatMap(({ name, entries }): ManagedCommand[] => {
    const settingOf = (key: string) => entries.find((entry) => entry.key === key)?.value;
    const started = entries.find(({ key }) => key === 'command');
    if (!name.startsWith('program:') || !started || settingOf('autostart') === 'false') return [];
    const { valueStart } = started;
    const value = started.value.replace(/\s;.*$/, '').trimEnd();
    // `%(ENV_PORT)s` is no shell: its parentheses would be a subshell.
    const plain = value.replaceAll(/%\((\w+)\)s/g, '%_$1_s');
    const source = { path, kind: 'supervisord', start: valueStart, end: valueStart + value.length } as const;
    const directory = settingOf('directory');
    const folder = directory
      ? repositoryPath(context.root, directory, (at) => holdsFolder(context.paths, at))
      : context.root;
    return [{ text: { text: plain, form: 'exec', source }, folder }];
  });
}

/** The configuration where an image takes it from: by its path, else the one file of that name. */
function configurationFile(context: StartContext, named: string): string | null {
  const path = repositoryPath(context.root, named, (file) => context.paths.has(file));
  if (context.paths.has(path)) return path;
  const name = programName(named);
  const same = [...context.paths].filter((file) => file === name || file.endsWith(`/${name}`));
  const [only] = same;
  return same.length === 1 &&
    only !== undefined &&
    (context.root === '' || only.startsWith(`${joinPath(context.root, '')}/`))
    ? only
    : null;
}

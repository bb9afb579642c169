import { readIni } from '@unblock/codemods/ini/index';
import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import { repositoryPath } from './image-path.ts';
import type { StartContext } from './start.ts';

/** Whether a command of uWSGI takes options from a file. */
export function hasUwsgiFile(command: SimpleCommand): boolean {
  return fileOf(command) !== null;
}

/**
 * The application that uWSGI is given: `app.main:app` by `--module`, or the file of `--wsgi-file`, with `--callable`; on the
 * command line, else in its INI file. Null where neither says it, or where it is loaded from another folder.
 * https://uwsgi-docs.readthedocs.io/en/latest/Options.html
 */
export function uwsgiApplication(context: StartContext, command: SimpleCommand): string | null {
  const settings = fileSettings(context, command);
  const given = (names: readonly string[]): string | null | undefined => {
    const found = option(
      command,
      names.map((name) => (name.length === 1 ? `-${name}` : `--${name}`)),
    );
    return found ? found.value : names.map((name) => settings.get(name)).find((value) => value !== undefined);
  };
  const isMoved = /^[^.%$]/.test(settings.get('chdir') ?? '');
  const module = given(['module', 'wsgi', 'w']);
  const file = given(['wsgi-file', 'file']);
  const target = module ?? file?.replace(/^\.\//, '').replace(/\.py$/, '').replaceAll('/', '.');
  if (!target || isMoved || !/^\w[\w.:()]*$/.test(target)) return null;
  return target.includes(':') ? target : `${target}:${given(['callable']) ?? 'application'}`;
}

function fileOf(command: SimpleCommand): string | null {
  const named = option(command, ['--ini', '--yaml', '--yml', '--json', '--xml', '--emperor']);
  const word = command.words.slice(1).find(({ value }) => /^[^-].*\.(ini|ya?ml|json|xml)$/.test(value ?? ''));
  return named ? named.raw : (word?.raw ?? null);
}

/** The settings of the INI file; of several with one name the first counts, as uWSGI has it for the application. */
function fileSettings(context: StartContext, command: SimpleCommand): Map<string, string> {
  const settings = new Map<string, string>();
  const name = fileOf(command)?.replace(/:[\w-]+$/, '');
  if (!name?.endsWith('.ini')) return settings;
  const path = repositoryPath(context.root, name, (file) => context.paths.has(file));
  const text = context.paths.has(path) ? (context.read(path) ?? '') : '';
  for (const section of readIni(text).sections)
    if (section.name === 'uwsgi')
      for (const { key, value } of section.entries) if (!settings.has(key)) settings.set(key, value.trim());
  return settings;
}

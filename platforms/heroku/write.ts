import { ManifestError } from '../deployable.ts';

/**
 * Writes a Procfile.
 *
 * @see https://devcenter.heroku.com/articles/procfile
 * @throws ManifestError when a process type or a command cannot stand in a Procfile.
 */
export function writeProcfile(processes: readonly { type: string; command: string }[]): string {
  return processes
    .map(({ type, command }) => {
      if (!/^[A-Za-z0-9_-]+$/.test(type)) throw new ManifestError(`${type} is no process type of a Procfile`);
      if (/[\r\n]/.test(command)) throw new ManifestError(`the command of ${type} does not fit in one line`);
      return `${type}: ${command.trim()}\n`;
    })
    .join('');
}

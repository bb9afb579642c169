import type { Link, Sequence } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { expand } from '@unblock/engine/services/start';
import { signOf } from '@unblock/engine/services/typed-start';
import type { CommandText, Contract } from '@unblock/platforms';
import { isIdle } from './programs.ts';

/** A build command with what it runs. */
export interface Build {
  command: CommandText;
  commands: StartCommand['commands'];
  platforms: Contract['id'][];
}

/** The builds that platforms run for a Python service: those of manifests, else the `build.sh` that a dashboard names. */
export function buildsOf(service: Service, model: Model): Build[] {
  if (service.language !== 'python') return [];
  const read = (path: string) => model.read(path);
  const named = service.deployables.flatMap(({ build, root, platform }): Build[] => {
    if (!build) return [];
    return [
      {
        command: build,
        commands: expand({ root, paths: model.paths, read }, build, 0),
        platforms: [platform],
      },
    ];
  });
  if (named.length > 0) return named;
  const path = signOf(service, model, model.contracts);
  const text = path?.endsWith('.sh') ? read(path) : null;
  if (!path || text === null) return [];
  const command: CommandText = {
    text,
    form: 'shell',
    source: { path, kind: 'script', start: 0, end: text.length },
  };
  const commands = expand({ root: service.root, paths: model.paths, read }, command, 0);
  return [{ command, commands, platforms: model.contracts.map(({ id }) => id) }];
}

/** Commands that a build means to succeed: nothing is lost when the script stops at their failure. */
const MEANT =
  /^(pip[\d.]*|poetry|uv|pipenv|npm|yarn|pnpm|python[\d.]* -m pip) (install|ci|sync|upgrade|run build|build)\b|^python[\d.]* (\S*\/)?manage\.py (migrate|collectstatic|compilemessages|check|tailwind)\b/;

/** Whether a script may stop at its first failure: all its commands but the last, whose result counts anyway, are meant to succeed. */
export function mayStop({ statements }: Sequence): boolean {
  return statements.slice(0, -1).every(({ links, isBackground }) => !isBackground && links.every(isMeant));
}

function isMeant({ command, operator }: Link): boolean {
  if (!command || operator === '||') return false;
  return isIdle(command) || MEANT.test(command.words.map(({ value }) => value ?? '').join(' '));
}

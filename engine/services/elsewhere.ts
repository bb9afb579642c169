import type { Deployable } from '@unblock/platforms';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

/** Whether a platform that no contract stands for may start the service: by which command is then not known. */
export function isStartedElsewhere(
  service: Pick<Service, 'root' | 'language'>,
  { elsewhere }: Pick<Model, 'elsewhere'>,
): boolean {
  return isBelowOne(service.root, elsewhere) || isHostedFrontEnd(service, elsewhere);
}

/** A front end that a platform serves as functions: the start script of its package.json is not what runs. */
export function isHostedFrontEnd(
  { root, language }: Pick<Service, 'root' | 'language'>,
  elsewhere: readonly string[],
): boolean {
  return language === 'node' && elsewhere.includes(joinPath(root, 'package.json'));
}

/** A process that runs beside a developer and builds again what is edited. */
const WATCHES =
  /\b(npm|pnpm|yarn|bun)\b.*\b(watch|dev)\b|(^|\s)--watch\b|\btailwind\w*\b.*\s-w\b|\bwatch(man|medo|files|exec)\b|\blivereload\b/;

/** Files of Heroku beside a Procfile: it is the one that reads it. */
const HEROKU = ['app.json', 'heroku.yml', 'runtime.txt'];

/**
 * Takes apart what no contract's platform starts: the processes of a Procfile for development, in which one watches the
 * files, and those of one that another platform reads.
 */
export function withoutForeignStarts(
  deployables: readonly Deployable[],
  { elsewhere, paths }: Pick<Model, 'elsewhere' | 'paths'>,
): Deployable[] {
  const watched = new Set(
    deployables
      .filter(({ kind, start }) => kind === 'Procfile' && WATCHES.test(start?.text ?? ''))
      .map(({ path }) => path),
  );
  return deployables.map((deployable) => {
    const { kind, path, root } = deployable;
    const isHeroku = HEROKU.some((name) => paths.has(joinPath(root, name)));
    const isForeign = watched.has(path) || (isBelowOne(root, elsewhere) && !isHeroku);
    return kind === 'Procfile' && isForeign ? { ...deployable, isForeign: true as const } : deployable;
  });
}

function isBelowOne(root: string, homes: readonly string[]): boolean {
  return homes.some((home) => home === '' || root === home || root.startsWith(`${home}/`));
}

import type { Model } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import { COMPOSE } from '@unblock/engine/services/compose-command';
import { mayRunInDeploy } from '@unblock/engine/services/migration-runs';
import type { Deployable } from '@unblock/platforms';

/** Words by which a file may bring a database up to date, in whatever language it is written. */
const MIGRATES: readonly RegExp[] = [
  /\balembic\b[^\n]{0,80}\bupgrade\b/,
  /\b(command|db)\.upgrade\(/,
  /\bflask_migrate\b[^\n]*\bupgrade\b/,
  /\bdb\b["',\s]+\bupgrade\b/,
  /\b(manage(\.py)?|django-admin)\b[^\n]{0,60}\bmigrate\b/,
  /\bprisma\b[^\n]{0,40}\bmigrate\b[^\n]{0,20}\bdeploy\b/,
  /\bcall_command\(\s*["']migrate/,
  /["']migrate["']|\bmigrate\s*&&/,
  /\b(MigrationExecutor|aerich|yoyo)\b/,
  /\b(CREATE TABLE|create table)\b/,
];
/** Someone is told to migrate the deployed database by hand. */
const BY_HAND =
  /\bprisma migrate deploy\b|(heroku run|fly(ctl)? (ssh|console|machine)|railway (run|ssh)|render ssh|koyeb|kubectl exec)[^\n]{0,120}\b(migrate|upgrade)\b/;

const PROCFILE = /(^|\/)Procfile$/;
const RELEASE = /^release:.*$/m;

/**
 * Whether anything in the repository may migrate the deployed database, in a way that no manifest shows.
 * The `release` line of a Procfile is known: a platform runs it as the step before a deploy, or not at all.
 */
export function mayMigrateElsewhere(model: Model): boolean {
  return mayRunInDeploy(
    model,
    (text, path) => {
      const code = PROCFILE.test(path) ? text.replace(RELEASE, '') : text;
      return MIGRATES.some((pattern) => pattern.test(code));
    },
    (path) => COMPOSE.test(path),
  );
}

/** The document or file that tells a person to migrate the deployed database; null without one. */
export function migratedByHand(model: Model): string | null {
  const files = [...model.paths].filter((path) => /\.(md|rst|txt)$|(^|\/)(Makefile|justfile)$/i.test(path));
  return files.sort().find((path) => BY_HAND.test(model.read(path) ?? '')) ?? null;
}

/** The `release` line that would migrate, in a Procfile of which the platform of a deploy runs no such line; null without one. */
export function idleRelease({ root }: Deployable, model: Model): IdleRelease | null {
  for (const path of new Set(['Procfile', joinPath(root, 'Procfile')])) {
    const line = RELEASE.exec(model.paths.has(path) ? (model.read(path) ?? '') : '')?.[0].trim();
    if (line && MIGRATES.some((pattern) => pattern.test(line))) return { path, line };
  }
  return null;
}

export interface IdleRelease {
  path: string;
  line: string;
}

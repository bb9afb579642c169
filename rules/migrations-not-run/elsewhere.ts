import type { Model } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import { COMPOSE } from '@unblock/engine/services/compose-command';
import { mayRunInDeploy } from '@unblock/engine/services/migration-runs';
import type { CommandText, Contract, Deployable } from '@unblock/platforms';

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
  /\bmigrations?:(run|latest)\b|\bmigrate:(latest|up)\b|\bdb:migrate\b|\bdrizzle-kit\b[^\n]{0,40}\bmigrate\b/,
  /\bmigrationsRun\s*:\s*true|\brunMigrations\(|\.migrate\.latest\(|\bdrizzle-orm\/[\w/-]*migrator\b|\b[uU]mzug\b|\bnode-pg-migrate\b/,
  /\b(CREATE TABLE|create table)\b/,
];
/** Someone is told to migrate the deployed database by hand. */
const BY_HAND =
  /\bprisma migrate deploy\b|(heroku run|fly(ctl)? (ssh|console|machine)|railway (run|ssh)|render ssh|koyeb|kubectl exec)[^\n]{0,120}\b(migrate|upgrade)\b/;

const PACKAGE = /(^|\/)package\.json$/;
/** Makes the tables of whatever database the variables of a developer name. */
const PUSHES = /\bdrizzle-kit\s+push\b|\bprisma\s+db\s+push\b/;
/** Scripts by which a developer writes migrations or takes them back. */
const MAKES =
  /^.*\b(prisma\s+(migrate\s+(dev|reset|status|diff|resolve)|db\s+push)|migration:(generate|create|revert)|migrate:(make|rollback)|db:migrate:undo|drizzle-kit\s+(generate|push|studio))\b.*$/gm;
const PROCFILE = /(^|\/)Procfile$/;
const RELEASE = /^release:.*$/m;

/**
 * Whether anything in the repository may migrate the deployed database, in a way that no manifest shows: anything but the
 * migrations themselves.
 * The `release` line of a Procfile is known: a platform runs it as the step before a deploy, or not at all.
 *
 * @param idle steps of manifests that are not run.
 */
export function mayMigrateElsewhere(
  model: Model,
  migrations: readonly string[],
  idle: readonly CommandText['source'][] = [],
): boolean {
  const own = new Set(migrations);
  return mayRunInDeploy(
    model,
    (text, path) => {
      const step = idle.find((source) => source.path === path);
      const code = step
        ? text.slice(0, step.start) + text.slice(step.end)
        : PROCFILE.test(path)
          ? text.replace(RELEASE, '')
          : PACKAGE.test(path)
            ? text.replace(MAKES, '')
            : text;
      return MIGRATES.some((pattern) => pattern.test(code));
    },
    (path) => COMPOSE.test(path) || own.has(path),
  );
}

/** The document or file that tells a person to migrate the deployed database; null without one. */
export function migratedByHand(model: Model): string | null {
  const files = [...model.paths].filter((path) => /\.(md|rst|txt)$|(^|\/)(Makefile|justfile)$/i.test(path));
  const pushed = [...model.paths].filter((path) => PACKAGE.test(path) && PUSHES.test(model.read(path) ?? ''));
  return files.sort().find((path) => BY_HAND.test(model.read(path) ?? '')) ?? pushed.sort()[0] ?? null;
}

/** The `release` line that would migrate, in a Procfile of which the platform of a deploy runs no such line; null without one. */
export function idleRelease({ root }: Deployable, model: Model): IdleRelease | null {
  for (const path of new Set(['Procfile', joinPath(root, 'Procfile')])) {
    const line = RELEASE.exec(model.paths.has(path) ? (model.read(path) ?? '') : '')?.[0].trim();
    if (line && MIGRATES.some((pattern) => pattern.test(line))) return { path, line, isOfPlan: false };
  }
  return null;
}

/** The step before the deploy that would migrate, where the plan that the manifest names runs none; null without one. */
export function idleStep({ preDeploy, freePlan }: Deployable, contract: Contract): IdleRelease | null {
  if (!preDeploy || !freePlan || contract.migrationsOnFreePlan.value) return null;
  return MIGRATES.some((pattern) => pattern.test(preDeploy.text))
    ? { path: preDeploy.source.path, line: preDeploy.text.trim(), isOfPlan: true }
    : null;
}

export interface IdleRelease {
  path: string;
  line: string;
  /** The manifest has it, and the plan does not run it. */
  isOfPlan: boolean;
}

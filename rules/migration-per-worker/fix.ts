import { both, type Fix, type Model, type Skip } from '@unblock/engine';
import { addMigration, migrationCommand } from '@unblock/engine/services/add-migration';
import { migrationStep } from '@unblock/engine/services/migration-tool';
import type { RepeatedMigration } from './find.ts';
import { PATCH, paragraph } from './words.ts';

/** Whether one process can migrate before all others start: not in the start command of several instances. */
export function canMigrateBefore({ deploys, tool }: RepeatedMigration): boolean {
  return (
    tool !== null &&
    deploys.length > 0 &&
    deploys.every(
      ({ contract, deployable, isFile }) =>
        migrationStep(contract, deployable, isFile) === 'pre-deploy' || (deployable.instances ?? 1) === 1,
    )
  );
}

/** Migrates once before: the calls in the processes then find nothing to do, and stay as they are. */
export function fixRepeated(repeated: RepeatedMigration, model: Model): Fix | Skip {
  const { deploys, tool } = repeated;
  if (!tool || !canMigrateBefore(repeated)) return INSTANCES;
  const edits: Fix['edits'] = [];
  let command = '';
  for (const deploy of deploys) {
    const written = migrationCommand(deploy, tool);
    if (typeof written !== 'string') return written;
    const edit = addMigration(deploy, written, model);
    if ('skip' in edit) return edit;
    command = written;
    if (!edits.some(({ path }) => path === edit.path)) edits.push(edit);
  }
  return { safety: 'review', title: PATCH, paragraph: paragraph(repeated, command, edits), edits };
}

const INSTANCES: Skip = {
  skip: both(
    'each instance runs the start command, and this deploy has no step of its own for migrations',
    "chaque instance exécute la commande de démarrage, et ce déploiement n'a pas d'étape à lui pour les migrations",
  ),
};

import type { Fix, Model, Skip } from '@unblock/engine';
import { addMigration, migrationCommand } from '@unblock/engine/services/add-migration';
import { migrationStep } from '@unblock/engine/services/migration-tool';
import type { Unmigrated } from './find.ts';
import { PATCH, paragraph } from './words.ts';

/** Where the migration goes. */
export function stepOf({ contract, deployable, isFile }: Unmigrated): 'pre-deploy' | 'start' {
  return migrationStep(contract, deployable, isFile);
}

export function fixUnmigrated(unmigrated: Unmigrated, model: Model): Fix | Skip {
  const command = migrationCommand(unmigrated, unmigrated.tool);
  if (typeof command !== 'string') return command;
  const edit = addMigration(unmigrated, command, model);
  if ('skip' in edit) return edit;
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(unmigrated, command, edit.path),
    edits: [edit],
  };
}

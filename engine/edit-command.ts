import { applyEdits, type Edit } from '@unblock/codemods';
import { type CommandText, ManifestError, writeCommand } from '@unblock/platforms';
import type { Model } from './model.ts';
import type { Skip } from './rule.ts';
import { both } from './text.ts';

/** Changes a command where it stands: edits of the command's own text become edits of its file. */
export function editCommand(
  model: Model,
  command: CommandText,
  edits: readonly Edit[],
): { path: string; edits: Edit[] } | Skip {
  const { path, kind } = command.source;
  const text = model.read(path);
  if (text === null) return { skip: both(`${path} cannot be read`, `${path} ne peut pas être lu`) };
  if (kind === 'script') return { path, edits: [...edits] };
  try {
    return { path, edits: writeCommand(text, command, applyEdits(command.text, edits)) };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return { skip: both(error.message, error.message) };
  }
}

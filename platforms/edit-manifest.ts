import { applyEdits, type Edit } from '@unblock/codemods';
import { TomlError } from '@unblock/codemods/toml/index';
import { YamlError } from '@unblock/codemods/yaml/index';
import type { ManifestChange, ManifestEditor } from './change.ts';
import type { ManifestKind } from './contract.ts';
import { type CommandText, type Deployable, ManifestError } from './deployable.ts';
import { editFly } from './fly/edit.ts';
import { editProcfile } from './heroku/edit.ts';
import { readManifest } from './manifest.ts';
import { editRailway } from './railway/edit.ts';
import { editRender } from './render/edit.ts';
import { writeCommand } from './write-command.ts';

const EDITORS: Readonly<Partial<Record<ManifestKind, ManifestEditor>>> = {
  'render.yaml': editRender,
  'railway.json': editRailway,
  'railway.toml': editRailway,
  'fly.toml': editFly,
  Procfile: editProcfile,
};

/**
 * Says something new in a manifest that exists. Comments, order, quotes and anchors stay; so do fields that a platform
 * does not let one change afterwards. A command that the manifest has is replaced in its own notation, in manifests of
 * every kind.
 *
 * @param text the manifest as it is now; the deployable of the change may come from an earlier state of it.
 * @returns null where this manifest has no place for it, or cannot be written so that it reads back as asked.
 */
export function editManifest(text: string, change: ManifestChange): Edit[] | null {
  const asked = change.kind === 'process' ? change.like : change.deployable;
  const current = find(text, asked);
  // A platform that takes its start command from the file of another one reads nothing else in it.
  if (!current || (current.platform !== asked.platform && change.kind !== 'start')) return null;
  try {
    const edits = editsOf(text, change, current);
    return edits && isRead(applyEdits(text, edits), change, asked) ? edits : null;
  } catch (error) {
    const isRefused =
      error instanceof ManifestError || error instanceof YamlError || error instanceof TomlError;
    if (isRefused) return null;
    throw error;
  }
}

function editsOf(text: string, change: ManifestChange, current: Deployable): Edit[] | null {
  const written = commandOf(change, current);
  if (written && 'command' in change) return writeCommand(text, written, change.command);
  return EDITORS[current.kind]?.(text, change, current) ?? null;
}

/** The command that a change replaces. */
function commandOf(change: ManifestChange, current: Deployable): CommandText | null {
  if (change.kind === 'start') return current.start;
  if (change.kind === 'build') return current.build;
  return change.kind === 'pre-deploy' ? current.preDeploy : null;
}

/** The same deployable in another state of its manifest. */
function find(text: string, { path, name, dockerfile }: Deployable): Deployable | null {
  const found = readManifest({ path, text }, (other) => other === dockerfile).filter(
    (deployable) => deployable.name === name,
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

function isRead(text: string, change: ManifestChange, asked: Deployable): boolean {
  const after = find(text, asked);
  if (!after) return false;
  switch (change.kind) {
    case 'process':
      return after.role === asked.role;
    case 'health':
      return after.health?.value === change.path;
    case 'variable':
      return after.variables.some(({ name }) => name === change.variable.name);
    default:
      return commandOf(change, after) !== null;
  }
}

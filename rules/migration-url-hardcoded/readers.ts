import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { calleeOf, type Node } from '@unblock/engine/python/tree';

/** Documents, and what Alembic itself keeps: nothing there runs. */
const IDLE = /\.(md|rst|txt|ini|cfg|mako|ipynb|lock|html?|css|svg)$/i;

/**
 * The first file that takes the URL out of Alembic's INI file beside env.py: an application with a ConfigParser, a test
 * with `Config("alembic.ini")`, a script with `sed`. Without the line it would stop. Null where there is none.
 *
 * @param envPath env.py, whose own reads are mended with it.
 */
export function otherReader(model: Model, envPath: string): string | null {
  const readers = [...model.paths].sort().filter((path) => {
    if (path === envPath || IDLE.test(path)) return false;
    const text = model.read(path) ?? '';
    return path.endsWith('.py') ? readsInPython(text) : text.includes('sqlalchemy.url');
  });
  return readers[0] ?? null;
}

function readsInPython(text: string): boolean {
  const mayTakeAll = /alembic\.ini\b/.test(text) && /\bengine_from_config\b/.test(text);
  if (!mayTakeAll && !text.includes('sqlalchemy.url')) return false;
  // Another env.py reads the configuration that Alembic hands it, which is its own.
  if (/^\s*from alembic import .*\bcontext\b/m.test(text)) return false;
  const keys = parsePython(text).findAll({
    rule: { kind: 'string', regex: '^\\w*["\']sqlalchemy\\.url["\']$' },
  });
  return mayTakeAll || keys.some((key) => !isWritten(key));
}

/** The key of a value that is given: `set_main_option("sqlalchemy.url", url)`, `section["sqlalchemy.url"] = url`, a dict's. */
function isWritten(key: Node): boolean {
  const parent = key.parent();
  if (parent?.kind() === 'pair') return parent.field('key')?.id() === key.id();
  if (parent?.kind() === 'subscript') return parent.parent()?.field('left')?.id() === parent.id();
  const call = parent?.kind() === 'argument_list' ? parent.parent() : null;
  return call !== null && call !== undefined && /\.set(_main_option|_section_option)?$/.test(calleeOf(call));
}

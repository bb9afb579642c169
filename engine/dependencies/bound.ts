import type { Edit } from '@unblock/codemods';
import { setKey } from '@unblock/codemods/toml/index';
import type { Model } from '../model.ts';
import type { Skip } from '../rule.ts';
import { compareVersions } from '../services/versions.ts';
import { both } from '../text.ts';
import { lockRefusal } from './add.ts';
import type { Dependencies, Dependency } from './dependencies.ts';

/** The edits that keep a declared package below a version, and the specifier they write. */
export interface BoundRequirement {
  edits: Edit[];
  written: string;
}

/**
 * Keeps a declared package below a version. Refuses where a lock file would no longer match.
 *
 * @param below `26`, `3.1`.
 */
export function boundRequirement(
  model: Pick<Model, 'read'>,
  dependencies: Dependencies,
  declared: Dependency,
  below: string,
): BoundRequirement | Skip {
  const { name, path, start, end, specifier } = declared;
  const stale = lockRefusal(dependencies, [`"${name}<${below}"`]);
  if (stale) return stale;
  const text = model.read(path) ?? '';
  const next = [...specifier.split(',').filter((clause) => allows(clause, below)), `<${below}`].join(',');
  const written = `${name}${next}`;
  const format = dependencies.manifest?.format;
  if (format === 'requirements' || format === 'pep621') {
    const item = text.slice(start, end);
    const [head = ''] = /^[\w.-]+\s*(\[[^\]]*\])?\s*/.exec(item) ?? [];
    if (specifier === '' || item.startsWith(specifier, head.length)) {
      const at = start + (specifier === '' ? head.trimEnd().length : head.length);
      return { edits: [{ start: at, end: at + specifier.length, text: next }], written };
    }
  }
  const isPlain = end > 0 && /^\s*=\s*["']/.test(text.slice(end));
  if ((format === 'poetry' || format === 'pipfile') && isPlain) {
    const table = format === 'poetry' ? ['tool', 'poetry', 'dependencies'] : ['packages'];
    return { edits: setKey(text, table, name, `"${next}"`), written };
  }
  return {
    skip: both(
      `requirements in this form are not edited: write ${written} in ${path} by hand`,
      `les dépendances sous cette forme ne sont pas modifiées : écrire ${written} dans ${path} à la main`,
    ),
  };
}

/** Whether a clause leaves versions below one: `>=20`, `!=22.0`; not `==26.0.0`, `>=26`, `*`. */
function allows(clause: string, below: string): boolean {
  const [, operator, version = ''] = /^\s*(>=?|!=|<=?)\s*(\d+(?:\.\d+)*)/.exec(clause) ?? [];
  return (
    operator !== undefined &&
    (!operator.startsWith('>') || compareVersions(version, below) < 0) &&
    !operator.startsWith('<')
  );
}

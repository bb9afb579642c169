import { applyEdits, type Edit } from '@unblock/codemods';
import { addRequirement, parseRequirementOptions } from '@unblock/codemods/requirements/index';
import { addToArray, setKey } from '@unblock/codemods/toml/index';
import type { Model } from '../model.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import { type Dependencies, type Dependency, findDependency } from './dependencies.ts';
import { type Fitting, fittingRelease, mayReach, workerVersion } from './versions.ts';

/** A requirement to add. */
export interface NewRequirement {
  name: string;
  extras?: readonly string[];
  /** Written as it is, `<3`; without one it is pinned as its neighbour is. */
  specifier?: string;
}

/** Requirements as they were written, and the edits that write them. */
export interface AddedRequirements {
  path: string;
  edits: Edit[];
  /** As they stand in the file: `gunicorn==23.0.0`. */
  written: string[];
}

/**
 * Adds requirements where the platform reads them: into the file that holds `near`, pinned as `near` is. Refuses where a
 * lock file would no longer match.
 */
export function addRequirements(
  model: Pick<Model, 'read'>,
  dependencies: Dependencies,
  wanted: readonly NewRequirement[],
  near: Dependency | undefined,
): AddedRequirements | Skip {
  const { manifest } = dependencies;
  const stale = lockRefusal(
    dependencies,
    wanted.map(({ name }) => name),
  );
  if (stale) return stale;
  const path = manifest?.format === 'requirements' && near?.path ? near.path : manifest?.path;
  const text = path ? model.read(path) : null;
  if (!manifest || !path || text === null)
    return { skip: both('no file declares requirements', 'aucun fichier ne déclare de dépendances') };
  let changed = text;
  const written: string[] = [];
  let below = near?.name;
  for (const requirement of wanted) {
    const { name, extras = [] } = requirement;
    const line = requirementLine(text, dependencies, requirement, near, wanted);
    if (typeof line !== 'string') return line;
    switch (manifest.format) {
      case 'requirements':
        changed = applyEdits(changed, addRequirement(changed, line, below));
        break;
      case 'pep621':
        changed = applyEdits(changed, addToArray(changed, ['project', 'dependencies'], line));
        break;
      case 'poetry':
      case 'pipfile': {
        const table = manifest.format === 'poetry' ? ['tool', 'poetry', 'dependencies'] : ['packages'];
        const { version } = releaseOf(name, dependencies, wanted);
        const value = requirement.specifier
          ? `"${requirement.specifier}"`
          : tableValue(manifest.format, styleOf(near ?? dependencies.entries[0]), version, extras);
        changed = applyEdits(changed, setKey(changed, table, name, value));
        break;
      }
      default:
        return {
          skip: both(
            `requirements in ${manifest.format} are not edited: add ${name} by hand`,
            `les dépendances de ${manifest.format} ne sont pas modifiées : ajouter ${name} à la main`,
          ),
        };
    }
    below = name;
    written.push(line);
  }
  return { path, edits: oneEdit(text, changed), written };
}

/**
 * A requirement as pip reads it, pinned as its neighbour is: `gunicorn==23.0.0`. `text` is the file it is meant for,
 * `wanted` what is added with it.
 */
export function requirementLine(
  text: string,
  dependencies: Dependencies,
  { name, extras = [], specifier }: NewRequirement,
  near: Dependency | undefined,
  wanted: readonly NewRequirement[] = [],
): string | Skip {
  if (specifier) return name + specifier;
  const uvicorn = uvicornOf(dependencies, wanted);
  const { version, conflict } = releaseOf(name, dependencies, wanted);
  if (conflict) return conflictRefusal(name, conflict);
  const gunicorn = findDependency(dependencies, 'gunicorn')?.specifier ?? '';
  if (name === 'uvicorn-worker' && version === null)
    return {
      skip: both(
        `uvicorn-worker needs uvicorn 0.15 or later, ${uvicorn} is pinned`,
        `uvicorn-worker demande uvicorn 0.15 ou plus récent, ${uvicorn} est épinglé`,
      ),
    };
  // uvicorn-worker 0.4.0 requires gunicorn 21 or later, 0.3.0 requires 20.1 or later.
  const least = version === '0.4.0' ? '21.0' : '20.1';
  if (name === 'uvicorn-worker' && !mayReach(gunicorn, least))
    return {
      skip: both(
        `uvicorn-worker ${version} needs gunicorn ${least} or later, ${gunicorn} is pinned`,
        `uvicorn-worker ${version} demande gunicorn ${least} ou plus récent, ${gunicorn} est épinglé`,
      ),
    };
  const isConstrained = dependencies.manifest?.format === 'requirements' && hasConstraints(text);
  const style = isConstrained ? '' : styleOf(near ?? dependencies.entries[0]);
  const bracket = extras.length > 0 ? `[${extras.join(',')}]` : '';
  return name + bracket + (version === null ? '' : specifierOf(name, style, version));
}

/** The release of a package to pin, which works with what the project holds and with what is added beside it. */
function releaseOf(name: string, dependencies: Dependencies, wanted: readonly NewRequirement[]): Fitting {
  if (name !== 'uvicorn-worker') return fittingRelease(name, dependencies);
  return { version: workerVersion(uvicornOf(dependencies, wanted)), conflict: null };
}

function conflictRefusal(name: string, conflict: NonNullable<Fitting['conflict']>): Skip {
  const { version, name: other, least, specifier } = conflict;
  return {
    skip: both(
      `${name} ${version} needs ${other} ${least} or later, and ${other}${specifier} is required`,
      `${name} ${version} demande ${other} ${least} ou plus récent, et ${other}${specifier} est exigé`,
    ),
  };
}

/** The uvicorn that is installed, or the one that is added in the same patch. */
function uvicornOf(dependencies: Dependencies, wanted: readonly NewRequirement[]): string {
  if (wanted.some(({ name }) => name === 'uvicorn'))
    return `==${fittingRelease('uvicorn', dependencies).version}`;
  return findDependency(dependencies, 'uvicorn')?.specifier ?? '';
}

/** Why a lock file forbids a change of the requirements, with the command that does it; null where there is none. */
export function lockRefusal(dependencies: Dependencies, names: readonly string[]): Skip | null {
  const lock = dependencies.locks[0];
  if (!lock) return null;
  const file = lock.slice(lock.lastIndexOf('/') + 1);
  const add = LOCK_COMMANDS[file];
  const packages = names.join(' ');
  if (add)
    return {
      skip: both(
        `${lock} would no longer match: run \`${add} ${packages}\``,
        `${lock} ne correspondrait plus : lancer \`${add} ${packages}\``,
      ),
    };
  const source = file.replace(/\.txt$/, '.in');
  return {
    skip: both(
      `${lock} is compiled: add ${packages} to what it is compiled from and compile it again (\`pip-compile ${source}\`)`,
      `${lock} est compilé : ajouter ${packages} à sa source puis le recompiler (\`pip-compile ${source}\`)`,
    ),
  };
}

/** What adds a package and brings its lock file up to date. */
const LOCK_COMMANDS: Readonly<Record<string, string>> = {
  'uv.lock': 'uv add',
  'poetry.lock': 'poetry add',
  'pdm.lock': 'pdm add',
  'Pipfile.lock': 'pipenv install',
};

/** pip takes the version from a constraints file; another one beside the name would contradict it. */
function hasConstraints(text: string): boolean {
  return parseRequirementOptions(text).some(({ option }) => option === '-c');
}

type Style = '' | '==' | '>=' | '~=' | '^' | '*';

function styleOf(neighbour: Dependency | undefined): Style {
  const specifier = neighbour?.specifier.trim() ?? '';
  if (specifier === '*') return '*';
  if (/^===?|^\d/.test(specifier)) return '==';
  if (/^[~^]/.test(specifier)) return specifier.startsWith('~=') ? '~=' : '^';
  return /^>=?/.test(specifier) ? '>=' : '';
}

function specifierOf(name: string, style: Style, version: string): string {
  if (style === '==') return `==${version}`;
  // Any later uvicorn-worker states itself which uvicorn it needs.
  if (style === '>=') return `>=${name === 'uvicorn-worker' ? '0.3.0' : version}`;
  return style === '~=' ? `~=${version.split('.').slice(0, 2).join('.')}` : '';
}

function tableValue(
  format: 'poetry' | 'pipfile',
  style: Style,
  version: string | null,
  extras: readonly string[],
): string {
  const caret = format === 'poetry' ? `^${version}` : `~=${version}`;
  const specifier =
    version === null || style === '*' || (style === '' && format === 'pipfile')
      ? '*'
      : style === '=='
        ? `${format === 'poetry' ? '' : '=='}${version}`
        : style === '>='
          ? `>=${version}`
          : caret;
  if (extras.length === 0) return `"${specifier}"`;
  return `{version = "${specifier}", extras = [${extras.map((extra) => `"${extra}"`).join(', ')}]}`;
}

/** The one replacement that turns a text into another: several additions at one place become one edit. */
function oneEdit(before: string, after: string): Edit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return [{ start, end: before.length - tail, text: after.slice(start, after.length - tail) }];
}

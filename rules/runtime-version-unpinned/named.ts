import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import type { Model, Service } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import { compareVersions } from '@unblock/engine/services/versions';

/** A Python version that the repository names somewhere, as minor version. */
export interface VersionName {
  version: string;
  path: string;
  /** A file that has no other purpose: `runtime.txt`. */
  isFile: boolean;
}

/** The Python versions that a project declares to work with. */
export interface PythonRange {
  /** As it is written: `>=3.11,<3.13`. */
  written: string;
  path: string;
  start: number;
  end: number;
  admits(minor: string): boolean;
}

/** Where the repository names a version that no platform reads there: what runs elsewhere, the most certain first. */
export function versionNames(service: Service, root: string, model: Model): VersionName[] {
  const folders = [...new Set([root, service.root, ''])];
  const inFolders = (name: string) =>
    folders.map((folder) => joinPath(folder, name)).filter((path) => model.paths.has(path));
  const runtime = inFolders('runtime.txt').flatMap((path) =>
    named(/^\s*python-(3\.\d+)/.exec(model.read(path) ?? '')?.[1], path, true),
  );
  const undotted = inFolders('python-version').flatMap((path) =>
    named(/^\s*(?:python-)?(3\.\d+)/.exec(model.read(path) ?? '')?.[1], path, true),
  );
  const pipfile = inFolders('Pipfile').flatMap((path) =>
    named(/^python_(?:full_)?version\s*=\s*["'](3\.\d+)/m.exec(model.read(path) ?? '')?.[1], path, false),
  );
  const images = inFolders('Dockerfile').flatMap((path) =>
    readDockerfile(model.read(path) ?? '').stages.flatMap(({ base }) =>
      named(/^(?:docker\.io\/)?(?:library\/)?python:(3\.\d+)/.exec(base)?.[1], path, false),
    ),
  );
  const workflows = [...model.paths]
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
    .flatMap((path) => {
      const found = [
        ...(model.read(path) ?? '').matchAll(/python-version:\s*\[?["']?(3\.\d+)["']?\s*\]?\s*$/gm),
      ];
      return found.length === 1 ? named(found[0]?.[1], path, false) : [];
    });
  return [...runtime, ...undotted, ...pipfile, ...images, ...workflows];
}

function named(version: string | undefined, path: string, isFile: boolean): VersionName[] {
  return version ? [{ version, path, isFile }] : [];
}

const RANGE = /^(?:requires-python|python)\s*=\s*(["'])([^"'\n]+)\1/m;

/** The range that the manifest of a project declares: `requires-python`, or Poetry's `python`. */
export function pythonRange(model: Model, path: string): PythonRange | null {
  const found = path.endsWith('pyproject.toml') ? RANGE.exec(model.read(path) ?? '') : null;
  if (!found) return null;
  const written = found[2] ?? '';
  const start = found.index;
  return { written, path, start, end: start + found[0].length, admits: (minor) => admits(written, minor) };
}

/** Whether some release of a minor version is in a range. What cannot be read excludes nothing. */
function admits(written: string, minor: string): boolean {
  return written.split('||').some((part) => part.split(',').every((clause) => holds(clause.trim(), minor)));
}

function holds(clause: string, minor: string): boolean {
  const [, operator = '', text = ''] =
    /^(>=|<=|==|~=|!=|[<>^~])?\s*(3(?:\.\d+)*)(?:\.\*)?$/.exec(clause) ?? [];
  if (text === '' || operator === '!=') return true;
  const parts = text.split('.');
  const bound = parts.slice(0, 2).join('.');
  const order = compareVersions(minor, bound);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return parts.length > 2 ? order >= 0 : order > 0;
    case '<':
      return parts.length > 2 && parts[2] !== '0' ? order <= 0 : order < 0;
    case '<=':
      return order <= 0;
    case '^':
      return order >= 0;
    case '~':
      return parts.length < 2 ? true : order === 0;
    case '~=':
      return parts.length > 2 ? order === 0 : order >= 0;
    default:
      return parts.length < 2 || order === 0;
  }
}

import type { Model, Service } from '../model.ts';
import { folderOf } from '../paths.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';

/** How the packages of a Python service are installed. */
export interface PythonInstall {
  command: string;
  runner: string;
  /** Folder in which it runs: that of the service, or the one above that holds what it needs. */
  root: string;
  /** The folder the service is started in, seen from there; '' when it is the same. */
  inside: string;
}

/**
 * The commands by which a platform installs what a Python service declares, and starts a program of it.
 *
 * @param folder where the program runs, relative to the repository: the service's root or another folder.
 */
export function installOf(service: Service, model: Model, folder: string): PythonInstall | Skip {
  const { manifest, locks, entries } = service.dependencies;
  if (!manifest)
    return { skip: both('no file declares requirements', 'aucun fichier ne déclare de dépendances') };
  const files = [manifest.path, ...locks, ...entries.map(({ path }) => path).filter(Boolean)];
  const root = files.reduce((shared, path) => common(shared, folderOf(path)), common(service.root, folder));
  const inside = folder.slice(root ? root.length + 1 : 0);
  const install = { root, inside };
  const lock = locks[0]?.split('/').pop() ?? '';
  switch (manifest.format) {
    case 'requirements': {
      const path = manifest.path.slice(root ? root.length + 1 : 0);
      return { ...install, command: `pip install -r ${path}`, runner: '' };
    }
    case 'pipfile':
      return {
        ...install,
        command: `pip install pipenv && pipenv install${lock ? ' --deploy' : ''}`,
        runner: 'pipenv run ',
      };
    case 'poetry':
      return { ...install, command: 'poetry install --only main --no-root', runner: 'poetry run ' };
    case 'pep621':
      return { ...install, ...project(lock, model.read(manifest.path) ?? '') };
    default:
      return { ...install, command: 'pip install .', runner: '' };
  }
}

function project(lock: string, text: string): Pick<PythonInstall, 'command' | 'runner'> {
  switch (lock) {
    case 'uv.lock':
      return { command: 'uv sync --frozen --no-dev', runner: 'uv run --no-dev ' };
    case 'poetry.lock':
      return { command: 'poetry install --only main --no-root', runner: 'poetry run ' };
    case 'pdm.lock':
      return { command: 'pip install pdm && pdm install --prod', runner: 'pdm run ' };
  }
  // Without a build system pip would guess what to package; uv installs the requirements alone.
  return /^\[build-system\]/m.test(text)
    ? { command: 'pip install .', runner: '' }
    : { command: 'uv sync --no-dev', runner: 'uv run --no-dev ' };
}

/** The deepest folder that holds both. */
function common(a: string, b: string): string {
  const [left, right] = [a.split('/'), b.split('/')];
  const shared = left.findIndex((name, index) => name !== right[index]);
  return left.slice(0, shared < 0 ? left.length : shared).join('/');
}

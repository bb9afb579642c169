/** Files that make a folder a project of its own. */
export const PROJECT_FILES: ReadonlySet<string> = new Set([
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'setup.py',
  'setup.cfg',
  'manage.py',
  'package.json',
]);
/** Whether a path lies in one of the folders. */
export function isBelow(path: string, folders: { has(folder: string): boolean }): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (folders.has(path.slice(0, slash))) return true;
  }
  return false;
}

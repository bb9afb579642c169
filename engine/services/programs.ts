import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

/**
 * Whether a Python project installs programs of its own, by which it is then started.
 * https://packaging.python.org/en/latest/specifications/entry-points/#use-for-scripts
 */
export function hasOwnPrograms(
  { root }: Pick<Service, 'root'>,
  model: Pick<Model, 'paths' | 'read'>,
): boolean {
  const read = (name: string) => {
    const path = joinPath(root, name);
    return model.paths.has(path) ? (model.read(path) ?? '') : '';
  };
  return (
    /^\[(project|tool\.poetry)\.(scripts|entry-points)/m.test(read('pyproject.toml')) ||
    /\bconsole_scripts\b/.test(read('setup.cfg') + read('setup.py'))
  );
}

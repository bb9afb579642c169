import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { type CommandText, ManifestError } from '@unblock/platforms';
import { tomlTree } from '@unblock/platforms/tree';
import { joinPath } from '../paths.ts';
import type { StartContext } from './start.ts';

/** Where a runner of Python projects keeps the scripts it runs by name, and whether a shell runs them. */
interface Runner {
  kind: 'Pipfile' | 'pyproject.toml';
  table: readonly string[];
  form: CommandText['form'];
  /** The keys of a script that is a table, with the form each of them runs in. */
  keys?: Readonly<Record<string, CommandText['form']>>;
}

/**
 * https://pipenv.pypa.io/en/latest/scripts.html · https://pdm-project.org/en/latest/usage/scripts/ ·
 * https://hatch.pypa.io/latest/config/environment/overview/#scripts
 */
const RUNNERS: Readonly<Record<string, Runner>> = {
  pipenv: { kind: 'Pipfile', table: ['scripts'], form: 'exec' },
  pdm: {
    kind: 'pyproject.toml',
    table: ['tool', 'pdm', 'scripts'],
    form: 'exec',
    keys: { cmd: 'exec', shell: 'shell' },
  },
  hatch: {
    kind: 'pyproject.toml',
    table: ['tool', 'hatch', 'envs', 'default', 'scripts'],
    form: 'shell',
  },
};

/** The script that `pipenv run start` and its like run, where it stands; null where the word is no name of one. */
export function projectScript(context: StartContext, { words, wrappers }: SimpleCommand): CommandText | null {
  const runs = wrappers.findLastIndex(({ value }) => value === 'run');
  const name = words[0]?.value ?? '';
  const by = wrappers[runs - 1]?.value ?? '';
  const runner = Object.hasOwn(RUNNERS, by) ? RUNNERS[by] : undefined;
  if (!runner || name === '') return null;
  const { kind, table, form, keys = {} } = runner;
  const path = joinPath(context.root, kind);
  const text = context.paths.has(path) ? context.read(path) : null;
  if (text === null) return null;
  try {
    const tree = tomlTree(text);
    const whole = { place: tree.at([...table, name]), form };
    const parts = Object.entries(keys).map(([key, own]) => ({
      place: tree.at([...table, name, key]),
      form: own,
    }));
    for (const { place, form: own } of [whole, ...parts])
      if (typeof place?.value === 'string')
        return { text: place.value, form: own, source: { path, kind, start: place.start, end: place.end } };
    return null;
  } catch (error) {
    // A file that does not parse names no script.
    if (error instanceof ManifestError) return null;
    throw error;
  }
}

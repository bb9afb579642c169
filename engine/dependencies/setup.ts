import { iniEntry, readIni } from '@unblock/codemods/ini/index';
import { parseRequirements } from '@unblock/codemods/requirements/index';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';
import type { Dependencies, Dependency, DependencyFormat } from './dependencies.ts';
import { ELSEWHERE, isElsewhere } from './marker.ts';

/** What a setup.cfg declares: `install_requires` and `extras_require`. Beside a setup.py it is not all. */
export function readSetup(files: Files, folder: string): Dependencies {
  const inFolder = (name: string) => joinPath(folder, name);
  const path = inFolder('setup.cfg');
  const text = files.read(path);
  const reading = text === null ? null : readIni(text);
  const entries: Dependency[] = [];
  const push = (found: { value: string; start: number; end: number } | null, group: string | null) => {
    for (const { name, extras, specifier, marker } of found ? parseRequirements(found.value) : []) {
      const own = group ?? (isElsewhere(marker) ? ELSEWHERE : null);
      const span = { start: found?.start ?? 0, end: found?.end ?? 0 };
      entries.push({ name, extras, specifier, path, ...span, production: own === null, group: own });
    }
  };
  if (reading && !reading.error) {
    push(iniEntry(reading, 'options', 'install_requires') ?? null, null);
    const extras = reading.sections.find(({ name }) => name === 'options.extras_require');
    for (const entry of extras?.entries ?? []) push(entry, entry.key);
  }
  const script = files.read(inFolder('setup.py'));
  // A setup.py is a program: what it declares is known only by running it, unless it leaves all to setup.cfg.
  const isDelegated = text !== null && script !== null && /\bsetup\(\s*\)/.test(script);
  const isOpaque = files.paths.has(inFolder('setup.py')) && !isDelegated;
  return {
    manifest: text === null ? null : { path, format: 'setup.cfg' as DependencyFormat },
    locks: [],
    entries,
    complete: !isOpaque && !reading?.error,
  };
}

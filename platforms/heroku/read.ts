import {
  type CommandText,
  type DeclaredVariable,
  type Deployable,
  ManifestError,
  type Role,
} from '../deployable.ts';
import {
  entriesOf,
  folderOf,
  isRecord,
  joinPaths,
  type ManifestFile,
  roleOf,
  type Surroundings,
  variable,
} from '../reading.ts';
import { jsonTree } from '../tree.ts';

/** A line that Git writes around the two sides of a merge conflict. */
export const CONFLICT = /^(<{7}|\|{7}|={7}|>{7})(\s|$)/;

/**
 * Reads a Procfile. The command of `release` is also the step before each of the other processes.
 *
 * @see https://devcenter.heroku.com/articles/procfile
 */
export function readProcfile(file: ManifestFile, surroundings: Surroundings): Deployable[] {
  const processes = new Map<string, CommandText>();
  const lines = file.text.split('\n');
  const conflict = lines.findIndex((line) => CONFLICT.test(line));
  if (conflict >= 0)
    surroundings.report(
      `line ${conflict + 1}: a merge conflict stands in it; of two commands the last one counts`,
    );
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    const entry = /^(\s*([A-Za-z0-9_-]+)\s*:\s*)(\S.*?)\s*$/.exec(line);
    if (entry) {
      const [, prefix = '', name = '', text = ''] = entry;
      if (processes.has(name) && conflict < 0)
        surroundings.report(`line ${index + 1}: ${name} is declared twice, the last one counts`);
      const start = offset + prefix.length;
      // Which side of a conflict is meant is not known: none of them is edited.
      const [from, to] = conflict >= 0 ? [-1, -1] : [start, start + text.length];
      const source = { path: file.path, kind: 'Procfile', start: from, end: to } as const;
      processes.set(name, { text, form: 'shell', source });
    } else if (!/^\s*(#|$)/.test(line) && !CONFLICT.test(line)) {
      surroundings.report(`line ${index + 1}: expected "type: command"`);
    }
    offset += line.length + 1;
  }
  const release = processes.get('release') ?? null;
  const variables = variablesOf(folderOf(file.path), surroundings);
  return [...processes].map(([name, start]) => ({
    platform: 'heroku',
    kind: 'Procfile',
    path: file.path,
    name,
    role: roleOfProcess(name),
    root: folderOf(file.path),
    freePlan: false,
    start,
    build: null,
    preDeploy: name === 'release' ? null : release,
    health: null,
    dockerfile: null,
    variables,
  }));
}

/**
 * The variables that app.json declares for the application: https://devcenter.heroku.com/articles/app-json-schema#env.
 * Other tools have files of that name too.
 */
function variablesOf(root: string, { read, report }: Surroundings): DeclaredVariable[] {
  const text = read(joinPaths(root, 'app.json'));
  if (text === null) return [];
  try {
    const { value } = jsonTree(text);
    return entriesOf(isRecord(value) ? value.env : null).map(([name, entry]) =>
      variable(name, isRecord(entry) ? entry.value : entry),
    );
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    report(`app.json beside it: ${error.message}`);
    return [];
  }
}

/** Only `web` receives requests, whatever else a name may say. */
function roleOfProcess(name: string): Role {
  const role = roleOf(name, 'worker');
  return role === 'web' && name !== 'web' ? 'worker' : role;
}

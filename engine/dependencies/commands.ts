import { parseRequirements } from '@unblock/codemods/requirements/index';
import type { Deployable } from '@unblock/platforms';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';
import type { Dependency } from './dependencies.ts';
import type { Project } from './project.ts';
import { nameOfPlace } from './requirements.ts';

/** The commands that install what a service needs. */
export interface InstallCommands {
  /** Build commands of manifests, with the scripts of the repository that they run. */
  build: string;
  /** Dockerfiles, whole. */
  images: string;
}

/** Scripts that call scripts further than this are not followed. */
const DEEPEST = 3;
const SCRIPT = /^(?:(?:ba|da|z)?sh\s+(?:-[a-z]+\s+)*|source\s+|\.\s+)?(?:\.\/)?([\w./-]+\.sh)\s*$/;

/** The build commands of manifests and the RUN lines of Dockerfiles: they name what is installed. */
export function installCommands(
  files: Files,
  folder: string,
  deployables: readonly Deployable[],
): InstallCommands {
  const own = deployables.filter((deployable) => deployable.root === folder);
  const dockerfiles = new Set(
    own.flatMap(({ kind, path, dockerfile }) =>
      kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
    ),
  );
  const texts = [...dockerfiles].map((path) => files.read(path) ?? '');
  const builds = own.map(({ build }) => withScripts(files, folder, build?.text ?? ''));
  return { build: joined(builds), images: joined(texts) };
}

function joined(parts: string[]): string {
  return parts.join('\n').replace(/\\\r?\n/g, ' ');
}

/** A build command in which the steps that run a script of the repository are its text: `./build.sh`. */
export function withScripts(files: Files, folder: string, text: string, depth = DEEPEST): string {
  if (depth === 0) return text;
  return text
    .split(/\r?\n|&&|;/)
    .map((step) => {
      const name = SCRIPT.exec(step.trim())?.[1];
      const script = name ? files.read(joinPath(folder, name)) : null;
      if (script === null) return step;
      const lines = script
        .replace(/\\\r?\n/g, ' ')
        .split(/\r?\n/)
        .filter((line) => !line.trimStart().startsWith('#'));
      return withScripts(files, folder, lines.join('\n'), depth - 1);
    })
    .join('\n');
}

/** Whether the install commands ask for a group or an extra, or leave those in that a tool installs unasked. */
export function installsGroup(commands: string, group: string, defaults: Project['defaults']): boolean {
  if (/--all-(groups|extras)\b|\b(install|sync) [^\n&|;]*--dev\b/.test(commands)) return true;
  const asked = [
    ...commands.matchAll(/(?:--(?:with|group|extras?)[ =]|\s-[EG] |\binstall [^\n&|;]*\[)["']?([\w, .-]+)/g),
  ];
  if (asked.some((match) => (match[1] ?? '').split(/[, ]+/).includes(group))) return true;
  return [...commands.matchAll(/\b(poetry|uv|pdm) (?:install|sync)\b([^\n&|;]*)/g)].some((match) => {
    const tool = match[1] as keyof Project['defaults'] | undefined;
    const flags = match[2] ?? '';
    if (!tool || /--(only|prod|no-default-groups)/.test(flags)) return false;
    if (/--no-dev/.test(flags) && (group === 'dev' || tool !== 'uv')) return false;
    const without = /--(?:without|no-group)[ =]["']?([\w, .-]+)/.exec(flags)?.[1] ?? '';
    if (without.split(/[, ]+/).includes(group)) return false;
    return defaults[tool].includes(group) || defaults[tool].includes('*');
  });
}

/** Packages that a build command or Dockerfile installs by name: `pip install gunicorn`. */
export function installedByCommand(commands: string): Dependency[] {
  return [
    ...commands.matchAll(
      /\b(?:pip[\d.]* install|uv (?:pip install|add)|poetry add|pdm add|pipenv install|pipx install|poetry (?:run )?pip install)\b([^\n&|;]*)/g,
    ),
  ].flatMap((match) =>
    (match[1] ?? '')
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, ''))
      .map((word) => nameOfPlace(word) ?? word)
      .filter(
        (word) =>
          /^[A-Za-z][\w.-]*(\[[\w,-]+\])?([=<>~!].*)?$/.test(word) && !/\.(txt|toml|cfg|py)$/.test(word),
      )
      .flatMap((word) =>
        parseRequirements(word).map(({ name, extras, specifier }) => ({
          name,
          extras,
          specifier,
          path: '',
          start: 0,
          end: 0,
          production: true,
          group: null,
        })),
      ),
  );
}

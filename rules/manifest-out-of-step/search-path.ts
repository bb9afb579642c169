import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { option } from '@unblock/codemods/shell/index';
import type { Model, Service } from '@unblock/engine';
import { gunicornFile } from '@unblock/engine/gunicorn';
import { folderOf, joinPath } from '@unblock/engine/paths';
import { holdsFolder, repositoryPath } from '@unblock/engine/services/image-path';
import { setBy, variablesOf } from '@unblock/engine/services/start';
import type { StartedServer } from '@unblock/engine/started';
import type { Deployable } from '@unblock/platforms';

/** Where a start command looks for its modules, proved: nothing else puts them on Python's path. */
export interface SearchPath {
  /** Folder it imports from, relative to the repository. */
  base: string;
  /** The base, and further folders of its search path. */
  folders: string[];
  /** The platform may run it in another folder, or copies files before: only what is there counts. */
  mayBeElsewhere: boolean;
}

/** Steps of a build after which the files are no longer those of the repository. */
const REARRANGES = /\b(cp|mv|ln|rsync|unzip|tar|git\s+(clone|submodule))\b/;
/** What a `gunicorn.conf.py` changes the path with. */
const MOVES = /\b(chdir|pythonpath|wsgi_app|raw_env|sys\.path|addsitedir)\b|\bfrom\s+sys\s+import\b/;
/** Hooks of Heroku's build, which may make files. https://devcenter.heroku.com/articles/python-support#build-hooks */
const HOOKS = ['bin/pre_compile', 'bin/post_compile'];
/** Files that an image takes ahead of the code, so that their layer stays. */
const AHEAD =
  /(^|\/)([\w-]*requirements[\w./-]*\.txt|pyproject\.toml|[\w-]+\.lock|Pipfile|setup\.(py|cfg)|[\w.-]*\.sh|package(-lock)?\.json|README[\w.]*)$|^requirements\/?$/;

/** Where a started server imports from; null where that cannot be told for certain. */
export function searchPathOf(
  { server, starts }: StartedServer,
  service: Service,
  model: Model,
): SearchPath | null {
  const [start] = starts;
  const placed = start?.commands.find(({ command }) => command === server.command);
  const { path: source, start: from } = start?.command.source ?? {};
  const deployable = service.deployables.find(
    (own) => own.start?.source.path === source && own.start?.source.start === from,
  );
  if (!start || !placed || !deployable || isBranched(start.commands, server.command)) return null;
  const housed = service.deployables.map((own) => ({ deployable: own, home: null, folder: own.root }));
  const declared = [
    ...variablesOf(deployable, housed),
    ...start.commands.flatMap(({ command }) => setBy(command)),
  ];
  if (deployable.hasOtherVariables || declared.some(({ name }) => name === 'PYTHONPATH')) return null;
  if (HOOKS.some((path) => model.paths.has(path))) return null;
  if (!isInKnownFolder(start.commands, model) || REARRANGES.test(deployable.build?.text ?? '')) return null;
  if (server.program === 'gunicorn') {
    const file = gunicornFile(model, service, start, server);
    if (file === 'unknown' || (file !== 'none' && MOVES.test(model.read(file.path) ?? ''))) return null;
  }
  const image = imageOf(deployable, model);
  if (image !== null && !holdsRepository(image, placed.folder, model)) return null;
  const place = (path: string) =>
    repositoryPath(placed.folder, path, (found) => holdsFolder(model.paths, found));
  const moved = option(server.command, ['--chdir', '--app-dir', '--working-dir', '--workdir']);
  const more = option(server.command, ['--pythonpath']);
  const variable = server.command.assignments.findLast(({ name }) => name === 'PYTHONPATH');
  if ([moved, more, variable].some((given) => given?.value === null)) return null;
  const base = place(moved?.value ?? '.');
  const further = [...(more?.value?.split(',') ?? []), ...(variable?.value?.split(':') ?? [])];
  return {
    base,
    folders: [base, joinPath(base, 'src'), ...further.filter((path) => path !== '').map(place)],
    mayBeElsewhere: image !== null,
  };
}

/** A server that starts only where another command failed. */
function isBranched(
  commands: StartedServer['starts'][number]['commands'],
  server: StartedServer['server']['command'],
): boolean {
  return commands.some(({ command }) => command.operator === '||') || server.operator === '|';
}

/** Every `cd` leads to a folder of the repository. */
function isInKnownFolder(commands: StartedServer['starts'][number]['commands'], model: Model): boolean {
  return commands.every(({ command, folder }) => {
    const [program, target] = command.words;
    if (program?.value === 'pushd' || program?.value === 'popd') return false;
    return program?.value !== 'cd' || (target?.value != null && holdsFolder(model.paths, folder));
  });
}

/** The Dockerfile of the image the command runs in; null where a platform builds the service itself. */
function imageOf({ kind, path, dockerfile, root }: Deployable, model: Model): string | null {
  if (kind === 'Dockerfile') return path;
  if (dockerfile) return dockerfile;
  const beside = joinPath(root, 'Dockerfile');
  return kind !== 'Procfile' && kind !== 'render.yaml' && model.paths.has(beside) ? beside : null;
}

/** An image into whose working folder the whole folder of the Dockerfile is copied, and nothing else of the code. */
function holdsRepository(path: string, folder: string, model: Model): boolean {
  const { image } = readDockerfile(model.read(path) ?? '');
  if (!image || folderOf(path) !== folder) return false;
  const workdir = (image.workdir ?? '/').replace(/\/$/, '');
  const own = image.copies.filter(({ from }) => from === null);
  const isWhole = ({ sources, destination }: (typeof own)[number]) =>
    sources.length === 1 &&
    /^\.\/?$/.test(sources[0] ?? '') &&
    ['.', './', workdir, `${workdir}/`].includes(destination);
  return (
    own.some(isWhole) &&
    own.every((copy) => isWhole(copy) || copy.sources.every((source) => AHEAD.test(source))) &&
    image.copies.every(
      ({ from, destination }) => from === null || !isBelow(destination, workdir) || /venv/.test(destination),
    ) &&
    !image.runs.some(({ text }) => REARRANGES.test(text))
  );
}

function isBelow(destination: string, workdir: string): boolean {
  return !destination.startsWith('/') || destination === workdir || destination.startsWith(`${workdir}/`);
}

import { type DockerCommand, readDockerfile } from '@unblock/codemods/dockerfile/index';
import type { Dependency, Model, Service } from '@unblock/engine';
import { hasOpaqueStep } from '@unblock/engine/dependencies/opaque';
import { joinPath } from '@unblock/engine/paths';
import { DRIVERS, type Driver } from './drivers.ts';

/** A driver whose system packages an image lacks. */
export interface Unbuildable {
  driver: Driver;
  entry: Dependency;
  dockerfile: string;
  /** The image it begins with: `python:3.12-slim`. */
  base: string;
  system: 'apt' | 'apk';
  /** The system packages that are missing. */
  missing: string[];
  /** The step that installs the requirements, null where another stage than the last one does. */
  run: DockerCommand | null;
  /** Whether the installing step runs as another user than root. */
  isUnprivileged: boolean;
}

const INSTALL =
  /\b(pip[\d.]* install\b[^\n]*(\s-r|--requirement|\s["']?\.)|(uv|pdm|poetry|pipenv) (sync|install))/;
/** Python's own images without compilers. */
const SMALL = /^(docker\.io\/)?(library\/)?python:\S*?(slim|alpine)/;

/** The drivers of a service that its Dockerfiles cannot build or load. */
export function unbuildable(service: Service, model: Model): Unbuildable[] {
  if (service.language !== 'python') return [];
  const entries = service.dependencies.entries.filter(
    (entry) => entry.production && Object.hasOwn(DRIVERS, entry.name) && needsSystem(entry, service),
  );
  if (entries.length === 0) return [];
  const paths = service.deployables.flatMap(({ kind, path, dockerfile }) =>
    kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
  );
  return [...new Set(paths)].flatMap((path) => {
    const image = imageOf(model.read(path) ?? '');
    if (!image) return [];
    return entries.flatMap((entry): Unbuildable[] => {
      if (installsOthers(path, entry, service, model)) return [];
      const driver = DRIVERS[entry.name];
      const missing = driver?.needs.filter(({ present }) => !present.test(image.text)) ?? [];
      if (!driver || missing.length === 0 || (driver.fails === 'start' && !image.run)) return [];
      return [
        { ...image, driver, entry, dockerfile: path, missing: missing.map((need) => need[image.system]) },
      ];
    });
  });
}

/** Whether an image is given the requirements of other projects, by the sources of its COPYs, and not those of the service. */
function installsOthers(dockerfile: string, { path }: Dependency, service: Service, model: Model): boolean {
  const copies = readDockerfile(model.read(dockerfile) ?? '').image?.copies ?? [];
  const sources = copies.flatMap((copy) => (copy.from === null ? copy.sources : []));
  const given = sources.filter((source) => /requirements[\w./-]*\.txt$/.test(source));
  const folder = dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1);
  const own = [path, service.dependencies.manifest?.path ?? path];
  return (
    given.length > 0 &&
    own.every((file) => file.endsWith('.txt')) &&
    sources.every((source) => joinPath('', source) !== '' && !source.includes('*')) &&
    given.every((source) => {
      const found = [joinPath(folder, source), joinPath('', source)].filter((file) => model.paths.has(file));
      return found.length > 0 && !found.some((file) => own.includes(file));
    })
  );
}

/** psycopg 3 brings libpq by an extra, or by the packages behind it. */
function needsSystem({ name, extras }: Dependency, service: Service): boolean {
  if (name !== 'psycopg') return true;
  const isBrought = service.dependencies.entries.some((entry) => /^psycopg-(binary|c)$/.test(entry.name));
  return !isBrought && !extras.some((extra) => extra === 'binary' || extra === 'c');
}

interface Image {
  text: string;
  base: string;
  system: 'apt' | 'apk';
  run: DockerCommand | null;
  isUnprivileged: boolean;
}

/** The stages that the requirements are installed in, where all of their system packages are known; null otherwise. */
function imageOf(dockerfile: string): Image | null {
  const { stages, image, problem } = readDockerfile(dockerfile);
  if (problem || !image) return null;
  const texts = stages.map(({ start }, index) => plain(dockerfile.slice(start, stages[index + 1]?.start)));
  const last = texts.findLastIndex((text) => INSTALL.test(text));
  if (last === -1) return null;
  const chain: number[] = [];
  for (let index = last; index >= 0; ) {
    chain.unshift(index);
    const base = stages[index]?.base.toLowerCase();
    index = stages.slice(0, index).findLastIndex(({ name }) => name?.toLowerCase() === base);
  }
  const base = stages[chain[0] ?? 0]?.base ?? '';
  const text = chain.map((index) => texts[index] ?? '').join('\n');
  const small = SMALL.exec(base);
  // System packages that a variable or a file names are not known.
  const isHidden = /\b(apt(-get)?|apk)\b[^\n]*\$[({A-Za-z]|\bxargs\b|<<|\baptitude\b/.test(text);
  if (!small || isHidden || hasOpaqueStep('', text) || /^COPY\s.*--from=/im.test(text)) return null;
  const before = text.slice(0, text.search(INSTALL));
  const user = [...before.matchAll(/^USER\s+(\S+)/gim)].at(-1)?.[1];
  return {
    text,
    base,
    system: small[3] === 'alpine' ? 'apk' : 'apt',
    run: last === stages.length - 1 ? (image.runs.find((run) => INSTALL.test(run.text)) ?? null) : null,
    isUnprivileged: user !== undefined && !/^(root|0)(:|$)/.test(user),
  };
}

/** A stage without comments, its continued lines joined. */
function plain(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\[ \t]*\n/g, ' ');
}

import type { ManifestKind } from './contract.ts';
import { type Deployable, ManifestError } from './deployable.ts';
import { readDocker } from './docker/read.ts';
import { readFly } from './fly/read.ts';
import { readProcfile } from './heroku/read.ts';
import { readRailway } from './railway/read.ts';
import type { ManifestFile, Reader } from './reading.ts';
import { readRender } from './render/read.ts';
import { readVercel } from './vercel/read.ts';
import { readSystemd } from './vps/read.ts';

/** The kinds with a reader; scripts, and what a start command runs, are read with the code. */
type ReadKind = Exclude<
  ManifestKind,
  'package.json' | 'script' | 'supervisord' | 'Pipfile' | 'pyproject.toml'
>;

const READERS: Readonly<Record<ReadKind, Reader>> = {
  'render.yaml': readRender,
  'railway.json': readRailway,
  'railway.toml': readRailway,
  'fly.toml': readFly,
  Procfile: readProcfile,
  Dockerfile: readDocker,
  'vercel.json': readVercel,
  systemd: readSystemd,
};

/**
 * Files that may give a start command and that no reader knows: what they say is unknown. Nixpacks' `[start] cmd`
 * (https://nixpacks.com/docs/configuration/file), Railpack's `deploy.startCommand` (https://railpack.com/config/file),
 * Heroku's `run` (https://devcenter.heroku.com/articles/build-docker-images-heroku-yml).
 */
export const UNREAD_STARTS: readonly string[] = [
  'nixpacks.toml',
  'nixpacks.json',
  'railpack.json',
  'heroku.yml',
];

/** Words in the name of a Dockerfile that is not meant for a platform, or that is a template. */
const NOT_DEPLOYED: readonly string[] = [
  'dev',
  'devel',
  'development',
  'local',
  'test',
  'tests',
  'testing',
  'e2e',
  'ci',
  'lint',
  'debug',
  'bak',
  'old',
  'orig',
  'original',
  'copy',
  'disabled',
  'broken',
  'unused',
  'deprecated',
  'example',
  'sample',
  'template',
  'tmpl',
  'j2',
  'md',
  'txt',
  'dockerignore',
];

/** The kind of manifest a path names, null when it names none that a platform reads. */
export function isManifestPath(path: string): ReadKind | null {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  switch (name) {
    case 'render.yaml':
    case 'railway.json':
    case 'railway.toml':
    case 'Procfile':
    case 'vercel.json':
      return name;
  }
  if (/^fly(\.[\w-]+)?\.toml$/.test(name)) return 'fly.toml';
  if (/^[^.]+\.service$/.test(name)) return 'systemd';
  if (!/^Dockerfile(\.[\w.-]+)?$|^[\w.-]+\.Dockerfile$/.test(name) || folders.includes('.devcontainer'))
    return null;
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => NOT_DEPLOYED.includes(word)) ? null : 'Dockerfile';
}

/** What one manifest deploys; nothing where it cannot be read. */
export function readManifest(file: ManifestFile, exists: (path: string) => boolean): Deployable[] {
  const kind = isManifestPath(file.path);
  try {
    return kind === null ? [] : READERS[kind](file, { report: () => {}, exists, read: () => null });
  } catch (error) {
    if (error instanceof ManifestError) return [];
    throw error;
  }
}

/**
 * Reads manifests: what they deploy, and which of them, or which parts, could not be read. Never throws for their
 * content. Files that are no manifests are left out.
 *
 * @param read gives the text of a file beside a manifest.
 */
export function readManifests(
  files: readonly ManifestFile[],
  read: (path: string) => string | null = () => null,
): {
  deployables: Deployable[];
  problems: { path: string; reason: string }[];
} {
  const paths = new Set(files.map(({ path }) => path));
  const deployables: Deployable[] = [];
  const problems: { path: string; reason: string }[] = [];
  for (const file of files) {
    const kind = isManifestPath(file.path);
    if (kind === null) continue;
    const report = (reason: string) => problems.push({ path: file.path, reason });
    try {
      deployables.push(...READERS[kind](file, { report, exists: (path) => paths.has(path), read }));
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      report(error.message);
    }
  }
  return { deployables, problems };
}

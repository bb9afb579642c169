import type { Contract, Deployable } from '@unblock/platforms';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';
import { withScripts } from './commands.ts';

/** A process with the folder its commands run in. */
export interface PlacedDeployable {
  deployable: Deployable;
  folder: string;
}

/** The folder in which a platform installs what a service needs, and the commands of manifests elsewhere that do. */
export interface InstallPlace {
  folder: string;
  build: string;
}

/** What installs requirements of Python. */
const INSTALL = /\b(pip[\d.]* +(install|sync)|(uv|poetry|pdm|pipenv) +(pip +)?(install|sync))\b/;

/**
 * The folders in which platforms that build a service themselves install what it needs: where a manifest at the top starts
 * code of a folder below (`uvicorn backend.main:app`), the platform reads the requirements at the top.
 */
export function installPlaces(
  files: Files,
  started: readonly PlacedDeployable[],
  contracts: readonly Contract[],
): InstallPlace[] {
  const found = new Map<string, string[]>();
  for (const { deployable, folder } of started) {
    const { dockerfile, kind, platform, build } = deployable;
    const installs = contracts.find(({ id }) => id === platform)?.pythonInstall.value;
    if (!installs || dockerfile || kind === 'Dockerfile') continue;
    const text = withScripts(files, folder, build?.text ?? '');
    const place = installFolder(text, folder);
    if (place === null) continue;
    // The commands of manifests that name the folder itself are read there.
    const foreign = deployable.root === place ? [] : [text];
    found.set(place, [...(found.get(place) ?? []), ...foreign]);
  }
  return [...found].map(([folder, builds]) => ({ folder, build: builds.join('\n') }));
}

/** The folder that the first install runs in, which a build command may enter with `cd`; null where a variable names it. */
function installFolder(build: string, start: string): string | null {
  let folder = start;
  for (const step of build.split(/\r?\n|&&|;/)) {
    if (INSTALL.test(step)) return folder;
    if (!/^\s*\(?\s*cd\b/.test(step)) continue;
    const entered = /^\s*\(?\s*cd\s+["']?([\w./-]+)["']?\s*$/.exec(step)?.[1];
    if (!entered) return null;
    folder = joinPath(folder, entered);
  }
  return start;
}

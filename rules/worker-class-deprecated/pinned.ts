import { findDependency, type Model, type Service } from '@unblock/engine';
import { versionOf } from '@unblock/engine/dependencies/installed';

/** A version that nothing else satisfies: `==0.32.1`, `===0.32.1`; not `==0.32.*`. */
const EXACT = /^\s*===?\s*([\w.+!-]+)\s*$/;
/** The commands that install what a lock file says. */
const BY_LOCK: readonly { lock: string; install: RegExp }[] = [
  { lock: 'uv.lock', install: /\buv\s+(sync|run)\b/ },
  { lock: 'poetry.lock', install: /\bpoetry\s+(install|sync)\b/ },
  { lock: 'pdm.lock', install: /\bpdm\s+(install|sync)\b/ },
  { lock: 'Pipfile.lock', install: /\bpipenv\s+(install\b.*--deploy|install\b.*--ignore-pipfile|sync)\b/ },
];

/** The one version of a package that deploys of a service install, and the file that says so; null where it may change. */
export function pinnedVersion(
  service: Service,
  model: Model,
  name: string,
): { version: string; path: string } | null {
  const { dependencies } = service;
  const declared = findDependency(dependencies, name);
  const exact = EXACT.exec(declared?.specifier ?? '')?.[1];
  if (declared && exact) return { version: exact, path: declared.path };
  const [lock] = dependencies.locks;
  const locked = EXACT.exec(versionOf(model, dependencies, name))?.[1];
  if (!lock || !locked) return null;
  const reader = BY_LOCK.find((entry) => lock === entry.lock || lock.endsWith(`/${entry.lock}`));
  const builds = service.deployables.flatMap(({ build, dockerfile, kind, path }) => [
    ...(build ? [build.text] : []),
    ...(dockerfile || kind === 'Dockerfile' ? [model.read(dockerfile ?? path) ?? ''] : []),
  ]);
  // A platform that is told nothing installs by the lock file it finds.
  const isRead = builds.every((text) => reader?.install.test(text) ?? false);
  return isRead ? { version: locked, path: lock } : null;
}

import { applyEdits, type Edit } from '@unblock/codemods';
import { removeJsonPath } from '@unblock/codemods/json/remove';
import { setJsonPath } from '@unblock/codemods/json/set';
import { jsonAt, recordOf } from '../json-value.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import type { Skip } from '../rule.ts';
import { packageManagerOf } from '../services/package-manager.ts';
import { both } from '../text.ts';

type PlacedEdit = { path: string; edits: Edit[] };

/**
 * Moves a package of a Node service from those for development to those for production, in package.json and in the lock file.
 * Yarn's lock files do not tell the two apart.
 */
export function moveToProduction(
  model: Model,
  service: Pick<Service, 'root' | 'dependencies'>,
  name: string,
): PlacedEdit[] | Skip {
  const path = joinPath(service.root, 'package.json');
  const specifier = service.dependencies.entries.find((entry) => entry.name === name)?.specifier;
  const { name: manager, lock } = packageManagerOf(model, service.root);
  const text = model.read(path);
  if (text === null || specifier === undefined) return refusal(name, path);
  const own = { path, edits: moved(text, [], name, specifier) };
  if (lock === null || manager === 'yarn') return [own];
  const locked = manager === 'npm' ? inNpm(model, lock, name) : null;
  return locked ? [own, locked] : refusal(name, lock);
}

function moved(text: string, at: string[], name: string, specifier: string): Edit[] {
  return [
    ...setJsonPath(text, [...at, 'dependencies', name], specifier),
    ...removeJsonPath(text, [...at, 'devDependencies', name]),
  ];
}

/** https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
function inNpm(model: Model, lock: string, name: string): PlacedEdit | null {
  const text = model.read(lock);
  const { packages } = recordOf(jsonAt(model, lock));
  const all = recordOf(packages);
  const specifier = recordOf(recordOf(all['']).devDependencies)[name];
  if (text === null || typeof specifier !== 'string') return null;
  const edits = moved(text, ['packages', ''], name, specifier);
  for (const place of broughtBy(all, `node_modules/${name}`)) {
    if (recordOf(all[place]).dev !== true) continue;
    edits.push(...removeJsonPath(text, ['packages', place, 'dev']));
    // Before version 3, the same stands once more in the form of older npm.
    const steps = place
      .split('node_modules/')
      .slice(1)
      .map((step) => step.replace(/\/$/, ''));
    edits.push(...removeJsonPath(text, [...steps.flatMap((step) => ['dependencies', step]), 'dev']));
  }
  return applies(text, edits) ? { path: lock, edits } : null;
}

function applies(text: string, edits: readonly Edit[]): boolean {
  return JSON.parse(applyEdits(text, edits)) !== null;
}

/** The places of a package and of all that it brings, as npm finds them: the nearest folder above wins. */
function broughtBy(all: Record<string, unknown>, begin: string): Set<string> {
  const found = new Set(Object.hasOwn(all, begin) ? [begin] : []);
  // The set is walked while it grows.
  for (const place of found) {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = recordOf(
      all[place],
    );
    const optional = recordOf(peerDependenciesMeta);
    const peers = Object.keys(recordOf(peerDependencies)).filter(
      (peer) => recordOf(optional[peer]).optional !== true,
    );
    for (const name of [
      ...Object.keys(recordOf(dependencies)),
      ...Object.keys(recordOf(optionalDependencies)),
      ...peers,
    ]) {
      const target = nearest(all, place, name);
      if (target !== null) found.add(target);
    }
  }
  return found;
}

function nearest(all: Record<string, unknown>, place: string, name: string): string | null {
  for (let folder = place; ; ) {
    const candidate = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (Object.hasOwn(all, candidate)) return candidate;
    if (folder === '') return null;
    const end = folder.lastIndexOf('/node_modules/');
    folder = end < 0 ? '' : folder.slice(0, end);
  }
}

function refusal(name: string, path: string): Skip {
  return {
    skip: both(
      `the move of \`${name}\` has to be in ${path} too: let the package manager write it (npm: \`npm install --save-prod ${name}\`, pnpm: \`pnpm add -P ${name}\`)`,
      `le déplacement de \`${name}\` doit figurer aussi dans ${path} : laisser le gestionnaire de paquets l'écrire (npm : \`npm install --save-prod ${name}\`, pnpm : \`pnpm add -P ${name}\`)`,
    ),
  };
}

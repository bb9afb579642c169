import { both, type Model, type Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import type { Contract } from '@unblock/platforms';
import { builtBy, older, rootUnder } from './find.ts';
import { allLimitsOf, limitsOf } from './limits.ts';
import { pythonRange } from './named.ts';
import { type Named, namedEntry } from './named-entry.ts';
import * as words from './refused-words.ts';

/** A file that names a Python which the platform builds no more. */
export interface Refused extends Named {
  /** As it stands there: `3.7.12`. */
  version: string;
  oldest: string;
  /** The version to name instead; null where the pinned packages allow none. */
  chosen: string | null;
  /** The pinned packages that need an older one: `django 2.0.1`. */
  outdated: string[];
}

/** How each file writes a version: a text that is none of these is left alone. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'runtime.txt': /^\s*python-(\d+\.\d+(?:\.\d+)?)\s*$/,
  '.python-version': /^(?:#.*\n|\s)*(\d+\.\d+(?:\.\d+)?)\s*$/,
  'Pipfile.lock': /"python_(?:full_)?version"\s*:\s*"(\d+\.\d+(?:\.\d+)?)"/,
};
/** What comes next to an old Python first: the oldest that no platform is about to drop. */
const CANDIDATES = ['3.11', '3.10', '3.12', '3.13', '3.14'];

/** The files of a service by which a platform stops its build: it reads the first one that is there. */
export function refusedEntries(service: Service, model: Model): Entry[] {
  if (service.language !== 'python' || !service.dependencies.manifest) return [];
  return model.contracts.flatMap((contract) => {
    const found = refusedBy(contract, service, model);
    return found ? [entryOf(found, service, model)] : [];
  });
}

function refusedBy(contract: Contract, service: Service, model: Model): Refused | null {
  const { oldest, files = [] } = contract.pythonVersion.value ?? {};
  if (!oldest || !builtBy(contract, service, model)) return null;
  const root = rootUnder([contract], service);
  const name = files.find((file) => model.paths.has(joinPath(root, file)));
  const path = name ? joinPath(root, name) : '';
  const match = name ? FORMS[name]?.exec(model.read(path) ?? '') : null;
  const version = match?.[1];
  if (!match || !version || !older(version.split('.').slice(0, 2).join('.'), oldest)) return null;
  const start = match.index + match[0].lastIndexOf(version);
  return {
    ...{ contract, path, version, start, end: start + version.length, oldest },
    chosen: name === 'Pipfile.lock' ? null : choose(service, root, model, oldest),
    outdated: limitsOf(service, model)
      .filter(({ python }) => older(python || '3', oldest))
      .map(({ title }) => title),
  };
}

function choose(service: Service, root: string, model: Model, oldest: string): string | null {
  const range = pythonRange(model, service.dependencies.manifest?.path ?? '');
  const limits = allLimitsOf(service, root, model);
  const serves = (version: string) =>
    !older(version, oldest) &&
    limits.every(({ python }) => python !== '' && !older(python, version)) &&
    (range?.admits(version) ?? true);
  return CANDIDATES.find(serves) ?? null;
}

function entryOf(found: Refused, service: Service, model: Model): Entry {
  const { start, end, chosen } = found;
  const said = {
    key: 'python refused',
    title: words.title(found),
    message: words.message(found),
    cure: chosen
      ? {
          safety: 'review' as const,
          title: both(`Python ${chosen}`, `Python ${chosen}`),
          paragraph: words.paragraph(found, chosen),
          edit: { start, end, text: chosen },
        }
      : null,
    refusal: both(
      'nothing tells which Python all pinned packages work with',
      'rien ne dit avec quel Python tous les paquets épinglés fonctionnent',
    ),
  };
  return namedEntry(found, said, service, model);
}

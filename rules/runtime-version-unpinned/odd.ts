import { both, type Model, type Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import type { Contract } from '@unblock/platforms';
import { builtBy, older, rootUnder } from './find.ts';
import { limitsOf } from './limits.ts';
import { type Named, namedEntry } from './named-entry.ts';
import * as words from './odd-words.ts';

/** A file that names a Python in a form which the platform refuses. */
export interface Odd extends Named {
  /** What stands there: `python~=3.9.0`. */
  written: string;
  /** What to write instead; null where the version is not told, or serves no more. */
  right: string | null;
}

/** The forms that are read. A text without any version in it is left alone. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'runtime.txt': /^\s*(python-\d+\.\d+(\.\d+)?|pypy\S*)\s*$/,
  '.python-version': /^(\s*#.*\n|\s)*\d+\.\d+(\.\d+)?\s*(#.*\s*)*$/,
};
const VERSION = /3\.\d+(?:\.\d+)?/;

/** The files of a service by which a platform stops its build, as it cannot read the version in them. */
export function oddEntries(service: Service, model: Model): Entry[] {
  if (service.language !== 'python' || !service.dependencies.manifest) return [];
  return model.contracts.flatMap((contract) => {
    const found = oddBy(contract, service, model);
    return found ? [entryOf(found, service, model)] : [];
  });
}

function oddBy(contract: Contract, service: Service, model: Model): Odd | null {
  const { strict, files = [], oldest = '' } = contract.pythonVersion.value ?? { minor: '', variables: [] };
  if (!strict || !builtBy(contract, service, model)) return null;
  const root = rootUnder([contract], service);
  const name = files.find((file) => model.paths.has(joinPath(root, file))) ?? '';
  const path = joinPath(root, name);
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  const text = form ? (model.read(path) ?? '') : '';
  // One line with one version in it: what else stands in a file may mean anything.
  const [line, ...others] = text.split('\n').filter((candidate) => candidate.trim() !== '');
  const written = line?.trim() ?? '';
  if (!form || form.test(text) || others.length > 0) return null;
  const version = VERSION.exec(written)?.[0];
  if (!version || written.split(VERSION).length !== 2) return null;
  const start = text.indexOf(written);
  const minor = version.split('.').slice(0, 2).join('.');
  const serves =
    !older(minor, oldest) &&
    limitsOf(service, model).every(({ python }) => python !== '' && !older(python, minor));
  const right = serves ? (name === 'runtime.txt' ? `python-${version}` : version) : null;
  return { contract, path, written, start, end: start + written.length, right };
}

function entryOf(found: Odd, service: Service, model: Model): Entry {
  const { start, end, right } = found;
  const said = {
    key: 'python form',
    title: words.title(found),
    message: words.message(found),
    cure: right
      ? {
          safety: 'review' as const,
          title: both(right, right),
          paragraph: words.paragraph(found, right),
          edit: { start, end, text: right },
        }
      : null,
    refusal: both(
      'it does not tell a Python that the platform builds and the pinned packages work with',
      'il ne dit pas de Python que la plateforme construise et avec lequel les paquets épinglés fonctionnent',
    ),
  };
  return namedEntry(found, said, service, model);
}

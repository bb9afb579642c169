import { both, type Model, type Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { wholeVersion } from '@unblock/engine/services/python-version';
import { type Contract, type Deployable, editManifest } from '@unblock/platforms';
import { builtBy } from './find.ts';
import { type Named, namedEntry } from './named-entry.ts';
import * as words from './short-words.ts';

/** A variable that names a Python with two numbers where the platform asks for three. */
export interface Short extends Named {
  name: string;
  /** As it stands there: `3.11`. */
  version: string;
  /** The version to name, and the file that tells it; null where no release is known. */
  whole: { version: string; from: string | null } | null;
}

/** The variables of a service by which a platform stops the build, as they name no whole version. */
export function shortEntries(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  return model.contracts.flatMap((contract) => {
    const python = contract.pythonVersion.value;
    if (!python?.wholeVariables) return [];
    const built = builtBy(contract, service, model) ?? [];
    return built.flatMap((deployable) =>
      python.variables.flatMap((name) => {
        const found = shortAt(contract, deployable, name, service, model);
        return found ? [entryOf(found, deployable, service, model)] : [];
      }),
    );
  });
}

function shortAt(
  contract: Contract,
  deployable: Deployable,
  name: string,
  service: Service,
  model: Model,
): Short | null {
  const value = deployable.variables.findLast((variable) => variable.name === name)?.value ?? '';
  const { path } = deployable;
  const text = model.read(path);
  if (text === null || !/^3\.\d+$/.test(value)) return null;
  // YAML takes 3.10 for the number 3.1: what stands in the file counts, and an edit of the whole value tells where.
  const edits = editManifest(text, {
    kind: 'variable',
    deployable,
    variable: { name, source: { from: 'value', value: 'x' } },
  });
  const [edit, ...others] = edits ?? [];
  const version = edit && others.length === 0 ? text.slice(edit.start, edit.end) : '';
  if (!edit || !/^3\.\d+$/.test(version)) return null;
  const { start, end } = edit;
  return {
    ...{ contract, name, version, path, start, end },
    whole: wholeOf(version, deployable.root, service, model),
  };
}

/** The release of a minor version that another file names, else a known one. */
function wholeOf(minor: string, root: string, service: Service, model: Model): Short['whole'] {
  const paths = ['runtime.txt', '.python-version', 'Dockerfile'].flatMap((name) =>
    [...new Set([root, service.root, ''])].map((folder) => joinPath(folder, name)),
  );
  for (const path of paths) {
    const text = model.read(path);
    const named = text && /^(?:FROM +\S*python:|\s*python-|\s*)(3\.\d+\.\d+)\b/m.exec(text)?.[1];
    if (named?.startsWith(`${minor}.`)) return { version: named, from: path };
  }
  const version = wholeVersion(minor);
  return version === null ? null : { version, from: null };
}

function entryOf(found: Short, deployable: Deployable, service: Service, model: Model): Entry {
  const { name, version, end, whole } = found;
  const said = {
    key: `python ${name} ${deployable.name}`,
    title: words.title(found),
    message: words.message(found),
    cure: whole && {
      safety: 'safe' as const,
      title: both(`Python ${whole.version}`, `Python ${whole.version}`),
      paragraph: words.paragraph(found, whole),
      edit: { start: end, end, text: whole.version.slice(version.length) },
    },
    refusal: both(
      `no release of Python ${version} is known`,
      `aucune version publiée de Python ${version} n'est connue`,
    ),
  };
  return namedEntry(found, said, service, model);
}

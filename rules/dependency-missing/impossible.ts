import type { Edit } from '@unblock/codemods';
import { lineEnd, lineStart, nextLine } from '@unblock/codemods/lines';
import { parseRequirements } from '@unblock/codemods/requirements/index';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { builtByImage } from '@unblock/engine/services/built-by-image';
import { namedPythons } from '@unblock/engine/services/python-version';
import * as words from './impossible-words.ts';

/** Why pip finds nothing to install, or nothing that a platform's Python takes. */
export type Impossible = 'windows' | 'python2' | 'debian' | 'backport';

/** Looked up with pip on Linux, Python 3.11 and 3.13. */
const PACKAGES: Readonly<Record<string, Impossible>> = {
  // Released as wheels for Windows only: https://pypi.org/project/pywin32/#files
  pywin32: 'windows',
  // Requires pywin32.
  pypiwin32: 'windows',
  'windows-curses': 'windows',
  // What their setup.py says ends in an error on Python 3, which has the module itself.
  wsgiref: 'python2',
  functools32: 'python2',
  // Never published: https://bugs.launchpad.net/ubuntu/+source/python-pip/+bug/1635463
  'pkg-resources': 'debian',
  // Its C code was tried: it compiles on Python 3.9 and not on 3.10, and wheels end at 3.8.
  'backports-zoneinfo': 'backport',
};

type Requirement = ReturnType<typeof parseRequirements>[number];

const MARKERS: Readonly<Partial<Record<Impossible, string>>> = {
  windows: '; sys_platform == "win32"',
  backport: '; python_version < "3.9"',
};
/** The first Python, 3.x, on which a backport no longer installs. */
const WITHOUT_BACKPORTS = 10;

/** The requirements that no platform installs, whatever their version: pip stops at the first of them. */
export function impossibleEntries(service: Service, model: Model): Entry[] {
  const { dependencies, language } = service;
  if (language !== 'python' || dependencies.manifest?.format !== 'requirements') return [];
  return dependencies.entries.flatMap(({ name, path, start, end, production }): Entry[] => {
    const kind = production && Object.hasOwn(PACKAGES, name) ? PACKAGES[name] : undefined;
    const found = kind ? requirementAt(model, path, start) : undefined;
    // A marker that is not understood may keep it from Linux.
    if (!kind || !found || found.marker || found.url) return [];
    if (kind === 'backport' && !isOnNewPython(service, model)) return [];
    const message = words.message(kind, path, written(found));
    const isAsked = kind === 'backport' && asksForBackport(service, model);
    return [
      {
        finding: {
          rule: 'dependency-missing',
          severity: 'critical',
          service: service.root,
          span: { path, start, end },
          title: words.title(kind, written(found)),
          message,
          fix: isAsked ? 'manual' : 'safe',
          key: `impossible ${name}`,
          platforms: model.contracts.map(({ id }) => id),
          ...(isAsked ? { steps: [words.ASKED] } : {}),
        },
        fix: () => (isAsked ? { skip: words.ASKED } : fixOf(kind, found, path, service, model)),
      },
    ];
  });
}

/** Whether every platform certainly runs a service on a Python that has what a backport brings. */
function isOnNewPython(service: Service, model: Model): boolean {
  const named = namedPythons(service, model);
  if (named.length > 0) return named.every(({ minor }) => minor >= WITHOUT_BACKPORTS);
  return model.contracts.every(
    (contract) => contract.pythonVersion.value !== null && !builtByImage(contract, service, model),
  );
}

/** Whether code imports it in any case: not in a `try` that takes `zoneinfo` first. */
function asksForBackport({ files }: Service, model: Model): boolean {
  return files.some((path) =>
    (model.imports(path)?.imports ?? []).some(
      ({ module, conditional }) => !conditional && /^backports(\.|$)/.test(module),
    ),
  );
}

function written(requirement: Requirement): string {
  return `${requirement.written}${requirement.specifier}`;
}

function requirementAt(model: Model, path: string, start: number): Requirement | undefined {
  return parseRequirements(model.read(path) ?? '').find((requirement) => requirement.start === start);
}

function fixOf(
  kind: Impossible,
  found: Requirement,
  path: string,
  { dependencies }: Service,
  model: Model,
): Fix | Skip {
  const [lock] = dependencies.locks;
  if (lock) return { skip: words.locked(lock, found.name, MARKERS[kind]) };
  const text = model.read(path);
  if (text === null) return unreadable(path);
  return {
    safety: 'safe',
    title: words.patch(kind, found.name),
    paragraph: words.paragraph(kind, path, written(found)),
    edits: [{ path, edits: [editOf(kind, found, text)] }],
  };
}

function editOf(kind: Impossible, { start, end }: Requirement, text: string): Edit {
  const marker = MARKERS[kind];
  if (marker) return { start: end, end, text: marker };
  const below = nextLine(text, lineEnd(text, end));
  return { start: lineStart(text, start), end: below, text: '' };
}

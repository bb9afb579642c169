import type { Edit } from '@unblock/codemods';
import { lineEnd, lineStart, nextLine } from '@unblock/codemods/lines';
import { parseRequirements } from '@unblock/codemods/requirements/index';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { lockRefusal } from '@unblock/engine/dependencies/add';
import { type Entry, unreadable } from '@unblock/engine/entry';
import * as words from './impossible-words.ts';

/** Why pip finds nothing to install, or nothing that a platform's Python takes. */
export type Impossible = 'windows' | 'python2' | 'debian';

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
};

type Requirement = ReturnType<typeof parseRequirements>[number];

const MARKER = '; sys_platform == "win32"';

/** The requirements that no platform installs, whatever their version: pip stops at the first of them. */
export function impossibleEntries(service: Service, model: Model): Entry[] {
  const { dependencies, language } = service;
  if (language !== 'python' || dependencies.manifest?.format !== 'requirements') return [];
  return dependencies.entries.flatMap(({ name, path, start, end, production }): Entry[] => {
    const kind = production && Object.hasOwn(PACKAGES, name) ? PACKAGES[name] : undefined;
    const found = kind ? requirementAt(model, path, start) : undefined;
    // A marker that is not understood may keep it from Linux.
    if (!kind || !found || found.marker || found.url) return [];
    const written = `${found.written}${found.specifier}`;
    return [
      {
        finding: {
          rule: 'dependency-missing',
          severity: 'critical',
          service: service.root,
          span: { path, start, end },
          title: words.title(kind, written),
          message: words.message(kind, path, written),
          fix: 'safe',
          key: `impossible ${name}`,
          platforms: model.contracts.map(({ id }) => id),
        },
        fix: () => fixOf(kind, found, path, service, model),
      },
    ];
  });
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
  const stale = lockRefusal(dependencies, [found.name]);
  if (stale) return stale;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  return {
    safety: 'safe',
    title: words.patch(kind, found.name),
    paragraph: words.paragraph(kind, path, `${found.written}${found.specifier}`),
    edits: [{ path, edits: [editOf(kind, found, text)] }],
  };
}

function editOf(kind: Impossible, { start, end }: Requirement, text: string): Edit {
  if (kind === 'windows') return { start: end, end, text: MARKER };
  const below = nextLine(text, lineEnd(text, end));
  return { start: lineStart(text, start), end: below, text: '' };
}

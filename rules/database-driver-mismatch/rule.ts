import {
  defineRule,
  type Fix,
  findDependency,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { packageOf } from '@unblock/engine/database/driver';
import { normaliseRead } from '@unblock/engine/database/normalise';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { byEntries, type Entry, unreadable } from '@unblock/engine/entry';
import { findMismatches, type Mismatch } from './find.ts';
import * as words from './words.ts';

/** An engine that finds no driver for its URL among what is installed. */
export const rule: Rule = defineRule({
  id: 'database-driver-mismatch',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findMismatches(service, model).map(
    (mismatch): Entry => ({
      finding: {
        rule: 'database-driver-mismatch',
        severity: mismatch.severity,
        service: service.root,
        span: mismatch.span,
        title: words.title(mismatch),
        message: words.message(mismatch),
        fix: mismatch.writtenIn ? 'manual' : 'safe',
        key: `${mismatch.cause} ${mismatch.read?.name ?? mismatch.scheme}`,
        platforms: mismatch.contracts.map(({ id }) => id),
        ...(mismatch.writtenIn
          ? { steps: words.valueSteps(mismatch.writtenIn, mismatch.read?.name ?? '') }
          : {}),
      },
      fix: () => fixMismatch(mismatch, service, model),
    }),
  );
}

function fixMismatch(mismatch: Mismatch, service: Service, model: Model): Fix | Skip {
  if (mismatch.isShared) return words.SHARED;
  const { cause, target, read } = mismatch;
  if (cause === 'sslmode') return changeText(mismatch, 'sslmode', 'ssl', model);
  if (read && target) {
    const edits = normaliseRead(model, service, read, target);
    return 'skip' in edits ? edits : patch(mismatch, target, [edits]);
  }
  if (target) return changeText(mismatch, mismatch.scheme, target, model);
  return cause === 'not-installed' ? addDriver(mismatch, service, model) : words.NONE;
}

function changeText(mismatch: Mismatch, from: string, to: string, model: Model): Fix | Skip {
  const { path, start, end } = mismatch.span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const at = text.slice(start, end).indexOf(from) + start;
  return patch(mismatch, to, [{ path, edits: [{ start: at, end: at + from.length, text: to }] }]);
}

function addDriver(mismatch: Mismatch, service: Service, model: Model): Fix | Skip {
  const { dependencies, framework } = service;
  const name = packageOf(mismatch.driver);
  if (name === 'mysqlclient') return words.BUILT;
  const near = findDependency(dependencies, 'sqlalchemy') ?? findDependency(dependencies, framework ?? '');
  // Alone it looks for the system's libpq, which an image may not have.
  const wanted = [{ name, extras: name === 'psycopg' ? ['binary'] : [] }];
  const added = addRequirements(model, dependencies, wanted, near?.path ? near : undefined);
  if ('skip' in added) return added;
  return patch(mismatch, added.written[0] ?? '', [{ path: added.path, edits: added.edits }]);
}

function patch(mismatch: Mismatch, change: string, edits: Fix['edits']): Fix {
  return { safety: 'safe', title: words.PATCH, paragraph: words.paragraph(mismatch, change), edits };
}

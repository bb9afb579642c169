import { describe, expect, test } from 'vitest';
import { membersMatching, workspaceOf } from './workspaces.ts';

function files(texts: Record<string, string>) {
  return { paths: new Set(Object.keys(texts)), read: (path: string) => texts[path] ?? null };
}

const PACKAGES = {
  'apps/api/package.json': '{"name":"@shop/api"}',
  'apps/web/package.json': '{"name":"web"}',
  'apps/web/e2e/package.json': '{"name":"e2e"}',
  'packages/api/package.json': '{"name":"@lib/core"}',
  'tools/x/package.json': '{',
};

/** The members of the workspace that apps/api stands in. */
function members(root: Record<string, string>): string[] | null {
  return (
    workspaceOf(files({ ...PACKAGES, ...root }), 'apps/api')?.members.map(({ folder }) => folder) ?? null
  );
}

describe('the workspace of a package', () => {
  test.each<[string, Record<string, string>, string[] | null]>([
    ['npm', { 'package.json': '{"workspaces":["apps/*"]}' }, ['apps/api', 'apps/web']],
    ['yarn', { 'package.json': '{"workspaces":{"packages":["./apps/api/"]}}' }, ['apps/api']],
    [
      'pnpm, with folders left out',
      { 'package.json': '{}', 'pnpm-workspace.yaml': "packages:\n  - '**'\n  - '!**/e2e'\n" },
      ['apps/api', 'apps/web', 'packages/api', 'tools/x'],
    ],
    [
      'braces',
      { 'package.json': '{"workspaces":["{apps,packages}/*"]}' },
      ['apps/api', 'apps/web', 'packages/api'],
    ],
    [
      'Lerna',
      { 'package.json': '{}', 'lerna.json': '{"packages":["apps/**"]}' },
      ['apps/api', 'apps/web', 'apps/web/e2e'],
    ],
    ['packages side by side', { 'package.json': '{}' }, null],
    ['a workspace of others', { 'package.json': '{"workspaces":["packages/*"]}' }, null],
    [
      'a settings file of pnpm alone',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'onlyBuiltDependencies: [a]\n' },
      null,
    ],
    ['a file that does not parse', { 'package.json': '{' }, null],
  ])('%s', (_, root, expected) => expect(members(root)).toEqual(expected));
});

describe('a filter', () => {
  const all = files({ ...PACKAGES, 'package.json': '{"workspaces":["apps/*","packages/*"]}' });
  test.each<[string, string[]]>([
    ['@shop/api', ['apps/api']],
    ['api', ['apps/api']],
    ['apps/api', ['apps/api']],
    ['./apps/api', ['apps/api']],
    ['{./apps/api}', ['apps/api']],
    ['web...', ['apps/web']],
    ['...^web', ['apps/web']],
    ['@*/*', ['apps/api', 'packages/api']],
    ['packages/api', ['packages/api']],
    ['missing', []],
    ['[origin/main]', []],
    ['!web', []],
  ])('%s', (filter, expected) =>
    expect(membersMatching(all, '', filter).map(({ folder }) => folder)).toEqual(expected),
  );
});

import { expect, test } from 'vitest';
import { packageManagerOf } from './package-manager.ts';

/** In short: `name@version in root with lock, not rivals`. */
function manager(texts: Record<string, string>): string {
  const files = {
    paths: new Set(['apps/api/package.json', 'package.json', ...Object.keys(texts)]),
    read: (path: string) => texts[path] ?? '{}',
  };
  const { name, version, root, lock, rivals } = packageManagerOf(files, 'apps/api');
  return [name, version, root, lock, ...rivals].map((part) => part ?? '-').join(' ');
}

const WORKSPACES = { 'package.json': '{"workspaces":["apps/*"]}' };

test.each<[string, Record<string, string>, string]>([
  ['npm without anything', {}, 'npm - apps/api -'],
  ['its own lock file', { 'apps/api/yarn.lock': '' }, 'yarn - apps/api apps/api/yarn.lock'],
  ['a lock file above that is no workspace of it', { 'yarn.lock': '' }, 'npm - apps/api -'],
  ['the workspace', { ...WORKSPACES, 'package-lock.json': '' }, 'npm -  package-lock.json'],
  [
    'pnpm',
    { 'pnpm-workspace.yaml': 'packages: [apps/*]', 'pnpm-lock.yaml': '', 'yarn.lock': '' },
    'pnpm -  pnpm-lock.yaml yarn.lock',
  ],
  [
    'the one that is named',
    {
      'package.json': '{"workspaces":["apps/*"],"packageManager":"yarn@4.5.0+sha.1"}',
      'package-lock.json': '',
      'yarn.lock': '',
    },
    'yarn 4.5.0  yarn.lock package-lock.json',
  ],
  [
    'a lock file of its own in a workspace',
    { ...WORKSPACES, 'yarn.lock': '', 'apps/api/bun.lock': '' },
    'bun - apps/api apps/api/bun.lock',
  ],
])('%s', (_, texts, expected) => expect(manager(texts)).toBe(expected));

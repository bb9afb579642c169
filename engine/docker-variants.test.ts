import { expect, it } from 'vitest';
import { isUnbuiltVariant } from './docker-variants.ts';

const isUnbuilt = (path: string, files: Record<string, string>) =>
  isUnbuiltVariant(path, { paths: new Set(Object.keys(files)), read: (file) => files[file] ?? null });

it.each([
  ['app/Dockerfile.simple', {}],
  ['app/Dockerfile.slim', { 'app/README.md': 'docker build -f Dockerfile.slim .' }],
])('%s beside a Dockerfile is built by nobody', (path, more) =>
  expect(isUnbuilt(path, { 'app/Dockerfile': 'FROM x', [path]: 'FROM x', ...more })).toBe(true),
);

it.each([
  ['a platform in the name', 'app/Dockerfile.render', { 'app/Dockerfile': '' }],
  ['a process in the name', 'app/Dockerfile.worker', { 'app/Dockerfile': '' }],
  ['no other one beside it', 'app/Dockerfile.simple', { Dockerfile: '' }],
  [
    'a compose file that names it',
    'app/Dockerfile.simple',
    {
      'app/Dockerfile': '',
      'docker-compose.yml': 'services: {web: {build: {dockerfile: Dockerfile.simple}}}',
    },
  ],
  [
    'a manifest that names it',
    'app/Dockerfile.gpu',
    { 'app/Dockerfile': '', 'app/fly.toml': '[build]\ndockerfile = "Dockerfile.gpu"\n' },
  ],
])('%s: it may be built', (_name, path, files: Record<string, string>) =>
  expect(isUnbuilt(path, { [path]: 'FROM x', ...files })).toBe(false),
);

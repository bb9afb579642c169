import { describe, expect, test } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';

const APP = "import express from 'express';\nconst app = express();\napp.listen(3000);\n";

const manifest = (name: string, scripts: Record<string, string>, more: object = {}) =>
  JSON.stringify({ name, dependencies: { express: '4' }, scripts, ...more });

/** What the start command of the service at a root runs, in short: `program entry`. */
async function started(files: Files, command: string, root: string): Promise<string> {
  return inFolder({ ...files, Procfile: `web: ${command}\n` }, async (folder) => {
    const { services } = await modelOf(folder, ['heroku']);
    const starts = services
      .filter((service) => service.root === root)
      .flatMap((service) => service.starts.filter((start) => start.command.source.kind === 'Procfile'));
    const servers = starts.map(({ server, commands }) =>
      server
        ? [
            server.program,
            server.entry ?? '?',
            ...server.command.words.slice(2).map(({ value }) => value),
          ].join(' ')
        : `nothing of ${commands.length}`,
    );
    return servers.join(', ');
  });
}

/** A repository with `apps/api`, `apps/web` and a library, whose packages one file names. */
function monorepo(declared: Files): Files {
  return {
    'package.json': JSON.stringify({
      private: true,
      scripts: {
        api: 'npm run start --workspace=@shop/api',
        both: 'turbo run start',
        'one:api': 'npm run api',
      },
    }),
    'apps/api/package.json': manifest('@shop/api', {
      start: 'node dist/main.js',
      prod: 'pnpm start',
      dev: 'tsx watch src/main.ts',
      'with:env': 'dotenv -e .env -- node dist/main.js',
      cross: 'cross-env NODE_ENV=production node dist/main.js',
    }),
    'apps/api/src/main.ts': APP,
    'apps/web/package.json': JSON.stringify({
      name: '@shop/web',
      dependencies: { next: '15' },
      scripts: { start: 'next start', only: 'next start' },
    }),
    'apps/web/pages/index.tsx': 'export default () => null;\n',
    'packages/ui/package.json': '{"name":"@shop/ui"}',
    'packages/ui/index.ts': 'export const a = 1;\n',
    ...declared,
  };
}

const PNPM: Files = { 'pnpm-workspace.yaml': "packages:\n  - 'apps/*'\n  - 'packages/*'\n" };
const ROOT = { private: true, workspaces: ['apps/*', 'packages/*'] };

describe('a start command of a workspace', () => {
  test.each([
    'pnpm --filter @shop/api start',
    'pnpm --filter=@shop/api run start',
    'pnpm -F api start',
    'pnpm --filter "./apps/api" start',
    'pnpm --filter {apps/api} start',
    'pnpm --filter api... start',
    'pnpm -r --filter api start',
    'pnpm run --filter api start',
    'pnpm -C apps/api start',
    'pnpm --dir apps/api prod',
    'pnpm --filter api exec node dist/main.js',
    'pnpm --filter api with:env',
    'pnpm --filter api cross',
    'corepack pnpm --filter api start',
    'env-cmd -f .env pnpm --filter api start',
    'cd apps/api && pnpm start',
    'cd apps/api && node --enable-source-maps -r ./tracing.js dist/main.js',
    'npx turbo run start --filter=@shop/api',
    'turbo start --filter api',
    'turbo run start --filter=./apps/api --env-mode=loose',
    'npm run one:api',
    'npx concurrently "pnpm:api"',
  ])('%s', async (command) => {
    const [program, entry] = (await started(monorepo(PNPM), command, 'apps/api')).split(' ');
    expect([program, entry]).toEqual(['node', 'apps/api/src/main.ts']);
  });

  test.each([
    'npm start -w api',
    'npm run start -w @shop/api --if-present',
    'npm run start --workspace apps/api',
    'npm --prefix apps/api start',
    'npm start --prefix ./apps/api',
    'npm --workspace=@shop/api run cross',
    'yarn workspace @shop/api start',
    'yarn workspace @shop/api run start',
    'yarn workspace @shop/api node dist/main.js',
    'yarn --cwd apps/api start',
    'bun run --filter @shop/api start',
    'npm run api',
  ])('%s', async (command) => {
    const scripts = { api: 'npm run start --workspace=@shop/api' };
    const files = monorepo({ 'package.json': JSON.stringify({ ...ROOT, scripts }) });
    const [program, entry] = (await started(files, command, 'apps/api')).split(' ');
    expect([program, entry]).toEqual(['node', 'apps/api/src/main.ts']);
  });

  test.each([
    ['turbo run start', 'nothing of 2'],
    ['turbo run only', 'next ?'],
    ['pnpm -r start', 'nothing of 2'],
    ['pnpm --filter "@shop/*" start', 'nothing of 2'],
    ['npx concurrently "pnpm --filter api start" "pnpm --filter web start"', 'nothing of 2'],
    ['pnpm --filter web start -p 4000', 'next ? -p 4000'],
    ['pnpm --filter web exec next start', 'next ?'],
  ])('%s runs %s', async (command, expected) => {
    const found = await started(monorepo(PNPM), command, 'apps/web');
    expect(found || (await started(monorepo(PNPM), command, 'apps/api'))).toBe(expected);
  });
});

describe('Nx', () => {
  const files = {
    'nx.json': '{}',
    'package.json': manifest('shop', { start: 'nx serve api' }),
    'apps/api/project.json': JSON.stringify({
      name: 'api',
      targets: {
        build: { executor: '@nx/esbuild:esbuild', options: { main: 'apps/api/src/main.ts' } },
        serve: { executor: '@nx/js:node', options: { buildTarget: 'api:build' } },
        prod: { executor: 'nx:run-commands', options: { command: 'node dist/apps/api/main.js' } },
        both: { command: 'node apps/api/src/main.ts' },
        script: { executor: 'nx:run-script', options: { script: 'go' } },
      },
    }),
    'apps/api/src/main.ts': APP,
  };
  test.each([
    ['nx serve api', 'node apps/api/src/main.ts'],
    ['npx nx run api:serve:production', 'node apps/api/src/main.ts'],
    ['npm start', 'node apps/api/src/main.ts'],
    ['nx run api:both', 'node apps/api/src/main.ts'],
    ['nx run api:prod', 'node ?'],
    ['nx run api:missing', 'node ?'],
    ['nx build api', 'nothing of 1'],
    ['nx run-many -t serve', 'nothing of 1'],
  ])('%s', async (command, expected) => {
    const found = (await started(files, command, '')).split(' ');
    expect(found.slice(0, expected.split(' ').length).join(' ')).toBe(expected);
  });
});

describe('the file that a program runs', () => {
  const files = {
    'package.json': manifest(
      'shop',
      { start: 'node .', prestart: 'node prepare.js', serve: 'node server.js' },
      { main: 'dist/index.js' },
    ),
    'nest-cli.json': '{ "sourceRoot": "source", "entryFile": "boot" } // no comment\n',
    'src/index.ts': APP,
    'source/boot.ts': APP,
    'server.js': APP,
    'tracing.js': '',
    'prepare.js': '',
    'ecosystem.config.js':
      "module.exports = { apps: [{ name: 'api', script: './dist/index.js', instances: 'max' }] };\n",
    'process.json': '{ "apps": [{ "name": "api", "script": "npm", "args": "run serve" }] }',
    'pm2.config.cjs': 'module.exports = { apps: [{ script: choose() }] };\n',
  };
  test.each([
    ['node .', 'src/index.ts'],
    ['npm start', 'src/index.ts'],
    ['node dist', 'src/index.ts'],
    ['node src', 'src/index.ts'],
    ['node -r ./tracing.js server.js', 'server.js'],
    ['node --require dotenv/config server', 'server.js'],
    ['node --env-file .env --import ./tracing.js ./server.js', 'server.js'],
    ['node --max-old-space-size=4096 server.js --port 4000', 'server.js'],
    ["node -e 'console.log(1)' server.js", '?'],
    ['tsx watch src/index.ts', 'src/index.ts'],
    ['tsx --tsconfig tsconfig.app.json src/index.ts', 'src/index.ts'],
    ['ts-node -r tsconfig-paths/register src/index.ts', 'src/index.ts'],
    ['ts-node --project tsconfig.app.json src/index.ts', 'src/index.ts'],
    ['ts-node-dev --respawn --transpile-only src/index.ts', 'src/index.ts'],
    ["nodemon --watch src --exec 'ts-node src/index.ts'", 'src/index.ts'],
    ['nodemon --watch src --exec ts-node -- src/index.ts', 'src/index.ts'],
    ['nodemon -w src -e ts,json src/index.ts', 'src/index.ts'],
    ['babel-node src/index.ts', 'src/index.ts'],
    ['bun run src/index.ts', 'src/index.ts'],
    ['bun --env-file .env src/index.ts', 'src/index.ts'],
    ['bun run serve', 'server.js'],
    ['pm2-runtime start server.js -i max', 'server.js'],
    ['pm2-runtime -i max server.js', 'server.js'],
    ['pm2 start ecosystem.config.js --no-daemon', 'src/index.ts'],
    ['pm2-runtime start process.json', 'server.js'],
    ['pm2-runtime pm2.config.cjs', 'pm2.config.cjs'],
    ['/usr/local/bin/npm run serve', 'server.js'],
    ['yarn node server.js', 'server.js'],
    ['pnpm tsx src/index.ts', 'src/index.ts'],
    ['nest start', 'source/boot.ts'],
    ['nest start --watch', 'source/boot.ts'],
    ['nest start other', '?'],
    ['run-s prestart serve', 'server.js'],
    ['npm-run-all -s serve', 'server.js'],
  ])('%s', async (command, expected) => {
    expect((await started(files, command, '')).split(' ')[1]).toBe(expected);
  });

  test('what does not serve is none', async () => {
    expect(await started(files, 'nest build', '')).toBe('nothing of 1');
    expect(await started(files, 'npm ci', '')).toBe('nothing of 1');
    expect(await started(files, 'pm2 list', '')).toBe('nothing of 1');
  });
});

import { expect, it } from 'vitest';
import { composed } from './compose.test-helper.ts';

it('starts Node by what its package.json says', async () => {
  const dependencies = { express: '4' };
  const json = (value: unknown) => JSON.stringify(value);
  const code = { 'server.js': "const app = require('express')();\napp.listen(process.env.PORT);\n" };
  expect(
    await composed({ ...code, 'package.json': json({ scripts: { start: 'node server.js' }, dependencies }) }),
  ).toMatchObject({ build: 'npm install --include=dev', start: 'node server.js' });
  const scripts = {
    build: 'tsc',
    start: 'nodemon src',
    'start:prod': 'NODE_ENV=production node dist/main.js',
  };
  expect(
    await composed({ ...code, 'pnpm-lock.yaml': '', 'package.json': json({ scripts, dependencies }) }),
  ).toMatchObject({
    build: 'pnpm install --frozen-lockfile --prod=false && pnpm run build',
    start: 'pnpm run start:prod',
  });
  expect(
    await composed({
      ...code,
      'package.json': json({ scripts: { start: 'nodemon server.js' }, dependencies }),
    }),
  ).toContain('no script that starts the built service');
});

it('starts what nest build makes where no script starts the built application', async () => {
  const files = {
    'package.json': JSON.stringify({
      scripts: { start: 'nest start' },
      dependencies: { '@nestjs/core': '^11.0.0' },
      devDependencies: { '@nestjs/cli': '^11.0.0', prisma: '^6.0.0', typescript: '^5.7.0' },
    }),
    'tsconfig.json': JSON.stringify({ compilerOptions: { outDir: 'dist' }, include: ['src'] }),
    'src/main.ts':
      "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nNestFactory.create(AppModule).then((app) => app.listen(process.env.PORT ?? 3000));\n",
    'src/app.module.ts':
      "import { Module } from '@nestjs/common';\n\n@Module({})\nexport class AppModule {}\n",
  };
  expect(await composed(files)).toMatchObject({
    build: 'npm install --include=dev && npx prisma generate && npx nest build',
    start: 'node dist/main.js',
  });
});

it("takes over the author's command for Node", async () => {
  const scripts = { start: 'nodemon server.js', prod: 'node server.js' };
  const files = {
    'server.js': "const app = require('express')();\napp.listen(process.env.PORT);\n",
    'package.json': JSON.stringify({ scripts, dependencies: { express: '4', knex: '3' } }),
  };
  expect(
    await composed({
      ...files,
      Procfile:
        'release: npx knex migrate:latest && npx knex seed:run\nweb: npm run prod\nworker: node work.js\n',
    }),
  ).toMatchObject({
    start: 'npx knex migrate:latest && npm run prod',
    left: ['worker: node work.js', 'release: npx knex seed:run'],
  });
  expect(await composed({ ...files, Procfile: 'web: npm start\n' })).toContain('no script that starts');
});

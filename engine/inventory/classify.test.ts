import { describe, expect, it } from 'vitest';
import { isProductionSource, languageOf } from './classify.ts';

describe('isProductionSource', () => {
  it.each([
    'src/tasks.service.ts',
    'src/auth/local.strategy.ts',
    'src/setup.controller.ts',
    'jobs/tasks.py',
    'app/main.py',
    'src/config.ts',
    'app/v2.py',
    'my app/main.py',
  ])('takes %s for a part of the application', (path) => expect(isProductionSource(path)).toBe(true));
  it.each([
    'tests/app.py',
    'src/app.spec.ts',
    'test_app.py',
    'setup.py',
    'dev.py',
    'local.ts',
    'dev-server.js',
    'vite.config.prod.ts',
    'webpack.config.js',
    'docs/conf.py',
    'backend/typeform 2.py',
    'src/page copy.tsx',
    'app (1).py',
    'Main - Copy (2).py',
    '{{cookiecutter.slug}}/app/main.py',
  ])('leaves %s out', (path) => expect(isProductionSource(path)).toBe(false));
});

describe('languageOf', () => {
  it.each([
    ['app/main.py', 'python'],
    ['src/main.mts', 'node'],
    ['static/._chart.js', null],
    ['._main.py', null],
    ['js/app.min.js', null],
    ['js/_app.js', 'node'],
  ])('%s', (path, language) => expect(languageOf(path)).toBe(language));
});

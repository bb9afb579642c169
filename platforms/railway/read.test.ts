import { describe, expect, it } from 'vitest';
import { crlf, first, problemsOf, slice } from '../read.test-helper.ts';

describe('railway', () => {
  const JSON_TEXT = `{
  "$schema": "https://railway.com/railway.schema.json",
  "build": { "buildCommand": "npm run build" },
  "deploy": {
    "startCommand": "node \\"dist/main.js\\"",
    "preDeployCommand": ["npx prisma migrate deploy"],
    "healthcheckPath": "/health"
  }
}
`;
  const TOML_TEXT = `[build]
buildCommand = 'npm run build'
[deploy] # c
startCommand = "node \\"dist/main.js\\""
preDeployCommand = ["npx prisma migrate deploy"]
healthcheckPath = "/health"
`;

  it.each([
    ['railway.json', JSON_TEXT],
    ['railway.json', crlf(JSON_TEXT)],
    ['apps/x/railway.toml', TOML_TEXT],
    ['apps/x/railway.toml', crlf(TOML_TEXT)],
  ])('reads %s', (path, text) => {
    const found = first(path, text);
    expect(found).toMatchObject({ platform: 'railway', role: 'web', dockerfile: null });
    expect(found.start).toMatchObject({ text: 'node "dist/main.js"', form: 'shell' });
    expect(slice(text, found.start)).toBe('"node \\"dist/main.js\\""');
    expect(slice(text, found.preDeploy)).toBe('"npx prisma migrate deploy"');
    expect(found.build?.text).toBe('npm run build');
    expect(text.slice(found.health?.start, found.health?.end)).toBe('"/health"');
  });

  it('knows that a Dockerfile takes the shell away', () => {
    const exec = first('railway.json', JSON_TEXT, ['Dockerfile']);
    expect(exec).toMatchObject({ dockerfile: 'Dockerfile', start: { form: 'exec' } });
    expect(first('railway.json', JSON_TEXT, ['api/Dockerfile']).dockerfile).toBeNull();
    expect(first('railway.json', '{"build":{"builder":"NIXPACKS"}}', ['Dockerfile']).dockerfile).toBeNull();
  });

  it('joins several steps, which then have no single place', () => {
    const found = first(
      'railway.json',
      '{"deploy":{"preDeployCommand":["a","b"],"cronSchedule":"0 * * * *"}}',
    );
    expect(found).toMatchObject({ role: 'scheduler', preDeploy: { text: 'a && b', source: { start: -1 } } });
  });

  it.each([
    ['railway.json', '{"deploy": {,}}', 'line 1: value expected'],
    ['railway.json', '', 'line 1: value expected'],
    ['railway.json', '[]', 'line 1: expected an object'],
    ['railway.json', '{\n  // c\n}', 'line 2: invalid comment token'],
    ['railway.toml', 'a = 1\na = 2\n', 'line 2: Defining a key multiple times is invalid'],
    ['railway.toml', 'a = \n', 'line 2: Unspecified values are invalid'],
  ])('tells what is broken in %s %j', (path, text, reason) =>
    expect(problemsOf(path, text)).toEqual([{ path, reason }]),
  );

  it('takes wrong types as absent', () => {
    expect(first('railway.json', '{"deploy": {"startCommand": 1, "healthcheckPath": []}}')).toMatchObject({
      start: null,
      health: null,
    });
    expect(first('railway.toml', '')).toMatchObject({ start: null });
  });
});

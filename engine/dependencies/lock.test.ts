import { expect, test } from 'vitest';
import { isAbsent } from './absent.ts';
import type { Dependencies } from './dependencies.ts';
import { packageOf } from './known-packages.ts';
import { lockedNames } from './lock.ts';

test.each<[string, string, string[]]>([
  [
    'uv.lock',
    '[[package]]\nname = "a"\ndependencies = [{ name = "B_b" }]\n[package.optional-dependencies]\nx = [{ name = "c" }]\n[[package]]\nname = "b-b"\n[[package]]\nname = "c"\n[[package]]\nname = "dev-only"\n',
    ['a', 'b-b', 'c'],
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "A"\n[package.dependencies]\nB = ">=1"\n[[package]]\nname = "b"\n[[package]]\nname = "dev-only"\n',
    ['a', 'b'],
  ],
  ['pdm.lock', '[[package]]\nname = "a"\ndependencies = ["b>=1"]\n[[package]]\nname = "b"\n', ['a', 'b']],
  ['api/Pipfile.lock', '{"default": {"A": {}}, "develop": {"dev-only": {}}}', ['a']],
])('what %s installs for production', (path, text, names) => {
  expect([...(lockedNames(path, text, ['a']) ?? [])].sort()).toEqual(names);
});

test.each([
  ['uv.lock', '[['],
  ['uv.lock', 'version = 1\n'],
  ['Pipfile.lock', '{'],
])('%s that says nothing', (path, text) => {
  expect(lockedNames(path, text, ['a'])).toBeNull();
});

test.each([
  ['google.cloud.storage.blob', 'google-cloud-storage'],
  ['google.genai', 'google-genai'],
  ['cv2', 'opencv-python-headless'],
  ['flask_cors', 'flask-cors'],
  ['constructor', undefined],
  ['google', undefined],
])('%s comes from %s', (module, name) => {
  expect(packageOf(module)?.name).toBe(name);
});

function requirements(...lines: string[]): Dependencies {
  const entries = lines.map((line) => {
    const [, name = '', extra, specifier = ''] = /^([\w-]+)(?:\[(\w+)\])?(.*)$/.exec(line) ?? [];
    const place = { path: 'requirements.txt', start: 0, end: 0 };
    return { name, extras: extra ? [extra] : [], specifier, ...place, production: true, group: null };
  });
  const manifest = { path: 'requirements.txt', format: 'requirements' as const };
  return { manifest, locks: [], entries, complete: true };
}

test.each<[string, string[], boolean]>([
  ['yaml', ['flask'], true],
  ['yaml', ['uvicorn[standard]'], false],
  ['yaml', ['flask', 'unheard-of'], false],
  ['dotenv', ['pydantic-settings'], false],
  ['dateutil', ['pandas==2.2.2'], false],
  ['stripe', ['flask', 'unheard-of'], true],
  ['stripe', ['flask', 'stripe-toolkit'], false],
  ['flask', ['flask-cors'], false],
  ['sqlalchemy', ['langchain'], false],
  ['jinja2', ['fastapi==0.111.0'], false],
  ['jinja2', ['fastapi==0.115.0'], true],
  ['yaml', ['flask[unheard]'], false],
])('%s is absent beside %j: %s', (module, lines, absent) => {
  const known = packageOf(module);
  expect(known && isAbsent({ read: () => '' }, requirements(...lines), known)).toBe(absent);
});

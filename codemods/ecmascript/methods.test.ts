// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
import { describe, expect, it } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { applied } from './testing.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
  describe('guardMethodBody', () => {
    const guard = async (source: string, name = 'run') =>
      applied(path, source, await ecmascript.guardMethodBody(path, source, 'Jobs', name, 'if (off) return;'));

    it.each([
      ['class Jobs {\n  run() {}\n}', 'class Jobs {\n  run() {\n    if (off) return;\n  }\n}'],
      [
        'class Jobs {\r\n\tasync run() { }\r\n}',
        'class Jobs {\r\n\tasync run() {\r\n\t\tif (off) return;\r\n\t}\r\n}',
      ],
      [
        'class Jobs {\n  run() { // 🚀\n    go()\n  }\n}',
        'class Jobs {\n  run() { // 🚀\n    if (off) return;\n    go()\n  }\n}',
      ],
      [
        'class Jobs {\n  run() {\n    // go\n    go()\n  }\n}',
        'class Jobs {\n  run() {\n    if (off) return;\n    // go\n    go()\n  }\n}',
      ],
      [
        'class Jobs {\n  run() {\n    // later\n  }\n}',
        'class Jobs {\n  run() {\n    if (off) return;\n    // later\n  }\n}',
      ],
      [
        'class Jobs {\n  run() { /* none */ }\n}',
        'class Jobs {\n  run() { /* none */\n    if (off) return;\n  }\n}',
      ],
      [
        'class Jobs {\n  run() { go(); }\n}',
        'class Jobs {\n  run() {\n    if (off) return;\n    go();\n  }\n}',
      ],
      [
        "class Jobs {\n  run() {\n    'use strict';\n    go()\n  }\n}",
        "class Jobs {\n  run() {\n    'use strict';\n    if (off) return;\n    go()\n  }\n}",
      ],
      [
        'class Jobs {\n    run = async () => {\n        go()\n    }\n}',
        'class Jobs {\n    run = async () => {\n        if (off) return;\n        go()\n    }\n}',
      ],
      [
        'class Jobs {\n  run = () => go();\n}',
        'class Jobs {\n  run = () => {\n    if (off) return;\n    return go();\n  };\n}',
      ],
      [
        'class Jobs {\n  run = () => ({ a });\n}',
        'class Jobs {\n  run = () => {\n    if (off) return;\n    return ({ a });\n  };\n}',
      ],
      [
        'const Jobs = class {\n  static run() {}\n}',
        'const Jobs = class {\n  static run() {\n    if (off) return;\n  }\n}',
      ],
      ['class Jobs { run() {} }', 'class Jobs { run() {\n  if (off) return;\n} }'],
    ])('%j', async (source, expected) => {
      const result = await guard(source);
      expect(result).toBe(expected);
      expect(await guard(result)).toBe(result);
    });

    it('refuses a method that is missing or told twice', async () => {
      await expect(guard('class Jobs {}')).rejects.toThrow('no method Jobs.run with a body');
      await expect(guard('class Jobs { run() {} static run() {} }')).rejects.toThrow('more than one method');
    });
  });
});

import { describe, expect, it } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { edited } from './testing.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
  it.each([
    ['const a = «make()»;\nuse(a);\n', 'const a = make();\ncheck();\nuse(a);\n'],
    ['const a = «make()»; // here\r\nuse(a);\r\n', 'const a = make(); // here\r\ncheck();\r\nuse(a);\r\n'],
    [
      'async function f() {\n  const a = await «make()»;\n\n  use(a);\n}\n',
      'async function f() {\n  const a = await make();\n  check();\n\n  use(a);\n}\n',
    ],
    [
      'class A {\n  constructor() {\n    this.a = «make()»;\n  }\n}\n',
      'class A {\n  constructor() {\n    this.a = make();\n    check();\n  }\n}\n',
    ],
    ['const a = «make()»; use(a);\n', 'const a = make();\ncheck();\n use(a);\n'],
    ['const a = «make()»', 'const a = make()\ncheck();'],
    ['const a = «make()»;\ncheck();\n', 'const a = make();\ncheck();\n'],
  ])('insertStatementAfter %j', async (source, expected) => {
    const made = await edited(path, source, (...at) => ecmascript.insertStatementAfter(...at, 'check();'));
    expect(made).toBe(expected);
  });

  it.each([
    ['«work()»;\n', 'if (a === 1) work();\n'],
    [
      'function f() {\r\n\tawait1(«work()»);\r\n}\r\n',
      'function f() {\r\n\tif (a === 1) await1(work());\r\n}\r\n',
    ],
    ['a()\n«work(() => {\n  b()\n})»\nc()\n', 'a()\nif (a === 1) work(() => {\n  b()\n})\nc()\n'],
    ['if (a === 1) «work()»;\n', 'if (a === 1) work();\n'],
  ])('guardStatement %j', async (source, expected) => {
    const made = await edited(path, source, (...at) => ecmascript.guardStatement(...at, 'a === 1'));
    expect(made).toBe(expected);
  });
});

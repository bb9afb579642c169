import { describe, expect, it } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { edited } from './testing.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
  it.each([
    ["import a from 'a';\n\nconst b = «1»;\n", "import a from 'a';\n\ncheck();\n\nconst b = 1;\n"],
    ['a();\r\nconst b = «1»;\r\n', 'a();\r\ncheck();\r\n\r\nconst b = 1;\r\n'],
    ['// header\n\n// of b\nconst b = «1»;\n', '// header\n\ncheck();\n\n// of b\nconst b = 1;\n'],
    [
      'a() // done\nfunction f() {\n  return «1»;\n}\n',
      'a() // done\ncheck();\n\nfunction f() {\n  return 1;\n}\n',
    ],
    ['check();\nconst b = «1»;\n', 'check();\nconst b = 1;\n'],
  ])('insertStatementBefore %j', async (source, expected) => {
    const made = await edited(path, source, (...at) => ecmascript.insertStatementBefore(...at, 'check();'));
    expect(made).toBe(expected);
  });
});

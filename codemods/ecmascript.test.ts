// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
import { describe, expect, it } from 'vitest';
import { applied, edited, marked } from './ecmascript/testing.ts';
import * as ecmascript from './ecmascript.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
  describe('setArgument', () => {
    const set = (index: number, value: string) => (source: string) =>
      edited(path, source, (...at) => ecmascript.setArgument(...at, index, value));

    it.each([
      ['«app.listen(port)»', "app.listen(port, '0.0.0.0')"],
      ["«app.listen(port, 'localhost')»", "app.listen(port, '0.0.0.0')"],
      ["«app.listen(port, '0.0.0.0')»", "app.listen(port, '0.0.0.0')"],
      [
        "const s = '🚀'; await «app\n  .listen((port) /* ours */)»",
        "const s = '🚀'; await app\n  .listen((port) /* ours */, '0.0.0.0')",
      ],
      ['«app.listen(port,)»', "app.listen(port, '0.0.0.0',)"],
      ['«app?.listen?.(port)»', "app?.listen?.(port, '0.0.0.0')"],
      ['«(0, app.listen)(port)».unref()', "(0, app.listen)(port, '0.0.0.0').unref()"],
      [
        '«app.listen(\r\n\tport, // from the platform\r\n)»',
        "app.listen(\r\n\tport, // from the platform\r\n\t'0.0.0.0',\r\n)",
      ],
      [
        '«app.listen(\n  port // from, the platform\n)»',
        "app.listen(\n  port, // from, the platform\n  '0.0.0.0'\n)",
      ],
      ['«app.listen(port // here\n)»', "app.listen(port, // here\n  '0.0.0.0'\n)"],
      ['«new Server(`${a}, ${b})`)»', "new Server(`${a}, ${b})`, '0.0.0.0')"],
    ])('%j', async (source, expected) => {
      expect(await set(1, "'0.0.0.0'")(source)).toBe(expected);
    });

    it.each([
      ['«listen()»', 'listen(port)'],
      ['«listen(/* none */)»', 'listen(/* none */ port)'],
      ['«listen(\n  // none\n)»', 'listen(\n  // none\n  port\n)'],
      ['«listen((3000))»', 'listen(port)'],
      ['«a(3000)(3000)»', 'a(3000)(port)'],
    ])('%j', async (source, expected) => {
      expect(await set(0, 'port')(source)).toBe(expected);
    });

    it('refuses a gap, a spread and a span that is no call', async () => {
      await expect(set(2, 'x')('«f(a)»')).rejects.toThrow(/would leave a gap: the call has 1/);
      await expect(set(1, 'x')('«f(...a)»')).rejects.toThrow(/a spread may stand for it/);
      await expect(set(0, 'x')('«f(...a)»')).rejects.toThrow(/a spread may stand for it/);
      await expect(set(0, 'x')('f(«a»)')).rejects.toThrow('no call with arguments spans 2-3 (line 1)');
      await expect(set(0, 'x')('«new Server»')).rejects.toThrow(RangeError);
    });
  });

  it.each([
    ['«app.listen(3000, () => {})»', "app.listen(3000, '0.0.0.0', () => {})"],
    ['«app.listen(3000)»', "app.listen(3000, '0.0.0.0')"],
    ["«app.listen(3000, '0.0.0.0', done)»", "app.listen(3000, '0.0.0.0', done)"],
    ['«app.listen(3000, /* then */ done)»', "app.listen(3000, '0.0.0.0', /* then */ done)"],
    [
      '«app.listen(\n\t3000, // port\n\t// then\n\tdone\n)»',
      "app.listen(\n\t3000, // port\n\t'0.0.0.0',\n\t// then\n\tdone\n)",
    ],
  ])('insertArgument %j', async (source, expected) => {
    const result = await edited(path, source, (...at) => ecmascript.insertArgument(...at, 1, "'0.0.0.0'"));
    expect(result).toBe(expected);
  });

  describe('setProperty', () => {
    it.each([
      ['f(«{}»)', 'f({ port: 80 })'],
      ['f(«{ }»)', 'f({ port: 80 })'],
      ['f(«{ port }»)', 'f({ port: 80 })'],
      ['f(«{ host, port }»)', 'f({ host, port: 80 })'],
      ['f(«{ port: 80 }»)', 'f({ port: 80 })'],
      ["f(«{ 'port': 3000, ...rest }»)", "f({ 'port': 80, ...rest })"],
      ['f(«{ ...rest }»)', 'f({ ...rest, port: 80 })'],
      ['f(«{ [port]: 1 }»)', 'f({ [port]: 1, port: 80 })'],
      ['f(«{ port() { return 1 } }»)', 'f({ port: 80 })'],
      ['f(«{\r\n\thost, // ours\r\n}»)', 'f({\r\n\thost, // ours\r\n\tport: 80,\r\n})'],
      ['f(«{\n  host /* a */ // b\n  // end\n}»)', 'f({\n  host, /* a */ // b\n  port: 80\n  // end\n})'],
      ['f(«{\n  // none\n}»)', 'f({\n  // none\n  port: 80\n})'],
    ])('%j', async (source, expected) => {
      const result = await edited(path, source, (...at) => ecmascript.setProperty(...at, 'port', '80'));
      expect(result).toBe(expected);
    });

    it('quotes a name that needs it, in the quotes of the file', async () => {
      const result = await edited(path, 'f(«{ "a-b": "x" }», "c")', (...at) =>
        ecmascript.setProperty(...at, 'keep-alive', '1'),
      );
      expect(result).toBe('f({ "a-b": "x", "keep-alive": 1 }, "c")');
    });
  });

  it.each([
    ['f(«3000»)', 'f(a || b)'],
    ['const x = «3000» + 1', 'const x = (a || b) + 1'],
    ['const x = («3000»)', 'const x = (a || b)'],
    ['const x = `${«3000»}:`', 'const x = `${a || b}:`'],
    ['f(«{ port }».port)', 'f((a || b).port)'],
    ['f({ «port» })', 'f({ port: a || b })'],
    ['f({ port: «3000» })', 'f({ port: a || b })'],
    ['const g = () => «3000»', 'const g = () => a || b'],
    ['const g = c ? «3000» : 1', 'const g = c ? a || b : 1'],
    ['class A { port = «3000»; }', 'class A { port = a || b; }'],
    ['function g(port = «3000») {}', 'function g(port = a || b) {}'],
    ['f(...«list»)', 'f(...a || b)'],
    ['x[«0»] = 1', 'x[a || b] = 1'],
  ])('replaceExpression %j', async (source, expected) => {
    const result = await edited(path, source, (...at) => ecmascript.replaceExpression(...at, 'a || b'));
    expect(result).toBe(expected);
  });

  it('replaceExpression refuses names, modules and what is no expression', async () => {
    const replace = (source: string, value = 'x') => {
      const { text, span } = marked(source);
      return ecmascript.replaceExpression(path, text, span, value);
    };
    for (const source of [
      "import a from «'m'»",
      'const «a» = 1',
      'a.«b»',
      'f({ «a»: 1 })',
      'f(a«, »b)',
      '«a» = 1',
      '«a.b»++',
      'const { «a»: b } = c',
      'for («a» of b);',
      '({ a: «b» } = c)',
      '({ «a» } = c)',
      '[«a»] = c',
    ]) {
      await expect(replace(source), source).rejects.toThrow(RangeError);
    }
    await expect(replace('f()\n«a».b()', 'x || y')).rejects.toThrow('a statement must not begin with');
    await expect(replace('f(«a»)', 'x)(y')).rejects.toThrow('not an expression: x)(y');
    await expect(replace('f(«a»)', 'x; y')).rejects.toThrow('not an expression: x; y');
    expect(await replace('f(«a»)', 'a')).toEqual([]);
    const { text, span } = marked('f(«a»)');
    expect(await applied(path, text, await ecmascript.replaceExpression(path, text, span, 'b, c'))).toBe(
      'f((b, c))',
    );
  });

  describe('ensureImport', () => {
    it.each([
      ["import { a } from 'm'\n", "import { a, join } from 'm'\n"],
      ["import { join, a } from 'm'\n", "import { join, a } from 'm'\n"],
      ["import m from 'm'\n", "import m, { join } from 'm'\n"],
      ["import {} from 'm'\n", "import { join } from 'm'\n"],
      ["import {\r\n\ta,\r\n} from 'm';\r\n", "import {\r\n\ta,\r\n\tjoin,\r\n} from 'm';\r\n"],
      ["import * as m from 'm'\n", "import * as m from 'm'\nimport { join } from 'm'\n"],
      ["import { join as j } from 'm'\n", "import { join as j, join } from 'm'\n"],
      [
        "import 'm'; // first\r\n\r\nrun();\r\n",
        "import 'm'; // first\r\nimport { join } from 'm';\r\n\r\nrun();\r\n",
      ],
      [
        'import a from "a";\nrun();\nimport b from "b";\n',
        'import a from "a";\nrun();\nimport b from "b";\nimport { join } from "m";\n',
      ],
      ["import a from 'a'; run()", "import a from 'a';\nimport { join } from 'm';\n run()"],
      ["const { a } = require('m')\n", "const { a, join } = require('m')\n"],
      ["const { a, ...rest } = require('m')\n", "const { a, join, ...rest } = require('m')\n"],
      ["const { join: j } = require('m');\n", "const { join: j, join } = require('m');\n"],
      ["const { join } = require('m')\n", "const { join } = require('m')\n"],
      [
        "'use strict'\nrequire('dotenv').config()\nconst m = require('m')\nm.x()\nconst b = require('b')\n",
        "'use strict'\nrequire('dotenv').config()\nconst m = require('m')\nconst { join } = require('m')\nm.x()\nconst b = require('b')\n",
      ],
    ])('%j', async (source, expected) => {
      const result = await applied(path, source, await ecmascript.ensureImport(path, source, 'm', ['join']));
      expect(result).toBe(expected);
      expect(await ecmascript.ensureImport(path, result, 'm', ['join'])).toEqual([]);
    });

    it('refuses a name that stands for something else', async () => {
      for (const source of [
        "import { join } from 'other'",
        'const { x: [join] } = y; export {}',
        'export class join {}',
      ]) {
        await expect(ecmascript.ensureImport(path, source, 'm', ['join']), source).rejects.toThrow(
          'cannot import join from m: the file already declares join',
        );
      }
    });
  });

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

  it.each([
    ['f([«A.forRoot()»])', 'f([...(on ? [A.forRoot()] : [])])'],
    [
      'f([\n  a,\n  «A.forRoot({\n  })», // jobs\n])',
      'f([\n  a,\n  ...(on ? [A.forRoot({\n  })] : []), // jobs\n])',
    ],
    ['f([«...jobs»])', 'f([...(on ? [...jobs] : [])])'],
    ['f([«(a, b)»])', 'f([...(on ? [(a, b)] : [])])'],
    ['f([...(on ? [«A»] : [])])', 'f([...(on ? [A] : [])])'],
    ['f([«...(on ? [A] : [])»])', 'f([...(on ? [A] : [])])'],
  ])('makeElementConditional %j', async (source, expected) => {
    const result = await edited(path, source, (...at) => ecmascript.makeElementConditional(...at, 'on'));
    expect(result).toBe(expected);
  });

  it.each([
    ['', 'go();\n'],
    ['run()\n', 'go();\n\nrun()\n'],
    ["import a from 'a';\n\nrun();\n", "import a from 'a';\n\ngo();\n\nrun();\n"],
    [
      "#!/usr/bin/env node\r\nimport a from 'a'\r\n",
      "#!/usr/bin/env node\r\nimport a from 'a'\r\n\r\ngo();\r\n",
    ],
    ['#!/usr/bin/env node\nrun()\n', '#!/usr/bin/env node\ngo();\n\nrun()\n'],
    ["'use strict';\n\nrun();\n", "'use strict';\n\ngo();\n\nrun();\n"],
    ['// @ts-check\nrun()\n', '// @ts-check\ngo();\n\nrun()\n'],
    ['/* licence */\n\n/** Runs. */\nrun()\n', '/* licence */\n\ngo();\n\n/** Runs. */\nrun()\n'],
    ['await run()\n', 'go();\n\nawait run()\n'],
    [
      "const a = require('a')\na()\nconst b = require('b')\n",
      "const a = require('a')\n\ngo();\na()\nconst b = require('b')\n",
    ],
  ])('insertStatementAfterImports %j', async (source, expected) => {
    const insert = async (text: string) =>
      applied(path, text, await ecmascript.insertStatementAfterImports(path, text, 'go();\n'));
    const result = await insert(source);
    expect(result).toBe(expected);
    expect(await insert(result)).toBe(result);
  });

  it('keeps neighbouring statements apart where no semicolon does', async () => {
    const source = "const a = require('a')\n;[1].map(a)\n";
    const code = "(async () => {})()\nconst b = 'b'";
    const result = await applied(
      path,
      source,
      await ecmascript.insertStatementAfterImports(path, source, code),
    );
    expect(result).toBe(`const a = require('a')\n\n;${code}\n;[1].map(a)\n`);
  });

  it('syntaxError tells the offset', async () => {
    expect(await ecmascript.syntaxError(path, 'const 🚀')).toBe(6);
    expect(await ecmascript.syntaxError(path, "#!/bin/node\n'use strict'\nawait f?.(`${x}`)\n")).toBeNull();
    await expect(ecmascript.semicolons(path, 'a\nb(')).rejects.toThrow(`${path} does not parse: line 2`);
  });

  it('tells the style of a file', async () => {
    expect(await ecmascript.quoteStyle(path, 'f("a", "b", \'c\')')).toBe('"');
    expect(await ecmascript.quoteStyle(path, 'f()')).toBe("'");
    expect(await ecmascript.semicolons(path, 'f();\ng();\nh()\n')).toBe(true);
    expect(await ecmascript.semicolons(path, 'f()\nclass A {}\n')).toBe(false);
  });
});

it('refuses a file of another language', async () => {
  await expect(ecmascript.syntaxError('main.py', '')).rejects.toThrow(
    'main.py is neither TypeScript nor JavaScript',
  );
});

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

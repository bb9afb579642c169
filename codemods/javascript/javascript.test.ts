// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
import { expect, it } from 'vitest';
import { applied, edited, marked } from '../ecmascript/testing.ts';
import * as ecmascript from '../ecmascript.ts';

it('keeps every byte outside an edit: tabs, CRLF, trailing spaces, emoji', async () => {
  const before = "#!/usr/bin/env node\r\n'use strict'\r\n\tconst s = `🚀\t${1}\r\n`  \r\n";
  const after = '  \r\n\t// end\t\r\n';
  const result = await edited('a.js', `${before}«app.listen(\t3000 )»${after}`, (...at) =>
    ecmascript.setArgument(...at, 1, "'0.0.0.0'"),
  );
  expect(result).toBe(`${before}app.listen(\t3000, '0.0.0.0' )${after}`);
});

it.each([
  ['a.jsx', 'const e = <A url=«"http://localhost"» />', 'const e = <A url={a ?? b} />'],
  ['a.jsx', 'const e = <A url={«url»} />', 'const e = <A url={a ?? b} />'],
  ['a.js', '// @flow\nconst x: ?string = «y»', '// @flow\nconst x: ?string = a ?? b'],
  ['a.js', 'const { port = «3000» } = o', 'const { port = a ?? b } = o'],
  ['a.js', 'class A { #p = «3000» }', 'class A { #p = a ?? b }'],
  ['a.js', 'f(«o?.p»)', 'f(a ?? b)'],
  ['a.js', 'f(«o?.p».q)', 'f((a ?? b).q)'],
  ['a.js', 'f({ [«k»]: 1 })', 'f({ [a ?? b]: 1 })'],
  ['a.js', 'f(«(3000)»)', 'f(a ?? b)'],
  ['a.js', 'f(((«3000»)))', 'f(((a ?? b)))'],
  ['a.js', 'x = -«(3000)»', 'x = -(a ?? b)'],
])('replaceExpression in %s: %j', async (path, source, expected) => {
  expect(await edited(path, source, (...at) => ecmascript.replaceExpression(...at, 'a ?? b'))).toBe(expected);
});

it.each([
  'const { «a» } = o',
  'function «f»() {}',
  'function f(«a») {}',
  'const a = 1; export { «a» }',
  '«label»: for (;;) {}',
  'const e = <A «b»="c" />',
])('replaceExpression refuses %j', async (source) => {
  const { text, span } = marked(source);
  await expect(ecmascript.replaceExpression('a.js', text, span, 'x')).rejects.toThrow(RangeError);
});

it('an arrow that gives an object keeps giving one', async () => {
  const result = await edited('a.js', 'const f = () => «x»', (...at) =>
    ecmascript.replaceExpression(...at, '{ a }'),
  );
  expect(result).toBe('const f = () => ({ a })');
});

it('reads decorators of classes, methods and parameters', async () => {
  const source =
    "@Module({ imports: [«A.forRoot()»] })\nexport class M {\n  constructor(@Inject('x') x) {}\n}\n";
  const result = await edited('a.js', source, (...at) => ecmascript.makeElementConditional(...at, 'on'));
  expect(result).toContain('imports: [...(on ? [A.forRoot()] : [])] })');
});

it.each([
  ['a.mjs', 'run()\n', "import { join } from 'm'\n\nrun()\n"],
  ['a.cjs', 'run()\n', "const { join } = require('m')\n\nrun()\n"],
  ['a.js', 'module.exports = run\n', "const { join } = require('m')\n\nmodule.exports = run\n"],
  ['a.js', 'export default run\n', "import { join } from 'm'\n\nexport default run\n"],
  ['a.js', 'await run()\n', "import { join } from 'm'\n\nawait run()\n"],
  [
    'a.js',
    'go(async () => { await run() })\n',
    "const { join } = require('m')\n\ngo(async () => { await run() })\n",
  ],
  [
    'a.js',
    "// @flow\nimport type { T } from 'm'\n",
    "// @flow\nimport type { T } from 'm'\nimport { join } from 'm'\n",
  ],
  [
    'a.js',
    "#!/usr/bin/env node\n'use strict'\n\nrun()\n",
    "#!/usr/bin/env node\n'use strict'\n\nconst { join } = require('m')\n\nrun()\n",
  ],
])('ensureImport in %s: %j', async (path, source, expected) => {
  const result = await applied(path, source, await ecmascript.ensureImport(path, source, 'm', ['join']));
  expect(result).toBe(expected);
  expect(await ecmascript.ensureImport(path, result, 'm', ['join'])).toEqual([]);
});

it('takes a Flow comment for a comment', async () => {
  const source = "/*:: import type { T } from 't' */\nconst a = require('a')\n";
  const result = await applied(
    'a.js',
    source,
    await ecmascript.insertStatementAfterImports('a.js', source, 'run()'),
  );
  expect(result).toBe(`${source.trimEnd()}\n\nrun()\n`);
});

it('reads Flow, JSX and legacy octals alike, and tells where it cannot read', async () => {
  expect(await ecmascript.syntaxError('a.jsx', '<A>{...b}</A>')).toBeNull();
  expect(await ecmascript.syntaxError('a.js', 'type A = {| b: ?string |}')).toBeNull();
  expect(await ecmascript.syntaxError('a.js', "fs.mkdirSync('a', 0755)")).toBeNull();
  expect(await ecmascript.syntaxError('a.js', "f(\n  'a'\n  'b')")).toBe(11);
});

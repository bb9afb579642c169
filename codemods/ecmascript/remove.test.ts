import { describe, expect, it } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { applied, edited } from './testing.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
  it.each([
    ['[«a»]', '[]'],
    ['[ «a» ]', '[]'],
    ['[«a», b]', '[b]'],
    ['[a, «b», c]', '[a, c]'],
    ['[a, «b»]', '[a]'],
    ['[a, «b»,]', '[a,]'],
    ['[\r\n  a,\r\n  «b»,\r\n  c,\r\n]', '[\r\n  a,\r\n  c,\r\n]'],
    ['[\n  a,\n  «b()», // here\n  c,\n]', '[\n  a,\n  c,\n]'],
    ['[\n  a, // first\n  «b»\n]', '[\n  a // first\n]'],
    ['[\n  «a»,\n]', '[\n]'],
    ['[\n  a,\n  «...(x ? [b] : [])»,\n]', '[\n  a,\n]'],
  ])('removeElement %j', async (source, expected) => {
    const made = await edited(path, `f(${source});`, (...at) => ecmascript.removeElement(...at));
    expect(made).toBe(`f(${expected});`);
  });

  it.each([
    ['«{ a: [1], b: 2 }»', '{ b: 2 }'],
    ['«{ b: 2, a: [1] }»', '{ b: 2 }'],
    ['«{ a: 1 }»', '{}'],
    ['«{ b: 2 }»', '{ b: 2 }'],
    ['«{\r\n  a: [1], // one\r\n  b: 2,\r\n}»', '{\r\n  b: 2,\r\n}'],
  ])('removeProperty %j', async (source, expected) => {
    const made = await edited(path, `f(${source});`, (...at) => ecmascript.removeProperty(...at, 'a'));
    expect(made).toBe(`f(${expected});`);
  });

  it.each([
    ['«[]»', '[x]'],
    ['«[a]»', '[a, x]'],
    ['«[\n  a,\n]»', '[\n  a,\n  x,\n]'],
  ])('appendElement %j', async (source, expected) => {
    const made = await edited(path, `f(${source});`, (...at) => ecmascript.appendElement(...at, 'x'));
    expect(made).toBe(`f(${expected});`);
  });

  it.each([
    ["import { a } from 'm';\nb();\n", 'b();\n'],
    ["import { a, c } from 'm';\nb();\n", "import { c } from 'm';\nb();\n"],
    ["import { c, a } from 'm';\n", "import { c } from 'm';\n"],
    ["import {\n  a,\n  c,\n} from 'm';\n", "import {\n  c,\n} from 'm';\n"],
    ["import d, { a } from 'm';\n", "import d, { a } from 'm';\n"],
    ["import { a } from 'n';\n", "import { a } from 'n';\n"],
    ["const { a } = require('m');\r\nb();\r\n", 'b();\r\n'],
  ])('removeImport %j', async (source, expected) => {
    expect(await applied(path, source, await ecmascript.removeImport(path, source, 'm', 'a'))).toBe(expected);
  });

  it('refuses a span that is no element', async () => {
    const remove = (source: string) => edited(path, source, (...at) => ecmascript.removeElement(...at));
    await expect(remove('f(«a»)')).rejects.toThrow('no array element spans');
    await expect(edited(path, 'f(«a»)', (...at) => ecmascript.appendElement(...at, 'x'))).rejects.toThrow(
      'no array literal spans',
    );
  });
});

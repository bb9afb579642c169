// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
import { describe, expect, it } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { edited } from './testing.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
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
});

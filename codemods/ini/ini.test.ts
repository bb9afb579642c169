import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { commentOutKey } from './comment.ts';
import { iniEntry, readIni } from './read.ts';

/** What Python's own ConfigParser reads, without interpolation; null where it refuses the text. */
function configParser(text: string): unknown {
  const program = [
    'import sys, json, configparser',
    'parser = configparser.RawConfigParser()',
    'try: parser.read_string(sys.stdin.buffer.read().decode())',
    'except configparser.Error: print("null")',
    'else: print(json.dumps({s: dict(parser.items(s)) for s in parser.sections()}))',
  ].join('\n');
  const result = spawnSync('python3', ['-c', program], { input: text, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}

function values(text: string): unknown {
  const { sections, error } = readIni(text);
  if (error) return null;
  return Object.fromEntries(
    sections
      .filter(({ name }) => name !== 'DEFAULT')
      .map(({ name, entries }) => [name, Object.fromEntries(entries.map((e) => [e.key, e.value]))]),
  );
}

test.each([
  ['[alembic]\nsqlalchemy.url = postgres://u:p@h/d\nscript_location = alembic\n'],
  ['[a]\nx = 1 ; inline # too\n'],
  ['[a]\nKey: v=w\nother=a:b\n'],
  ['# é🎉\n[a]\nx =\n  one\n  # comment\n  two\ny = 1\n'],
  ['[a]\n  x = 1\n  y = 2\n    more\n[b]\nx = 3\n'],
  ['[a]\r\nx = 1\r\n  2\r\n; c\r\n'],
  ['x = 1\n[a]\n'],
  ['[a]\nnothing\n'],
  ['[a]\nx = 1\nX = 2\n'],
  ['[a]\n[a]\n'],
  ['[a] # c\nx=\n'],
  ['[a]\nx = 1\n\n  # c\n\n  2\n\ny = 3\n  \n'],
  ['[DEFAULT]\n[a]\nx = %(here)s\n[DEFAULT]\n'],
  ['[]\n'],
  ['[a]\n= 1\n'],
  [''],
])('reads as ConfigParser does: %j', (text) => {
  expect(values(text)).toEqual(configParser(text));
});

test('spans and errors', () => {
  const text = '[a]\r\n"🎉" = 1\r\nurl = x  \r\n  y\r\n';
  const entry = iniEntry(readIni(text), 'a', 'URL');
  expect(text.slice(entry?.start, entry?.end)).toBe('url = x  \r\n  y');
  expect(entry?.valueStart).toBe(text.indexOf('x'));
  expect(readIni('\nx = 1\n').error).toEqual({ reason: 'a key before any section', line: 2 });
  expect(readIni('[a]\nx\n').error).toEqual({ reason: 'neither a section nor a key', line: 2 });
  expect(readIni('[a]\nx=1\nx=1\n').error).toEqual({ reason: 'key x stands twice', line: 3 });
});

function comment(text: string, masked?: string): string {
  const once = applyEdits(text, commentOutKey(text, 'a', 'url', 'from DATABASE_URL', masked));
  expect(commentOutKey(once, 'a', 'url', 'from DATABASE_URL', masked)).toEqual([]);
  return once;
}

test.each([
  ['plain', '[a]\nurl = x \ny = 1\n', '[a]\n# from DATABASE_URL\n# url = x \ny = 1\n'],
  ['CRLF', '# é🎉\r\n[a]\r\nurl = x\r\n', '# é🎉\r\n[a]\r\n# from DATABASE_URL\r\n# url = x\r\n'],
  [
    'continued',
    '[a]\nurl =\n  x\n\n  # c\n  y\nz = 1\n',
    '[a]\n# from DATABASE_URL\n# url =\n#   x\n\n  # c\n#   y\nz = 1\n',
  ],
  ['indented', '[a]\n  y = 1\n  url = x', '[a]\n  y = 1\n  # from DATABASE_URL\n  # url = x'],
  ['another section', '[b]\nurl = x\n', '[b]\nurl = x\n'],
  ['already a comment', '[a]\n# url = x\n', '[a]\n# url = x\n'],
])('comments out: %s', (_, before, after) => {
  expect(comment(before)).toBe(after);
});

test('a secret is not repeated', () => {
  expect(comment('[a]\nurl = secret  \ny = 1\n', 'url =')).toBe(
    '[a]\n# from DATABASE_URL\n# url =  \ny = 1\n',
  );
  expect(comment('[a]\nurl = x\n  ?y=z\ny = 1\n', 'url = ***\n?y=z')).toBe(
    '[a]\n# from DATABASE_URL\n# url = *** ?y=z\ny = 1\n',
  );
  const text = '[a]\r\nurl =\r\n  se\r\n  # c\r\n  cret\r\ny = 1\r\n';
  expect(comment(text, 'url = ***')).toBe('[a]\r\n# from DATABASE_URL\r\n# url = ***\r\n  # c\r\ny = 1\r\n');
});

test('commenting out in what is not INI is refused', () => {
  expect(() => comment('url = x\n')).toThrow('line 1: a key before any section');
});

import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { addToArray, replaceArrayItem } from './array.ts';
import { setKey } from './key.ts';
import { readToml } from './read.ts';
import { addTable, addToTables, tomlString } from './table.ts';

const path = ['project', 'dependencies'];

function add(body: string, value = 'c>=1'): string {
  const text = `# é🎉\n[project]\n${body}`;
  const once = applyEdits(text, addToArray(text, path, value));
  expect(addToArray(once, path, value)).toEqual([]);
  expect(readToml(once).error).toBeNull();
  return once.slice(text.indexOf('[project]') + 10);
}

test.each([
  ['one line', 'dependencies = ["a"]', 'dependencies = ["a", "c>=1"]'],
  ['one line, comma', 'dependencies = ["a",]', 'dependencies = ["a", "c>=1",]'],
  ['literal strings', "dependencies = ['a']", "dependencies = ['a', 'c>=1']"],
  ['empty', 'dependencies = []', 'dependencies = ["c>=1"]'],
  ['empty with comment', 'dependencies = [\n  # x\n]', 'dependencies = [\n  # x\n  "c>=1",\n]'],
  [
    'lines',
    'dependencies = [\n  "a",\n  "b[x,y]",  # b, c\n]\n',
    'dependencies = [\n  "a",\n  "b[x,y]",  # b, c\n  "c>=1",\n]\n',
  ],
  ['no final comma', 'dependencies = [\r\n\t"a"  # b\r\n]', 'dependencies = [\r\n\t"a",  # b\n\t"c>=1"\r\n]'],
  ['present', 'dependencies = ["c>=1"]', 'dependencies = ["c>=1"]'],
  ['dotted', 'x = 1\n[a]\n', 'x'],
])('array: %s', (name, before, after) => {
  if (name === 'dotted') expect(() => add(before)).toThrow('no array at project.dependencies');
  else expect(add(before)).toBe(after);
});

test('array: a marker with quotes', () => {
  expect(add("dependencies = ['a']", "c; python_version < '3.9'")).toBe(
    `dependencies = ['a', "c; python_version < '3.9'"]`,
  );
});

test('array: CRLF', () => {
  const text = '[project]\r\ndependencies = [\r\n    "a",\r\n]\r\n';
  expect(applyEdits(text, addToArray(text, path, 'c'))).toBe(text.replace('"a",', '"a",\r\n    "c",'));
});

test.each([
  ['[project]\ndependencies = ["a", "g[u]==1"]\n', '[project]\ndependencies = ["a", "g==1", "u==2"]\n'],
  [
    '[project]\ndependencies = [\n  "g[u]==1", # c\n]\n',
    '[project]\ndependencies = [\n  "g==1",\n  "u==2", # c\n]\n',
  ],
  ['[project]\ndependencies = ["u==2", "g[u]==1"]\n', '[project]\ndependencies = ["u==2", "g==1"]\n'],
  ['[project]\ndependencies = ["g"]\n', '[project]\ndependencies = ["g"]\n'],
])('array item replaced in %j', (before, after) => {
  const once = applyEdits(before, replaceArrayItem(before, path, 'g[u]==1', ['g==1', 'u==2']));
  expect(once).toBe(after);
  expect(replaceArrayItem(once, path, 'g[u]==1', ['g==1', 'u==2'])).toEqual([]);
});

const table = ['tool', 'poetry', 'dependencies'];
test.each([
  [
    'end of the table',
    '[tool.poetry.dependencies]\na = "1"  # x\n\n[z]\n',
    '[tool.poetry.dependencies]\na = "1"  # x\ng = "^2"\n\n[z]\n',
  ],
  [
    'empty table, CRLF',
    '[tool.poetry.dependencies]\r\n\r\n[z]\r\n',
    '[tool.poetry.dependencies]\r\ng = "^2"\r\n\r\n[z]\r\n',
  ],
  [
    'replaced',
    '[tool.poetry.dependencies]\n"g" = {version = "1"} # x\n',
    '[tool.poetry.dependencies]\n"g" = "^2" # x\n',
  ],
  ['indented', '[tool.poetry.dependencies]\n  a = 1\n', '[tool.poetry.dependencies]\n  a = 1\n  g = "^2"\n'],
  [
    'inline',
    '[tool.poetry]\ndependencies = { a = 1 }\n',
    '[tool.poetry]\ndependencies = { a = 1, g = "^2" }\n',
  ],
  ['empty inline', '[tool.poetry]\ndependencies = {}\n', '[tool.poetry]\ndependencies = { g = "^2" }\n'],
  ['new table', '[z]\na = "🎉"\n', '[z]\na = "🎉"\n\n[tool.poetry.dependencies]\ng = "^2"\n'],
  ['new table, no newline', '[z]', '[z]\n\n[tool.poetry.dependencies]\ng = "^2"\n'],
  ['new file', '', '[tool.poetry.dependencies]\ng = "^2"\n'],
  [
    'beside a table below',
    '[tool.poetry.dependencies.b]\na = 1\n',
    '[tool.poetry.dependencies.b]\na = 1\n\n[tool.poetry.dependencies]\ng = "^2"\n',
  ],
])('key: %s', (_, before, after) => {
  const once = applyEdits(before, setKey(before, table, 'g', '"^2"'));
  expect(once).toBe(after);
  expect(setKey(once, table, 'g', '"^2"')).toEqual([]);
  expect(readToml(once).error).toBeNull();
});

test('key: a Pipfile', () => {
  const text = '[packages]\nflask = "*"\n\n[dev-packages]\npytest = "*"\n';
  expect(applyEdits(text, setKey(text, ['packages'], 'a.b', '"*"'))).toBe(
    text.replace('flask = "*"\n', 'flask = "*"\n"a.b" = "*"\n'),
  );
});

test('key: at the top', () => {
  expect(applyEdits('a = 1\n[b]\n', setKey('a = 1\n[b]\n', [], 'g', '2'))).toBe('a = 1\ng = 2\n[b]\n');
  expect(applyEdits('[b]\n', setKey('[b]\n', [], 'g', '2'))).toBe('g = 2\n[b]\n');
});

test('key: a table in dotted pieces is refused', () => {
  const text = '[tool.poetry]\ndependencies.a = 1\n';
  expect(() => setKey(text, table, 'g', '1')).toThrow('tool.poetry.dependencies is written with dotted keys');
});

test('what is not TOML gives the reason and the line', () => {
  expect(readToml('a = 1\nb = \n')).toMatchObject({ values: null, error: { line: 3 } });
  expect(readToml('a = 1\na = 2\n').error?.reason).toBe('Defining a key multiple times is invalid');
  expect(readToml('[a]\nb = [1]\n')).toEqual({ values: { a: { b: [1] } }, error: null });
});

test.each([
  ['at the end', 'a = 1\n\n[z]\nb = 2  \n\n', [], '[n]', 'a = 1\n\n[z]\nb = 2  \n\n[n]\nk = "v"\n\n'],
  ['of an empty file', '', [], '[n]', '[n]\nk = "v"\n'],
  [
    'inside another, indented as that is',
    '[h]\r\n  p = 1 # p\r\n[h.c]\r\n  d = 1\r\n[v]\r\n  e = 1\r\n',
    ['h'],
    '[[h.x]]',
    '[h]\r\n  p = 1 # p\r\n[h.c]\r\n  d = 1\r\n\r\n[[h.x]]\r\n  k = "v"\r\n[v]\r\n  e = 1\r\n',
  ],
])('table: %s', (_, before, below, header, after) => {
  expect(applyEdits(before, addTable(before, header, [['k', '"v"']], below))).toBe(after);
  expect(readToml(after).error).toBeNull();
});

test('tables: a key for each that lacks it', () => {
  const text = '[[m]]\na = 1\n[[m]]\n  k = 1\n[[m]] # none\n[m.n]\na = 1\n';
  expect(applyEdits(text, addToTables(text, ['m'], 'k', '2'))).toBe(
    '[[m]]\na = 1\nk = 2\n[[m]]\n  k = 1\n[[m]] # none\nk = 2\n[m.n]\na = 1\n',
  );
});

test("tables: a string in the file's quotes", () => {
  expect(tomlString("a = 1\n[b]\nc = 'x'\n", 'y')).toBe("'y'");
  expect(tomlString("c = 'x'\n", "it's")).toBe('"it\'s"');
  expect(tomlString('a = 1\n', 'y')).toBe('"y"');
});

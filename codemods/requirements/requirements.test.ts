import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { addRequirement, splitExtra } from './edit.ts';
import { isHashed, parseRequirementOptions, parseRequirements } from './parse.ts';
import { refusedLine } from './refused.ts';

function one(text: string) {
  const [requirement, ...more] = parseRequirements(text);
  if (!requirement) throw new Error('no requirement');
  expect(more).toEqual([]);
  return requirement;
}

test.each([
  ['Flask_SQLAlchemy.x', 'flask-sqlalchemy-x', [], '', '', ''],
  ['uvicorn[standard, x] >= 0.2 , < 1  # é🎉', 'uvicorn', ['standard', 'x'], '>= 0.2 , < 1', '', '# é🎉'],
  ['a (>=1)', 'a', [], '>=1', '', ''],
  ['a==1;python_version<"3.9"', 'a', [], '==1', 'python_version<"3.9"', ''],
  ['a ; sys_platform == "win32"', 'a', [], '', 'sys_platform == "win32"', ''],
  ['a==1 --hash=sha256:ab', 'a', [], '==1', '', ''],
  ['a~=1.0#x', 'a', [], '~=1.0#x', '', ''],
])('reads %j', (text, name, extras, specifier, marker, comment) => {
  expect(one(text)).toMatchObject({ name, extras, specifier, marker, comment, url: null, line: 1 });
});

test.each([
  ['a @ https://x/y.zip;z ; os_name == "nt"', 'a', 'https://x/y.zip;z', 'os_name == "nt"'],
  ['git+https://x/y.git@v1#egg=My_Pkg', 'my-pkg', 'git+https://x/y.git@v1#egg=My_Pkg', ''],
  ['-e git+https://x/y.git#egg=a[b]', 'a', 'git+https://x/y.git#egg=a[b]', ''],
])('reads the address in %j', (text, name, url, marker) => {
  expect(one(text)).toMatchObject({ name, url, marker, specifier: '' });
});

test.each([['# a'], [''], ['./local'], ['https://x/y.zip'], ['-e .[dev]'], ['-r a.txt'], ['a b']])(
  'no named requirement in %j',
  (text) => {
    expect(parseRequirements(text)).toEqual([]);
  },
);

test('spans and lines with CRLF, comments and continued lines', () => {
  const text = '# é🎉\r\n\r\na==1 \\\r\n    --hash=sha256:ab  # c\r\nb\r\n';
  const [a, b] = parseRequirements(text);
  expect(a).toMatchObject({ name: 'a', specifier: '==1', hashed: true, line: 3, comment: '# c' });
  expect(text.slice(a?.start, a?.end)).toBe('a==1 \\\r\n    --hash=sha256:ab');
  expect(b).toMatchObject({ name: 'b', line: 5, start: text.indexOf('b\r'), end: text.length - 2 });
});

test('options', () => {
  const text = '-r base.txt\n--constraint=c.txt\n-e .\n-i https://x  # c\n--no-binary :all:\n-rx.txt\na\n';
  expect(parseRequirementOptions(text).map(({ option, value }) => [option, value])).toEqual([
    ['-r', 'base.txt'],
    ['-c', 'c.txt'],
    ['-e', '.'],
    ['--index-url', 'https://x'],
    ['--no-binary', ':all:'],
    ['-r', 'x.txt'],
  ]);
});

test('hashes', () => {
  expect(isHashed('a==1 \\\n  --hash=sha256:ab\n')).toBe(true);
  expect(isHashed('--require-hashes\na\n')).toBe(true);
  expect(isHashed('# --hash=x\na\n')).toBe(false);
});

function add(text: string, near?: string): string {
  const once = applyEdits(text, addRequirement(text, 'gunicorn==23.0.0', near));
  expect(addRequirement(once, 'gunicorn==23.0.0', near)).toEqual([]);
  return once;
}

const line = 'gunicorn==23.0.0';
test.each([
  ['empty', '', undefined, `${line}\n`],
  ['sorted', 'fastapi\nuvicorn\n', undefined, `fastapi\n${line}\nuvicorn\n`],
  ['sorted, first', 'uvicorn\n', undefined, `${line}\nuvicorn\n`],
  ['unsorted', 'uvicorn\nfastapi\n', undefined, `uvicorn\nfastapi\n${line}\n`],
  ['no final newline', 'uvicorn\nfastapi', undefined, `uvicorn\nfastapi\n${line}`],
  [
    'near',
    '# web\nuvicorn[standard]==1  # c\n\n# db\nsqlalchemy\n',
    'Uvicorn',
    `# web\nuvicorn[standard]==1  # c\n${line}\n\n# db\nsqlalchemy\n`,
  ],
  ['near is missing', 'a\n\nz\n', 'flask', `a\n\nz\n${line}\n`],
  ['near over lines', 'flask==1 \\\n  --hash=x:y\nb\n', 'flask', `flask==1 \\\n  --hash=x:y\n${line}\nb\n`],
  ['CRLF', 'a\r\nz\r\n', undefined, `a\r\n${line}\r\nz\r\n`],
  ['blank lines at the end', 'z\na\n\n\n', undefined, `z\na\n${line}\n\n\n`],
  ['already there', 'Gunicorn>=20\n', undefined, 'Gunicorn>=20\n'],
  ['emoji', '# 🎉é\nz\na\n', undefined, `# 🎉é\nz\na\n${line}\n`],
])('adds: %s', (_, before, near, after) => {
  expect(add(before, near)).toBe(after);
});

test('what is not a requirement is refused', () => {
  expect(() => addRequirement('', '-r x')).toThrow('not a requirement: -r x');
});

test.each([
  ['alone', 'gunicorn[uvicorn]==21.2.0  # c\n', 'gunicorn==21.2.0  # c\nuvicorn==0.30\n'],
  ['one of two', 'gunicorn[gevent, Uvicorn]\r\nb\r\n', 'gunicorn[gevent]\r\nuvicorn==0.30\r\nb\r\n'],
  ['replacement present', 'gunicorn[uvicorn]\nuvicorn[standard]\n', 'gunicorn\nuvicorn[standard]\n'],
  ['no newline', 'gunicorn[uvicorn]', 'gunicorn\nuvicorn==0.30'],
  ['another extra', 'gunicorn[gevent]\n', 'gunicorn[gevent]\n'],
  ['in a comment', '# gunicorn[uvicorn]\n', '# gunicorn[uvicorn]\n'],
])('splits an extra: %s', (_, before, after) => {
  const once = applyEdits(before, splitExtra(before, 'gunicorn', 'uvicorn', ['uvicorn==0.30']));
  expect(once).toBe(after);
  expect(splitExtra(once, 'gunicorn', 'uvicorn', ['uvicorn==0.30'])).toEqual([]);
});

test.each([
  ['a==1b==2', 1],
  ['a\n\n# c\n<<<<<<< HEAD\nb\n', 4],
  ['a=1.0', 1],
  ['a 1.0', 1],
  ['a\npip install b', 2],
  ['a==1#c', 1],
])('pip refuses a line of %j', (text, line) => {
  expect(refusedLine(text)?.line).toBe(line);
});

test.each([
  'a == 1.0, < 2 ; os_name == "nt"',
  'a[b, c] (>=1)',
  'a==1;',
  'a===2004d  # c',
  'a~=1.0 \\\n  --hash=sha256:ab',
  '#\r\r\n# c\r\r\na==1\r\r\nb==2',
  '-r b.txt\n--index-url https://x/\n./a\n../a[b]\na.whl\na @ https://x/y.zip\ngit+https://x/y.git',
])('pip reads %j', (text) => {
  expect(refusedLine(text)).toBeNull();
});

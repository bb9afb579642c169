import { describe, expect, it } from 'vitest';
import { applyEdits } from '../edit.ts';
import {
  joinWords,
  literalWords,
  option,
  parseShell,
  removeFlag,
  removeOption,
  type SimpleCommand,
  setOption,
  withExec,
} from './index.ts';

const words = (command: SimpleCommand | undefined) => command?.words.map((word) => word.value ?? word.raw);
const programs = (text: string) => parseShell(text).map((command) => words(command)?.join(' '));

function only(text: string): SimpleCommand {
  const [command, ...rest] = parseShell(text);
  if (!command || rest.length > 0) throw new Error('expected one command');
  return command;
}

/** Every word with a place must be found there. */
function expectPlaces(text: string): void {
  for (const command of parseShell(text)) {
    for (const word of [...command.words, ...command.wrappers]) {
      if (word.start >= 0) expect(text.slice(word.start, word.end)).toBe(word.raw);
    }
    for (const { name, start, end } of command.assignments) {
      if (start >= 0) expect(text.slice(start, end).startsWith(`${name}=`)).toBe(true);
    }
  }
}

describe('parseShell', () => {
  it('lists commands in order with what joins them', () => {
    const text = 'alembic upgrade head && python seed.py || true; gunicorn app:app | tee log & sleep 1\nwait';
    expect(parseShell(text).map((command) => [command.operator, words(command)?.[0]])).toEqual([
      [null, 'alembic'],
      ['&&', 'python'],
      ['||', 'true'],
      [';', 'gunicorn'],
      ['|', 'tee'],
      ['&', 'sleep'],
      [';', 'wait'],
    ]);
    expectPlaces(text);
  });

  it('enters groups, conditions and loops, and leaves functions out', () => {
    expect(
      programs('f() { hidden; }; (a; { b; }); if c; then d; elif e; then g; else h; fi; while i; do j; done'),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i', 'j']);
  });

  it('knows what is expanded and what is literal', () => {
    const command = only(`x $A "a $B" '$C' "d"'e' --allow=* \${P:-1} \`y\``);
    expect(command.words.map((word) => word.value)).toEqual([
      'x',
      null,
      null,
      '$C',
      'de',
      '--allow=*',
      null,
      null,
    ]);
  });

  it.each([
    ['exec gunicorn app:app', 'gunicorn app:app', 'exec'],
    ['env -u X A=b gunicorn app:app', 'gunicorn app:app', 'env -u X A=b'],
    ['cross-env NODE_ENV=production node x.js', 'node x.js', 'cross-env NODE_ENV=production'],
    ['dotenv -e .env.prod -- next start', 'next start', 'dotenv -e .env.prod --'],
    ['dotenv -f .env run -- python x.py', 'python x.py', 'dotenv -f .env run --'],
    ['poetry run uvicorn a:b', 'uvicorn a:b', 'poetry run'],
    ['uv run --with x -- uvicorn a:b', 'uvicorn a:b', 'uv run --with x --'],
    ['/usr/bin/dumb-init -- npx --yes next start', 'next start', '/usr/bin/dumb-init -- npx --yes'],
    ['tini -g -- timeout -k 5 10 node x', 'node x', 'tini -g -- timeout -k 5 10'],
    ['nohup time pipenv run python x', 'python x', 'nohup time pipenv run'],
  ])('takes wrappers off: %s', (text, program, wrappers) => {
    const command = only(text);
    expect(words(command)?.join(' ')).toBe(program);
    expect(command.wrappers.map((word) => word.raw).join(' ')).toBe(wrappers);
    expectPlaces(text);
  });

  it('leaves a wrapper alone that has no program behind it', () => {
    expect(words(only('exec'))).toEqual(['exec']);
    expect(words(only('npx'))).toEqual(['npx']);
  });

  it('collects the variables of a command', () => {
    const text = `A=1 B="$X" env C='c d' node x.js`;
    expect(only(text).assignments.map(({ name, value }) => [name, value])).toEqual([
      ['A', '1'],
      ['B', null],
      ['C', 'c d'],
    ]);
    expectPlaces(text);
  });

  it('enters sh -c and maps offsets to the outer text', () => {
    const text = `A=1 exec /bin/sh -c 'alembic upgrade head && exec gunicorn app:app --bind 0.0.0.0:$PORT' 2>&1`;
    const [first, second] = parseShell(text);
    expect(words(second)).toEqual(['gunicorn', 'app:app', '--bind', '0.0.0.0:$PORT']);
    expect(second?.operator).toBe('&&');
    expect(first?.nested).toBe(1);
    expect(second?.wrappers.map((word) => word.raw)).toEqual(['exec', '/bin/sh', '-c', 'exec']);
    expect(second?.assignments.map(({ name }) => name)).toEqual(['A']);
    expect(text.slice(second?.start, second?.end)).toBe('exec gunicorn app:app --bind 0.0.0.0:$PORT');
    expectPlaces(text);
  });

  it.each(['bash -lc "exec x y"', 'bash -euo pipefail -c "exec x y"', `sh -c "bash -c 'x y'"`])(
    'enters %s',
    (text) => {
      expect(words(only(text))).toEqual(['x', 'y']);
      expect(text.slice(only(text).words[0]?.start, only(text).words[1]?.end)).toBe('x y');
    },
  );

  it('gives no place where escapes hide it', () => {
    const command = only('sh -c "uvicorn a:b --port \\$PORT"');
    expect(words(command)).toEqual(['uvicorn', 'a:b', '--port', '$PORT']);
    expect(command.words.map((word) => word.start)).toEqual([-1, -1, -1, -1]);
    expect(() => setOption('', command, ['--port'], '1')).toThrow('cannot be edited in place');
  });

  it('reports a syntax error in one line', () => {
    expect(() => parseShell('echo "a')).toThrow(
      'shell syntax error at character 6: unterminated double quote',
    );
    expect(() => parseShell(`sh -c 'a &&'`)).toThrow('shell syntax error');
    expect(parseShell('')).toEqual([]);
    expect(parseShell('# nothing')).toEqual([]);
  });
});

describe('options', () => {
  it.each([
    ['x --host 127.0.0.1 y', '127.0.0.1', '127.0.0.1'],
    ['x --host=127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['x "--host=127.0.0.1"', '127.0.0.1', '127.0.0.1'],
    ['x -h 127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['x -h127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['x --host "$HOST"', null, '"$HOST"'],
    ['x --host=$HOST', null, '$HOST'],
    ['x --host a --host b', 'b', 'b'],
    ['x --host -', '-', '-'],
  ])('reads %s', (text, value, raw) => {
    const found = option(only(text), ['--host', '-h']);
    expect(found?.value).toBe(value);
    expect(found?.raw).toBe(raw);
    expect(text.slice(found?.start, found?.end)).toBe(raw);
  });

  it('does not mistake other words for the option', () => {
    expect(option(only('x --hostname a -host'), ['--host'])).toBeNull();
    expect(option(only('--host a'), ['--host'])).toBeNull();
    expect(option(only('x --host --port 1'), ['--host'])).toMatchObject({ value: null, raw: '' });
  });

  it.each([
    ['x --host 127.0.0.1 y', 'x --host 0.0.0.0 y'],
    ['x --host=127.0.0.1', 'x --host=0.0.0.0'],
    ['x -h127.0.0.1', 'x -h0.0.0.0'],
    ['x  a   2>&1 && y', 'x  a --host 0.0.0.0   2>&1 && y'],
    ['x --host --port 1', 'x --host 0.0.0.0 --port 1'],
    [`sh -c 'exec x' # c`, `sh -c 'exec x --host 0.0.0.0' # c`],
    ['x --host 0.0.0.0', 'x --host 0.0.0.0'],
  ])('sets the option in %s', (text, result) => {
    const [command] = parseShell(text);
    if (!command) throw new Error('no command');
    expect(applyEdits(text, setOption(text, command, ['--host', '-h'], '0.0.0.0'))).toBe(result);
  });

  it('refuses a value that would end the quotes', () => {
    const text = `sh -c 'x --port 1'`;
    expect(() => setOption(text, only(text), ['--port'], `'a'`)).toThrow("cannot stand between ' quotes");
  });

  it.each([
    ['x y --reload', ['--reload'], 'x y'],
    ['x --port 1 --host a', ['--port'], 'x --host a'],
    ['x -p1 a -p 2 b', ['-p'], 'x a b'],
    ['x \\\n  --port 1 \\\n  --host a', ['--port'], 'x \\\n  --host a'],
  ])('removes the option from %s', (text, names, result) => {
    expect(applyEdits(text, removeOption(text, only(text), names))).toBe(result);
  });

  it.each([
    ['uvicorn --reload app:app', 'uvicorn app:app'],
    ['uvicorn app:app  --reload --port 1 --reload', 'uvicorn app:app --port 1'],
    ['sh -c "uvicorn --reload app:app"', 'sh -c "uvicorn app:app"'],
    ['uvicorn app:app --reload-dir src', 'uvicorn app:app --reload-dir src'],
  ])('removes a flag and not the word behind it: %s', (text, result) => {
    expect(applyEdits(text, removeFlag(text, only(text), ['--reload']))).toBe(result);
  });
});

describe('words', () => {
  it('quotes only what needs it', () => {
    expect(joinWords(['a', 'b c', '$P', "it's", '', '--x=1', '*'])).toBe(
      `a 'b c' '$P' 'it'\\''s' '' --x=1 '*'`,
    );
    expect(literalWords(joinWords(['a', 'b c', '$P', "it's", '', '~/x']))).toEqual([
      'a',
      'b c',
      '$P',
      "it's",
      '',
      '~/x',
    ]);
  });

  it.each(['a $B', 'a && b', 'A=1 a', 'a > b', 'a *', 'a {b,c}', 'a ~/x', 'a "', 'a; b', 'a &', '', 'a | b'])(
    'knows that a shell is needed for %s',
    (text) => expect(literalWords(text)).toBeNull(),
  );

  it.each([
    ['gunicorn app:app', 'exec gunicorn app:app'],
    ['a && A=1 b $P', 'a && A=1 exec b $P'],
    ['a; b', 'a; exec b'],
    ['exec a', 'exec a'],
    ['a | b', 'a | b'],
    ['a &', 'a &'],
    ['(a)', '(a)'],
  ])('puts exec into %s', (text, result) => expect(withExec(text)).toBe(result));
});

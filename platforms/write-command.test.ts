import { applyEdits } from '@unblock/codemods';
import { describe, expect, it } from 'vitest';
import { type CommandText, type Deployable, readManifests, writeCommand } from './index.ts';

function starts(path: string, text: string): CommandText[] {
  const { deployables } = readManifests([{ path, text }]);
  return deployables.flatMap(({ start }: Deployable) => (start ? [start] : []));
}

/** Replaces in the first start command of a manifest, and reads it back. */
function rewrite(path: string, text: string, change: (command: string) => string): string {
  const [command] = starts(path, text);
  if (!command) throw new Error('no command');
  const wanted = change(command.text);
  const result = applyEdits(text, writeCommand(text, command, wanted));
  const [after] = starts(path, result);
  if (after && command.form === 'shell') expect(after.text).toBe(wanted);
  return result;
}

const publicHost = (command: string) => command.replace('127.0.0.1', '0.0.0.0');
const port = `\${PORT:-8000}`;
const dynamicPort = (command: string) => command.replace('8000', port);

describe('writeCommand', () => {
  const service = (command: string) =>
    `services:\n  - type: web\n    startCommand: ${command}\n    plan: free # p\n`;

  it.each([
    ['x -b 127.0.0.1 # c', 'x -b 0.0.0.0 # c'],
    ["'x -b 127.0.0.1'", "'x -b 0.0.0.0'"],
    ['"x -b 127.0.0.1"', '"x -b 0.0.0.0"'],
    ['>-\n      x\n      -b 127.0.0.1', '>-\n      x\n      -b 0.0.0.0'],
    ['|\n      x -b 127.0.0.1', '|\n      x -b 0.0.0.0'],
    ['x\n      -b 127.0.0.1', 'x\n      -b 0.0.0.0'],
  ])('keeps the YAML notation of %j', (before, after) => {
    expect(rewrite('render.yaml', service(before), publicHost)).toBe(service(after));
    const windows = service(before).replaceAll('\n', '\r\n');
    expect(rewrite('render.yaml', windows, publicHost)).toBe(service(after).replaceAll('\n', '\r\n'));
  });

  it('quotes in YAML what needs it', () => {
    expect(rewrite('render.yaml', service('x'), () => 'x # y: z')).toBe(service("'x # y: z'"));
  });

  it('writes JSON and TOML strings', () => {
    const json = '{"deploy": {"startCommand": "x -b 127.0.0.1 \\"q\\""}}\r\n';
    expect(rewrite('railway.json', json, publicHost)).toBe(
      '{"deploy": {"startCommand": "x -b 0.0.0.0 \\"q\\""}}\r\n',
    );
    const toml = (value: string) => `[deploy]\nstartCommand = ${value} # c\n`;
    expect(rewrite('railway.toml', toml("'x -b 127.0.0.1'"), publicHost)).toBe(toml("'x -b 0.0.0.0'"));
    expect(rewrite('railway.toml', toml('"x -b 127.0.0.1"'), publicHost)).toBe(toml('"x -b 0.0.0.0"'));
    expect(rewrite('railway.toml', toml("'x'"), () => "x 'a b'")).toBe(toml(`"x 'a b'"`));
  });

  it('gives a command without a shell one when it needs it', () => {
    const fly = (command: string) => `[processes]\napp = ${command}\n`;
    expect(rewrite('fly.toml', fly('"x -b 127.0.0.1:8000"'), publicHost)).toBe(fly('"x -b 0.0.0.0:8000"'));
    expect(rewrite('fly.toml', fly('"x -b :8000"'), dynamicPort)).toBe(fly(`"sh -c 'exec x -b :${port}'"`));
  });

  it.each([
    ['FROM scratch', false],
    ['FROM gcr.io/distroless/nodejs22-debian12', false],
    ['FROM gcr.io/distroless/python3:debug-nonroot', true],
    ['FROM cgr.dev/chainguard/python:latest', false],
    ['FROM cgr.dev/chainguard/python:latest-dev', true],
    ['FROM scratch AS base\nFROM base', false],
    ['FROM scratch AS base\nFROM python:3.12', true],
  ])('gives a shell to an exec form only where the image has one: %j', (from, hasShell) => {
    const image = (args: string) => `${from}\nCMD [${args}]\n`;
    const write = () => rewrite('Dockerfile', image('"x", "-b", ":8000"'), dynamicPort);
    if (hasShell) expect(write()).toBe(image(`"sh", "-c", "exec x -b :${port}"`));
    else expect(write).toThrow('the image has no shell');
  });

  it('writes Procfile lines', () => {
    const text = 'release: a\r\nweb:   x -b 127.0.0.1  \r\n';
    const { deployables } = readManifests([{ path: 'Procfile', text }]);
    const command = deployables.find(({ name }) => name === 'web')?.start;
    if (!command) throw new Error('no command');
    const edits = writeCommand(text, command, 'x -b 0.0.0.0');
    expect(applyEdits(text, edits)).toBe('release: a\r\nweb:   x -b 0.0.0.0  \r\n');
    expect(edits.map(({ start, end }) => text.slice(start, end))).toEqual(['127.0.0.1']);
  });

  const docker = (cmd: string) => `FROM x\nCMD ${cmd}\nEXPOSE 80\n`;

  it.each([
    ['["x", "-b", "127.0.0.1"]', '["x", "-b", "0.0.0.0"]'],
    ['["x","-b","127.0.0.1","-w",  "2"]', '["x","-b","0.0.0.0","-w",  "2"]'],
    ['["x", \\\n  "-b", "127.0.0.1"]', '["x", \\\n  "-b", "0.0.0.0"]'],
    ['x -b 127.0.0.1', 'x -b 0.0.0.0'],
    ['x \\\n  # c\n  -b 127.0.0.1 \\\n  -w 2', 'x \\\n  # c\n  -b 0.0.0.0 \\\n  -w 2'],
  ])('keeps the Dockerfile notation of %j', (before, after) => {
    expect(rewrite('Dockerfile', docker(before), publicHost)).toBe(docker(after));
    const windows = docker(before).replaceAll('\n', '\r\n');
    expect(rewrite('Dockerfile', windows, publicHost)).toBe(docker(after).replaceAll('\n', '\r\n'));
  });

  it('adds and removes elements of an exec array', () => {
    expect(rewrite('Dockerfile', docker('["x", "y"]'), (text) => `${text} --host 0.0.0.0`)).toBe(
      docker('["x", "y", "--host", "0.0.0.0"]'),
    );
    expect(rewrite('Dockerfile', docker('["x", "--reload", "y"]'), () => 'x y')).toBe(docker('["x", "y"]'));
    expect(rewrite('Dockerfile', docker('["x", "y"]'), () => 'x')).toBe(docker('["x"]'));
    expect(rewrite('Dockerfile', docker('["x", "y"]'), () => 'y')).toBe(docker('["y"]'));
    expect(rewrite('Dockerfile', docker('["x"]'), () => 'a x')).toBe(docker('["a", "x"]'));
  });

  it('runs an exec array through a shell when it has to expand', () => {
    expect(rewrite('Dockerfile', docker('["x", "--port", "8000"]'), dynamicPort)).toBe(
      docker(`["sh", "-c", "exec x --port ${port}"]`),
    );
    expect(rewrite('Dockerfile', docker('["x", "--port", "8000"]'), () => 'a && x --port "$PORT"')).toBe(
      docker('["sh", "-c", "a && exec x --port \\"$PORT\\""]'),
    );
  });

  it('keeps an inner script in its array', () => {
    const text = docker('["sh", "-c", "exec x --port 8000"]');
    expect(rewrite('Dockerfile', text, dynamicPort)).toBe(docker(`["sh", "-c", "exec x --port ${port}"]`));
  });

  it('writes units, without a shell', () => {
    const unit = (value: string) => `[Service]\nExecStart=-${value}\nUser=x\n`;
    const text = unit('/x \\\n  -b 0.0.0.0:80');
    expect(rewrite('a.service', text, (command) => command.replace('0.0.0.0', '127.0.0.1'))).toBe(
      unit('/x \\\n  -b 127.0.0.1:80'),
    );
    expect(rewrite('a.service', text, (command) => command.replace(':80', ':$PORT'))).toContain(
      '0.0.0.0:$PORT',
    );
    expect(() => rewrite('a.service', text, () => 'a && b')).toThrow('has no shell');
  });

  it('refuses a command without a place, or that has moved', () => {
    const text = 'FROM x\nENTRYPOINT ["x"]\nCMD ["y"]\n';
    expect(() => rewrite('Dockerfile', text, () => 'z')).toThrow('put together from several places');
    const [command] = starts('Procfile', 'web: x y\n');
    if (!command) throw new Error('no command');
    expect(() => writeCommand('web: something else\n', command, 'z')).toThrow('not where it was read');
    expect(writeCommand('', command, 'x y')).toEqual([]);
  });
});

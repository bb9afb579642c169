import { describe, expect, it } from 'vitest';
import { decode, readDockerfile } from './index.ts';

const TEXT = `# syntax=docker/dockerfile:1
ARG V=3.12
FROM python:\${V} AS base
ENV A=1 B="x y" \\
    C=3
EXPOSE 80 \${P} 8000/tcp
CMD ["inherited"]

FROM node:22 AS assets
CMD npm run build

FROM base
RUN <<EOF
pip install x
EOF
RUN --mount=type=cache,target=/x pip install y \\
    # a comment
    && true
COPY --from=assets /a /b ./c/
COPY ["d e", "f"]
WORKDIR /app
WORKDIR src
HEALTHCHECK --interval=5s CMD curl -f http://localhost:8000/health || exit 1
ENTRYPOINT ["dumb-init", "--"]
CMD ["uvicorn", "main:app", \\
  "--port", "$PORT"]
`;

describe.each([
  ['LF', TEXT],
  ['CRLF', TEXT.replaceAll('\n', '\r\n')],
])('readDockerfile with %s', (_name, text) => {
  const { stages, image, problem } = readDockerfile(text);
  const slice = (place: { start: number; end: number } | null | undefined) =>
    text.slice(place?.start, place?.end).replaceAll('\r', '');

  it('reads the stages', () => {
    expect(problem).toBeNull();
    expect(stages.map(({ name, base }) => [name, base])).toEqual([
      ['base', 'python:${'.concat('V}')],
      ['assets', 'node:22'],
      [null, 'base'],
    ]);
  });

  it('reads commands with their places', () => {
    expect(image?.cmd).toMatchObject({ form: 'exec', args: ['uvicorn', 'main:app', '--port', '$PORT'] });
    expect(image?.cmd?.text).toBe("uvicorn main:app --port '$PORT'");
    expect(slice(image?.cmd)).toBe('["uvicorn", "main:app", \\\n  "--port", "$PORT"]');
    expect(image?.entrypoint).toMatchObject({ form: 'exec', text: 'dumb-init --' });
    expect(image?.healthcheck).toMatchObject({
      form: 'shell',
      text: 'curl -f http://localhost:8000/health || exit 1',
    });
    expect(slice(image?.healthcheck)).toBe('curl -f http://localhost:8000/health || exit 1');
    expect(image?.runs.map((run) => run.text.trim())).toEqual(['pip install x', 'pip install y     && true']);
    expect(slice(image?.runs[0])).toBe('pip install x');
  });

  it('reads variables, ports, copies and the folder, inherited ones included', () => {
    expect(image?.env.map((variable) => [variable.name, variable.value, slice(variable)])).toEqual([
      ['A', '1', '1'],
      ['B', 'x y', '"x y"'],
      ['C', '3', '3'],
    ]);
    expect(image?.exposes.map((expose) => [expose.port, slice(expose)])).toEqual([
      [80, '80'],
      [null, '${'.concat('P}')],
      [8000, '8000/tcp'],
    ]);
    expect(image?.copies.map(({ sources, destination, from }) => [sources, destination, from])).toEqual([
      [['/a', '/b'], './c/', 'assets'],
      [['d e'], 'f', null],
    ]);
    expect(image?.workdir).toBe('/app/src');
  });
});

describe('readDockerfile on odd input', () => {
  it.each([
    ['', 1, 'no FROM instruction'],
    ['RUN x\n', 1, 'no FROM instruction'],
    ['FROM x\n\nSTART y\n', 3, 'unknown instruction START'],
  ])('tells what is wrong in %j', (text, line, reason) => {
    expect(readDockerfile(text)).toMatchObject({ image: null, problem: { line, reason } });
  });

  it('takes a broken array as the shell form, as Docker does', () => {
    const text = "FROM x\nCMD ['a', 'b']";
    const { image } = readDockerfile(text);
    expect(image?.cmd).toMatchObject({ form: 'shell', text: "['a', 'b']", args: null });
    expect(text.slice(image?.cmd?.start)).toBe("['a', 'b']");
  });

  it('inherits CMD unless an ENTRYPOINT stands in between', () => {
    expect(readDockerfile('FROM a AS b\nCMD x\nFROM b\nRUN y\n').image?.cmd?.text).toBe('x');
    expect(readDockerfile('FROM a AS b\nCMD x\nFROM b\nENTRYPOINT ["y"]\n').image?.cmd).toBeNull();
    expect(readDockerfile('FROM a AS b\nCMD x\nFROM c\n').image?.cmd).toBeNull();
    expect(readDockerfile('FROM a AS a\nCMD x\n').image?.cmd?.text).toBe('x');
  });

  it('reads other escape characters and instructions without arguments', () => {
    const { image } = readDockerfile('# escape=`\nFROM a\nCMD x `\n  y\nENV\nHEALTHCHECK NONE\n');
    expect(image).toMatchObject({ cmd: { text: 'x   y' }, healthcheck: null, env: [] });
    expect(decode('a \\\n\n # c\n b')).toBe('a  b');
  });
});

import { describe, expect, it } from 'vitest';
import { first, problemsOf, slice } from '../read.test-helper.ts';

describe('Dockerfile', () => {
  const start = (lines: string) => first('api/Dockerfile', `FROM python:3.12\n${lines}\n`).start;

  it('reads the command, variables and folder', () => {
    const text = 'FROM x\nENV PORT=8000 API_TOKEN=abc\nCMD ["uvicorn", "a:b", "--port", "$PORT"]\n';
    const found = first('api/Dockerfile', text);
    expect(found).toMatchObject({
      platform: 'docker',
      name: 'api',
      role: 'web',
      root: 'api',
      dockerfile: 'api/Dockerfile',
    });
    expect(found.start).toMatchObject({ form: 'exec', text: "uvicorn a:b --port '$PORT'" });
    expect(slice(text, found.start)).toBe('["uvicorn", "a:b", "--port", "$PORT"]');
    expect(found.variables).toEqual([
      { name: 'PORT', value: '8000' },
      { name: 'API_TOKEN', value: null },
    ]);
  });

  it('joins ENTRYPOINT and CMD', () => {
    expect(start('ENTRYPOINT ["tini", "--"]\nCMD ["node", "x.js"]')?.text).toBe('node x.js');
    expect(start('ENTRYPOINT ["./entrypoint.sh"]\nCMD node x.js')).toMatchObject({
      text: 'node x.js',
      form: 'shell',
    });
    expect(start('ENTRYPOINT ["uvicorn"]\nCMD ["a:b"]')).toMatchObject({
      text: 'uvicorn a:b',
      source: { start: -1 },
    });
    expect(start('ENTRYPOINT uvicorn a:b\nCMD ["c"]')).toMatchObject({ text: 'uvicorn a:b', form: 'shell' });
    expect(start('ENTRYPOINT ["python", "x.py"]')?.source.start).toBeGreaterThan(0);
    expect(start('RUN x')).toBeNull();
  });

  it('names variants', () => {
    expect(first('Dockerfile.worker', 'FROM x\n')).toMatchObject({
      name: 'worker',
      role: 'worker',
      root: '',
    });
    expect(first('Dockerfile', 'FROM x\n')).toMatchObject({ name: 'docker', role: 'web' });
    expect(problemsOf('Dockerfile', '')).toEqual([
      { path: 'Dockerfile', reason: 'line 1: no FROM instruction' },
    ]);
  });
});

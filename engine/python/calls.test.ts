import { describe, expect, it } from 'vitest';
import { extractFacts } from '../extract.ts';
import type { PythonCall } from '../facts.ts';

function callsOf(text: string): PythonCall[] {
  return (extractFacts('env.py', text)?.facts ?? []).filter((fact) => fact.kind === 'python-call');
}

describe('calls that rules ask for', () => {
  it('are found by the last name of the callee, with their arguments', () => {
    const text = 'config.set_main_option("sqlalchemy.url", url, x=1)\n';
    const [call] = callsOf(text);
    expect(call).toMatchObject({
      callee: 'config.set_main_option',
      name: 'set_main_option',
      target: null,
      inFunction: null,
      mainOnly: false,
      conditions: [],
    });
    expect(call?.positional.map(({ kind }) => kind)).toEqual(['literal', 'name']);
    expect(Object.keys(call?.keywords ?? {})).toEqual(['x']);
    expect(text.slice(call?.list.start, call?.list.end)).toBe('("sqlalchemy.url", url, x=1)');
  });

  it('know what holds them', () => {
    const text =
      'class A:\n    def run(self):\n        if on:\n            self.x = config.set_main_option("a", "b")\n';
    const [call] = callsOf(text);
    expect(call).toMatchObject({ target: 'self.x', inFunction: 'run', inClass: 'A' });
    expect(call?.conditions).toHaveLength(1);
  });

  it('are nothing else', () => {
    expect(callsOf('config.set_main_options("a")\nset_main_option\n')).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';

/** What Python's own compiler says against a text, '' where it has nothing to say. */
export function pythonComplaint(source: string): string {
  const program = 'import sys; compile(sys.stdin.buffer.read(), "patched.py", "exec", dont_inherit=True)';
  const result = spawnSync('python3', ['-c', program], { input: source, encoding: 'utf8' });
  if (result.error) throw result.error;
  return result.stderr;
}

import { expect } from 'vitest';
import { type CommandText, type Deployable, readManifests } from './index.ts';

/** Reads one manifest that has no problems. */
export function read(path: string, text: string, others: string[] = []): Deployable[] {
  const files = [{ path, text }, ...others.map((other) => ({ path: other, text: 'FROM x\n' }))];
  const { deployables, problems } = readManifests(files);
  expect(problems).toEqual([]);
  return deployables.filter((deployable) => deployable.path === path);
}

export function first(path: string, text: string, others: string[] = []): Deployable {
  const [deployable] = read(path, text, others);
  if (!deployable) throw new Error('nothing was read');
  return deployable;
}

export const problemsOf = (path: string, text: string) => readManifests([{ path, text }]).problems;
export const slice = (text: string, command: CommandText | null | undefined) =>
  text.slice(command?.source.start, command?.source.end);
export const crlf = (text: string) => text.replaceAll('\n', '\r\n');

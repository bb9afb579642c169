import type { Edit } from '@unblock/codemods';
import { lineEnding } from '@unblock/codemods';
import { readDockerfile } from '@unblock/codemods/dockerfile/index';

/** Lines that say something about the next one. */
const COMMENT = /^[ \t]*#/;

/**
 * Sets a variable in the image that a Dockerfile makes, above the instruction that starts its process: every container of
 * the image has it then, and a value given from outside still wins.
 *
 * @returns null where the image starts nothing, or has a value already.
 * @see https://docs.docker.com/reference/dockerfile/#env
 */
export function setImageVariable(text: string, name: string, value: string): Edit[] | null {
  const { image } = readDockerfile(text);
  const places = [image?.entrypoint, image?.cmd].flatMap((command) => (command ? [command.start] : []));
  if (!image || places.length === 0 || image.env.some((entry) => entry.name === name)) return null;
  const lines = text.slice(0, Math.min(...places)).split('\n');
  const instruction = lines.findLastIndex((line) => /^[ \t]*(CMD|ENTRYPOINT)\b/i.test(line));
  if (instruction < 0) return null;
  let first = instruction;
  while (COMMENT.test(lines[first - 1] ?? '')) first--;
  const at = lines.slice(0, first).reduce((sum, line) => sum + line.length + 1, 0);
  const eol = lineEnding(text);
  const gap = lines[first - 1]?.trim() === '' ? eol : '';
  return [{ start: at, end: at, text: `ENV ${name}=${value}${eol}${gap}` }];
}

import { type Edit, lineEnding } from '@unblock/codemods';
import { lineEnd } from '@unblock/codemods/lines';
import type { ManifestEditor } from '../change.ts';
import { CONFLICT } from './read.ts';
import { writeProcfile } from './write.ts';

/**
 * Adds a line to a Procfile, which holds processes and `release`, the step before each deploy, and nothing else.
 *
 * @see https://devcenter.heroku.com/articles/procfile
 */
export const editProcfile: ManifestEditor = (text, change) => {
  if (change.kind === 'pre-deploy') return addLine(text, 'release', change.command);
  return change.kind === 'process' ? addLine(text, change.name, change.command) : null;
};

function addLine(text: string, type: string, command: string): Edit[] | null {
  const lines = text.split('\n');
  const isTaken = lines.some((line) => line.split(':')[0]?.trim() === type);
  if (isTaken || lines.some((line) => CONFLICT.test(line))) return null;
  const eol = lineEnding(text);
  const end = lineEnd(text, text.trimEnd().length);
  const line = writeProcfile([{ type, command }]).trimEnd();
  return [{ start: end, end, text: `${eol}${line}${end === text.length ? eol : ''}` }];
}

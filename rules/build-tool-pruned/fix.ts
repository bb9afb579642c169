import type { Edit } from '@unblock/codemods';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Fix, Model, Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import type { PrunedTools } from './find.ts';
import { BEFORE, GUARD, PATCH, paragraph } from './words.ts';

/** What makes each package manager install the packages for development too, whatever NODE_ENV is. */
const WHOLE: Readonly<Record<string, string>> = {
  npm: '--include=dev',
  pnpm: '--prod=false',
  yarn: '--production=false',
};

/** Installs the packages for development in front of the commands that need them. */
export function fixPrunedTools(pruned: PrunedTools, model: Model): Fix | Skip {
  const { install, isPrepare } = pruned;
  const { command, text } = install;
  const name = programName(command.words[0]?.value ?? '');
  const flag = Object.hasOwn(WHOLE, name) ? WHOLE[name] : undefined;
  if (isPrepare) return GUARD;
  if (pruned.isPrune) return BEFORE;
  if (flag === undefined || command.words.some(({ start }) => start < 0)) return HIDDEN;
  const edit = editCommand(model, text, edits(command.words, flag));
  if ('skip' in edit) return edit;
  return { safety: 'review', title: PATCH, paragraph: paragraph(pruned, flag, edit.path), edits: [edit] };
}

type Words = PrunedTools['install']['command']['words'];

/** In the place of the flag that leaves them out, else behind the sub-command. */
function edits(words: Words, flag: string): Edit[] {
  const at = words.findIndex(({ value }) =>
    /^(--production(=true)?|--prod(=true)?|-P|--omit=dev|--only=prod(uction)?|--no-dev)$/.test(value ?? ''),
  );
  const split = words.findIndex(
    ({ value }, index) => value === '--omit' && words[index + 1]?.value === 'dev',
  );
  const first = words[at < 0 ? split : at];
  const last = at < 0 && split >= 0 ? words[split + 1] : first;
  if (first && last) return [{ start: first.start, end: last.end, text: flag }];
  const place = words.find(({ value }, index) => index > 0 && !value?.startsWith('-')) ?? words[0];
  return place ? [{ start: place.end, end: place.end, text: ` ${flag}` }] : [];
}

import { type Edit, jsonStringSpan } from '@unblock/codemods';
import { removeFlag, removeOption } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { isInDevelopmentFolder } from '@unblock/engine/development';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { commandSpan, contractsOf, written } from '@unblock/engine/started';
import {
  compiled,
  instead,
  message,
  PATCH,
  paragraph,
  type ReloadEvidence,
  type Remedy,
  TITLE,
  without,
} from './words.ts';

type Placed = StartCommand['commands'][number];

/** What starts a program without its watcher; `edits` is null where nobody but the author can tell. */
interface Cure {
  remedy: Remedy;
  edits: (() => Edit[]) | null;
}

/** Programs of development that restart on each change, in what a platform starts. */
export function findWatchers(service: Service, model: Model): Entry[] {
  const seen = new Set<string>();
  const starts = service.starts.filter((start) => !isInDevelopmentFolder(start, model));
  return starts.flatMap((start) =>
    start.commands.flatMap((placed): Entry[] => {
      const found = cureOf(placed, model);
      const contracts = contractsOf(model, [start]);
      const contract = contracts[0];
      const id = `${placed.text.source.path}:${placed.text.source.start}:${placed.command.start}`;
      if (!found || !contract || seen.has(id)) return [];
      seen.add(id);
      const isOwn = !isDevelopmentScript(placed, model);
      const { edits } = found;
      const evidence: ReloadEvidence = {
        server: written(placed),
        path: placed.text.source.path,
        remedy: found.remedy,
        contract,
      };
      const texts = message(evidence);
      return [
        {
          finding: {
            rule: 'reload-enabled',
            severity: 'important',
            service: service.root,
            span: isOwn ? commandSpan(placed) : commandSpan({ ...placed, text: start.command }),
            title: TITLE,
            message: texts,
            fix: isOwn && edits ? 'review' : 'manual',
            key: `${placed.command.words[0]?.value} watch`,
            platforms: contracts.map(({ id: platform }) => platform),
            ...(isOwn && edits ? {} : { steps: [texts.todo] }),
          },
          fix: () => {
            if (!edits || placed.command.start < 0) return HIDDEN;
            const edit = editCommand(model, placed.text, edits());
            if ('skip' in edit) return edit;
            return { safety: 'review', title: PATCH, paragraph: paragraph(evidence), edits: [edit] };
          },
        },
      ];
    }),
  );
}

function cureOf({ command, text, folder }: Placed, model: Model): Cure | null {
  const words = command.words.map(({ value }) => value ?? '');
  const [program = '', first = ''] = words;
  const [head, second] = command.words;
  if (program === 'node' && words.some((word) => /^--watch(-path(=|$)|$)/.test(word))) {
    const edits = () => [
      ...removeFlag(text.text, command, ['--watch', '--watch-preserve-output']),
      ...removeOption(text.text, command, ['--watch-path']),
    ];
    return { remedy: without('--watch'), edits };
  }
  if (program === 'bun' && words.some((word) => word === '--watch' || word === '--hot')) {
    return { remedy: without('--watch'), edits: () => removeFlag(text.text, command, ['--watch', '--hot']) };
  }
  if (program === 'tsx' && first === 'watch' && head && second) {
    return { remedy: without('watch'), edits: () => [{ start: head.end, end: second.end, text: '' }] };
  }
  if (program === 'nodemon') {
    const runs = words.length === 2 && /\.[cm]?js$/.test(first) && model.paths.has(joinPath(folder, first));
    const edits = runs && head ? () => [{ start: head.start, end: head.end, text: 'node' }] : null;
    return { remedy: instead(edits ? `node ${first}` : 'node'), edits };
  }
  if (program === 'nest' && first === 'start' && words.some((word) => word === '--watch' || word === '-w')) {
    return { remedy: compiled('nest build', 'node dist/main.js'), edits: null };
  }
  if (program === 'ts-node-dev' || program === 'tsnd')
    return { remedy: compiled('tsc', 'node dist/…'), edits: null };
  if (program === 'next' && first === 'dev')
    return { remedy: compiled('next build', 'next start'), edits: null };
  return null;
}

/** A script of development stays what it is: it is the start command that must not call it. */
function isDevelopmentScript({ text }: Placed, model: Model): boolean {
  const { path, kind, start } = text.source;
  if (kind !== 'package.json') return false;
  const file = model.read(path) ?? '';
  const isAt = (name: string) => jsonStringSpan(file, ['scripts', name])?.start === start;
  return [
    'dev',
    'develop',
    'development',
    'watch',
    'start:dev',
    'start:debug',
    'start:watch',
    'serve:dev',
  ].some(isAt);
}

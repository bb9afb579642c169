import { commentOutKey } from '@unblock/codemods/ini/index';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { environmentEdits } from './env-edits.ts';
import type { Problem } from './find.ts';
import { originOf } from './helper.ts';
import { otherReader } from './readers.ts';
import { sourceOf } from './source.ts';
import { maskUrl, paragraph, REASONS } from './words.ts';

/** Both halves of the cure of one env.py: the file itself, and every INI key it no longer needs. */
export function fixEnvironment(
  problems: readonly [Problem, ...Problem[]],
  service: Service,
  model: Model,
): Fix | Skip {
  const { file } = problems[0];
  const inis = problems.flatMap(({ ini }) => (ini ? [ini] : []));
  if (problems.some(({ isMultiple }) => isMultiple)) return { skip: REASONS.multiple };
  if (new Set(inis.map(({ path }) => path)).size > 1 || inis.length > 1)
    return { skip: REASONS.several(inis.map(({ path }) => path)) };
  if (file.origins.some(({ isChoice }) => isChoice)) return { skip: REASONS.choice };
  const reader = inis.length > 0 ? otherReader(model, file.path) : null;
  if (reader) return { skip: REASONS.reader(reader, inis[0]?.path ?? '') };
  const variables = new Set(file.origins.map(({ variable }) => variable));
  if (variables.size > 1) return { skip: REASONS.variables };
  const wanted = sourceOf(model, service, file, [...variables][0] ?? null);
  const change = environmentEdits(problems, wanted, service, model);
  if ('skip' in change) return change;
  const { edits, source } = change;
  const changes = [{ path: file.path, edits }];
  for (const ini of inis) {
    const text = model.read(ini.path) ?? '';
    const note = `The database URL comes from ${originOf(source)}: ${file.path.split('/').slice(-2).join('/')} reads it.`;
    const masked = maskUrl(ini.url);
    const line = masked === ini.url ? undefined : `sqlalchemy.url = ${masked}`;
    changes.push({ path: ini.path, edits: commentOutKey(text, ini.section, 'sqlalchemy.url', note, line) });
  }
  return {
    safety: 'review',
    title: both(`The database URL from ${originOf(source)}`, `L'URL de la base depuis ${originOf(source)}`),
    paragraph: paragraph(problems, source),
    edits: changes,
  };
}

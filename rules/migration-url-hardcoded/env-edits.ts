import { type Edit, lineEnding } from '@unblock/codemods';
import { ensureImport, insertAfterStatement, replaceExpression } from '@unblock/codemods/python/index';
import type { Model, Service, Skip } from '@unblock/engine';
import { type Node, spanOf, topStatement } from '@unblock/engine/python/tree';
import type { EnvFile } from './env-file.ts';
import type { Problem } from './find.ts';
import { helperCode } from './helper.ts';
import { placeOf } from './place.ts';
import { type Source, schemeOf } from './source.ts';
import { REASONS } from './words.ts';

/** The edits of env.py, and the source of the URL they settle for. */
export function environmentEdits(
  problems: readonly [Problem, ...Problem[]],
  wanted: Source,
  service: Service,
  model: Model,
): { edits: Edit[]; source: Source } | Skip {
  const { file } = problems[0];
  const { text, root } = file;
  const usesIni = problems.some(({ ini }) => ini !== null);
  const config = configOf(root);
  if (usesIni && !config) return { skip: REASONS.config };
  const place = placeOf(file, wanted, usesIni ? config : null, model);
  if (!place) return { skip: REASONS.order };
  const { source, after, importAfter } = place;

  const name = freeName(root);
  const old = problems.find(({ url }) => !url.startsWith('driver://'))?.url ?? null;
  const helper = helperCode(name, source, schemeOf(service, file.isAsync, old));
  const option = usesIni && config ? `\n\n\n${optionCode(file, model, service, config.name, name)}` : '';
  const edits: Edit[] = source.settings ? [] : ensureImport(text, spanOf(after).end, 'os');
  if (source.settings && importAfter) {
    const line = `from ${source.settings.module} import ${source.settings.name}`;
    edits.push(...insertAfterStatement(text, spanOf(importAfter), line));
  }
  const behind = blankLines(text, after, option ? 1 : 2);
  edits.push(...insertAfterStatement(text, spanOf(after), `\n\n${helper}${option}${behind}`));
  for (const { expression } of file.origins) {
    const doubled = optionValues(file).some((node) => isSame(node, expression)) ? ESCAPE : '';
    edits.push(...replaceExpression(text, spanOf(expression), `${name}()${doubled}`));
  }
  return { edits: [...edits, ...escapes(file)].reduce(joined, []), source };
}

const ESCAPE = '.replace("%", "%%")';

/** The module's own name for Alembic's configuration. */
export interface ConfigName {
  name: string;
  statement: Node;
}

function configOf(root: Node): ConfigName | null {
  const assignment = root
    .findAll({ rule: { kind: 'assignment' } })
    .find((node) => /^(alembic\.)?context\.config$/.test(node.field('right')?.text() ?? ''));
  const name = assignment?.field('left')?.text();
  if (!assignment || !name || assignment.parent()?.parent()?.kind() !== 'module') return null;
  return { name, statement: topStatement(assignment) };
}

/** A test or a script may start Alembic with a URL of its own: that one then stays. */
function optionCode(file: EnvFile, model: Model, service: Service, config: string, name: string): string {
  const set = `${config}.set_main_option("sqlalchemy.url", ${name}()${ESCAPE})`;
  const comment = '# A bare % is an interpolation to ConfigParser.';
  if (!hasCaller(model, service, file.path)) return `${comment}\n${set}`;
  return [
    '# A caller that starts Alembic with a URL of its own keeps it.',
    `if not ${config}.get_main_option("sqlalchemy.url"):`,
    `    ${comment}`,
    `    ${set}`,
  ].join('\n');
}

function hasCaller(model: Model, service: Service, envPath: string): boolean {
  const prefix = service.root === '' ? '' : `${service.root}/`;
  return [...model.paths].some(
    (path) =>
      path.endsWith('.py') &&
      path.startsWith(prefix) &&
      path !== envPath &&
      model.read(path)?.includes('sqlalchemy.url') === true,
  );
}

function freeName(root: Node): string {
  const taken = (name: string) => root.find({ rule: { kind: 'identifier', regex: `^${name}$` } }) !== null;
  return ['database_url', 'migration_database_url'].find((name) => !taken(name)) ?? 'alembic_database_url';
}

function optionValues(file: EnvFile): Node[] {
  return file.sinks.filter(({ isOption }) => isOption).map(({ node }) => node);
}

/** `%` doubled where a name that holds a URL is handed to ConfigParser, unless the file doubles it already. */
function escapes({ root, ...file }: EnvFile): Edit[] {
  if (root.find({ rule: { kind: 'string', regex: '^["\']%%["\']$' } })) return [];
  return file.sinks.flatMap(({ node, isOption, origins }) => {
    const isWritten = file.origins.some(({ expression }) => isSame(expression, node));
    const { end } = spanOf(node);
    return isOption && origins.length > 0 && !isWritten ? [{ start: end, end, text: ESCAPE }] : [];
  });
}

function isSame(a: Node, b: Node): boolean {
  return spanOf(a).start === spanOf(b).start && spanOf(a).end === spanOf(b).end;
}

/** The blank lines to add behind a statement so that at least `count` follow it. */
function blankLines(text: string, statement: Node, count: number): string {
  const lines = text.slice(spanOf(statement).end).split(lineEnding(text)).slice(1);
  const first = lines.findIndex((line) => line.trim() !== '');
  return first < 0 ? '' : '\n'.repeat(Math.max(0, count - first));
}

/** Adds an edit to a batch; one that inserts where another does goes behind it. */
function joined(edits: Edit[], edit: Edit): Edit[] {
  const twin = edits.find(
    ({ start, end }) => start === edit.start && end === edit.end && edit.start === edit.end,
  );
  if (!twin) return [...edits, edit];
  return edits.map((other) => (other === twin ? { ...twin, text: twin.text + edit.text } : other));
}

import type { Model } from '@unblock/engine';
import { calleeOf, functionAround, type Node, spanOf, topStatement } from '@unblock/engine/python/tree';
import type { ConfigName } from './env-edits.ts';
import type { EnvFile } from './env-file.ts';
import type { Source } from './source.ts';

/** Where the function that reads the URL goes. */
export interface Place {
  after: Node;
  /** Where the import of the settings goes; null where there is nothing to import. */
  importAfter: Node | null;
  source: Source;
}

/**
 * The statement after which the URL can be read and before which nothing needs it. Settings that env.py only imports
 * after the first use give way to the plain environment.
 *
 * @param config the statement behind which ConfigParser is told the URL; null where the code takes it directly.
 */
export function placeOf(
  file: EnvFile,
  wanted: Source,
  config: ConfigName | null,
  model: Model,
): Place | null {
  const { settings } = wanted;
  const firstUse = Math.min(
    ...[...file.engines, ...file.origins.map(({ expression }) => expression)]
      .filter((node) => functionAround(node) === null)
      .map((node) => spanOf(topStatement(node)).start),
    Number.POSITIVE_INFINITY,
  );
  const statements = file.root.namedChildren();
  const imports = statements.filter((node) => /^import_(from_)?statement$/.test(String(node.kind())));
  const own = imports.filter((node) => isOwn(node, file, model));
  const settingsImport = settings?.isImported
    ? own.find((node) => node.fieldChildren('name').some((name) => name.text() === settings.name))
    : own.at(-1);
  const dotenv = statements.findLast(
    (node) =>
      node.kind() === 'expression_statement' &&
      /(^|\.)load_dotenv$/.test(calleeOf(node.namedChildren()[0] ?? node)),
  );
  const anchors = config
    ? [config.statement, dotenv]
    : [imports.findLast((node) => spanOf(node).end <= firstUse)];
  const plain = latest(anchors);
  // Another thing of the same name in env.py is not to be covered.
  const isTaken =
    settings?.isImported === false &&
    file.root.find({ rule: { kind: 'identifier', regex: `^${settings.name}$` } }) !== null;
  const withSettings = settings && settingsImport && !isTaken ? latest([...anchors, settingsImport]) : null;
  if (withSettings && spanOf(withSettings).end <= firstUse)
    return {
      after: withSettings,
      importAfter: settings?.isImported ? null : (settingsImport ?? null),
      source: wanted,
    };
  if (!plain || spanOf(plain).end > firstUse || (settings && wanted.variable === null)) return null;
  return { after: plain, importAfter: null, source: { variable: wanted.variable, settings: null } };
}

function isOwn(statement: Node, file: EnvFile, model: Model): boolean {
  const { start } = spanOf(statement);
  const entries = model.module(file.path)?.imports.filter((entry) => entry.span.start === start) ?? [];
  return entries.some(({ module }) => module !== 'alembic' && model.locate(file.path, module) !== null);
}

function latest(nodes: readonly (Node | undefined)[]): Node | null {
  const sorted = nodes.filter((node) => node !== undefined).sort((a, b) => spanOf(b).end - spanOf(a).end);
  return sorted[0] ?? null;
}

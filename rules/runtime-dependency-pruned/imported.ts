import { lineStart } from '@unblock/codemods/lines';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { buildOutput } from '@unblock/engine/services/build-output';

/** A package that a file of the server imports whenever it runs. */
export interface Imported {
  name: string;
  path: string;
  start: number;
  end: number;
}

/** So many files are looked into from one entry. */
const MOST_FILES = 400;

/**
 * The packages that the files of a server import when it starts, of those given: the entry and what it imports. None where a
 * bundler may have put them into the output.
 */
export function importedPackages(
  start: StartCommand,
  names: ReadonlySet<string>,
  service: Service,
  model: Model,
): Imported[] {
  const entry = start.server?.entry ?? null;
  if (entry === null || names.size === 0 || !keepsImports(start, entry, service, model)) return [];
  const open = [entry];
  const seen = new Set(open);
  const found = new Map<string, Imported>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = model.read(path) ?? '';
    for (const { module, local, span } of model.imports(path)?.imports ?? []) {
      if (!isValue(text, path, local, span)) continue;
      const target = model.locate(path, module);
      if (target !== null) {
        if (!seen.has(target) && seen.size < MOST_FILES) {
          seen.add(target);
          open.push(target);
        }
        continue;
      }
      const name = packageName(module);
      if (names.has(name) && !found.has(name))
        found.set(name, { name, path, start: span.start, end: span.end });
    }
  }
  return [...found.values()];
}

/** `@scope/name/deep` without what stands behind the name of the package. */
export function packageName(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A compiler keeps each import as it is. */
function keepsImports({ server }: StartCommand, entry: string, service: Service, model: Model): boolean {
  const words = server?.command.words.map(({ value }) => value ?? '') ?? [];
  if (/^(next|vite|nuxt|serve|http-server)$/.test(programName(words[0] ?? ''))) return false;
  if (words.some((word) => word !== '' && entry.endsWith(word.replace(/^\.\//, '')))) return true;
  const output = buildOutput(model, service);
  return (
    output !== null &&
    output.unknown.length === 0 &&
    output.steps.length > 0 &&
    output.steps.every(({ compiler }) => /^(tsc|nest|swc|babel)$/.test(compiler))
  );
}

/** Whether an import stays when types are taken out, and runs whatever happens: it stands at the begin of a line. */
function isValue(
  text: string,
  path: string,
  local: string,
  { start, end }: { start: number; end: number },
): boolean {
  const statement = text.slice(start, end);
  const before = text.slice(lineStart(text, start), start);
  if (!/^((const|let|var)\s+)?$/.test(before)) return false;
  if (/^(import|export)\s+type\b/.test(statement)) return false;
  if (!/\.[cm]?tsx?$/.test(path) || local === '' || /^\*/.test(local)) return true;
  // TypeScript leaves out what is used as a type alone.
  const rest = text.slice(0, start) + text.slice(end);
  return new RegExp(
    `(?<![\\w.$])${local.replaceAll('$', '\\$')}\\s*[.(\`]|@${local}\\b|\\bnew\\s+${local}\\b|\\bextends\\s+${local}\\b|[(,]\\s*${local}\\s*[,)]`,
  ).test(rest);
}

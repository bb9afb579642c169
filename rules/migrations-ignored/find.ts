import { applyEdits, type Edit, lineEnding } from '@unblock/codemods';
import { both, type Model, type Service, type Skip } from '@unblock/engine';
import { ignoringFile } from '@unblock/engine/git-ignored';
import {
  type Dialect,
  type IgnoreLine,
  ignoringLines,
  relativeTo,
  verdict,
} from '@unblock/engine/ignore-lines';
import { joinPath } from '@unblock/engine/paths';
import {
  type MigrationFolder,
  makesItsOwn,
  migrationCommands,
  migrationFolders,
} from '@unblock/engine/services/migration-folders';
import type { Contract } from '@unblock/platforms';

/** What of an ignore file keeps migrations out of the deploy. */
export interface Ignored {
  /** The lines, in their order: each of them alone keeps the folders out. */
  lines: [IgnoreLine, ...IgnoreLine[]];
  dialect: Dialect;
  /** The folders it keeps out, sorted. */
  folders: MigrationFolder[];
  /** The command that then finds nothing, where one is known. */
  command: string | null;
  contracts: Contract[];
}

/** The lines of .gitignore and .dockerignore that keep migrations of a service out of its deploys, those of the same folders together. */
export function findIgnored(service: Service, model: Model): Ignored[] {
  const folders = migrationFolders(service, model);
  if (folders.length === 0 || makesItsOwn(service, model)) return [];
  const found = new Map<string, Ignored>();
  const add = (file: string, folder: MigrationFolder, path: string, dialect: Dialect, on: Contract[]) => {
    const inside = relativeTo(file, path);
    for (const line of ignoringLines(file, model.read(file) ?? '', inside, dialect)) {
      const key = `${file}:${line.span.start}`;
      const command = migrationCommands(service, model)[0] ?? null;
      const known = found.get(key) ?? { lines: [line], dialect, folders: [], command, contracts: on };
      known.folders.push(folder);
      found.set(key, known);
    }
  };
  const built = imagesOf(service, model);
  for (const folder of folders) {
    const [tracked] = folder.files;
    if (tracked === undefined) {
      const file = ignoringFile(model, folder.example);
      if (file) add(file, folder, folder.example, 'git', model.contracts);
    } else {
      for (const [file, contracts] of built)
        if (isInside(file, tracked)) add(file, folder, tracked, 'docker', contracts);
    }
  }
  return together([...found.values()]);
}

/** Lines of one file that keep the same folders out are one thing to mend: without all of them gone nothing changes. */
function together(found: readonly Ignored[]): Ignored[] {
  const merged = new Map<string, Ignored>();
  for (const ignored of found) {
    const [{ span }] = ignored.lines;
    const key = [span.path, ignored.dialect, ...ignored.folders.map(({ path }) => path)].join('\n');
    const known = merged.get(key);
    if (known) known.lines.push(...ignored.lines);
    else merged.set(key, ignored);
  }
  for (const { lines } of merged.values()) lines.sort((a, b) => a.span.start - b.span.start);
  return [...merged.values()];
}

/** The .dockerignore files of the images that start a service, where its deploy applies migrations. */
function imagesOf(service: Service, model: Model): Map<string, Contract[]> {
  const found = new Map<string, Contract[]>();
  if (migrationCommands(service, model).length === 0) return found;
  for (const { dockerfile, platform, root } of service.deployables) {
    if (!dockerfile) continue;
    const beside = joinPath(dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1), '.dockerignore');
    const files = [`${dockerfile}.dockerignore`, beside, joinPath(root, '.dockerignore')];
    const file = files.find((path) => model.paths.has(path));
    const starts = service.starts.filter(({ command }) => command.source.path === dockerfile);
    const ids = [platform, ...starts.flatMap(({ platforms }) => platforms)];
    const contracts = model.contracts.filter(({ id }) => ids.includes(id));
    if (file && contracts.length > 0) found.set(file, [...(found.get(file) ?? []), ...contracts]);
  }
  return new Map([...found].map(([file, contracts]) => [file, [...new Set(contracts)]]));
}

function isInside(file: string, path: string): boolean {
  return path.startsWith(file.slice(0, file.lastIndexOf('/') + 1));
}

/** The lines that are about the folders of migrations, and serve nothing else: they go. */
export function linesOfMigrations({ lines, folders }: Ignored): IgnoreLine[] {
  return lines.filter(({ pattern }) =>
    folders.every(({ path }) => pattern.split('/').includes(path.slice(path.lastIndexOf('/') + 1))),
  );
}

/** The last line that serves others too, behind which negations take the folders out; undefined where all lines go. */
export function lastShared(ignored: Ignored): IgnoreLine | undefined {
  const gone = linesOfMigrations(ignored);
  return ignored.lines.findLast((line) => !gone.includes(line));
}

/** The negations that take the folders out of a pattern that serves others too. */
export function negationsOf({ lines: [line], folders }: Ignored): string[] {
  return folders.map(({ path }) => `!/${relativeTo(line.span.path, path)}/**`);
}

/** Takes the lines away, or adds negations behind the last one that has to stay. */
export function editsFor(ignored: Ignored, model: Model): Edit[] | Skip {
  const { dialect, folders } = ignored;
  const [{ span }] = ignored.lines;
  const text = model.read(span.path) ?? '';
  const removed = linesOfMigrations(ignored).map(({ whole }): Edit => ({ ...whole, text: '' }));
  const last = lastShared(ignored);
  if (!last) return removed;
  const end = lineEnding(text);
  const added = negationsOf(ignored).map((negation) => negation + end);
  const isLast = !text.slice(last.whole.start, last.whole.end).endsWith('\n');
  const insert = (isLast ? end : '') + added.join('');
  const edits = [...removed, { start: last.whole.end, end: last.whole.end, text: insert }];
  const after = applyEdits(text, edits);
  const isKept = folders.every(({ example }) => {
    const path = relativeTo(span.path, example);
    return verdict(after, path, dialect) !== 'ignored';
  });
  return isKept ? edits : PARENT;
}

const PARENT: Skip = {
  skip: both(
    'the pattern excludes a folder above the migrations, which a negation cannot undo; name what it must keep out one by one',
    "le motif exclut un dossier au-dessus des migrations, ce qu'une négation ne peut pas annuler ; nommer un par un ce qu'il doit exclure",
  ),
};

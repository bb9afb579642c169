import type { Edit } from '@unblock/codemods';
import { lineEnding } from '@unblock/codemods';
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

/** A line of an ignore file that keeps migrations out of the deploy. */
export interface Ignored {
  line: IgnoreLine;
  dialect: Dialect;
  /** The folders it keeps out, sorted. */
  folders: MigrationFolder[];
  /** The command that then finds nothing, where one is known. */
  command: string | null;
  contracts: Contract[];
}

/** The lines of .gitignore and .dockerignore that keep migrations of a service out of its deploys, each once. */
export function findIgnored(service: Service, model: Model): Ignored[] {
  const folders = migrationFolders(service, model);
  if (folders.length === 0 || makesItsOwn(service, model)) return [];
  const found = new Map<string, Ignored>();
  const add = (file: string, folder: MigrationFolder, path: string, dialect: Dialect, on: Contract[]) => {
    const inside = relativeTo(file, path);
    for (const line of ignoringLines(file, model.read(file) ?? '', inside, dialect)) {
      const key = `${file}:${line.span.start}`;
      const command = migrationCommands(service, model)[0] ?? null;
      const known = found.get(key) ?? { line, dialect, folders: [], command, contracts: on };
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
  return [...found.values()];
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

/** Whether a line is about the folders of migrations, and serves nothing else: then it goes. */
export function isAboutMigrations({ line, folders }: Ignored): boolean {
  return folders.every(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return line.pattern.split('/').includes(name);
  });
}

/** The negations that take the folders out of a pattern that serves others too. */
export function negationsOf({ line, folders }: Ignored): string[] {
  return folders.map(({ path }) => `!/${relativeTo(line.span.path, path)}/**`);
}

/** Takes the line away, or adds negations behind it. */
export function editsFor(ignored: Ignored, model: Model): Edit[] | Skip {
  const { line, dialect, folders } = ignored;
  const text = model.read(line.span.path) ?? '';
  if (isAboutMigrations(ignored)) return [{ ...line.whole, text: '' }];
  const end = lineEnding(text);
  const added = negationsOf(ignored).map((negation) => negation + end);
  const isLast = !text.slice(line.whole.start, line.whole.end).endsWith('\n');
  const insert = (isLast ? end : '') + added.join('');
  const after = text.slice(0, line.whole.end) + insert + text.slice(line.whole.end);
  const isKept = folders.every(({ example }) => {
    const path = relativeTo(line.span.path, example);
    return verdict(after, path, dialect) !== 'ignored';
  });
  return isKept ? [{ start: line.whole.end, end: line.whole.end, text: insert }] : PARENT;
}

const PARENT: Skip = {
  skip: both(
    'the pattern excludes a folder above the migrations, which a negation cannot undo; name what it must keep out one by one',
    "le motif exclut un dossier au-dessus des migrations, ce qu'une négation ne peut pas annuler ; nommer un par un ce qu'il doit exclure",
  ),
};

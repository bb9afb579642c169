import { parseShell } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Fix, Model, Service, Skip, Span } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { escaped } from '@unblock/engine/escaped';
import { jsonAt, recordOf } from '@unblock/engine/json-value';
import { calleeOf, expressionOf, named, spanOf } from '@unblock/engine/node/expression';
import { parseNode } from '@unblock/engine/node/parse';
import { joinPath } from '@unblock/engine/paths';
import { loadedFiles } from '@unblock/engine/python/loaded';
import { webFiles } from '@unblock/engine/python/web';
import type { Listing } from '@unblock/engine/services/beside';
import { nodeEntry } from '@unblock/engine/services/node-entry';
import { packageScript } from '@unblock/engine/services/scripts';
import { editManifest } from '@unblock/platforms';
import { contextOf } from './command.ts';
import { message, NO_COMMAND, paragraph, type Separate, steps, title } from './separate-words.ts';
import { TITLE } from './words.ts';

/** A queue of BullMQ that code makes, or takes jobs of. */
interface Use {
  queue: string;
  span: Span;
  /** The variable or the field that holds it; null where none does. */
  holder: string | null;
}

/** A file that takes jobs of a queue in a process of its own, and the script that starts it. */
interface Program {
  entry: string;
  script: string;
  text: string;
}

/**
 * A program beside the web process, with a script of its own, that takes the jobs which the web process puts into a queue of
 * BullMQ: one that no manifest, no image and no script of the repository starts.
 */
export function findSeparate(service: Service, model: Model, listings: readonly Listing[]): Entry[] {
  const isUsed = service.dependencies.entries.some(({ name, production }) => production && name === 'bullmq');
  if (!isUsed || listings.length === 0) return [];
  const files = webFiles(model, service);
  const filled = [...files]
    .flatMap((path) => usesIn(path, 'Queue', model))
    .filter(({ holder }) => holder !== null && isFilled(holder, files, model));
  if (filled.length === 0 || [...files].some((path) => usesIn(path, 'Worker', model).length > 0)) return [];
  const names = new Set(filled.map(({ queue }) => queue));
  return programsOf(service, files, model).flatMap((program): Entry[] => {
    const own = loadedFiles(model, [program.entry], 'all');
    const [taken] = [...own]
      .flatMap((path) => usesIn(path, 'Worker', model))
      .filter(({ queue }) => names.has(queue));
    const isServer = model.factsOf(service, 'server-call').some(({ span }) => own.has(span.path));
    if (!taken || isServer || mayBeStarted(program, service, files, listings, model)) return [];
    return [entryOf(program, taken, service, listings, model)];
  });
}

/** `new Queue('mails')` and `new Worker('mails', …)`, by names that can be told. */
function usesIn(path: string, kind: 'Queue' | 'Worker', model: Model): Use[] {
  const text = model.read(path) ?? '';
  if (!/\.[cm]?[jt]s$/.test(path) || !text.includes(`new ${kind}`) || !/['"]bullmq['"]/.test(text)) return [];
  return parseNode(path, text)
    .findAll({ rule: { kind: 'new_expression' } })
    .flatMap((call): Use[] => {
      const imported = model.module(path)?.imports.find(({ local }) => local === calleeOf(call)?.text());
      if (imported?.module !== 'bullmq' || imported.name !== kind) return [];
      const [name, handler] = named(call.field('arguments') ?? call);
      const value = name ? model.resolve(expressionOf(path, name)) : null;
      if (value?.kind !== 'literal' || (kind === 'Worker' && (!handler || /\bautorun\b/.test(call.text()))))
        return [];
      const parent = call.parent();
      const target = parent?.field('name') ?? parent?.field('left');
      return [
        {
          queue: String(value.value),
          span: spanOf(path, call),
          holder: /(\w+)$/.exec(target?.text() ?? '')?.[1] ?? null,
        },
      ];
    });
}

/** Whether the web process puts jobs into what a name holds. */
function isFilled(holder: string, files: ReadonlySet<string>, model: Model): boolean {
  const call = new RegExp(`\\b${escaped(holder)}\\??\\.add(Bulk)?\\(`);
  return [...files].some((path) => call.test(model.read(path) ?? ''));
}

/** The programs that scripts of package.json start, and that the web process does not load. */
function programsOf({ root }: Service, files: ReadonlySet<string>, model: Model): Program[] {
  const context = contextOf(model, root);
  const { scripts } = recordOf(jsonAt(model, joinPath(root, 'package.json')));
  const found = new Map<string, Program>();
  for (const script of Object.keys(recordOf(scripts))) {
    if (/dev|watch|debug|test|seed|migrat/i.test(script)) continue;
    const text = packageScript(context, script)?.text ?? '';
    const commands = parseShell(text);
    const words = commands.at(-1)?.words.map(({ value }) => value ?? '') ?? [];
    const entry = commands.length === 1 ? nodeEntry(context, words) : null;
    if (entry !== null && !files.has(entry) && !found.has(entry)) found.set(entry, { entry, script, text });
  }
  return [...found.values()];
}

const STARTS =
  /\.(ya?ml|sh|toml|tf|json|service|cjs|conf|ini|hcl|nomad)$|(^|\/)(Dockerfile|Procfile|Makefile|[Jj]ustfile)|\.config\.[cm]?[jt]s$/;
/** Files that say what developers run. */
const DEVELOPMENT =
  /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$|(^|[._/-])(dev|development|local|test)([._/-]|$)/i;
const LOCK = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lock)$/;

/** Whether something in the repository starts a program, or may: what cannot be read is not called missing. */
function mayBeStarted(
  { entry, script }: Program,
  service: Service,
  files: ReadonlySet<string>,
  listings: readonly Listing[],
  model: Model,
): boolean {
  const manifests = new Set(listings.map(({ web }) => web.path));
  const others = model.services.flatMap(({ deployables }) => deployables);
  // A process of another kind that is listed may be this one under another name.
  if (others.some(({ path, role }) => manifests.has(path) && !/^(web|static|migration)$/.test(role)))
    return true;
  const runs = model.services.flatMap(({ starts }) => starts.flatMap(({ commands }) => commands));
  const isRun = runs.some(({ command, folder }) => {
    const words = command.words.map(({ value }) => value ?? '');
    return nodeEntry(contextOf(model, folder), words) === entry;
  });
  if (isRun) return true;
  const stem = escaped(entry.slice(entry.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/, ''));
  const named = new RegExp(
    `[/"'\`\\s]${stem}\\.[cm]?[jt]s\\b|/${stem}(?=["'\`\\s]|$)|\\b(run|yarn|pnpm|bun|run-[ps])\\s+([\\w-]+\\s+)*${escaped(script)}(?![\\w:-])|npm:${escaped(script)}\\b`,
    'm',
  );
  const own = joinPath(service.root, 'package.json');
  const { scripts } = recordOf(jsonAt(model, own));
  const calls = Object.entries(recordOf(scripts)).filter(
    ([name]) => name !== script && !/dev|watch|debug/.test(name),
  );
  if (calls.some(([, text]) => new RegExp(`\\b${escaped(script)}(?![\\w:-])`).test(String(text))))
    return true;
  return [...model.paths].some((path) => {
    if (path === own || LOCK.test(path)) return false;
    const mayStart = files.has(path) || (STARTS.test(path) && !DEVELOPMENT.test(path));
    return mayStart && named.test(model.read(path) ?? '');
  });
}

function entryOf(
  program: Program,
  taken: Use,
  service: Service,
  listings: readonly Listing[],
  model: Model,
): Entry {
  const made = fixOf(program, service, listings, model);
  const separate: Separate = {
    ...program,
    queue: taken.queue,
    path: taken.span.path,
    manifests: listings.map(({ web }) => web.path),
    places: listings.map(({ web, contract }) => ({ contract, free: web.freePlan })),
    command: made?.command ?? null,
  };
  return {
    finding: {
      rule: 'worker-process-missing',
      severity: 'important',
      service: service.root,
      span: taken.span,
      title: title(separate),
      message: message(separate),
      fix: made ? 'review' : 'manual',
      key: `process for ${program.script}`,
      platforms: [...new Set(listings.map(({ contract }) => contract.id))],
      steps: steps(separate),
    },
    fix: (): Fix | Skip =>
      made
        ? { safety: 'review', title: TITLE, paragraph: paragraph(separate), edits: made.edits }
        : NO_COMMAND,
  };
}

/** One more process in each manifest, by the command of the script; null where one has no place for it. */
function fixOf(
  { text }: Program,
  service: Service,
  listings: readonly Listing[],
  model: Model,
): { command: string; edits: Fix['edits'] } | null {
  const [command] = parseShell(text);
  if (programName(command?.words[0]?.value ?? '') !== 'node' || /[$"'\\]|^\w+=/.test(text)) return null;
  const edits: Fix['edits'] = [];
  for (const { web, start } of listings) {
    const folder = start.commands.find((placed) => placed.command === start.server?.command)?.folder;
    const manifest = model.read(web.path);
    if (manifest === null || folder !== service.root || web.root !== service.root) return null;
    const made = editManifest(manifest, {
      kind: 'process',
      like: web,
      name: 'worker',
      role: 'worker',
      command: text,
      variables: [],
    });
    if (!made) return null;
    edits.push({ path: web.path, edits: made });
  }
  return { command: text, edits };
}

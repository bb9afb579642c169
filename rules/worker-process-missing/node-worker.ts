import { setJsonPath } from '@unblock/codemods/json/set';
import { parseShell } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type NestApplication, type Service, type Skip } from '@unblock/engine';
import { jsonAt, recordOf } from '@unblock/engine/json-value';
import { webApplications } from '@unblock/engine/node/nest';
import { joinPath } from '@unblock/engine/paths';
import type { Listing } from '@unblock/engine/services/beside';
import { nodeEntry } from '@unblock/engine/services/node-entry';
import { packageScript } from '@unblock/engine/services/scripts';
import { type Deployable, editManifest, type ManifestVariable } from '@unblock/platforms';
import { commandBeside, contextOf, SCRIPT, type Script, scriptFor, type Target } from './command.ts';
import type { Gate } from './gates.ts';
import { workerEntry } from './nest-entry.ts';
import { type Evidence, paragraph, TITLE } from './words.ts';

/** Folders and files of tasks that end: whole words, for `subscriptions` holds `script`, and `client` holds `cli`. */
const ONE_OFF = /(^|[/_.-])(seed(s|er|ers|ing)?|cli|commands?|scripts?|migrat\w*)([/_.-]|$)/i;

/** What could run the gated work of a Node service. */
export interface Worker {
  /** A worker entry can be written for it. */
  isNest: boolean;
  /** A file that starts the application without HTTP, and the script that runs it; null where there is none. */
  entry: string | null;
  script: string | null;
  fix(evidence: Evidence, gates: readonly Gate[], listings: readonly Listing[]): Promise<Fix | Skip>;
}

/** What could run it: an application without HTTP that is there or can be written, else the application once more. */
export function nodeWorker(service: Service, model: Model): Worker {
  const [application] = webApplications(model, service);
  const entry =
    model
      .factsOf(service, 'nest-application')
      .filter(({ web, span }) => !web && !ONE_OFF.test(span.path))
      .map(({ span }) => span.path)[0] ?? null;
  const script = entry === null ? null : scriptThatRuns(entry, service, model);
  return {
    isNest: application !== undefined,
    entry,
    script,
    fix: (evidence, gates, listings) =>
      fixed({ application: application ?? null, entry, script, service, model }, evidence, gates, listings),
  };
}

interface Ground {
  application: NestApplication | null;
  entry: string | null;
  script: string | null;
  service: Service;
  model: Model;
}

/** The script of package.json whose command runs a file. */
function scriptThatRuns(path: string, { root }: Service, model: Model): string | null {
  const context = contextOf(model, root);
  const names = Object.keys(scriptsOf(root, model));
  return (
    names.find((name) => {
      const script = /dev|watch|debug/.test(name) ? null : packageScript(context, name);
      const words = script ? parseShell(script.text).at(-1)?.words : undefined;
      return (
        words &&
        nodeEntry(
          context,
          words.map(({ value }) => value ?? ''),
        ) === path
      );
    }) ?? null
  );
}

function scriptsOf(root: string, model: Model): Record<string, unknown> {
  return recordOf(recordOf(jsonAt(model, packageOf(root))).scripts);
}

function packageOf(root: string): string {
  return joinPath(root, 'package.json');
}

async function fixed(
  ground: Ground,
  evidence: Evidence,
  gates: readonly Gate[],
  listings: readonly Listing[],
): Promise<Fix | Skip> {
  const { service, model, application } = ground;
  const names = gates.map(({ name }) => name);
  const edits: Fix['edits'] = [];
  const creates: NonNullable<Fix['creates']> = [];
  let target: Target | null = null;
  let before: string | null = null;
  if (application) {
    const main = application.span.path;
    const made = ground.entry === null ? await workerEntry(application, names, service, model) : null;
    if (made && 'skip' in made) return made;
    const worker = ground.entry ?? made?.creates.path ?? '';
    const script = ground.script ? null : scriptFor(service, model, main, worker);
    if (!ground.script && !script) return NO_SCRIPT;
    target = { main, worker, script: ground.script ?? SCRIPT };
    if (made) {
      creates.push(made.creates);
      edits.push(...made.edits);
      before = made.before;
    }
    if (script) edits.push(withScript(script, service.root, model));
  }
  const commands: string[] = [];
  for (const listing of listings) {
    const said = inManifest(listing, names, target, service, model);
    if (said === null) return NO_PLACE(listing.web.path);
    edits.push({ path: listing.web.path, edits: said.edits });
    if (said.command) commands.push(said.command);
  }
  return {
    safety: 'review',
    title: TITLE,
    paragraph: paragraph({
      ...evidence,
      made: { creates: creates[0]?.path ?? null, commands, before, target },
    }),
    edits,
    ...(creates.length > 0 ? { creates } : {}),
  };
}

function withScript({ command, more }: Script, root: string, model: Model): Fix['edits'][number] {
  const path = packageOf(root);
  const text = model.read(path) ?? '';
  const scripts = Object.keys(scriptsOf(root, model));
  const added = Object.entries({ ...more, [SCRIPT]: command }).filter(([name]) => !scripts.includes(name));
  const edits = added.flatMap(([name, value]) => setJsonPath(text, ['scripts', name], value));
  // All go behind the last script.
  const [first, ...others] = edits;
  const isOnePlace = first && others.every(({ start, end }) => start === first.start && end === first.end);
  if (!isOnePlace) return { path, edits };
  return { path, edits: [{ ...first, text: edits.map((edit) => edit.text).join('') }] };
}

/** One more process, or the variables on the one that has others of them already. */
function inManifest(
  listing: Listing,
  names: readonly string[],
  target: Target | null,
  service: Service,
  model: Model,
): { edits: NonNullable<ReturnType<typeof editManifest>>; command: string | null } | null {
  const { web, start } = listing;
  const text = model.read(web.path);
  if (text === null) return null;
  const variables = names.map(
    (name): ManifestVariable => ({ name, source: { from: 'value', value: 'true' } }),
  );
  const there = runnerIn(listing, target, service, model);
  if (there) {
    const edits = variables.map((variable) =>
      editManifest(text, { kind: 'variable', deployable: there, variable }),
    );
    return edits.every((edit) => edit !== null) ? { edits: edits.flat(), command: null } : null;
  }
  const hasVariables = web.kind === 'render.yaml';
  const form = web.kind === 'fly.toml' ? 'env ' : '';
  const set = hasVariables ? '' : `${form}${names.map((name) => `${name}=true `).join('')}`;
  const command = commandBeside(start, web, target, set, model);
  if (command === null) return null;
  const edits = editManifest(text, {
    kind: 'process',
    like: web,
    name: 'worker',
    role: 'worker',
    command,
    variables: hasVariables ? variables : [],
  });
  return edits && { edits, command };
}

/** The process of the same service that runs the worker's file already, or has another switch of gated work. */
function runnerIn(
  { web }: Listing,
  target: Target | null,
  service: Service,
  model: Model,
): Deployable | null {
  const others = service.deployables.filter(
    (entry) => entry.path === web.path && entry.name !== web.name && entry.role !== 'web',
  );
  const found = others.find(
    (entry) =>
      entry.variables.some(({ name, value }) => /^RUN_(SCHEDULER|WORKER)$/.test(name) && value === 'true') ||
      (target !== null &&
        service.starts.some(
          ({ command, server, commands }) =>
            command.source.path === entry.path &&
            command.source.start === entry.start?.source.start &&
            (server?.entry === target.worker ||
              commands.some(
                ({ command: { words }, folder }) =>
                  nodeEntry(
                    contextOf(model, folder),
                    words.map(({ value }) => value ?? ''),
                  ) === target.worker,
              )),
        )),
  );
  return found ?? null;
}

const NO_SCRIPT: Skip = {
  skip: both(
    'where the build would write a second entry cannot be told: add a worker entry and its script by hand',
    'où la construction écrirait une seconde entrée ne peut pas être établi : ajouter à la main une entrée de worker et son script',
  ),
};

function NO_PLACE(path: string): Skip {
  return {
    skip: both(
      `${path} has no place for another process, or its command does not tell how to start one`,
      `${path} n'a pas de place pour un autre processus, ou sa commande ne dit pas comment en démarrer un`,
    ),
  };
}

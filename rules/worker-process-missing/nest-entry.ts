import type { Edit } from '@unblock/codemods';
import { ensureImport, insertStatementAfter, quoteStyle, semicolons } from '@unblock/codemods/ecmascript';
import { both, type Fix, type Model, type NestApplication, type Service, type Skip } from '@unblock/engine';
import { enclosingFunction, named } from '@unblock/engine/node/expression';
import { parseNode } from '@unblock/engine/node/parse';

/** A file that starts a NestJS application without HTTP, and the lines of the web process that say what it does itself. */
export interface WorkerEntry {
  creates: NonNullable<Fix['creates']>[number];
  edits: Fix['edits'];
  /** What the web process does before it makes the application, which the worker does not. */
  before: string | null;
}

/** What the log calls the work of each switch. */
const LABELS: Readonly<Record<string, string>> = { RUN_SCHEDULER: 'Scheduler', RUN_WORKER: 'Queue worker' };

/** @param names the switches of the gated work. */
export async function workerEntry(
  application: NestApplication,
  names: readonly string[],
  service: Service,
  model: Model,
): Promise<WorkerEntry | Skip> {
  const { path } = application.span;
  const text = model.read(path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const target = `${folder}worker.ts`;
  if (text === null || !/\.[cm]?ts$/.test(path)) return NO_TYPESCRIPT;
  if (model.paths.has(target)) return taken(target);
  const root = model.module(path)?.imports.find(({ local }) => local === application.module);
  if (!root?.name || root.name === 'default') return NO_ROOT;
  const quote = await quoteStyle(path, text);
  const end = (await semicolons(path, text)) ? ';' : '';
  const unit = /^\t/m.test(text) ? '\t' : /^ {4}\S/m.test(text) && !/^ {2}\S/m.test(text) ? '    ' : '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const say = (label: string) =>
    names.map((name) => `new Logger(${quote}${label}${quote}).log(\`${stateOf(name, quote)}\`)${end}`);
  const module = root.name === application.module ? root.name : `${root.name} as ${application.module}`;
  const lines = [
    ...sideEffects(path, text),
    `import { Logger } from ${quote}@nestjs/common${quote}${end}`,
    `import { NestFactory } from ${quote}@nestjs/core${quote}${end}`,
    `import { ${module} } from ${quote}${root.module}${quote}${end}`,
    '',
    `/** The background process: the application without HTTP, for the work that ${names.join(' and ')} ${names.length > 1 ? 'switch' : 'switches'} on. */`,
    'async function bootstrap(): Promise<void> {',
    `${unit}const app = await NestFactory.createApplicationContext(${application.module})${end}`,
    `${unit}app.enableShutdownHooks()${end}`,
    ...say('Worker').map((line) => unit + line),
    '}',
    '',
    'bootstrap().catch((error: unknown) => {',
    `${unit}console.error(error)${end}`,
    `${unit}process.exit(1)${end}`,
    `})${end}`,
    '',
  ];
  const edits = await saidByWeb(path, text, say('Web').join('\n'), service, model);
  return {
    creates: { path: target, text: lines.join(eol) },
    edits: edits.length > 0 ? [{ path, edits }] : [],
    before: preparation(path, text, application),
  };
}

/** `Scheduler: ENABLED`, told at the start. */
function stateOf(name: string, quote: string): string {
  const [on, off] = ['ENABLED', 'DISABLED'].map((state) => quote + state + quote);
  return `${LABELS[name] ?? name}: \${process.env.${name} === ${quote}true${quote} ? ${on} : ${off}}`;
}

/** Imports for what they do: instrumentation and variables have to come first in both processes. */
function sideEffects(path: string, text: string): string[] {
  return parseNode(path, text)
    .findAll({ rule: { kind: 'import_statement' } })
    .filter((node) => named(node).length === 1 && named(node)[0]?.kind() === 'string')
    .map((node) => node.text());
}

async function saidByWeb(
  path: string,
  text: string,
  line: string,
  service: Service,
  model: Model,
): Promise<Edit[]> {
  const listen = model.factsOf(service, 'server-call').find(({ span }) => span.path === path);
  const node = listen
    ? parseNode(path, text)
        .findAll({ rule: { kind: 'call_expression' } })
        .find((call) => call.range().start.index === listen.span.start)
    : undefined;
  if (!listen || !node || !enclosingFunction(node)) return [];
  return [
    ...(await ensureImport(path, text, '@nestjs/common', ['Logger'])),
    ...(await insertStatementAfter(path, text, listen.span, line)),
  ];
}

/** The first call in front of the application that may prepare the process; null where there is none. */
function preparation(path: string, text: string, { span }: NestApplication): string | null {
  const made = parseNode(path, text)
    .findAll({ rule: { kind: 'call_expression' } })
    .find((call) => call.range().start.index === span.start);
  const scope = made ? enclosingFunction(made) : null;
  if (!made || !scope) return null;
  const before = named(scope.field('body') ?? scope).filter(
    (statement) => statement.range().end.index <= span.start,
  );
  const call = before
    .flatMap((statement) => statement.find({ rule: { kind: 'call_expression' } }) ?? [])
    .find((one) => !/^(console|logger|new Logger|Logger)\b/.test(one.text()));
  return call?.field('function')?.text() ?? null;
}

const NO_TYPESCRIPT: Skip = {
  skip: both(
    'the application does not start from a TypeScript file: no worker entry is written beside it',
    "l'application ne démarre pas d'un fichier TypeScript : aucune entrée de worker n'est écrite à côté",
  ),
};
const NO_ROOT: Skip = {
  skip: both(
    'the root module is not imported by its name where the application is made',
    "le module racine n'est pas importé par son nom là où l'application est créée",
  ),
};

function taken(path: string): Skip {
  return {
    skip: both(
      `${path} is there already, and starts no application without HTTP`,
      `${path} existe déjà, et ne démarre pas d'application sans HTTP`,
    ),
  };
}

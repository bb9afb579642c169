import { lineAt } from '../lines.ts';
import type { Model, Service } from '../model.ts';
import { applicationFile } from './application-file.ts';
import { keptScript } from './kept-script.ts';
import { type KeptText, keptTexts } from './kept-sources.ts';
import { servesProduction } from './production-servers.ts';
import { recognise } from './recognise.ts';
import { expand, type StartContext } from './start.ts';
import { type StartScript, startScript } from './start-script.ts';

/** A command that starts a service, in a file that no platform reads. */
export interface KeptCommand {
  path: string;
  /** Counted from 1. */
  line: number;
  kind: KeptText['kind'];
  /** How a person calls it: `make run-prod`; null for what only stands there. */
  call: string | null;
  command: string;
  /** The command of a production server, to be taken over; null where it runs a file. */
  script: StartScript | null;
}

/** A server that is told to serve others than its own machine: not an example for whoever tries it out. */
const PUBLIC = /0\.0\.0\.0|\$\{?PORT\b|--workers|^(gunicorn|hypercorn|waitress|granian|uwsgi)\b/;

/**
 * The command that starts a service and stands where no platform reads it. For Python: a shell script beside it, a Procfile
 * under another name, a Makefile, the project's own scripts, a document; one that serves production is preferred, and the
 * application that the service is known by. For Node: a script under another name than `start`.
 */
export function keptCommand(service: Service, model: Model): KeptCommand | null {
  const known = KEPT.get(model) ?? new Map<Service, KeptCommand | null>();
  KEPT.set(model, known);
  const found = known.get(service);
  if (found !== undefined) return found;
  const kept = service.language === 'python' ? findKept(service, model) : keptByPackage(service, model);
  known.set(service, kept);
  return kept;
}

/** Several rules ask, and the documents of a repository are long. */
const KEPT = new WeakMap<Model, Map<Service, KeptCommand | null>>();

function keptByPackage(service: Service, model: Model): KeptCommand | null {
  const kept = keptScript(service, model);
  if (!kept) return null;
  const { text, call, kind } = kept.text;
  const { path, start } = text.source;
  const line = lineAt(model.read(path) ?? '', start);
  return { path, line, kind, call, command: kept.command, script: null };
}

function findKept(service: Service, model: Model): KeptCommand | null {
  const script = startScript(service, model);
  if (script) {
    const { placed } = script;
    const { path } = script.text.source;
    const line = lineAt(model.read(path) ?? '', Math.max(placed.command.start, 0));
    return {
      path,
      line,
      kind: 'script',
      call: `./${path.slice(path.lastIndexOf('/') + 1)}`,
      command: written(script),
      script,
    };
  }
  const context: StartContext = { root: service.root, paths: model.paths, read: (path) => model.read(path) };
  const all = keptTexts(context).flatMap((kept) => keptIn(context, kept, service, model));
  const served = all.filter((kept) => kept.script !== null);
  return served.find((kept) => isOf(kept, service, model)) ?? served[0] ?? all[0] ?? null;
}

function keptIn(context: StartContext, kept: KeptText, service: Service, model: Model): KeptCommand[] {
  const { text, call, kind } = kept;
  const commands = expand(context, text, 0);
  const found = commands.map((placed) => ({
    placed,
    server: recognise(context, placed.text, placed.command, placed.folder),
  }));
  const last = found.findLast(({ server }) => server !== null);
  if (!last?.server) return [];
  const { placed, server } = last;
  const { path, start } = text.source;
  const base = { path, line: lineAt(model.read(path) ?? '', start), kind, call };
  if (servesProduction(server)) {
    const script = { text, before: commands.slice(0, commands.indexOf(placed)), placed, server };
    const command = written(script);
    const isMeant = kind === 'name' || PUBLIC.test(command);
    return isMeant && applicationFile(model.paths, server, placed.folder)
      ? [{ ...base, command, script }]
      : [];
  }
  const runs = server.program === 'python' && kind === 'script' && server.entry !== null;
  const isOwn = runs && service.files.includes(server.entry ?? '');
  return isOwn
    ? [{ ...base, command: placed.command.words.map(({ raw }) => raw).join(' '), script: null }]
    : [];
}

function isOf({ script }: KeptCommand, { application }: Service, model: Model): boolean {
  return (
    script !== null &&
    application !== null &&
    applicationFile(model.paths, script.server, script.placed.folder) === application.path
  );
}

function written({ server }: StartScript): string {
  return server.command.words.map(({ raw }) => raw).join(' ');
}

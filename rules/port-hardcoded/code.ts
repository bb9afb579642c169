import type { Edit } from '@unblock/codemods';
import { declares, replaceExpression as replaceNode, setProperty } from '@unblock/codemods/ecmascript';
import { ensureImport, replaceExpression, setKeywordArgument } from '@unblock/codemods/python/index';
import type { Service, Skip, Span, Value } from '@unblock/engine';
import { both, type Fix, type Model, type ServerApi, type ServerCall } from '@unblock/engine';
import { isDevelopmentEntry } from '@unblock/engine/development';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { literalPlace } from '@unblock/engine/literal-place';
import { hasRival, isSecondary } from '@unblock/engine/secondary';
import { receiverOf } from '@unblock/engine/server-api';
import { callKey } from '@unblock/engine/started';
import { withDockerfile } from './docker.ts';
import { weigh } from './weigh.ts';
import { message, PATCH, type PortEvidence, paragraph, title } from './words.ts';

/** Where each API listens when it is given no port; null where it has no fixed default, or takes PORT by itself. */
const DEFAULT_PORT: Record<ServerApi, string | null> = {
  uvicorn: '8000',
  hypercorn: null,
  werkzeug: '5000',
  socketio: '5000',
  waitress: '8080',
  aiohttp: '8080',
  hono: '3000',
  bun: null,
  fastify: null,
  'node-http': null,
  nest: null,
  'nest-fastify': null,
};

/** A server call with its port. */
interface Listener {
  call: ServerCall;
  value: Value | null;
  port: string;
  /** What the patch replaces: null where the call has no port yet. */
  place: Span | null;
}

/** Server calls on a literal port, or on the default one, reached by what starts the service. */
export function findInCode(service: Service, model: Model): Entry[] {
  return model.factsOf(service, 'server-call').flatMap((call): Entry[] => {
    const api = model.serverApi(call);
    const value = call.port ? model.resolve(call.port) : null;
    const port = api && portOf(value, isDash(model, call) ? null : DEFAULT_PORT[api]);
    if (port === null || isSecondary(service, call, model)) return [];
    const weight = weigh(model.reachedUnder(service, call), service, port);
    if (!weight) return [];
    const use = call.port?.span ?? null;
    const isGiven = value?.kind === 'literal' && value.value !== null;
    const place = use && isGiven ? literalPlace(value, use, model) : use;
    const evidence: PortEvidence = {
      server: call.callee,
      port,
      given: isGiven,
      path: call.span.path,
      replacement: readingOf({ call, value, port, place }, model.read(call.span.path) ?? '').text,
      weight,
      isForDevelopment: isDevelopmentEntry(call, service, model),
    };
    return [
      {
        finding: {
          rule: 'port-hardcoded',
          severity: evidence.isForDevelopment ? 'advice' : weight.severity,
          service: service.root,
          span: call.port?.span ?? call.span,
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: `${callKey(call)} port`,
          platforms: weight.platforms,
        },
        fix: async () => {
          if (hasRival(service, call, model)) return RIVAL;
          const fix = await fixCall({ call, value, port, place }, evidence, model);
          return 'skip' in fix ? fix : withDockerfile(fix, service.starts, port, model);
        },
      },
    ];
  });
}

/** The literal port, or the default one where none is given; null where it is read, unknown or left to the system. */
function portOf(value: Value | null, byDefault: string | null): string | null {
  if (value === null || (value.kind === 'literal' && value.value === null)) return byDefault;
  if (value.kind !== 'literal') return null;
  const port = String(value.value);
  return /^[1-9]\d*$/.test(port) ? port : null;
}

/** Dash reads PORT by itself: https://dash.plotly.com/reference#app.run */
function isDash(model: Model, call: ServerCall): boolean {
  return receiverOf(model, call)?.name === 'Dash';
}

/** What is written instead of the port, and where: null where the call has none yet. */
interface Reading {
  place: Span | null;
  text: string;
}

/** A literal in the place is the fallback; a constant that other code needs too stays, and is the fallback by its name. */
function readingOf({ call, value, port, place }: Listener, text: string): Reading {
  const isPython = call.span.path.endsWith('.py');
  const given = value?.kind === 'literal' && value.value !== null ? value : null;
  const old = given && place ? text.slice(place.start, place.end) : port;
  const isQuoted = /^["'`]/.test(old);
  if (isPython) {
    const read = `os.environ.get("PORT", ${/^\d/.test(old) ? `"${port}"` : old})`;
    // A string that turns up as a number is converted on the way.
    return { place, text: isQuoted && typeof given?.value === 'number' ? read : `int(${read})` };
  }
  const read = `process.env.PORT ?? ${old}`;
  // A text stays a text: other code may count on it.
  return { place, text: isQuoted || typeof given?.value === 'string' ? read : `Number(${read})` };
}

async function fixCall(listener: Listener, evidence: PortEvidence, model: Model): Promise<Fix | Skip> {
  const { path } = listener.call.span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = await editsOf(path, text, listener, model);
  if ('skip' in edits) return edits;
  return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [{ path, edits }] };
}

async function editsOf(path: string, text: string, listener: Listener, model: Model): Promise<Edit[] | Skip> {
  const { call } = listener;
  const reading = readingOf(listener, text);
  const { place } = reading;
  if (path.endsWith('.py')) {
    const edits = place
      ? replaceExpression(text, place, reading.text)
      : setKeywordArgument(text, call.span, 'port', reading.text);
    return [...ensureImport(text, (place ?? call.span).start, 'os'), ...edits];
  }
  if (await isOtherProcess(path, text, model)) return OTHER_PROCESS;
  if (!place) return call.options ? setProperty(path, text, call.options, 'port', reading.text) : NO_OPTIONS;
  if (/^\s*as\s+const\b/.test(text.slice(place.end))) return AS_CONST;
  return replaceNode(path, text, place, reading.text);
}

/** `process` is the file's own name for something else than Node's object. */
async function isOtherProcess(path: string, text: string, model: Model): Promise<boolean> {
  const isNode = /^(node:)?process$/;
  const { imports = [], bindings = {} } = model.module(path) ?? {};
  if (imports.some(({ local, module }) => local === 'process' && isNode.test(module))) return false;
  const bound = Object.hasOwn(bindings, 'process') ? bindings.process : undefined;
  const [required] = bound?.kind === 'call' ? bound.arguments : [];
  if (required?.kind === 'literal' && isNode.test(String(required.value))) return false;
  return declares(path, text, 'process');
}

const OTHER_PROCESS: Skip = {
  skip: both(
    'the file gives the name `process` to something else, so `process.env` cannot be read there',
    'le fichier donne le nom `process` à autre chose : `process.env` ne peut pas y être lu',
  ),
};
const NO_OPTIONS: Skip = {
  skip: both('the call has no options to write the port into', "l'appel n'a pas d'options où écrire le port"),
};
const RIVAL: Skip = {
  skip: both(
    'the service opens another server on another fixed port: which one the platform must reach cannot be told',
    'le service ouvre un autre serveur sur un autre port fixe : lequel la plateforme doit joindre ne se voit pas',
  ),
};
const AS_CONST: Skip = {
  skip: both(
    'the port is declared `as const`, so its type is that number',
    'le port est déclaré `as const` : son type est ce nombre',
  ),
};

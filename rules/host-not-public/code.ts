import { insertArgument, replaceExpression as replaceNode, setProperty } from '@unblock/codemods/ecmascript';
import { replaceExpression, setKeywordArgument } from '@unblock/codemods/python/index';
import type {
  Finding,
  Fix,
  Model,
  ServerApi,
  ServerCall,
  Service,
  Severity,
  Skip,
  Span,
  Value,
} from '@unblock/engine';
import { reachOf } from '@unblock/engine/address';
import { isDevelopmentEntry } from '@unblock/engine/development';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { literalPlace } from '@unblock/engine/literal-place';
import { isSecondary } from '@unblock/engine/secondary';
import { DEFAULT_HOST } from '@unblock/engine/server-api';
import { callKey, isDeclared } from '@unblock/engine/started';
import { fallbackMessage, type HostEvidence, message, PATCH, paragraph, title } from './words.ts';

/** A server call with its host. */
interface Listener {
  call: ServerCall;
  api: ServerApi;
  value: Value | null;
}

/** Server calls that listen on loopback or one address, reached by what starts the service. */
export function findInCode(service: Service, model: Model): Entry[] {
  return model.factsOf(service, 'server-call').flatMap((call): Entry[] => {
    const api = model.serverApi(call);
    const contracts = api
      ? model.reachedUnder(service, call).filter(({ bind }) => bind.value === 'all-interfaces')
      : [];
    const contract = contracts[0];
    if (!api || !contract || isSecondary(service, call, model)) return [];
    const value = call.host ? model.resolve(call.host) : null;
    const host = mayHideHost(call, api, model) ? null : hostOf(value, api);
    const reach = host === null ? 'unknown' : reachOf(host);
    if (host === null || reach === 'all' || reach === 'unknown') return [];
    if (value?.kind === 'environment' && isDeclared(service, value.name)) return [];

    const { path } = call.span;
    const isForDevelopment = reach === 'loopback' && isDevelopmentEntry(call, service, model);
    const given = value !== null;
    const evidence: HostEvidence = { server: call.callee, host, given, path, contract, isForDevelopment };
    const fallback = value?.kind === 'environment' ? fallbackMessage(value.name, evidence) : null;
    const severity: Severity = fallback || isForDevelopment ? 'advice' : 'critical';
    const finding: Finding = {
      rule: 'host-not-public',
      severity,
      service: service.root,
      span: call.host?.span ?? call.span,
      title: title(evidence),
      message: fallback ?? message(evidence),
      // From one address to all, development loses nothing; from loopback to all, it opens to the local network.
      fix: fallback ? 'manual' : reach === 'loopback' ? 'review' : 'safe',
      key: `${callKey(call)} host`,
      platforms: contracts.map(({ id }) => id),
      ...(fallback ? { steps: [fallback.todo] } : {}),
    };
    return [{ finding, fix: () => fix({ call, api, value }, finding, evidence, model) }];
  });
}

/** Fastify takes its options in an object: an argument that is not followed may be that object, with a host in it. */
function mayHideHost(call: ServerCall, api: ServerApi, model: Model): boolean {
  if (api !== 'fastify' || call.options || call.host || !call.port) return false;
  return model.resolve(call.port).kind === 'unknown';
}

/** The literal host, that of an environment read's fallback, or the API's default; null when it is not known. */
function hostOf(value: Value | null, api: ServerApi): string | null {
  if (value === null) return DEFAULT_HOST[api];
  const literal = value.kind === 'environment' ? value.fallback : value;
  if (literal?.kind !== 'literal') return null;
  if (literal.value === null) return DEFAULT_HOST[api];
  return typeof literal.value === 'string' ? literal.value : null;
}

async function fix(
  listener: Listener,
  finding: Finding,
  evidence: HostEvidence,
  model: Model,
): Promise<Fix | Skip> {
  const { path } = listener.call.span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const { call, value } = listener;
  const use = call.host?.span ?? null;
  const place = use && value?.kind === 'literal' ? literalPlace(value, use, model) : use;
  const edits = path.endsWith('.py')
    ? pythonEdits(text, listener, place)
    : await nodeEdits(path, text, listener, place);
  return {
    safety: finding.fix === 'safe' ? 'safe' : 'review',
    title: PATCH,
    paragraph: paragraph(evidence),
    edits: [{ path, edits }],
  };
}

function pythonEdits(text: string, listener: Listener, place: Span | null) {
  const quote = place && text.slice(place.start, place.end).startsWith("'") ? "'" : '"';
  const host = `${quote}0.0.0.0${quote}`;
  return place
    ? replaceExpression(text, place, host)
    : setKeywordArgument(text, listener.call.span, 'host', host);
}

async function nodeEdits(path: string, text: string, listener: Listener, place: Span | null) {
  const { call, api } = listener;
  const { quoteStyle } = await import('@unblock/codemods/ecmascript');
  const quote = await quoteStyle(path, text);
  const host = `${quote}0.0.0.0${quote}`;
  if (place) return replaceNode(path, text, place, host);
  if (call.options) return setProperty(path, text, call.options, 'host', host);
  const port = call.arguments[0];
  // Fastify 5 takes the address in an options object only.
  if (api === 'fastify' && port)
    return replaceNode(path, text, port, `{ port: ${text.slice(port.start, port.end)}, host: ${host} }`);
  return insertArgument(path, text, call.span, 1, host);
}

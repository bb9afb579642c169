import { insertArgument, replaceExpression as replaceNode, setProperty } from '@unblock/codemods/ecmascript';
import { replaceExpression, setKeywordArgument } from '@unblock/codemods/python/index';
import {
  both,
  type Finding,
  type Fix,
  type Model,
  type ServerApi,
  type ServerCall,
  type Service,
  type Skip,
  type Value,
} from '@unblock/engine';
import { reachOf } from '@unblock/engine/address';
import { fallbackMessage, type HostEvidence, message, paragraph, title } from './words.ts';

/** Where each API listens when it is given no host. */
const DEFAULT_HOST: Record<ServerApi, string> = {
  uvicorn: '127.0.0.1',
  hypercorn: '127.0.0.1',
  werkzeug: '127.0.0.1',
  socketio: '127.0.0.1',
  fastify: 'localhost',
  'nest-fastify': 'localhost',
  waitress: '0.0.0.0',
  aiohttp: '0.0.0.0',
  'node-http': '::',
  nest: '::',
  hono: '::',
  bun: '0.0.0.0',
};

/** A finding in source code with what its fix needs. */
export interface CodeFinding {
  finding: Finding;
  call: ServerCall;
  api: ServerApi;
  value: Value | null;
  evidence: HostEvidence;
}

export function findInCode(service: Service, model: Model): CodeFinding[] {
  return model.factsOf(service, 'server-call').flatMap((call): CodeFinding[] => {
    const api = model.serverApi(call);
    const contracts = api
      ? model.reachedUnder(service, call).filter((contract) => contract.bind.value === 'all-interfaces')
      : [];
    const contract = contracts[0];
    if (!api || !contract) return [];
    const value = call.host ? model.resolve(call.host) : null;
    const host = hostOf(value, api);
    const reach = host === null ? 'unknown' : reachOf(host);
    if (host === null || reach === 'all' || reach === 'unknown') return [];
    const evidence: HostEvidence = {
      server: call.callee,
      host,
      given: value !== null,
      path: call.span.path,
      contract,
    };
    const base = {
      rule: 'host-not-public',
      service: service.root,
      span: call.host?.span ?? call.span,
      key: `${call.callee} host`,
      platforms: contracts.map(({ id }) => id),
    };
    if (value?.kind === 'environment') {
      if (isDeclared(service, value.name)) return [];
      const texts = fallbackMessage(value.name, evidence);
      const finding: Finding = {
        ...base,
        severity: 'advice',
        title: title(evidence),
        message: texts,
        fix: 'manual',
        steps: [texts.todo],
      };
      return [{ finding, call, api, value, evidence }];
    }
    const finding: Finding = {
      ...base,
      severity: 'critical',
      title: title(evidence),
      message: message(evidence),
      fix: safetyOf(reach),
    };
    return [{ finding, call, api, value, evidence }];
  });
}

/** The literal host, that of an environment read's fallback, or the API's default; null when it is not known. */
function hostOf(value: Value | null, api: ServerApi): string | null {
  if (value === null) return DEFAULT_HOST[api];
  const literal = value.kind === 'environment' ? value.fallback : value;
  if (literal?.kind !== 'literal') return null;
  return literal.value === null
    ? DEFAULT_HOST[api]
    : typeof literal.value === 'string'
      ? literal.value
      : null;
}

/** From one LAN address to all, development loses nothing; from loopback to all, it opens to the local network. */
function safetyOf(reach: 'loopback' | 'one-address'): 'safe' | 'review' {
  return reach === 'loopback' ? 'review' : 'safe';
}

function isDeclared(service: Service, name: string): boolean {
  return service.deployables.some(({ variables }) => variables.some((variable) => variable.name === name));
}

export async function fixInCode(
  { call, api, value, evidence, finding }: CodeFinding,
  model: Model,
): Promise<Fix | Skip> {
  const path = value && isOwnConstant(value) ? value.declared.path : call.span.path;
  const text = model.read(path);
  if (text === null) return { skip: both(`${path} cannot be read`, `${path} ne peut pas être lu`) };
  const edits = path.endsWith('.py')
    ? pythonEdits(text, call, value)
    : await nodeEdits(path, text, call, api, value);
  return {
    safety: finding.fix === 'safe' ? 'safe' : 'review',
    title: both('Listen on 0.0.0.0', 'Écouter sur 0.0.0.0'),
    paragraph: paragraph(evidence),
    edits: [{ path, edits }],
  };
}

/** The constant that holds the host, in the same file: changed there, so that log lines that use it stay true. */
function isOwnConstant(value: Value): boolean {
  return value.declared.path === value.span.path && value.declared.start !== value.span.start;
}

function target(call: ServerCall, value: Value | null) {
  return value && isOwnConstant(value) ? value.declared : (call.host?.span ?? null);
}

function pythonEdits(text: string, call: ServerCall, value: Value | null) {
  const place = target(call, value);
  const quote = place && text.slice(place.start, place.end).startsWith("'") ? "'" : '"';
  const host = `${quote}0.0.0.0${quote}`;
  return place ? replaceExpression(text, place, host) : setKeywordArgument(text, call.span, 'host', host);
}

async function nodeEdits(path: string, text: string, call: ServerCall, api: ServerApi, value: Value | null) {
  const { quoteStyle } = await import('@unblock/codemods/ecmascript');
  const quote = await quoteStyle(path, text);
  const host = `${quote}0.0.0.0${quote}`;
  const place = target(call, value);
  if (place) return replaceNode(path, text, place, host);
  if (call.options) return setProperty(path, text, call.options, 'host', host);
  const port = call.arguments[0];
  // Fastify 5 takes the address in an options object only.
  if (api === 'fastify' && port)
    return replaceNode(path, text, port, `{ port: ${text.slice(port.start, port.end)}, host: ${host} }`);
  return insertArgument(path, text, call.span, 1, host);
}

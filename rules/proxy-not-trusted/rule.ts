import { defineRule, type Fix, type Model, type Rule, type Service, type Skip } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { webFiles } from '@unblock/engine/python/web';
import { type Behind, behindProxies } from './behind.ts';
import { djangoEvidence, nameHeader } from './django.ts';
import { asgiEvidence, type Evidence, flaskEvidence, isHandled, ranked, SEVERITY } from './evidence.ts';
import { wrapInProxyFix } from './flask.ts';
import { findInNode } from './node.ts';
import { canTrust, trustProxy } from './server.ts';
import { type Cure, NO_PLACE, SUMMARY, textsOf } from './words.ts';

/** Code that depends on the scheme or the address of a request, and sees those of the platform's proxy. */
export const rule: Rule = defineRule({
  id: 'proxy-not-trusted',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ proxy }) => proxy !== undefined,
  ...byEntries(find),
});

const ASGI_SERVERS = ['uvicorn', 'gunicorn', 'fastapi', 'python'];

/** One finding for a service: one cure heals all that depends on the proxy. */
function find(service: Service, model: Model): Entry[] {
  if (service.role !== 'web') return [];
  if (service.language === 'node') return findInNode(service, model);
  const behind = behindProxies(service, model);
  const [first] = behind.length > 0 ? ranked(evidenceOf(service, behind, model)) : [];
  if (!first) return [];
  const concerned = behind.filter(({ isTrusted }) => !isTrusted || isFlaskAddress(first, service));
  const [one] = concerned;
  if (!one) return [];
  const cure = cureOf(first, service, concerned, model);
  const path = service.application?.object.span.path ?? first.span.path;
  const texts = textsOf(first, cure, one.contract, path);
  return [
    {
      finding: {
        rule: 'proxy-not-trusted',
        severity: SEVERITY[first.what],
        service: service.root,
        span: first.span,
        title: texts.title,
        message: texts.message,
        fix: cure.kind === 'manual' ? 'manual' : safetyOf(cure, concerned, model),
        key: `${first.depends} behind the proxy`,
        platforms: concerned.map(({ contract }) => contract.id),
        ...(cure.kind === 'manual' ? { steps: [texts.message.todo] } : {}),
      },
      fix: () => fixOf(first, cure, concerned, service, model),
    },
  ];
}

/** What depends on the proxy where the server does not trust it. Flask never learns a client's address from a server. */
function evidenceOf(service: Service, behind: readonly Behind[], model: Model): Evidence[] {
  const untrusted = behind.filter(({ isTrusted }) => !isTrusted);
  if (service.framework === 'django') return untrusted.length > 0 ? djangoEvidence(service, model) : [];
  const files = webFiles(model, service);
  const framework = service.application?.object.framework;
  if (isHandled(files, model)) return [];
  if (framework === 'flask')
    return flaskEvidence(files, model).filter(({ depends }) => depends === 'address' || untrusted.length > 0);
  const isAsgi = framework === 'fastapi' || framework === 'starlette';
  const isKnown = untrusted.every(({ start }) => ASGI_SERVERS.includes(start.server?.program ?? ''));
  return isAsgi && isKnown && untrusted.length > 0 ? asgiEvidence(files, model) : [];
}

function isFlaskAddress({ depends }: Evidence, service: Service): boolean {
  return depends === 'address' && service.application?.object.framework === 'flask';
}

function cureOf({ depends }: Evidence, service: Service, concerned: readonly Behind[], model: Model): Cure {
  if (service.framework === 'django') return { kind: 'django' };
  if (service.application?.object.framework !== 'flask')
    return canTrust(concerned, model) ? { kind: 'server' } : { kind: 'manual', by: 'variable' };
  const counts = new Set(concerned.map(({ contract }) => contract.proxy.value.addresses));
  const [hops] = counts;
  const isKnown = counts.size === 1 && typeof hops === 'number';
  if (depends === 'address' && !isKnown) return { kind: 'manual', by: 'count' };
  return { kind: 'flask', hops: isKnown ? hops : 1 };
}

/** Where the same code also runs without a proxy, whoever sends a request could then write the headers. */
function safetyOf({ kind }: Cure, concerned: readonly Behind[], model: Model): Fix['safety'] {
  return kind === 'server' || concerned.length < model.contracts.length ? 'review' : 'safe';
}

function fixOf(
  evidence: Evidence,
  cure: Cure,
  concerned: readonly Behind[],
  service: Service,
  model: Model,
): Fix | Skip {
  const [one] = concerned;
  if (!one) return NO_PLACE;
  const path = service.application?.object.span.path ?? evidence.span.path;
  const texts = textsOf(evidence, cure, one.contract, path);
  const safety = safetyOf(cure, concerned, model);
  switch (cure.kind) {
    case 'django':
      return nameHeader(evidence, service, model, texts, safety);
    case 'flask':
      return wrapInProxyFix(cure.hops, service, model, texts, safety);
    case 'server':
      return trustProxy(concerned, model, texts);
    default:
      return NO_PLACE;
  }
}

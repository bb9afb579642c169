import { insertAfterStatement } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Fix, Model, Service, Skip, Span } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { truth } from '@unblock/engine/python/django-condition';
import { djangoSettings } from '@unblock/engine/python/django-settings';
import { flowOf } from '@unblock/engine/python/flow';
import { argumentsOf, calleeOf, keyword, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { type Asked, entryOf } from './entry.ts';
import { type Refusal, textsOf } from './words.ts';

interface Redirect {
  name: string;
  span: Span;
  status: number;
  isDjango: boolean;
}

/** Every request over http is sent to https, that of the health check too. */
export function findHttps(asked: Asked, service: Service, model: Model): Entry[] {
  const { contract, deployable, health } = asked;
  const manifest = model.read(deployable.path) ?? '';
  const isAsked = contract.health.value.isPlain && !/x-forwarded-proto/i.test(manifest);
  const redirect = isAsked ? (djangoRedirect(service, model) ?? codeRedirect(service, model)) : null;
  if (!redirect) return [];
  const isExempt = redirect.isDjango && /^(\/[\w-]+)*\/?$/.test(health.value);
  const refusal: Refusal = {
    asked: health.value,
    manifest: deployable.path,
    name: redirect.name,
    file: redirect.span.path,
    status: redirect.status,
    cause: 'https',
    path: isExempt ? `^${health.value.slice(1)}$` : null,
    isNew: false,
    contract,
  };
  const make = () => exempt(refusal, redirect.span, model);
  return [entryOf(refusal, redirect.span, service, isExempt ? { safety: 'safe', make } : null)];
}

function djangoRedirect(service: Service, model: Model): Redirect | null {
  const settings = djangoSettings(service, model);
  const step = settings?.steps('SECURE_SSL_REDIRECT').at(-1);
  if (!settings || step?.kind !== 'assign' || step.maybe || !step.value) return null;
  const isOn = truth(step.value) === true && settings.steps('SECURE_REDIRECT_EXEMPT').length === 0;
  const uses = settings.files.some((path) => (model.read(path) ?? '').includes('SecurityMiddleware'));
  return isOn && uses
    ? { name: 'SECURE_SSL_REDIRECT = True', span: step.statement, status: 301, isDjango: true }
    : null;
}

function codeRedirect(service: Service, model: Model): Redirect | null {
  if (service.framework === 'django') return null;
  for (const path of webFiles(model, service)) {
    const text = model.read(path) ?? '';
    if (!/HTTPSRedirectMiddleware|flask_talisman/.test(text)) continue;
    for (const call of parsePython(text).findAll({ rule: { kind: 'call' } })) {
      const span = { path, ...spanOf(call) };
      const [first] = argumentsOf(call);
      if (flowOf(call).conditional) continue;
      if (/\.add_middleware$/.test(calleeOf(call)) && first?.text() === 'HTTPSRedirectMiddleware')
        return { name: 'HTTPSRedirectMiddleware', span, status: 307, isDjango: false };
      const isForced = calleeOf(call) === 'Talisman' && first !== undefined && !keyword(call, 'force_https');
      if (isForced) return { name: 'Talisman', span, status: 302, isDjango: false };
    }
  }
  return null;
}

/** Django leaves paths alone that one of these patterns matches, without their first slash. */
function exempt(refusal: Refusal, statement: Span, model: Model): Fix | Skip {
  const text = model.read(statement.path);
  if (text === null) return unreadable(statement.path);
  const single = (text.match(/'/g)?.length ?? 0) > (text.match(/"/g)?.length ?? 0);
  const quote = single ? "'" : '"';
  const code = `SECURE_REDIRECT_EXEMPT = [r${quote}${refusal.path}${quote}]`;
  const texts = textsOf(refusal);
  return {
    safety: 'safe',
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [{ path: statement.path, edits: insertAfterStatement(text, statement, code) }],
  };
}

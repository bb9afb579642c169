import { replaceExpression } from '@unblock/codemods/python/index';
import type { Model, Service, Span } from '@unblock/engine';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { djangoSettings } from '@unblock/engine/python/django-settings';
import { itemsOf } from '@unblock/engine/python/django-values';
import { djangoFinding } from '../django-finding.ts';
import { LOCAL } from './hosts.ts';
import {
  ORIGINS,
  type OriginsEvidence,
  originsMessage,
  originsParagraph,
  originsTitle,
} from './origins-words.ts';

/** Commands of manage.py that check all settings first. */
const CHECKING = /\bmanage\.py\s+(migrate|runserver|check|createsuperuser|loaddata)\b/;

/** `CSRF_TRUSTED_ORIGINS = ["shop.example.com"]`: from Django 4.0 on every origin has a scheme. */
export function findOrigins(service: Service, model: Model): Entry[] {
  const settings = service.role === 'web' ? djangoSettings(service, model) : null;
  const [contract] = model.contracts;
  const django = service.dependencies.entries.some(({ name, production }) => production && name === 'django');
  if (!settings || !contract || !django || !mayReach(versionOf(model, service.dependencies, 'django'), '4.0'))
    return [];
  const bare = itemsOf(settings, 'CSRF_TRUSTED_ORIGINS', model).texts.filter(
    ({ text }) => text !== '' && !text.includes('://'),
  );
  const [first] = bare;
  if (!first) return [];
  const commands = service.deployables.flatMap(({ start, build, preDeploy }) => [start, build, preDeploy]);
  const stops = commands.some((command) => CHECKING.test(command?.text ?? ''));
  const evidence: OriginsEvidence = {
    path: first.span.path,
    origin: first.text,
    written: originOf(first.text),
    stops,
    contract,
  };
  return [
    djangoFinding(
      { service, settings, contracts: model.contracts },
      {
        rule: 'django-hosts',
        severity: stops ? 'critical' : 'important',
        span: first.span,
        title: originsTitle(evidence),
        message: originsMessage(evidence),
        fix: 'safe',
        key: 'origins',
      },
      () => writeOrigins(bare, evidence, model),
    ),
  ];
}

function writeOrigins(
  bare: readonly { text: string; span: Span }[],
  evidence: OriginsEvidence,
  model: Model,
): ReturnType<Entry['fix']> {
  const edits = new Map<string, ReturnType<typeof replaceExpression>>();
  for (const { text: origin, span } of bare) {
    const text = model.read(span.path);
    if (text === null) return unreadable(span.path);
    // The literal itself: `"…"`. What a name or a call gives is left to a person.
    const quote = text[span.start] ?? '';
    if (!/["']/.test(quote) || text.slice(span.start + 1, span.end - 1) !== origin) continue;
    const edit = replaceExpression(text, span, `${quote}${originOf(origin)}${quote}`);
    edits.set(span.path, [...(edits.get(span.path) ?? []), ...edit]);
  }
  return {
    safety: 'safe',
    title: ORIGINS,
    paragraph: originsParagraph(evidence),
    edits: [...edits].map(([path, list]) => ({ path, edits: list })),
  };
}

/** `shop.example.com` as an origin; `.example.com` stood for all its subdomains before Django 4.0. */
function originOf(host: string): string {
  const scheme = LOCAL.test(host.replace(/:\d+$/, '')) ? 'http' : 'https';
  return `${scheme}://${host.startsWith('.') ? '*' : ''}${host.replace(/\/+$/, '')}`;
}

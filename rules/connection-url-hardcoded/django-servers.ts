import type { Model, Service } from '@unblock/engine';
import { type DjangoSettings, djangoSettings } from '@unblock/engine/python/django-settings';
import { expressionOf } from '@unblock/engine/python/expression';
import { type Node, spanOf } from '@unblock/engine/python/tree';
import { djangoDatabaseUrl } from './django.ts';
import { entriesOf, literal, onlyValue } from './settings.ts';
import { type Written, writtenText } from './written.ts';

/** Celery's settings in Django's: https://docs.celeryq.dev/en/stable/django/first-steps-with-django.html */
const CELERY = ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND'] as const;

/** A URL that Django's settings hold, and the setting it is for. */
export interface DjangoUrl {
  name: string;
  written: Written;
}

/** The addresses that stand in Django's settings as URLs: of the database, of Celery's servers, of caches and channels. */
export function djangoUrls(service: Service, model: Model): DjangoUrl[] {
  const settings = djangoSettings(service, model);
  if (!settings) return [];
  const database = djangoDatabaseUrl(service, model);
  return [
    ...(database ? [{ name: 'DATABASES', written: database }] : []),
    ...celeryUrls(settings, service, model),
    ...cacheUrls(settings, model),
    ...channelUrls(settings, model),
  ];
}

function celeryUrls(settings: DjangoSettings, { files }: Service, model: Model): DjangoUrl[] {
  const isRead = files.some((path) =>
    /config_from_object\([^)]*django\.conf:settings[^)]*namespace\s*=\s*["']CELERY["']/s.test(
      model.read(path) ?? '',
    ),
  );
  if (!isRead) return [];
  return CELERY.flatMap((name): DjangoUrl[] => {
    const step = onlyValue(settings, name, model);
    const written = step?.value ? textOf(step.statement.path, step.value, model) : null;
    return written ? [{ name, written }] : [];
  });
}

/** `CACHES` in Redis: https://docs.djangoproject.com/en/stable/topics/cache/#redis */
function cacheUrls(settings: DjangoSettings, model: Model): DjangoUrl[] {
  const step = onlyValue(settings, 'CACHES', model);
  const { path } = step?.statement ?? { path: '' };
  // A cache that is gone is then no cache, and nothing fails: https://github.com/jazzband/django-redis
  if (settings.files.some((file) => /IGNORE_EXCEPTIONS["']?\s*[:=]\s*True/.test(model.read(file) ?? '')))
    return [];
  return [...(entriesOf(step?.value) ?? [])].flatMap(([alias, node]): DjangoUrl[] => {
    const entries = entriesOf(node);
    const backend = entries?.get('BACKEND');
    const location = entries?.get('LOCATION');
    if (!backend || !location || !/redis/i.test(literal(model, path, backend) ?? '')) return [];
    const written = textOf(path, onlyItem(location), model);
    return written ? [{ name: `CACHES["${alias}"]`, written }] : [];
  });
}

/** `CHANNEL_LAYERS` in Redis: https://channels.readthedocs.io/en/stable/topics/channel_layers.html */
function channelUrls(settings: DjangoSettings, model: Model): DjangoUrl[] {
  const step = onlyValue(settings, 'CHANNEL_LAYERS', model);
  const { path } = step?.statement ?? { path: '' };
  const layer = entriesOf(entriesOf(step?.value)?.get('default'));
  const backend = layer?.get('BACKEND');
  const hosts = entriesOf(layer?.get('CONFIG'))?.get('hosts');
  if (!backend || hosts?.kind() !== 'list' || !/redis/i.test(literal(model, path, backend) ?? '')) return [];
  const only = onlyItem(hosts);
  const item = only.kind() === 'dictionary' ? entriesOf(only)?.get('address') : only;
  if (!item) return [];
  const written = item.kind() === 'tuple' ? pairOf(path, item, model) : textOf(path, item, model);
  return written ? [{ name: 'CHANNEL_LAYERS', written }] : [];
}

/** The item of a list that holds one. */
function onlyItem(node: Node): Node {
  const items = node.kind() === 'list' ? node.namedChildren() : [];
  const [item] = items;
  return item && items.length === 1 ? item : node;
}

/** A text in its place, or one that a name stands for. */
function textOf(path: string, node: Node, model: Model): Written | null {
  if (node.kind() === 'identifier') return writtenText(model, expressionOf(path, node));
  if (node.kind() !== 'string' || node.find({ rule: { kind: 'interpolation' } })) return null;
  const text = node.text().replace(/^[rRuU]?(["'])(.*)\1$/s, '$2');
  return { text, span: { path, ...spanOf(node) } };
}

/** `("localhost", 6379)`: the URL of the same server takes its place. */
function pairOf(path: string, node: Node, model: Model): Written | null {
  const [host, port] = node.namedChildren().map((part) => literal(model, path, part));
  if (!host || !port || node.namedChildren().length !== 2) return null;
  const text = `redis://${host}:${port}`;
  const quote = node.text().includes("'") ? "'" : '"';
  return { text, span: { path, ...spanOf(node) }, code: `${quote}${text}${quote}` };
}

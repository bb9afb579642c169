import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import {
  type DjangoSettings,
  djangoSettings,
  type SettingStep,
} from '@unblock/engine/python/django-settings';
import { expressionOf } from '@unblock/engine/python/expression';
import { type Node, spanOf } from '@unblock/engine/python/tree';
import { type Address, addressOf, placeOf, reachOf } from './address.ts';
import { type Part, partOf } from './each.ts';

/** The default database of Django's settings, written in place. */
export interface DjangoDatabase {
  path: string;
  /** The dictionary of the default database. */
  node: Node;
  address: Address;
  /** The whole as one URL; null where it does not fit into one. */
  url: string | null;
  /** The parts that are literals in their own places. */
  literals: Part[];
}

/** Celery's settings in Django's: https://docs.celeryq.dev/en/stable/django/first-steps-with-django.html */
const CELERY = ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND'] as const;
const PARTS = ['ENGINE', 'NAME', 'USER', 'PASSWORD', 'HOST', 'PORT'];

/** The one value that production gives a setting; null where there are several, or where something may change it. */
function onlyValue(settings: DjangoSettings, name: string, model: Model): SettingStep | null {
  const steps = settings.steps(name);
  const [step] = steps;
  if (!step?.value || steps.length !== 1 || step.kind !== 'assign' || step.maybe) return null;
  const uses = settings.files.flatMap((path) =>
    parsePython(model.read(path) ?? '').findAll({ rule: { kind: 'identifier', regex: `^${name}$` } }),
  );
  // `DATABASES["default"].update(…)` gives it another value later.
  return uses.length === 1 ? step : null;
}

/** The default database, where its host is written in the settings that production uses. */
export function djangoDatabase(service: Service, model: Model): DjangoDatabase | null {
  const settings = djangoSettings(service, model);
  const step = settings && onlyValue(settings, 'DATABASES', model);
  const { path } = step?.statement ?? {};
  if (!step?.value || !path || step.value.kind() !== 'dictionary') return null;
  const databases = entriesOf(step.value);
  const node = databases?.get('default');
  const entries = node?.kind() === 'dictionary' ? entriesOf(node) : null;
  if (!node || !entries || databases?.size !== 1) return null;
  const texts = new Map([...entries].map(([key, value]) => [key, literal(model, path, value)]));
  const engine = texts.get('ENGINE') ?? '';
  const host = entries.has('HOST') ? texts.get('HOST') : undefined;
  if (!/postgres|mysql/.test(engine) || host === null || host === undefined) return null;
  const password = texts.get('PASSWORD') ?? '';
  const place = placeOf('database', texts.get('PORT') ?? '', texts.get('NAME') ?? '');
  const address: Address = {
    kind: 'database',
    scheme: 'postgres',
    place,
    index: null,
    ...reachOf(host, password),
  };
  const literals = [...entries].flatMap(([key, value]) => partOf(key, value) ?? []);
  return { path, node, address, url: urlOf(engine, texts), literals };
}

function urlOf(engine: string, texts: ReadonlyMap<string, string | null>): string | null {
  const isPlain = [...texts].every(
    ([key, value]) => PARTS.includes(key) && value !== null && (key === 'ENGINE' || /^[\w.-]*$/.test(value)),
  );
  if (!isPlain || !/^django\.db\.backends\.postgresql(_psycopg2)?$/.test(engine)) return null;
  const get = (key: string) => texts.get(key) ?? '';
  const user = get('USER') ? `${get('USER')}${get('PASSWORD') && `:${get('PASSWORD')}`}@` : '';
  return `postgres://${user}${get('HOST') || 'localhost'}:${get('PORT') || '5432'}/${get('NAME')}`;
}

/** A text that stands for itself, null for anything that is computed or read. */
function literal(model: Model, path: string, node: Node): string | null {
  const value = model.resolve(expressionOf(path, node));
  return value.kind === 'literal' && value.value !== null ? String(value.value) : null;
}

function entriesOf(dictionary: Node): Map<string, Node> | null {
  const entries = new Map<string, Node>();
  for (const pair of dictionary.namedChildren()) {
    if (pair.kind() === 'comment') continue;
    const [key, value] = [pair.field('key'), pair.field('value')];
    if (key?.kind() !== 'string' || !value) return null;
    entries.set(key.text().slice(1, -1), value);
  }
  return entries;
}

/** A URL in Celery's settings, with its place. */
export interface DjangoUrl {
  name: string;
  path: string;
  span: { path: string; start: number; end: number };
  node: Node;
}

/** The addresses that Celery takes from Django's settings. */
export function djangoUrls(service: Service, model: Model): DjangoUrl[] {
  const settings = djangoSettings(service, model);
  if (!settings) return [];
  const isRead = service.files.some((path) =>
    /config_from_object\([^)]*django\.conf:settings[^)]*namespace\s*=\s*["']CELERY["']/s.test(
      model.read(path) ?? '',
    ),
  );
  if (!isRead) return [];
  return CELERY.flatMap((name): DjangoUrl[] => {
    const step = onlyValue(settings, name, model);
    if (step?.value?.kind() !== 'string') return [];
    const { path } = step.statement;
    const text = step.value.text().replace(/^[rRuU]?(["'])(.*)\1$/s, '$2');
    return addressOf(text) ? [{ name, path, span: { path, ...spanOf(step.value) }, node: step.value }] : [];
  });
}

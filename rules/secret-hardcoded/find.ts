import {
  both,
  findDependency,
  type Model,
  maskSecrets,
  type Service,
  type Skip,
  type Span,
  type Value,
} from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { flaskSettings } from '@unblock/engine/python/flask-settings';
import { webFiles } from '@unblock/engine/python/web';
import { isBesideDeployed } from '@unblock/engine/services/beside-deployed';
import { environmentReads } from '@unblock/engine/services/environment-reads';
import { isDeclared } from '@unblock/engine/started';
import { declareGenerated } from '../generated-variable.ts';
import { isLoaded } from '../node-loaded.ts';
import { isChecked, localName } from './checked.ts';
import { readInstead } from './fix.ts';
import { isUsed } from './used.ts';
import { type Evidence, message, steps, title } from './words.ts';

/** A key of the repository that signs, and where it is written. */
export interface Key {
  cause: 'literal' | 'fallback';
  signs: 'tokens' | 'sessions';
  /** The variable that gives it, or will. */
  variable: string;
  literal: Span;
  value: string;
  /** The configuration of the application loads it, by its name or by a file. */
  isConfigured?: true;
}

/** A key among those of its service. */
interface Among {
  /** Another one, with another value, has the same variable. */
  isShared: boolean;
  /** The first one of its variable in its file. */
  isFirst: boolean;
  /** Places with the same text would not end with one key. */
  isSplit: boolean;
}

/** Names of variables whose values sign sessions and tokens of the application itself. */
const NAME =
  /^(?:[A-Z]+_)*(?:JWT|SESSION|COOKIE|ACCESS_TOKEN|REFRESH_TOKEN|TOKEN|NEXTAUTH|AUTH|APP|FLASK)(?:_(?:ACCESS|REFRESH|TOKEN))*_(?:SECRET|SIGNING_KEY)(?:_KEY)?$|^SECRET(?:_KEY)?$|^JWT_?KEY$/;
/** Secrets that another service gives out. */
const FOREIGN = /CLIENT|STRIPE|AWS|GOOGLE|GITHUB|FACEBOOK|TWITTER|SLACK|DISCORD|WEBHOOK|PUBLIC|OAUTH|API/;
/** Files that production does not use, by their names. */
const BESIDE =
  /(^|[/._-])(dev|development|local|tests?|testing|mocks?|seeds?|seeders?|examples?|demo|scripts?)([/._-]|$)/i;

/** The keys of a web service that stand in its code. */
export function findKeys(service: Service, model: Model): Entry[] {
  if (service.role !== 'web' || service.framework === 'django' || isBesideDeployed(service, model)) return [];
  const keys = [...configured(service, model), ...handed(service, model), ...read(service, model)];
  const once = new Map(keys.map((key) => [`${key.literal.path}:${key.literal.start}`, key]));
  const places = [...once.values()].sort((a, b) => (a.literal.path < b.literal.path ? -1 : 1));
  const left = new Set(places.filter((key) => isLeft(key, service, model)));
  const all = [...left];
  return all.map((key) => {
    const isShared = all.some(({ variable, value }) => variable === key.variable && value !== key.value);
    const isFirst = !all.some(
      ({ variable, literal: { path, start } }) =>
        variable === key.variable && path === key.literal.path && start < key.literal.start,
    );
    return entryOf(key, { isShared, isFirst, isSplit: isSplit(key, places, left) }, service, model);
  });
}

/** What one place signs another one checks: whether places with the same text would not end with one key. */
function isSplit(key: Key, places: readonly Key[], left: ReadonlySet<Key>): boolean {
  const same = places.filter(({ value }) => value === key.value);
  const literals = same.filter(({ cause }) => cause === 'literal');
  const stays = literals.some((one) => !left.has(one) && !BESIDE.test(one.literal.path));
  return literals.length > 0 && (stays || same.some(({ variable }) => variable !== key.variable));
}

/** Keys that are handed to a library that signs. */
function handed(service: Service, model: Model): Key[] {
  const keys = model
    .factsOf(service, 'signing-key')
    .filter((key) => !mayBeReplaced(key.span, service, model));
  return keys.flatMap(({ value, signs }) => {
    const found = model.resolve(value);
    if (found.kind === 'environment')
      return keyOf(found.fallback, { cause: 'fallback', signs, variable: found.name });
    const usual =
      signs === 'tokens' ? 'JWT_SECRET' : service.language === 'python' ? 'SECRET_KEY' : 'SESSION_SECRET';
    const local = localName(found.declared, model)
      ?.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_')
      .toUpperCase();
    const variable = local && /SECRET|KEY/.test(local) && /^[A-Z][A-Z\d_]*$/.test(local) ? local : usual;
    return keyOf(found, { cause: 'literal', signs, variable });
  });
}

/** `app.config.from_object(…)` behind `app.config["SECRET_KEY"] = …`, or in another file: nobody looks up which one is last. */
function mayBeReplaced({ path, start }: Span, service: Service, model: Model): boolean {
  const text = model.read(path) ?? '';
  if (!/\.(secret_key|config\[[^\]\n]+\])\s*=\s*$/.test(text.slice(0, start))) return false;
  const names = /JWT_/.test(text.slice(start - 60, start)) ? /\bJWT_SECRET_KEY\b/ : /(?<!\w)SECRET_KEY\b/;
  const isGiven = service.files.some((file) => file !== path && names.test(model.read(file) ?? ''));
  return [...webFiles(model, service)].some((file) => {
    const loads = [...(model.read(file) ?? '').matchAll(/\.config\.from_(\w+)\(/g)];
    return loads.some(([, from = ''], at) => {
      const isLater = file !== path || (loads[at]?.index ?? 0) > start;
      // A class or a module stands in the repository; a file of variables may not.
      return isLater && (from !== 'object' || isGiven);
    });
  });
}

/** Keys that Flask's configuration holds in production: its own, and that of Flask-JWT-Extended. */
function configured(service: Service, model: Model): Key[] {
  const settings = flaskSettings(model, service);
  return (['SECRET_KEY', 'JWT_SECRET_KEY'] as const).flatMap((name) => {
    const setting = settings?.setting(name);
    const isOfJwt = name === 'JWT_SECRET_KEY';
    // Whoever deploys may choose another configuration.
    if (!setting || (setting.unless && !setting.unless.endsWith(`_${name}`))) return [];
    const keys = keyOf(model.resolve(setting.value), {
      cause: setting.unless ? 'fallback' : 'literal',
      signs: isOfJwt ? 'tokens' : 'sessions',
      variable: setting.unless ?? name,
    });
    return keys
      .filter(
        ({ literal }) =>
          !isOfJwt ||
          findDependency(service.dependencies, 'flask-jwt-extended') !== undefined ||
          isUsed(literal, service, model),
      )
      .map((key) => ({ ...key, isConfigured: true as const }));
  });
}

/** Variables named for it that fall back on a text. */
function read(service: Service, model: Model): Key[] {
  return environmentReads(model, service).flatMap(({ name, fallback, need, span }) => {
    if (!fallback || need === 'required' || !NAME.test(name) || FOREIGN.test(name)) return [];
    const signs = /JWT|TOKEN/.test(name) ? 'tokens' : 'sessions';
    const keys = keyOf(model.resolve(fallback), { cause: 'fallback', signs, variable: name });
    return keys.length > 0 && isUsed(span, service, model) ? keys : [];
  });
}

function keyOf(found: Value | null, key: Pick<Key, 'cause' | 'signs' | 'variable'>): Key[] {
  if (found?.kind !== 'literal' || typeof found.value !== 'string') return [];
  const isSecret =
    found.value.trim() !== '' && !/^-----BEGIN (RSA |EC )?(PUBLIC KEY|CERTIFICATE)/.test(found.value);
  return isSecret ? [{ ...key, literal: found.declared, value: found.value }] : [];
}

function isLeft(
  { cause, variable, literal, value, isConfigured }: Key,
  service: Service,
  model: Model,
): boolean {
  const text = model.read(literal.path);
  if (text === null || BESIDE.test(literal.path) || !isWritten(text, literal, value)) return false;
  // The value must not be seen in any text, nor in the lines of code that a report shows.
  if (value.length > 3 && !isDummy(value) && maskSecrets(text).includes(value)) return false;
  if (cause === 'fallback' && isDeclared(service, variable)) return false;
  if (cause === 'fallback' && isChecked(variable, literal, service, model)) return false;
  return service.language === 'node'
    ? isLoaded(literal.path, service, model)
    : isConfigured === true || webFiles(model, service).has(literal.path);
}

/** One plain string that is the whole value: of one in parts, the other part would stay. */
function isWritten(text: string, { start, end }: Span, value: string): boolean {
  const inner = /^[rbuRBU]{0,2}("{3}|'{3}|["'`])(.*)\1$/.exec(text.slice(start, end))?.[2];
  return inner !== undefined && (inner === value || inner.includes('\\'));
}

/** Texts that say themselves that they are none. */
function isDummy(value: string): boolean {
  return /^(your|change|replace|insert|secret|dev|test|my)|change|placeholder|example/i.test(value);
}

function entryOf(key: Key, { isShared, isFirst, isSplit }: Among, service: Service, model: Model): Entry {
  const manifests = isDeclared(service, key.variable) ? [] : declareGenerated(service, model, key.variable);
  const evidence: Evidence = {
    ...key,
    path: key.literal.path,
    language: service.language,
    contracts: model.contracts,
    isGiven: isDeclared(service, key.variable) || manifests.length > 0,
  };
  return {
    finding: {
      rule: 'secret-hardcoded',
      severity: key.cause === 'literal' ? 'important' : 'advice',
      service: service.root,
      span: key.literal,
      title: title(evidence),
      message: message(evidence),
      // Without the variable a service that runs today would not start: only a person can set it first.
      fix: isIdle(evidence) ? 'manual' : 'review',
      key: `${key.variable} ${key.cause}`,
      platforms: model.contracts.map(({ id }) => id),
      // One patch tells what becomes of all keys of a service; a fix that is refused leaves the others.
      group: `signing:${service.root}`,
      steps: steps(evidence),
    },
    fix: () => {
      if (isIdle(evidence)) return UNSET(key.variable);
      if (isSplit) return SPLIT;
      return isShared ? SHARED(key.variable) : readInstead(key, isFirst, evidence, manifests, service, model);
    },
  };
}

/** A text stands in for a variable that no manifest sets, and none has a place for. */
function isIdle({ cause, isGiven }: Evidence): boolean {
  return cause === 'fallback' && !isGiven;
}

const UNSET = (variable: string): Skip => ({
  skip: both(
    `no manifest sets ${variable}, and without it the service would not start: set it on the platform, then take the text out`,
    `aucun manifeste ne définit ${variable}, et sans elle le service ne démarrerait pas : la définir sur la plateforme, puis retirer le texte`,
  ),
});

const SPLIT: Skip = {
  skip: both(
    'the same key stands in other places, some of which would keep it or read it from another variable: have all of them read one variable by hand',
    "la même clé est écrite à d'autres endroits, dont certains la garderaient ou la liraient dans une autre variable : faire lire à tous une seule variable, à la main",
  ),
};

const SHARED = (variable: string): Skip => ({
  skip: both(
    `several different keys would be read from ${variable}: give each a variable of its own by hand`,
    `plusieurs clés différentes seraient lues dans ${variable} : donner à chacune sa propre variable à la main`,
  ),
});

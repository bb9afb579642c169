import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { expressionOf } from '@unblock/engine/python/expression';
import { type FlaskSettings, flaskSettings } from '@unblock/engine/python/flask-settings';
import { targetOf } from '@unblock/engine/python/names';
import { argumentsOf, calleeOf, type Node, spanOf } from '@unblock/engine/python/tree';
import type { ServerKind } from './address.ts';
import { isCertain } from './decided.ts';
import type { Sink } from './sinks.ts';

/** Settings of Flask's extensions and of Celery that hold the URL of a server. */
const SETTINGS: Readonly<Record<string, ServerKind>> = {
  SQLALCHEMY_DATABASE_URI: 'database',
  MONGO_URI: 'mongo',
  CELERY_BROKER_URL: 'redis',
  CELERY_RESULT_BACKEND: 'redis',
  BROKER_URL: 'redis',
  broker_url: 'redis',
  result_backend: 'redis',
};
/** What reads a whole configuration from somewhere else, which may give the setting another value. */
const OTHER = /from_(pyfile|envvar|prefixed_env|file|json)\(/;

/** Settings that a file gives a configuration: `app.config["X"] = …`, `app.config.update(X=…)`, a class that it loads. */
export function settingSinks(model: Model, service: Service, path: string, root: Node): Sink[] {
  const text = root.text();
  if (!/\.(config|conf)\b/.test(text)) return [];
  const settings = flaskSettings(model, service);
  const own = settings?.path === path ? settings : null;
  const flask = own ? inFlask(model, own) : [];
  if (OTHER.test(text)) return flask;
  const found: { name: string; value: Node; place: Node }[] = [];
  for (const assignment of root.findAll({ rule: { kind: 'assignment' } })) {
    const [left, value] = [assignment.field('left'), assignment.field('right')];
    const name = left && value ? settingOf(left) : null;
    if (name && value) found.push({ name, value, place: assignment });
  }
  const classes: Sink[] = [];
  for (const call of root.findAll({ rule: { kind: 'call' } })) {
    const callee = calleeOf(call);
    // Whichever class is chosen may have it from one.
    if (/\.config\.from_object$/.test(callee) && isCertain(call, service, model))
      classes.push(...inClass(model, service, path, call).filter(({ to }) => !own?.setting(to)));
    if (!/\.(config\.(update|from_mapping)|conf\.update)$/.test(callee)) continue;
    for (const argument of argumentsOf(call)) {
      const name = argument.field('name')?.text() ?? '';
      const value = argument.kind() === 'keyword_argument' ? argument.field('value') : null;
      if (value && Object.hasOwn(SETTINGS, name)) found.push({ name, value, place: call });
    }
  }
  const direct = found
    .filter(({ name, place }) => isOnly(name, service, model) && isCertain(place, service, model))
    .map(({ name, value, place }) =>
      sinkOf(path, name, { path, ...spanOf(place) }, expressionOf(path, value)),
    );
  return [...direct, ...flask, ...classes.filter(({ to }) => isOnly(to, service, model))];
}

/** The settings that the configuration of production holds, wherever it has them from. */
function inFlask(model: Model, settings: FlaskSettings): Sink[] {
  return Object.keys(SETTINGS).flatMap((name): Sink[] => {
    const setting = settings.setting(name);
    if (!setting || setting.unless) return [];
    const value = model.resolve(setting.value);
    return value.kind === 'literal' ? [sinkOf(settings.path, name, value.declared, setting.value)] : [];
  });
}

/** `app.config["X"]`, `celery.conf.X`. */
function settingOf(left: Node): string | null {
  const key = left.kind() === 'subscript' ? left.field('subscript') : null;
  const name = key?.kind() === 'string' ? key.text().slice(1, -1) : (left.field('attribute')?.text() ?? '');
  const owner = (key ? left.field('value') : left.field('object'))?.text() ?? '';
  const isConfiguration = key ? /\.config$/.test(owner) : /\.conf$/.test(owner);
  return isConfiguration && Object.hasOwn(SETTINGS, name) ? name : null;
}

/** The settings of the one class that the configuration is loaded from: `from_object("config.Production")`. */
function inClass(model: Model, service: Service, path: string, call: Node): Sink[] {
  const [given] = argumentsOf(call);
  const literal = given?.kind() === 'string' ? given.text().slice(1, -1) : null;
  const dot = literal?.lastIndexOf('.') ?? -1;
  const module = literal && dot > 0 ? model.locate(path, literal.slice(0, dot)) : null;
  const target =
    given?.kind() === 'identifier'
      ? targetOf(model, path, given.text())
      : module && literal
        ? targetOf(model, module, literal.slice(dot + 1))
        : null;
  const isKnown = target?.kind === 'definition' && model.module(target.path)?.classes[target.name];
  return Object.keys(SETTINGS).flatMap((property): Sink[] => {
    const owner = isKnown ? target : onlyHolder(model, service, property);
    if (!owner) return [];
    const span = { path: owner.path, start: 0, end: 0 };
    const object = { span, kind: 'name', name: owner.name, local: null } as const;
    const expression = { span, kind: 'member', object, property } as const;
    const value = model.resolve(expression);
    return value.kind === 'literal' ? [sinkOf(path, property, value.declared, expression)] : [];
  });
}

/** The class that gives a setting whichever class of its file is chosen: the others have it from this one. */
function onlyHolder(model: Model, service: Service, property: string): { path: string; name: string } | null {
  const holders = service.files
    .filter((path) => path.endsWith('.py') && model.read(path)?.includes(property))
    .flatMap((path) =>
      Object.values(model.module(path)?.classes ?? {}).flatMap(({ name, fields }) =>
        Object.hasOwn(fields, property) ? [{ path, name }] : [],
      ),
    );
  const [holder] = holders;
  if (!holder || holders.length > 1) return null;
  const others = Object.values(model.module(holder.path)?.classes ?? {});
  return others.every(({ name, bases }) => name === holder.name || bases.includes(holder.name))
    ? holder
    : null;
}

function sinkOf(path: string, to: string, span: Sink['span'], url: Sink['url']): Sink {
  const kind = SETTINGS[to] ?? 'database';
  const engine = to === 'SQLALCHEMY_DATABASE_URI' ? 'sync' : null;
  return {
    path,
    span,
    to,
    kind,
    url,
    call: null,
    engine,
    takesIndex: false,
    takesUrl: true,
    isOptional: false,
  };
}

/** Nothing else in the service gives the setting a value: then the order of the two tells nothing. */
function isOnly(name: string, { files }: Service, model: Model): boolean {
  const given = new RegExp(`\\b${escaped(name)}["']?\\]?\\s*=[^=]`, 'g');
  const count = files
    .filter((path) => path.endsWith('.py') && model.read(path)?.includes(name))
    .map((path) => countIn(model.read(path) ?? '', given, name));
  return count.reduce((sum, one) => sum + one, 0) <= 1;
}

/** Assignments and keywords; what stands in comments and texts does not count. */
function countIn(text: string, given: RegExp, name: string): number {
  if ((text.match(given) ?? []).length === 0) return 0;
  return parsePython(text)
    .findAll({ rule: { any: [{ kind: 'assignment' }, { kind: 'keyword_argument' }] } })
    .filter((node) => {
      const left = node.field('left') ?? node.field('name');
      return left !== null && new RegExp(`\\b${escaped(name)}["']?\\]?$`).test(left.text());
    }).length;
}

import {
  both,
  findDependency,
  type Model,
  type ServerCommand,
  type Service,
  type Skip,
} from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { webStarts } from '@unblock/engine/started';
import { isTurnedOff, reading, readSwitch, switchOf } from './switch.ts';
import { type DebugEvidence, message, readInstead, STATIC_STEP, title } from './words.ts';

const SETTINGS = 'DJANGO_SETTINGS_MODULE';

/** `DEBUG = True` in the settings module that production uses. */
export function findInDjango(service: Service, model: Model): Entry[] {
  const path = settingsFile(service, model);
  const debug = path === null ? undefined : model.module(path)?.bindings.DEBUG;
  const found = debug ? switchOf(debug, model) : null;
  const contract = model.contracts[0];
  if (path === null || !debug || !found || !contract || isTurnedOff(found, service)) return [];
  if (isOverridden(path, debug.span.end, model)) return [];
  const evidence: DebugEvidence = {
    what: 'DEBUG',
    path,
    cause: found.kind,
    variable: found.variable,
    hasConsole: false,
    remedy: readInstead(reading(found.variable)),
    contract,
  };
  const servesFiles = findDependency(service.dependencies, 'whitenoise') !== undefined;
  return [
    {
      finding: {
        rule: 'debug-enabled',
        severity: 'important',
        service: service.root,
        span: debug.span,
        title: title(evidence),
        message: message(evidence),
        fix: 'review',
        key: 'DEBUG',
        platforms: model.contracts.map(({ id }) => id),
        ...(servesFiles ? {} : { steps: [STATIC_STEP] }),
      },
      fix: () => (hasHosts(path, model) ? readSwitch(found, evidence, model) : NO_HOSTS),
    },
  ];
}

/** The settings module that production chooses: by a variable, by the file that gives the application, or by manage.py. */
function settingsFile(service: Service, model: Model): string | null {
  const declared = service.deployables
    .flatMap(({ variables }) => variables)
    .filter(({ name }) => name === SETTINGS);
  const inCommands = webStarts(service)
    .flatMap(({ commands }) => commands)
    .flatMap(({ command }) => command.assignments.filter(({ name }) => name === SETTINGS));
  const inOptions = webStarts(service).flatMap(({ server }) => environmentOptions(server));
  const chosen = [...declared, ...inCommands, ...inOptions].map(({ value }) => value);
  const [anchor] = service.files;
  if (chosen.length > 0) {
    const [module] = new Set(chosen);
    return new Set(chosen).size === 1 && module && anchor ? model.locate(anchor, module) : null;
  }
  const applications = model
    .factsOf(service, 'application')
    .filter(({ framework }) => framework.startsWith('django'))
    .map(({ span }) => span.path);
  const started = startedFiles(service, model);
  const loaded = applications.filter((path) => started.has(path));
  const serving = new Set(loaded.length > 0 ? loaded : applications);
  const settings = model.factsOf(service, 'django-settings');
  const own = settings.filter(({ span }) => serving.has(span.path));
  const named = own.length > 0 ? own : settings.filter(({ span }) => span.path.endsWith('manage.py'));
  const files = new Set(named.map(({ span, module }) => model.locate(span.path, module)));
  const [file] = files;
  return files.size === 1 && file ? file : null;
}

/** `gunicorn --env DJANGO_SETTINGS_MODULE=shop.production`: https://docs.gunicorn.org/en/stable/settings.html#raw-env */
function environmentOptions(server: ServerCommand | null): { value: string | null }[] {
  if (server?.program !== 'gunicorn') return [];
  const words = server.command.words;
  return words.flatMap(({ raw, value }, index) => {
    const isAfter = /^(-e|--env)$/.test(words[index - 1]?.value ?? '');
    const given = /^(?:--env=|-e)?["']?DJANGO_SETTINGS_MODULE=(.*)$/s.exec(value ?? raw);
    return given && (isAfter || /^-/.test(raw))
      ? [{ value: value === null ? null : (given[1] ?? null) }]
      : [];
  });
}

/** The files whose application a start command loads: of wsgi.py and asgi.py, production uses one. */
function startedFiles(service: Service, model: Model): Set<string> {
  const [anchor] = service.files;
  const modules = webStarts(service).flatMap(({ server }) => server?.application?.split(':')[0] ?? []);
  return new Set(modules.flatMap((module) => (anchor ? (model.locate(anchor, module) ?? []) : [])));
}

/** `from .local import *`, or `globals()` written to, may set another value below it. */
function isOverridden(path: string, offset: number, model: Model): boolean {
  const imports = model.module(path)?.imports ?? [];
  const isImported = imports.some(
    ({ local, span }) => span.start >= offset && (local === '*' || local === 'DEBUG'),
  );
  return isImported || /\b(globals|locals|vars|exec)\s*\(/.test(model.read(path)?.slice(offset) ?? '');
}

/** Without debug mode Django answers only the hosts it is told. */
function hasHosts(path: string, model: Model): boolean {
  const hosts = model.module(path)?.bindings.ALLOWED_HOSTS;
  const text = hosts ? (model.read(path)?.slice(hosts.span.start, hosts.span.end) ?? '') : '';
  return text !== '' && !/^[[(]\s*[\])]$/.test(text);
}

const NO_HOSTS: Skip = {
  skip: both(
    'ALLOWED_HOSTS is empty: with DEBUG off, Django would answer every request with 400; set the hosts first',
    "ALLOWED_HOSTS est vide : sans DEBUG, Django répondrait 400 à chaque requête ; indiquer d'abord les hôtes",
  ),
};

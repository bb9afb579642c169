import type { Model, ServerCommand, Service } from '../model.ts';
import { webStarts } from '../services/web.ts';

const SETTINGS = 'DJANGO_SETTINGS_MODULE';

/** The settings module that production uses. */
export interface ChosenSettings {
  path: string;
  /** A manifest or a command names it; else the code has it as the default that a variable may replace. */
  isNamed: boolean;
}

/** The settings module that production chooses: by a variable, by the file that gives the application, or by manage.py. */
export function chosenSettings(service: Service, model: Model): ChosenSettings | null {
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
    const path = new Set(chosen).size === 1 && module && anchor ? model.locate(anchor, module) : null;
    return path === null ? null : { path, isNamed: true };
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
  return files.size === 1 && file ? { path: file, isNamed: false } : null;
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

import { findDependency, type Model, type Service } from '@unblock/engine';
import type { DjangoSettings } from '@unblock/engine/python/django-settings';
import { itemsOf } from '@unblock/engine/python/django-values';
import { webStarts } from '@unblock/engine/started';
import { aroundSays } from '../around-says.ts';

/** Servers that run Django's application and nothing else. */
const SERVERS = /^(gunicorn|uvicorn|hypercorn|daphne|waitress|granian|django)$/;
/** Packages that serve the files without Django's settings. */
const PACKAGES = ['dj-static', 'static3', 'servestatic', 'blacknoise'];
/** Files in which an application may be wrapped, or its routes serve files. */
const WIRING = /(^|\/)(urls|wsgi|asgi|app|main|application|server|routing|\w*middleware)\.py$/;
const SERVED_BY_CODE =
  /\bWhiteNoise\(|StaticFilesHandler|\bCling\(|django\.views\.static|staticfiles\.views|dj_static|ServeStatic|\bStaticFiles\(/;
const SERVED_AROUND =
  /\bnginx\b|\bcaddy\b|\bapache2?\b|\bhttpd\b|\[\[statics\]\]|static-map|static-path|--insecure/i;

/** Whether the project has pages that ask for static files: Django's admin, or templates of its own. */
export function usesStatic(service: Service, settings: DjangoSettings, model: Model): boolean {
  const apps = itemsOf(settings, 'INSTALLED_APPS', model).texts.map(({ text }) => text);
  if (!apps.some((app) => app.startsWith('django.contrib.staticfiles'))) return false;
  const hasAdmin =
    apps.some((app) => app.startsWith('django.contrib.admin')) &&
    service.files.some(
      (path) => /(^|\/)urls\.py$/.test(path) && (model.read(path) ?? '').includes('admin.site.urls'),
    );
  return (
    hasAdmin ||
    templates(service, model).some((path) => /\{%-?\s*(load\s+static|static)\b/.test(model.read(path) ?? ''))
  );
}

function templates({ root }: Service, model: Model): string[] {
  return [...model.paths].filter(
    (path) => path.endsWith('.html') && (root === '' || path.startsWith(`${root}/`)),
  );
}

/** Whether something other than WhiteNoise may serve the files. */
export function isServedElsewhere(service: Service, settings: DjangoSettings, model: Model): boolean {
  const servers = webStarts(service).map(({ server }) => server?.program ?? 'other');
  return (
    servers.length === 0 ||
    !servers.every((program) => SERVERS.test(program)) ||
    PACKAGES.some((name) => findDependency(service.dependencies, name)) ||
    !isPlainUrl(settings) ||
    ['STORAGES', 'STATICFILES_STORAGE'].some((name) => isForeignStorage(settings, name)) ||
    service.files.some((path) => WIRING.test(path) && SERVED_BY_CODE.test(model.read(path) ?? '')) ||
    aroundSays(SERVED_AROUND, model)
  );
}

/** https://docs.djangoproject.com/en/stable/howto/static-files/#serving-static-files-during-development */
const DEBUG_ROUTES = /^[^#\n]*(\bstaticfiles_urlpatterns\(|\bstatic\(\s*(settings\.)?STATIC_URL\b)/m;

/** Whether Django itself serves the files as long as DEBUG is on. */
export function servesInDebug(service: Service, model: Model): boolean {
  const isRunserver = webStarts(service).some(({ server }) => server?.program === 'django');
  return (
    isRunserver ||
    service.files.some((path) => /(^|\/)urls\.py$/.test(path) && DEBUG_ROUTES.test(model.read(path) ?? ''))
  );
}

/** `STATIC_URL = "/static/"`: an address of another host, or one put together, may be anywhere. */
function isPlainUrl(settings: DjangoSettings): boolean {
  const steps = settings.steps('STATIC_URL');
  return steps.every(
    ({ kind, value }) => kind === 'assign' && /^["']\/?[\w/.-]*["']$/.test(value?.text() ?? ''),
  );
}

function isForeignStorage(settings: DjangoSettings, name: string): boolean {
  return settings.steps(name).some(({ kind, value }) => {
    const backends = value?.findAll({ rule: { kind: 'string_content' } }).map((node) => node.text()) ?? [];
    const classes = backends.filter((text) => /^\w+(\.\w+)+$/.test(text));
    return (
      kind !== 'assign' ||
      classes.length === 0 ||
      classes.some((text) => !/^(django|whitenoise)\./.test(text))
    );
  });
}

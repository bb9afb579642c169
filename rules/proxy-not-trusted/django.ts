import { insertAfterStatement } from '@unblock/codemods/python/index';
import { type Fix, findDependency, type Model, type Service, type Skip, type Span } from '@unblock/engine';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import { unreadable } from '@unblock/engine/entry';
import { escaped } from '@unblock/engine/escaped';
import { truth } from '@unblock/engine/python/django-condition';
import { type DjangoSettings, djangoSettings } from '@unblock/engine/python/django-settings';
import { type Evidence, isHandled } from './evidence.ts';
import { NO_PLACE, type Texts } from './words.ts';

export const HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")';

/** What goes wrong in a Django service whose settings do not say which header tells of https. */
export function djangoEvidence(service: Service, model: Model): Evidence[] {
  const settings = djangoSettings(service, model);
  if (!settings || settings.steps('SECURE_PROXY_SSL_HEADER').length > 0) return [];
  if (isHandled([...settings.files, ...service.files.filter((path) => /middleware/.test(path))], model))
    return [];
  const texts = settings.files.map((path) => model.read(path) ?? '').join('\n');
  const found: Evidence[] = [];
  const redirect = settings.steps('SECURE_SSL_REDIRECT').at(-1);
  const isOn = redirect?.kind === 'assign' && !redirect.maybe && redirect.value !== null;
  if (isOn && redirect.value && truth(redirect.value) === true && texts.includes('SecurityMiddleware'))
    found.push({
      depends: 'scheme',
      what: 'loop',
      name: 'SECURE_SSL_REDIRECT = True',
      span: redirect.statement,
    });
  const csrf = placeOf(settings, 'django.middleware.csrf.CsrfViewMiddleware', model);
  if (csrf && checksOrigin(service, model) && hasForms(service, texts, model) && isUntold(settings))
    found.push({ depends: 'scheme', what: 'csrf', name: 'CsrfViewMiddleware', span: csrf });
  for (const { app, protocol } of OAUTH) {
    const place = settings.steps(protocol).length === 0 ? placeOf(settings, app, model) : null;
    if (place) found.push({ depends: 'scheme', what: 'oauth', name: app, span: place });
  }
  return found;
}

/** Applications that send users elsewhere with the address to come back to, and the setting that gives its scheme. */
const OAUTH = [
  { app: 'allauth.socialaccount', protocol: 'ACCOUNT_DEFAULT_HTTP_PROTOCOL' },
  { app: 'social_django', protocol: 'SOCIAL_AUTH_REDIRECT_IS_HTTPS' },
];

function isUntold(settings: DjangoSettings): boolean {
  return settings.steps('CSRF_TRUSTED_ORIGINS').length === 0;
}

/** From Django 4.0 on, the Origin of a form is compared with the scheme of its request. */
function checksOrigin(service: Service, model: Model): boolean {
  const django = findDependency(service.dependencies, 'django');
  return django !== undefined && mayReach(versionOf(model, service.dependencies, 'django'), '4.0');
}

/** The login of the admin, or a page of the service with a form that Django guards. */
function hasForms(service: Service, settings: string, model: Model): boolean {
  const isAdmin =
    settings.includes('django.contrib.admin') &&
    service.files.some(
      (path) => path.endsWith('urls.py') && /admin\.site\.urls/.test(model.read(path) ?? ''),
    );
  const folder = service.root ? `${service.root}/` : '';
  const pages = [...model.paths].filter((path) => path.startsWith(folder) && path.endsWith('.html'));
  return isAdmin || pages.some((path) => /\{%\s*csrf_token\s*%\}/.test(model.read(path) ?? ''));
}

function placeOf(settings: DjangoSettings, text: string, model: Model): Span | null {
  for (const path of settings.files) {
    const code = model.read(path) ?? '';
    const match = new RegExp(`^[^#\\n]*["']${escaped(text)}["']`, 'm').exec(code);
    if (!match) continue;
    const end = match.index + match[0].length;
    return { path, start: end - text.length - 2, end };
  }
  return null;
}

/** Names the header behind the setting that needs it, or behind the hosts. */
export function nameHeader(
  { what, span }: Evidence,
  service: Service,
  model: Model,
  texts: Texts,
  safety: Fix['safety'],
): Fix | Skip {
  const settings = djangoSettings(service, model);
  const sure = ['ALLOWED_HOSTS', 'DEBUG', 'MIDDLEWARE']
    .flatMap((name) => settings?.steps(name) ?? [])
    .find(({ kind, maybe }) => kind === 'assign' && !maybe);
  const statement = what === 'loop' ? span : sure?.statement;
  if (!statement) return NO_PLACE;
  const text = model.read(statement.path);
  if (text === null) return unreadable(statement.path);
  const single = (text.match(/'/g)?.length ?? 0) > (text.match(/"/g)?.length ?? 0);
  const code = single ? HEADER.replaceAll('"', "'") : HEADER;
  return {
    safety,
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [{ path: statement.path, edits: insertAfterStatement(text, statement, code) }],
  };
}

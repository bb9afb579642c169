import { type Bilingual, both, findDependency, type Model, type Service, type Skip } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { type DjangoSettings, djangoSettings } from '@unblock/engine/python/django-settings';
import { itemsOf } from '@unblock/engine/python/django-values';
import { djangoFinding } from '../django-finding.ts';
import { findHosts } from '../django-hosts/find.ts';
import { findStatic, MISPLACED } from '../django-static/find.ts';
import { usesStatic } from '../django-static/served.ts';
import { developmentStep } from './development.ts';
import { djangoSwitch } from './django-switch.ts';
import { isTrapOnly, readSwitch, remedyOf } from './switch.ts';
import { type DebugEvidence, message, STATIC_STEP, title } from './words.ts';

/** `DEBUG = True` in the settings that production uses. */
export function findInDjango(service: Service, model: Model): Entry[] {
  const settings = djangoSettings(service, model);
  const on = settings && djangoSwitch(settings, service, model);
  const contracts = on?.found.given?.contracts ?? model.contracts;
  const [contract] = contracts;
  if (!settings || !on || !contract) return [];
  const { debug, found } = on;
  const evidence: DebugEvidence = {
    what: 'DEBUG',
    path: debug.span.path,
    cause: found.kind,
    variable: found.variable,
    ...(found.given ? { compared: found.given } : {}),
    page: 'settings',
    remedy: remedyOf(found),
    contract,
  };
  const isAsked = asksForServer(settings, service, model);
  return [
    djangoFinding(
      { service, settings, contracts },
      {
        rule: 'debug-enabled',
        // The platform's own settings may turn it off.
        severity:
          found.kind === 'default' || isTrapOnly(found, debug, service, model) ? 'advice' : 'important',
        span: debug.span,
        title: title(evidence),
        message: message(evidence),
        fix: 'review',
        key: 'DEBUG',
        steps: [...(isAsked ? [STATIC_STEP] : []), ...developmentSteps(on, model)],
      },
      () => broken(service, model) ?? readSwitch(found, evidence, model),
    ),
  ];
}

/** Where a text was taken for a truth value, the variable is set already; where the platform has its own, nothing changes. */
function developmentSteps(on: NonNullable<ReturnType<typeof djangoSwitch>>, model: Model): Bilingual[] {
  return on.found.kind === 'text' || on.found.kind === 'given'
    ? []
    : [developmentStep(on.debug, on.found, model)];
}

/** Pages ask for files that this project does not serve by itself, and no patch sees to it. */
function asksForServer(settings: DjangoSettings, service: Service, model: Model): boolean {
  return (
    !findDependency(service.dependencies, 'whitenoise') &&
    // What a package such as django-heroku adds to the list may serve them.
    itemsOf(settings, 'MIDDLEWARE', model).isComplete &&
    usesStatic(service, settings, model) &&
    findStatic(service, model).length === 0
  );
}

/** Without debug mode Django answers only the hosts it is told, and serves no static files. */
function broken(service: Service, model: Model): Skip | null {
  if (findHosts(service, model).length > 0) return NO_HOSTS;
  const open = findStatic(service, model).filter(({ finding }) => finding.key !== MISPLACED);
  return open.length > 0 ? NO_STATIC : null;
}

const NO_STATIC: Skip = {
  skip: both(
    'with DEBUG off, the static files would not be served: mend what django-static says first',
    "sans DEBUG, les fichiers statiques ne seraient pas servis : corriger d'abord ce que dit django-static",
  ),
};
const NO_HOSTS: Skip = {
  skip: both(
    'ALLOWED_HOSTS lets no request of the platform through: with DEBUG off, Django would answer each with 400; set the hosts first',
    "ALLOWED_HOSTS ne laisse passer aucune requête de la plateforme : sans DEBUG, Django répondrait 400 à chacune ; indiquer d'abord les hôtes",
  ),
};

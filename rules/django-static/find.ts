import type { Model, Service, Severity, Span } from '@unblock/engine';
import { presence } from '@unblock/engine/dependencies/installed';
import type { Entry } from '@unblock/engine/entry';
import { assigned, type DjangoSettings, djangoSettings } from '@unblock/engine/python/django-settings';
import { itemsOf } from '@unblock/engine/python/django-values';
import { spanOf } from '@unblock/engine/python/tree';
import type { Contract, Deployable } from '@unblock/platforms';
import { aroundSays } from '../around-says.ts';
import { djangoSwitch } from '../debug-enabled/django-switch.ts';
import { djangoFinding } from '../django-finding.ts';
import { writeStatic } from './fix.ts';
import { isServedElsewhere, servesInDebug, usesStatic } from './served.ts';
import { type Cause, message, type Needs, type StaticEvidence, steps, title } from './words.ts';

/** What the search for one service has in hand. */
export interface Project {
  service: Service;
  model: Model;
  settings: DjangoSettings;
  /** The platforms on which the application itself answers requests. */
  contracts: Contract[];
}

/** Static files of a Django project that nothing serves, or that no build collects. */
export function findStatic(service: Service, model: Model): Entry[] {
  const isServed = service.language === 'python' && service.role === 'web';
  const settings = isServed ? djangoSettings(service, model) : null;
  if (!settings) return [];
  const contracts = model.contracts.filter(
    (contract) => isServer(contract) && contract.publicHost.value.suffixes.length > 0,
  );
  const project: Project = { service, model, settings, contracts };
  const middleware = itemsOf(settings, 'MIDDLEWARE', model);
  const noise = middleware.texts.find(({ text }) => text.startsWith('whitenoise.'));
  if (noise)
    return [
      ...withoutPackage(project, noise.span),
      ...unready(project, noise.span),
      ...misplaced(project, noise.span),
    ];
  // What DEBUG serves now, wherever it runs, nothing serves without it.
  const isOn = djangoSwitch(settings, service, model) !== null;
  const unserved = isOn ? model.contracts.filter(isServer) : contracts;
  const isUnserved =
    unserved.length > 0 &&
    middleware.isComplete &&
    middleware.texts.length > 0 &&
    usesStatic(service, settings, model) &&
    !isServedElsewhere(service, settings, model);
  if (!isUnserved) return [];
  const place = assigned(settings, 'STATIC_URL') ?? assigned(settings, 'MIDDLEWARE');
  const needs: Needs = {
    package: presence(model, service.dependencies, 'whitenoise') !== 'installed',
    middleware: true,
    root: isUnset(settings, 'STATIC_ROOT'),
    collect: uncollected(project)[0] ?? null,
  };
  const fails = needs.root && contracts.some((contract) => isCollected(project, contract));
  // What DEBUG serves today is missed by nobody before it is off.
  const severity = isServedByDebug(project) ? 'advice' : 'important';
  return place
    ? entryOf(project, 'unserved', place.statement, unserved, needs, fails ? 'critical' : severity)
    : [];
}

/** The key of a finding that the files are served in spite of. */
export const MISPLACED = 'misplaced' satisfies Cause;
/** Files whose commands a deploy runs. */
const DEPLOYING =
  /(^|\/)([^/]*Dockerfile[^/]*|Procfile|render\.ya?ml|(railway|nixpacks|railpack|fly)\.(json|toml)|[^/]*\.sh)$/;
const NOTHING: Needs = { package: false, middleware: false, root: false, collect: null };

/** The middleware of a package that nothing installs: the application does not start. */
function withoutPackage(project: Project, span: Span): Entry[] {
  const { service, model } = project;
  if (presence(model, service.dependencies, 'whitenoise') !== 'absent') return [];
  return entryOf(project, 'package', span, model.contracts, { ...NOTHING, package: true }, 'critical');
}

/** Middleware that WhiteNoise is meant to stand in front of: https://whitenoise.readthedocs.io/en/stable/django.html */
const BEHIND =
  /^django\.(contrib\.(sessions|auth|messages)|middleware\.(common|csrf|locale|cache|clickjacking))\.|login_?required/i;

/** Every request for a file passes what stands in front of WhiteNoise. */
function misplaced(project: Project, span: Span): Entry[] {
  const list = assigned(project.settings, 'MIDDLEWARE');
  const items = list?.value?.namedChildren().filter((node) => node.kind() === 'string') ?? [];
  const index = items.findIndex(
    (node) => list?.statement.path === span.path && spanOf(node).start === span.start,
  );
  const isBehind = items.slice(0, Math.max(index, 0)).some((node) => BEHIND.test(node.text().slice(1, -1)));
  return isBehind ? entryOf(project, 'misplaced', span, project.contracts, NOTHING, 'advice') : [];
}

/** WhiteNoise serves what STATIC_ROOT holds: without the setting, or without a build that fills it, nothing. */
function unready(project: Project, span: Span): Entry[] {
  const { settings, model, service, contracts } = project;
  if (contracts.length === 0 || !usesStatic(service, settings, model)) return [];
  if (
    ['WHITENOISE_USE_FINDERS', 'WHITENOISE_AUTOREFRESH', 'WHITENOISE_ROOT'].some(
      (name) => settings.steps(name).length > 0,
    )
  )
    return [];
  if (isUnset(settings, 'STATIC_ROOT')) {
    const place = assigned(settings, 'STATIC_URL')?.statement ?? span;
    const isCertain = contracts.some((contract) => isCollected(project, contract));
    return entryOf(
      project,
      'root',
      place,
      contracts,
      { ...NOTHING, root: true },
      isCertain ? 'critical' : 'important',
    );
  }
  const missing = uncollected(project);
  const concerned = contracts.filter(({ id }) => missing.some(({ platform }) => platform === id));
  const place = assigned(settings, 'STATIC_ROOT')?.statement ?? span;
  return entryOf(
    project,
    'uncollected',
    place,
    concerned,
    { ...NOTHING, collect: missing[0] ?? null },
    'important',
  );
}

/** The application itself answers there, and no proxy of the same machine. */
function isServer({ runs, bind }: Contract): boolean {
  return runs.value === 'server' && bind.value === 'all-interfaces';
}

function entryOf(
  project: Project,
  cause: Cause,
  span: Span,
  contracts: readonly Contract[],
  needs: Needs,
  severity: Severity,
): Entry[] {
  const [contract] = contracts;
  if (!contract) return [];
  const isManual = cause === 'misplaced' || (cause === 'uncollected' && !needs.collect?.build);
  const isCollectedThere = isCollected(project, contract);
  const evidence: StaticEvidence = {
    cause,
    path: span.path,
    contract,
    needs,
    isCollected: isCollectedThere,
    isServedNow: isServedByDebug(project),
  };
  return [
    djangoFinding(
      { ...project, contracts },
      {
        rule: 'django-static',
        severity,
        span,
        title: title(evidence),
        message: message(evidence),
        fix: isManual ? 'manual' : 'review',
        key: cause,
        ...steps(evidence),
      },
      () => writeStatic(project, evidence),
    ),
  ];
}

/** With DEBUG on, runserver serves the files, and so do routes that are there for development. */
function isServedByDebug({ service, settings, model }: Project): boolean {
  return djangoSwitch(settings, service, model) !== null && servesInDebug(service, model);
}

/** Nothing that is known or unknown gives it a value. */
function isUnset(settings: DjangoSettings, name: string): boolean {
  return settings
    .steps(name)
    .every(({ kind, value }) => kind === 'assign' && /^(None|""|'')$/.test(value?.text() ?? ''));
}

/** Whether a deploy runs collectstatic: the platform by itself, or a command of the repository. */
function isCollected({ model }: Project, { collectsStatic }: Contract): boolean {
  const isDisabled = aroundSays(/DISABLE_COLLECTSTATIC/, model);
  return (collectsStatic.value && !isDisabled) || aroundSays(/\bcollectstatic\b/, model, DEPLOYING);
}

/** The manifests whose build is known and collects nothing, on platforms that do not collect by themselves. */
function uncollected({ service, model, contracts }: Project): Deployable[] {
  if (aroundSays(/\bcollectstatic\b/, model)) return [];
  if ([...model.paths].some((path) => path.endsWith('/admin/css/base.css'))) return [];
  return service.deployables.filter(({ platform, role, build, dockerfile }) => {
    const contract = contracts.find(({ id }) => id === platform);
    return (
      role === 'web' && contract && !contract.collectsStatic.value && (build !== null || dockerfile !== null)
    );
  });
}

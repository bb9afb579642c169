import type { Model, Service, Span } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { assigned, type DjangoSettings, djangoSettings } from '@unblock/engine/python/django-settings';
import { itemsOf, type SettingItems } from '@unblock/engine/python/django-values';
import { webStarts } from '@unblock/engine/started';
import { namesOfVariables } from '@unblock/engine/variables';
import { type Contract, contracts } from '@unblock/platforms';
import { djangoFinding } from '../django-finding.ts';
import { writeHosts } from './fix.ts';
import { answersHealth, verdictOf } from './hosts.ts';
import { type HostsEvidence, message, steps, title } from './words.ts';

/** Settings whose list of hosts matches no request that the platform sends. */
export function findHosts(service: Service, model: Model): Entry[] {
  const settings = service.role === 'web' ? djangoSettings(service, model) : null;
  const span = settings && placeOf(settings);
  if (!settings || !span) return [];
  const items = itemsOf(settings, 'ALLOWED_HOSTS', model);
  const closed = model.contracts.filter((contract) => {
    if (isDevelopment(service, contract)) return false;
    const verdict = verdictOf(items, contract);
    return verdict === 'closed' || (verdict === 'elsewhere' && hasOwnManifest(service, contract));
  });
  const open = model.contracts.filter((contract) => !closed.includes(contract));
  const unchecked = open.filter((contract) => isCheckRefused(service, contract, items));
  return [
    ...entryOf({ settings, span, items, service, model }, closed, 'closed'),
    ...entryOf({ settings, span, items, service, model }, unchecked, 'health'),
  ];
}

interface Found {
  settings: DjangoSettings;
  span: Span;
  items: SettingItems;
  service: Service;
  model: Model;
}

function entryOf(found: Found, concerned: readonly Contract[], cause: HostsEvidence['cause']): Entry[] {
  const [contract] = concerned;
  if (!contract) return [];
  const { settings, span, items, service, model } = found;
  const evidence: HostsEvidence = {
    cause,
    path: span.path,
    hosts: [...items.texts.map(({ text }) => text), ...items.variables.map((name) => `$${name}`)],
    contract,
    contracts: concerned,
    variable: variableName(service, model),
  };
  return [
    djangoFinding(
      { service, settings, contracts: concerned },
      {
        rule: 'django-hosts',
        severity: 'critical',
        span,
        title: title(evidence),
        message: message(evidence),
        fix: 'safe',
        key: cause,
        ...steps(evidence),
      },
      () => writeHosts(settings, evidence, model),
    ),
  ];
}

/** Where the list stands; where there is none, the setting that makes a module the settings of a project. */
function placeOf(settings: DjangoSettings): Span | null {
  const urls = settings.steps('ROOT_URLCONF').find(({ kind }) => kind === 'assign');
  const hosts =
    assigned(settings, 'ALLOWED_HOSTS') ??
    settings.steps('ALLOWED_HOSTS').findLast(({ kind }) => kind === 'assign');
  return (hosts ?? urls)?.statement ?? null;
}

/** An image that starts the development server is used on the developer's machine, whose hosts the list has. */
function isDevelopment(service: Service, { publicHost }: Contract): boolean {
  const servers = webStarts(service).map(({ server }) => server?.program);
  const isOwn = publicHost.value.suffixes.length === 0;
  return isOwn && servers.length > 0 && servers.every((program) => program === 'django');
}

/** A manifest that only this platform reads: a Procfile may have been written for another one. */
function hasOwnManifest(service: Service, { id }: Contract): boolean {
  const hosting = contracts.filter(({ publicHost }) => publicHost.value.suffixes.length > 0);
  return service.deployables.some(({ platform, kind }) => {
    const readers = hosting.filter(({ startSources }) => startSources.value.includes(kind));
    return platform === id && readers.length === 1;
  });
}

function isCheckRefused(service: Service, { id, publicHost }: Contract, items: SettingItems): boolean {
  const { healthCheck } = publicHost.value;
  const isChecked = service.deployables.some(({ platform, health }) => platform === id && health !== null);
  return healthCheck !== null && isChecked && !answersHealth(items, healthCheck.host);
}

/** The variable for hosts, named as the project names its other ones. */
function variableName(service: Service, model: Model): string {
  const named = namesOfVariables(service, model);
  return (
    named.find((name) => /^(DJANGO_)?ALLOWED_HOSTS$/.test(name)) ??
    (named.some((name) => /^DJANGO_(SECRET_KEY|DEBUG)$/.test(name))
      ? 'DJANGO_ALLOWED_HOSTS'
      : 'ALLOWED_HOSTS')
  );
}

import type { Finding, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import type { DjangoSettings } from '@unblock/engine/python/django-settings';
import type { Contract } from '@unblock/platforms';

type Said = Pick<Finding, 'rule' | 'severity' | 'span' | 'title' | 'message' | 'fix' | 'key'> &
  Partial<Pick<Finding, 'steps'>>;

/** A finding about the settings of a Django project: the fixes of one project are one patch, whichever rule asks for them. */
export function djangoFinding(
  {
    service,
    settings,
    contracts,
  }: { service: Service; settings: DjangoSettings; contracts: readonly Contract[] },
  said: Said,
  fix: Entry['fix'],
): Entry {
  const finding: Finding = {
    ...said,
    service: service.root,
    group: `django:${settings.path}`,
    platforms: contracts.map(({ id }) => id),
  };
  return { finding, fix };
}

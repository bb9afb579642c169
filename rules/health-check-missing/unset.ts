import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { djangoSettings } from '@unblock/engine/python/django-settings';
import { itemsOf } from '@unblock/engine/python/django-values';
import { hasNoRouteLikeIt } from '@unblock/engine/python/new-route';
import { webFiles } from '@unblock/engine/python/web';
import { healthRoutes } from '@unblock/engine/services/health';
import { type HealthCheck, placeOf } from '@unblock/engine/services/health-check';
import { editManifest } from '@unblock/platforms';
import { addedRoute, canTakeRoute, fileForRoute } from './route.ts';
import { NO_PLACE, type Place, unset } from './words.ts';

/** A manifest without a health path: the path of a light route that exists, else that of a route to be added. */
export function findUnset(check: HealthCheck, service: Service, model: Model): Entry[] {
  const { deployable, contract } = check;
  const text = model.read(deployable.path);
  if (deployable.health || deployable.isCheckedOtherwise || text === null) return [];
  const known = healthRoutes(service, model);
  const route = known.find(({ isLight }) => isLight);
  const isNew = known.length === 0 && canTakeRoute(service, model) && hasNoRouteLikeIt(service, model);
  if ((!route && !isNew) || mayRefuse(check, service, model)) return [];
  const path = route?.path ?? (service.framework === 'django' ? '/health/' : '/health');
  if (editManifest(text, { kind: 'health', deployable, path }) === null) return [];
  const place: Place = {
    manifest: deployable.path,
    path,
    file: route?.file ?? fileForRoute(service, model, deployable.path),
    contract,
  };
  const texts = unset(place, isNew);
  return [
    {
      finding: {
        rule: 'health-check-missing',
        severity: 'advice',
        service: service.root,
        span: placeOf(deployable),
        title: texts.title,
        message: texts.message,
        fix: 'review',
        key: `health path of ${deployable.name}`,
        platforms: [contract.id],
      },
      fix: () => fixOf(check, place, isNew, service, model),
    },
  ];
}

/** A check that is refused, or sent to https, fails deploys that succeed without it. */
function mayRefuse({ contract }: HealthCheck, service: Service, model: Model): boolean {
  const needs200 = contract.healthCheck.value === '200';
  const { healthCheck, checksByAddress } = contract.publicHost.value;
  const settings = djangoSettings(service, model);
  if (service.framework !== 'django') {
    const texts = [...webFiles(model, service)].map((path) => model.read(path) ?? '');
    return (
      needs200 &&
      texts.some((text) =>
        /HTTPSRedirect|Talisman|SSLify|TrustedHost|req\.(secure|protocol)|forwarded-proto|enforces-ssl|vhost\(/.test(
          text,
        ),
      )
    );
  }
  if (!settings || (needs200 && settings.steps('SECURE_SSL_REDIRECT').length > 0)) return true;
  const allowed = itemsOf(settings, 'ALLOWED_HOSTS', model).texts.map(({ text }) => text);
  if (allowed.includes('*')) return false;
  return checksByAddress === true || (healthCheck !== null && !allowed.includes(healthCheck.host));
}

async function fixOf(
  { deployable }: HealthCheck,
  place: Place,
  isNew: boolean,
  service: Service,
  model: Model,
): Promise<Fix | Skip> {
  const text = model.read(deployable.path);
  if (text === null) return unreadable(deployable.path);
  const edits = editManifest(text, { kind: 'health', deployable, path: place.path });
  const added = isNew ? await addedRoute(place.path, service, model) : null;
  if (!edits || (isNew && !added)) return NO_PLACE;
  const texts = unset(place, isNew);
  return {
    safety: 'review',
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [...(added ? [added] : []), { path: deployable.path, edits }],
  };
}

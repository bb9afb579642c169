import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { healthRoutes } from '@unblock/engine/services/health';
import { answerAt, type HealthAnswer } from '@unblock/engine/services/health-answer';
import { type HealthCheck, placeOf } from '@unblock/engine/services/health-check';
import { editManifest } from '@unblock/platforms';
import { addedRoute, canTakeRoute, fileForRoute } from './route.ts';
import { NO_PLACE, type Wrong, wrong } from './words.ts';

/** A manifest whose health path no route answers, or only by a redirect that the platform does not accept. */
export function findWrong(check: HealthCheck, service: Service, model: Model): Entry[] {
  const { deployable, contract } = check;
  const { health } = deployable;
  if (!health) return [];
  const answer = answerAt(health.value, service, model);
  const isRefused = answer.kind === 'redirect' && contract.healthCheck.value === '200';
  if (answer.kind !== 'nothing' && !isRefused) return [];
  const path = remedyOf(answer, service, model);
  const isNew = path === null && canTakeRoute(service, model) && /^(\/[\w-]+)+$/.test(health.value);
  const place: Wrong = {
    manifest: deployable.path,
    asked: health.value,
    path,
    status: answer.kind === 'redirect' ? answer.status : 404,
    isNew,
    file: fileForRoute(service, model, deployable.path),
    contract,
  };
  const texts = wrong(place);
  const isFixed = path !== null || isNew;
  return [
    {
      finding: {
        rule: 'health-check-missing',
        severity: 'critical',
        service: service.root,
        span: placeOf(deployable),
        title: texts.title,
        message: texts.message,
        fix: isNew ? 'review' : isFixed ? 'safe' : 'manual',
        key: `health path ${health.value} of ${deployable.name}`,
        platforms: [contract.id],
        ...(isFixed ? {} : { steps: [texts.message.todo] }),
      },
      fix: () => fixOf(check, place, service, model),
    },
  ];
}

/** The path to name instead: the redirect's target, or that of the only route made for health checks. */
function remedyOf(answer: HealthAnswer, service: Service, model: Model): string | null {
  if (answer.kind === 'redirect') return answer.to;
  const [only, other] = healthRoutes(service, model);
  return only && !other ? only.path : null;
}

async function fixOf(
  { deployable }: HealthCheck,
  place: Wrong,
  service: Service,
  model: Model,
): Promise<Fix | Skip> {
  const text = model.read(deployable.path);
  if (text === null) return unreadable(deployable.path);
  const { paragraph, patch } = wrong(place);
  if (place.path !== null) {
    const edits = editManifest(text, { kind: 'health', deployable, path: place.path });
    return edits
      ? { safety: 'safe', title: patch, paragraph, edits: [{ path: deployable.path, edits }] }
      : NO_PLACE;
  }
  const added = place.isNew ? await addedRoute(place.asked, service, model) : null;
  return added ? { safety: 'review', title: patch, paragraph, edits: [added] } : NO_PLACE;
}

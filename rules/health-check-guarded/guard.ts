import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { addedRoute, canTakeRoute } from '@unblock/engine/python/new-route';
import { healthRoutes } from '@unblock/engine/services/health';
import { answerAt } from '@unblock/engine/services/health-answer';
import { editManifest } from '@unblock/platforms';
import { type Asked, entryOf } from './entry.ts';
import { openGuarded } from './node.ts';
import { NO_PLACE, type Refusal, textsOf } from './words.ts';

/** A login in front of the route that the manifest names: another route is named, or added. */
export function findGuard(asked: Asked, service: Service, model: Model): Entry[] {
  const { health, contract } = asked;
  const answer = answerAt(health.value, service, model);
  const guard = answer.kind === 'route' ? answer.guard() : null;
  const isAccepted = guard?.status === 302 && contract.healthCheck.value === '2xx-3xx';
  if (!guard || isAccepted) return [];
  const opened = openGuarded(asked, guard, service, model);
  if (opened) return opened;
  const [other] = healthRoutes(service, model);
  const isNew = !other && guard.isOwn && canTakeRoute(service, model);
  const refusal: Refusal = {
    asked: health.value,
    manifest: asked.deployable.path,
    name: guard.name,
    file: guard.span.path,
    status: guard.status,
    cause: 'login',
    path: other?.path ?? (isNew ? freePath(service, model) : null),
    isNew,
    contract,
  };
  const safety = isNew ? 'review' : 'safe';
  return [
    entryOf(
      refusal,
      guard.span,
      service,
      refusal.path === null ? null : { safety, make: () => fixOf(refusal, asked, service, model) },
    ),
  ];
}

/** A path that no route has. */
function freePath(service: Service, model: Model): string | null {
  const end = service.framework === 'django' ? '/' : '';
  const paths = ['/healthz', '/livez', '/up'].map((path) => path + end);
  return paths.find((path) => answerAt(path, service, model).kind === 'nothing') ?? null;
}

function fixOf(refusal: Refusal, { deployable }: Asked, service: Service, model: Model): Fix | Skip {
  const text = model.read(deployable.path);
  if (text === null) return unreadable(deployable.path);
  const path = refusal.path ?? '';
  const edits = editManifest(text, { kind: 'health', deployable, path });
  const added = refusal.isNew ? addedRoute(path, service, model) : null;
  if (!edits || (refusal.isNew && !added)) return NO_PLACE;
  const texts = textsOf(refusal);
  return {
    safety: refusal.isNew ? 'review' : 'safe',
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [...(added ? [added] : []), { path: deployable.path, edits }],
  };
}

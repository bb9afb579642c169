import type { Expression, Model, Service } from '@unblock/engine';
import type { DjangoSettings } from '@unblock/engine/python/django-settings';
import { expressionOf } from '@unblock/engine/python/expression';
import { isTurnedOff, type Switch, switchOf } from './switch.ts';

/** What turns DEBUG on in production; null where it is off, or something unseen may change it. */
export function djangoSwitch(
  settings: DjangoSettings,
  service: Service,
  model: Model,
): { debug: Expression; found: Switch } | null {
  const last = settings.steps('DEBUG').at(-1);
  if (last?.kind !== 'assign' || last.maybe || !last.value) return null;
  const debug = expressionOf(last.statement.path, last.value);
  const found = switchOf(debug, model);
  return found && !isTurnedOff(found, service, model) ? { debug, found } : null;
}

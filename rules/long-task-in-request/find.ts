import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { type Handler, longHandlers } from './handlers.ts';
import { planOf } from './plan.ts';
import { textsOf } from './words.ts';

/** What a worker can take as it is, and what a person has to change first: one finding each. */
export function findLongTasks(service: Service, model: Model): Entry[] {
  const contracts = model.contracts.filter(
    ({ id, runs }) =>
      runs.value === 'functions' &&
      service.deployables.some(({ platform, role }) => platform === id && role !== 'worker'),
  );
  const [contract] = contracts;
  if (!contract || service.language !== 'node') return [];
  const handlers = longHandlers(service, model).filter((handler) => !isTaken(handler, service, model));
  const plan = planOf(handlers, service, model);
  const groups = plan.files ? [plan.moved, plan.left] : [handlers];
  return groups.flatMap((group, index): Entry[] => {
    const first = group.find(({ isBundled }) => !isBundled) ?? group[0];
    if (!first) return [];
    const files = index === 0 ? plan.files : null;
    const texts = textsOf(first, group, { ...plan, files }, contract);
    return [
      {
        finding: {
          rule: 'long-task-in-request',
          severity: first.isBundled ? 'advice' : 'important',
          service: service.root,
          span: first.span,
          title: texts.title,
          message: texts.message,
          fix: files ? 'review' : 'manual',
          key: files ? 'work that a worker can take' : 'work of minutes in functions',
          platforms: contracts.map(({ id }) => id),
          steps: texts.steps,
        },
        fix: () =>
          files
            ? { safety: 'review', title: texts.patch, paragraph: texts.paragraph, edits: [], creates: files }
            : { skip: texts.message.todo },
      },
    ];
  });
}

/** A worker of the repository runs this very handler already. */
function isTaken({ url }: Handler, service: Service, model: Model): boolean {
  const path = inFolder(service.root, 'worker/server.ts');
  return (model.read(path) ?? '').includes(`'${url}': () => import(`);
}

function inFolder(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}

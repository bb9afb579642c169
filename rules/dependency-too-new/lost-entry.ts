import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { boundRequirement } from '@unblock/engine/dependencies/bound';
import type { Entry } from '@unblock/engine/entry';
import { type Lost, lostNames } from './lost.ts';
import * as words from './lost-words.ts';

/** The findings about names that a newer release lost. */
export function lostEntries(service: Service, model: Model): Entry[] {
  return lostNames(service, model).map((found) => {
    const { row, declared } = found;
    return {
      finding: {
        rule: 'dependency-too-new',
        severity: 'critical',
        service: service.root,
        span: { path: declared.path, start: declared.start, end: declared.end },
        title: words.title(found),
        message: words.message(found),
        fix: 'review',
        key: `${row.name} lost names`,
        platforms: model.contracts.map(({ id }) => id),
      },
      fix: () => fixOf(found, service, model),
    };
  });
}

function fixOf(found: Lost, service: Service, model: Model): Fix | Skip {
  const { row, declared } = found;
  const refused = words.refusal(found);
  if (refused) return { skip: refused };
  const made = boundRequirement(model, service.dependencies, declared, row.at);
  if ('skip' in made) return made;
  return {
    safety: 'review',
    title: words.patch(found),
    paragraph: words.paragraph(found, made.written),
    edits: [{ path: declared.path, edits: made.edits }],
  };
}

import {
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { boundRequirement } from '@unblock/engine/dependencies/bound';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { compareVersions } from '@unblock/engine/services/versions';
import { NEEDS } from './company.ts';
import { type TooNew, tooNew } from './find.ts';
import { lostEntries } from './lost-entry.ts';
import * as words from './words.ts';

/** A package kept at an old release that gets the newest release of a dependency it does not work with. */
export const rule: Rule = defineRule({
  id: 'dependency-too-new',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'dependencies',
  platforms: () => true,
  ...byEntries((service, model) => [...candidates(service, model), ...lostEntries(service, model)]),
});

function candidates(service: Service, model: Model): Entry[] {
  return tooNew(service, model).map((found) => {
    const { pair, declared } = found;
    const finding: Finding = {
      rule: 'dependency-too-new',
      severity: pair.ends === 'start' ? 'critical' : 'important',
      service: service.root,
      span: { path: declared.path, start: declared.start, end: declared.end },
      title: words.title(found),
      message: words.message(found),
      fix: safetyOf(found),
      key: `${pair.name} with ${pair.brings}`,
      platforms: model.contracts.map(({ id }) => id),
      // All that one package needs before it starts lands at once; what a person has to look at holds nothing up.
      group: `dependency-too-new:${service.root}:${declared.name}:${safetyOf(found)}`,
    };
    return { finding, fix: () => fixOf(found, service, model) };
  });
}

/** Where the code may work on a newer release in development, a person looks at it. */
function safetyOf({ pair, line }: TooNew): 'safe' | 'review' {
  return pair.ends === 'start' && !line ? 'safe' : 'review';
}

function fixOf(found: TooNew, service: Service, model: Model): Fix | Skip {
  const { pair, declared, line } = found;
  const { dependencies } = service;
  const below = words.bound(pair.at);
  const needing = needed(found, service);
  if (needing) return { skip: words.refusal(found, needing) };
  const made = line
    ? boundRequirement(model, dependencies, line, below)
    : addRequirements(model, dependencies, [{ name: pair.brings, specifier: `<${below}` }], declared);
  if ('skip' in made) return made;
  const path = 'path' in made ? made.path : (line?.path ?? declared.path);
  const written = typeof made.written === 'string' ? made.written : (made.written[0] ?? '');
  return {
    safety: safetyOf(found),
    title: words.patch(found),
    paragraph: words.paragraph(found, path, written),
    edits: [{ path, edits: made.edits }],
  };
}

/** A requirement that asks for a release the bound would leave out: both together cannot be installed. */
function needed({ pair }: TooNew, { dependencies }: Service): string | null {
  const found = dependencies.entries.find(({ name, specifier, production }) => {
    const rows = (NEEDS[pair.brings] ?? []).filter((row) => row.name === name);
    const [, least = ''] = /(?:===?|>=|~=|\^|^)\s*(\d+(?:\.\d+)*)/.exec(specifier) ?? [];
    return (
      production &&
      least !== '' &&
      rows.some(({ from, at }) => compareVersions(least, from) >= 0 && compareVersions(at, pair.at) >= 0)
    );
  });
  return found ? `${found.name}${found.specifier}` : null;
}

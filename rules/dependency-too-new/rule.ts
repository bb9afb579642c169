import type { Edit } from '@unblock/codemods';
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
import { type Group, type TooNew, tooNew } from './find.ts';
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
  return together(tooNew(service, model)).map((group) => {
    const [{ pair, declared, line }] = group;
    const kind = `${safetyOf(group[0])}:${line ? 'declared' : 'brought'}`;
    const finding: Finding = {
      rule: 'dependency-too-new',
      severity: pair.ends === 'start' ? 'critical' : 'important',
      service: service.root,
      span: { path: declared.path, start: declared.start, end: declared.end },
      title: words.title(group),
      message: words.message(group),
      fix: safetyOf(group[0]),
      key: `${pair.name} with what it brings, ${pair.ends}, ${kind}`,
      platforms: model.contracts.map(({ id }) => id),
      // All that one package needs before it starts lands at once; what a person has to look at holds nothing up.
      group: `dependency-too-new:${service.root}:${declared.name}:${safetyOf(group[0])}`,
    };
    return { finding, fix: () => fixOf(group, service, model) };
  });
}

/** What one old package gets too new is one fact: those that end at the same time and are cured in the same way. */
function together(found: readonly TooNew[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of found) {
    const key = `${one.declared.name}:${one.pair.ends}:${one.line !== null}`;
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** Where the code may work on a newer release in development, a person looks at it. */
function safetyOf({ pair, line }: TooNew): 'safe' | 'review' {
  return pair.ends === 'start' && !line ? 'safe' : 'review';
}

function fixOf(group: Group, service: Service, model: Model): Fix | Skip {
  const { dependencies } = service;
  const [first] = group;
  for (const found of group) {
    const needing = needed(found, service);
    if (needing) return { skip: words.refusal(found, needing) };
  }
  const edits = new Map<string, Edit[]>();
  const written: string[] = [];
  if (first.line) {
    for (const { line, pair } of group) {
      const made = line ? boundRequirement(model, dependencies, line, words.bound(pair.at)) : null;
      if (!line || !made) continue;
      if ('skip' in made) return made;
      edits.set(line.path, [...(edits.get(line.path) ?? []), ...made.edits]);
      written.push(made.written);
    }
  } else {
    const wanted = group.map(({ pair }) => ({ name: pair.brings, specifier: `<${words.bound(pair.at)}` }));
    const made = addRequirements(model, dependencies, wanted, first.declared);
    if ('skip' in made) return made;
    edits.set(made.path, made.edits);
    written.push(...made.written);
  }
  return {
    safety: safetyOf(first),
    title: words.patch(group),
    paragraph: words.paragraph(group, [...edits.keys()], written),
    edits: [...edits].map(([path, list]) => ({ path, edits: list })),
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

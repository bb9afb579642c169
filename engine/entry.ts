import type { Edit } from '@unblock/codemods';
import type { Model, Service } from './model.ts';
import type { Finding, Fix, Rule, Skip } from './rule.ts';
import { both } from './text.ts';

/** A finding with the way to cure it in the model it was found in. */
export interface Entry {
  finding: Finding;
  fix: () => Fix | Skip | Promise<Fix | Skip>;
}

type Find = (service: Service, model: Model) => Entry[];

/** What a rule does that finds and cures by entries: most do. */
export function byEntries(find: Find): Pick<Rule, 'detect' | 'fix'> {
  return {
    detect: (service, model) => find(service, model).map(({ finding }) => finding),
    fix: (finding, model) => fixEntries(find, finding, model),
  };
}

/** Cures a finding: finds it again in the model as earlier fixes left it, with all that cannot be told from it. */
export async function fixEntries(find: Find, finding: Finding, model: Model): Promise<Fix | Skip> {
  const services = model.services.filter(({ root }) => root === finding.service);
  const entries = services
    .flatMap((service) => find(service, model))
    .filter((entry) => isSame(entry.finding, finding));
  const fixes: (Fix | Skip)[] = [];
  for (const entry of entries) fixes.push(await entry.fix());
  return mergeFixes(fixes);
}

/** Findings of one shape in one file have no difference but their lines: one patch cures them all. */
function isSame(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.key === b.key && a.span.path === b.span.path;
}

function mergeFixes(fixes: readonly (Fix | Skip)[]): Fix | Skip {
  const refused = fixes.find((fix): fix is Skip => 'skip' in fix);
  const [first, ...others] = fixes.filter((fix): fix is Fix => !('skip' in fix));
  if (refused || !first) {
    return refused ?? { skip: both('it is no longer there', "il n'est plus là") };
  }
  const edits = new Map<string, Edit[]>();
  for (const { path, edits: list } of [first, ...others].flatMap((fix) => fix.edits)) {
    const known = edits.get(path) ?? [];
    edits.set(path, [...known, ...list.filter((edit) => !known.some((other) => isSameEdit(edit, other)))]);
  }
  return { ...first, edits: [...edits].map(([path, list]) => ({ path, edits: list })) };
}

function isSameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

export const HIDDEN: Skip = {
  skip: both(
    'its place in the command is hidden by quoting',
    'sa place dans la commande est cachée par des guillemets',
  ),
};

export function unreadable(path: string): Skip {
  return { skip: both(`${path} cannot be read`, `${path} ne peut pas être lu`) };
}

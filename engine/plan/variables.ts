import type { Model, Service } from '../model.ts';
import type { OutcomeVariable } from '../outcome.ts';
import { variablesOf } from '../variables.ts';
import type { Plan, PlannedPatch } from './plan.ts';

/** The variables of all services once a plan stands: by which patch one is declared, and by which it is read at all. */
export function patchedVariables(model: Model, plan: Plan | null): OutcomeVariable[] {
  return model.services.flatMap((service) => {
    const before = variablesOf(model, service);
    const patched = plan && sameService(plan.end.model, service);
    if (!plan || !patched) return before;
    const after = variablesOf(plan.end.model, patched);
    const declared = before.map((variable) => {
      const need = after.find(({ name }) => name === variable.name)?.need ?? variable.need;
      return declaredByPatch({ ...variable, need }, patched, plan);
    });
    const known = new Set(before.map(({ name }) => name));
    const isDeclared = (name: string) =>
      service.deployables.some(({ variables }) => variables.some((one) => one.name === name));
    const brought = after
      .filter(({ name }) => !known.has(name))
      .map((variable) => ({
        ...declaredByPatch(
          { ...variable, declared: isDeclared(variable.name) ? 'manifest' : null },
          patched,
          plan,
        ),
        readSince: firstWith(plan.patches, variable.path, variable.name),
      }));
    return [...declared, ...brought].sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/** A service of another state of the repository. */
export function sameService(model: Model, { root, language }: Service): Service | null {
  return model.services.find((other) => other.root === root && other.language === language) ?? null;
}

function declaredByPatch(variable: OutcomeVariable, patched: Service, plan: Plan): OutcomeVariable {
  const paths = patched.deployables.flatMap(({ path, variables }) =>
    variables.some(({ name }) => name === variable.name) ? [path] : [],
  );
  if (variable.declared || paths.length === 0) return variable;
  const patch = paths.map((path) => firstWith(plan.patches, path, variable.name)).find((id) => id !== null);
  return patch ? { ...variable, declared: 'patch', patch } : { ...variable, declared: 'manifest' };
}

/** The first patch after which a file that it touches names a variable. */
function firstWith(patches: readonly PlannedPatch[], path: string, name: string): string | null {
  const first = patches.findIndex(
    ({ paths, after }) => paths.includes(path) && after.model.read(path)?.includes(name),
  );
  return first >= 0 ? `P${first + 1}` : null;
}

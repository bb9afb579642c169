import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { parseRequirementOptions } from '@unblock/codemods/requirements/index';
import type { Dependency, Model, Service } from '@unblock/engine';
import { isPlace, LARGE } from '@unblock/engine/dependencies/absent';
import { broughtBy } from '@unblock/engine/dependencies/brings';
import { joinPath } from '@unblock/engine/paths';
import { FREE, HOLDING, OF_FLASK, STRICT } from './company.ts';

/** Images that hold packages of Python already, which pip then finds satisfied. */
const MADE =
  /tiangolo|fastapi|flask|django|conda|mamba|jupyter|tensorflow|pytorch|nvidia|cuda|airflow|superset|datascience|sagemaker|mcr\.microsoft|playwright|gunicorn|nikolaik|bitnami/i;

/** Whether something besides the requirements decides on versions: constraints, an option of the installer, a date. */
export function isPinnedElsewhere(service: Service, model: Model): boolean {
  const { dependencies, deployables } = service;
  const files = new Set(dependencies.entries.flatMap(({ path }) => (path ? [path] : [])));
  const texts = [...files].map((path) => [path, model.read(path) ?? ''] as const);
  const hasConstraints = texts.some(([path, text]) =>
    path.endsWith('.toml')
      ? /^(constraint-dependencies|override-dependencies|exclude-newer)\s*=/m.test(text)
      : parseRequirementOptions(text).some(({ option }) => option === '-c' || option === '--index-url'),
  );
  const images = deployables.flatMap(({ dockerfile, kind, path }) =>
    dockerfile || kind === 'Dockerfile'
      ? readDockerfile(model.read(dockerfile ?? path) ?? '').stages.map(({ base }) => base)
      : [],
  );
  const commands = deployables.flatMap(({ build, dockerfile, kind, path }) => [
    build?.text ?? '',
    ...(dockerfile || kind === 'Dockerfile' ? [model.read(dockerfile ?? path) ?? ''] : []),
  ]);
  const variables = deployables.flatMap((deployable) => deployable.variables.map(({ name }) => name));
  const chooses = /\s(-c\s+\S+\.txt|--constraints?\b|--no-deps\b|--exclude-newer\b|--index-url\b|-i\s+http)/;
  const byVariable = /\b(PIP|UV)_(CONSTRAINTS?|INDEX_URL|EXCLUDE_NEWER|NO_DEPS)\b/;
  return (
    hasConstraints ||
    images.some((base) => MADE.test(base)) ||
    commands.some((text) => chooses.test(text) || byVariable.test(text)) ||
    variables.some((name) => byVariable.test(name)) ||
    ['uv.toml', 'pip.conf'].some((name) =>
      [service.root, ''].some((folder) => model.paths.has(joinPath(folder, name))),
    )
  );
}

/** Whether another requirement may keep a dependency back; those of the pairs themselves do not. */
export function isHeld(brings: string, names: readonly string[], service: Service, model: Model): boolean {
  return service.dependencies.entries.some(
    (entry) =>
      entry.production &&
      entry.name !== brings &&
      !names.includes(entry.name) &&
      // An address or a path: the package behind it asks for what it wants.
      (isPlace(model, entry) || mayHold(entry, brings)),
  );
}

function mayHold({ name, extras, specifier }: Dependency, brings: string): boolean {
  if (HOLDING[brings]?.test(name)) return true;
  if (FREE[brings]?.test(name)) return false;
  const brought = broughtBy(name, extras) ?? broughtBy(name, []);
  if (LARGE.test(name)) return true;
  if (brought === null)
    return STRICT.has(brings) || name.includes(brings) || (OF_FLASK.has(brings) && name.includes('flask'));
  // The newest release of a maintained package does not hold back another one for years.
  return brought.includes(brings) && /[=<~^\d]/.test(specifier.replace(/>=?\s*[\d.]+/g, ''));
}

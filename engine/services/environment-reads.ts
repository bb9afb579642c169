import type { EnvironmentRead } from '../facts.ts';
import { importedFiles } from '../imported.ts';
import type { Model, Service } from '../model.ts';
import { nodeConfigReads } from '../node/node-config.ts';
import { prismaReads } from '../node/prisma.ts';
import { exampleReads } from './example.ts';

/** Folders of work that is done beside the service. An application may keep parts of itself in a folder of such a name. */
const BESIDE = /^(scripts?|tools?|bin|load_?tests?|archived?|seed(s|ers?)?|migrations?|alembic)$/i;
const BESIDE_FILE = /^(seed(s|er)?|knexfile|drizzle\.config|ormconfig)\.([cm]?[jt]s|py)$/i;

/** What the process of a service reads from the environment: not what only the scripts beside it read. */
export function environmentReads(model: Model, service: Service): readonly EnvironmentRead[] {
  const services = READS.get(model) ?? new Map<Service, EnvironmentRead[]>();
  READS.set(model, services);
  const reads = services.get(service) ?? findReads(model, service);
  services.set(service, reads);
  return reads;
}

/** Rules and the outcome ask for the reads of the same service. */
const READS = new WeakMap<Model, Map<Service, EnvironmentRead[]>>();

function findReads(model: Model, service: Service): EnvironmentRead[] {
  const reads = model.factsOf(service, 'environment-read');
  const beside = new Set(
    reads.map(({ span }) => span.path).filter((path) => isBeside(path, service) && !isRun(path, service)),
  );
  const used = beside.size > 0 ? usedFiles(model, service) : null;
  const passed = model
    .factsOf(service, 'environment-passed')
    .some(({ span }) => !isBeside(span.path, service));
  return [
    ...reads.filter(({ span }) => !beside.has(span.path) || used?.has(span.path)),
    ...prismaReads(model, service),
    ...nodeConfigReads(model, service),
    ...(passed ? exampleReads(model, service) : []),
  ];
}

function isBeside(path: string, { root }: Service): boolean {
  const segments = path.slice(root ? root.length + 1 : 0).split('/');
  const name = segments.pop() ?? '';
  return segments.some((segment) => BESIDE.test(segment)) || BESIDE_FILE.test(name);
}

/** A start command runs it, or migrations do: Alembic's env.py runs with every migration. */
function isRun(path: string, service: Service): boolean {
  return (
    /(^|\/)(migrations|alembic)\/env\.py$/.test(path) ||
    service.starts.some(({ server }) => server?.entry === path)
  );
}

/** The files in folders of scripts that the rest of the service imports, by whatever way. */
function usedFiles(model: Model, service: Service): Set<string> {
  const used = new Set<string>();
  for (const path of service.files) {
    if (isBeside(path, service) && !isRun(path, service)) continue;
    // Few files name such a folder at all; only these are parsed for their imports.
    if (
      !/\b(scripts?|tools?|bin|load_?tests?|archived?|seed(s|ers?)?|migrations?|alembic)\b/i.test(
        model.read(path) ?? '',
      )
    )
      continue;
    const module = model.imports(path);
    const imports = [...(module?.imports ?? []), ...(module?.innerImports ?? [])];
    for (const file of importedFiles(model, path, imports)) used.add(file);
  }
  return used;
}

import { jsonAt, recordOf } from '../json-value.ts';
import type { Model, Service } from '../model.ts';
import { packageManagerOf } from '../services/package-manager.ts';

/** The packages of lock files that are reached from production alone are large to work out: once for each text is enough. */
const REACHED = new Map<string, { text: string; names: ReadonlySet<string> }>();

/**
 * Whether a production install leaves a package out: it is declared for development alone, and by the lock file nothing else
 * brings it. False where that cannot be proved.
 */
export function isLeftOut(
  model: Model,
  service: Pick<Service, 'root' | 'dependencies'>,
  name: string,
): boolean {
  const declared = service.dependencies.entries.filter((entry) => entry.name === name);
  if (declared.length === 0 || declared.some(({ production }) => production)) return false;
  const { name: manager, root, lock } = packageManagerOf(model, service.root);
  // The root of a workspace may bring what its members need.
  if (root !== service.root || lock === null) return false;
  switch (manager) {
    case 'npm':
      return isDevelopmentInNpm(model, lock, name);
    case 'pnpm':
      // Only what a package declares itself is linked into its folder. https://pnpm.io/symlinked-node-modules-structure
      return true;
    case 'yarn':
      return !yarnReached(model, lock, service).has(name);
    default:
      return false;
  }
}

/** https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
function isDevelopmentInNpm(model: Model, lock: string, name: string): boolean {
  const { packages, dependencies } = recordOf(jsonAt(model, lock));
  const entry = packages ? at(packages, `node_modules/${name}`) : at(dependencies, name);
  return recordOf(entry).dev === true;
}

function at(value: unknown, key: string): unknown {
  const record = recordOf(value);
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The packages that the production dependencies bring, by name, whatever version of them. */
function yarnReached(
  model: Model,
  lock: string,
  { dependencies }: Pick<Service, 'dependencies'>,
): ReadonlySet<string> {
  const text = model.read(lock) ?? '';
  const known = REACHED.get(lock);
  if (known?.text === text) return known.names;
  const graph = new Map<string, string[]>();
  for (const block of text.split(/\n(?=\S)/)) {
    const names = [...(block.split('\n', 1)[0] ?? '').matchAll(/(?:^|[\s",])((?:@[\w.-]+\/)?[\w.-]+)@/g)].map(
      ([, name = '']) => name,
    );
    const brought = [...block.matchAll(/^ {4}"?((?:@[\w.-]+\/)?[\w.-]+)"?:? /gm)].map(
      ([, name = '']) => name,
    );
    for (const name of names) graph.set(name, [...(graph.get(name) ?? []), ...brought]);
  }
  const names = new Set<string>();
  const open = dependencies.entries.filter(({ production }) => production).map((entry) => entry.name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    open.push(...(graph.get(name) ?? []));
  }
  REACHED.set(lock, { text, names });
  return names;
}

/** Programs of packages that have another name. */
const PACKAGES: Readonly<Record<string, string>> = {
  tsc: 'typescript',
  nest: '@nestjs/cli',
  ng: '@angular/cli',
  swc: '@swc/cli',
  babel: '@babel/cli',
  'babel-node': '@babel/node',
  webpack: 'webpack',
  tsnd: 'ts-node-dev',
  'ts-node-esm': 'ts-node',
  dotenv: 'dotenv-cli',
  'run-s': 'npm-run-all',
  'run-p': 'npm-run-all',
  'sequelize-cli': 'sequelize-cli',
  sequelize: 'sequelize-cli',
  'vue-cli-service': '@vue/cli-service',
  'cross-env-shell': 'cross-env',
  remix: '@remix-run/dev',
  ncc: '@vercel/ncc',
  biome: '@biomejs/biome',
};

/** Programs that have the name of their package. */
const SAME =
  /^(vite|next|prisma|tsup|esbuild|rollup|ts-node|ts-node-dev|tsx|nodemon|cross-env|env-cmd|rimraf|tsc-alias|concurrently|npm-run-all|react-scripts|tailwindcss|typeorm|knex|drizzle-kit|husky|copyfiles|cpx|cpy-cli|shx|parcel|gulp|nuxt|astro|patch-package|pm2|del-cli|vitest|jest|eslint)$/;

/** The package that brings a program; null where that is not known. */
export function packageOf(program: string): string | null {
  if (Object.hasOwn(PACKAGES, program)) return PACKAGES[program] ?? null;
  return SAME.test(program) ? program : null;
}

import type { Model, Service } from '@unblock/engine';
import { jsonAt, recordOf } from '@unblock/engine/json-value';
import { joinPath } from '@unblock/engine/paths';
import { majorOf } from '@unblock/engine/services/build-output';
import { packageManagerOf } from '@unblock/engine/services/package-manager';

/** The client that a Prisma schema has generated, which no commit holds. */
export interface PrismaClient {
  /** The schema, and whether the command line finds it by itself. */
  schema: string;
  isFound: boolean;
  /** `prisma-client-js`, or `prisma-client`, which needs an output. */
  provider: string;
  /** The folder it is written to, relative to the repository; null for the one in node_modules. */
  output: string | null;
  /** Major version of @prisma/client. */
  major: number;
  /** Whether the command line is there without the packages for development; null where nothing declares it. */
  isRuntimeTool: boolean | null;
}

const GENERATOR = /^[ \t]*generator\s+\w+\s*\{([^}]*)\}/gm;

/** The client that the code of a service uses; null where none is generated, it is committed, or several could be meant. */
export function prismaClient(service: Service, model: Model): PrismaClient | null {
  const { root, dependencies } = service;
  const declared = dependencies.entries.find(({ name }) => name === '@prisma/client');
  const major = declared ? majorOf(dependencies, '@prisma/client') : null;
  if (!declared || major === null) return null;
  const prefix = root ? `${root}/` : '';
  const found = [...model.paths]
    .filter((path) => path.endsWith('.prisma') && path.startsWith(prefix))
    .flatMap((path) =>
      [...(model.read(path) ?? '').matchAll(GENERATOR)]
        .map(([, body = '']) => ({
          path,
          provider: field(body, 'provider'),
          output: field(body, 'output'),
          body,
        }))
        .filter(({ provider }) => /^prisma-client(-js)?$/.test(provider ?? '')),
    );
  const [only] = found;
  if (!only || found.length > 1 || /\boutput\s*=\s*env/.test(only.body)) return null;
  const folder = only.path.slice(0, only.path.lastIndexOf('/') + 1);
  const output = only.output === null ? null : joinPath(folder, only.output);
  if (only.provider === 'prisma-client' && output === null) return null;
  const inside = output?.includes('node_modules') ? null : output;
  if (inside !== null && isCommitted(inside, model)) return null;
  const tool = dependencies.entries.filter(({ name }) => name === 'prisma');
  return {
    schema: only.path,
    isFound: isUsual(only.path, root, model),
    provider: only.provider ?? '',
    output: inside,
    major,
    isRuntimeTool: tool.length === 0 ? null : tool.some(({ production }) => production),
  };
}

function field(body: string, name: string): string | null {
  return new RegExp(`^[ \\t]*${name}\\s*=\\s*"([^"]*)"`, 'm').exec(body)?.[1] ?? null;
}

function isCommitted(output: string, model: Model): boolean {
  if (['index.js', 'client.ts', 'client.js'].some((name) => model.isLeftOut(`${output}/${name}`)))
    return true;
  return [...model.paths].some((path) => path.startsWith(`${output}/`));
}

/** https://www.prisma.io/docs/orm/prisma-schema/overview/location */
function isUsual(path: string, root: string, model: Model): boolean {
  const usual = ['schema.prisma', 'prisma/schema.prisma'].map((name) => joinPath(root, name));
  const { prisma } = recordOf(jsonAt(model, joinPath(root, 'package.json')));
  const hasConfig = ['ts', 'js', 'mjs', 'mts', 'cjs', 'cts'].some((end) =>
    model.paths.has(joinPath(root, `prisma.config.${end}`)),
  );
  return usual.includes(path) || typeof recordOf(prisma).schema === 'string' || hasConfig;
}

/**
 * Whether an install runs the script by which @prisma/client generated itself until version 6. pnpm runs scripts of packages
 * only where they are allowed from version 10 on, and Yarn may be told not to: null where that cannot be told.
 *
 * https://pnpm.io/settings#build-settings
 */
export function runsPackageScripts(model: Model, folder: string): boolean | null {
  const { name, version, root } = packageManagerOf(model, folder);
  const npmrc = model.read(joinPath(root, '.npmrc')) ?? '';
  if (/^[ \t]*ignore-scripts\s*=\s*true/m.test(npmrc)) return false;
  if (name === 'npm') return true;
  if (name !== 'pnpm') return null;
  const major = Number(version?.split('.')[0] ?? Number.NaN);
  if (major < 10) return true;
  if (!(major >= 10)) return null;
  const texts = ['package.json', 'pnpm-workspace.yaml'].map((file) => model.read(joinPath(root, file)) ?? '');
  const allows = /onlyBuiltDependencies|allowBuilds|dangerouslyAllowAllBuilds|neverBuiltDependencies/;
  const isAllowed = texts.some(
    (text) =>
      /dangerouslyAllowAllBuilds|neverBuiltDependencies/.test(text) ||
      (allows.test(text) && /prisma/.test(text.slice(text.search(allows)))),
  );
  return isAllowed ? null : false;
}

import { type Deployable, ManifestError } from '../deployable.ts';
import {
  commandAt,
  entriesOf,
  folderName,
  folderOf,
  isRecord,
  type ManifestFile,
  variable,
} from '../reading.ts';
import { jsonTree } from '../tree.ts';

/**
 * Reads vercel.json: the build, and that the folder is deployed there. Vercel reads no start command.
 *
 * @see https://vercel.com/docs/project-configuration
 * @throws ManifestError when the file has a syntax error or is no object.
 */
export function readVercel(file: ManifestFile): Deployable[] {
  const tree = jsonTree(file.text);
  if (!isRecord(tree.value)) throw new ManifestError('line 1: expected an object');
  const source = { path: file.path, kind: 'vercel.json' } as const;
  const root = folderOf(file.path);
  return [
    {
      platform: 'vercel',
      ...source,
      name: folderName(root, 'app'),
      role: 'web',
      root,
      freePlan: false,
      start: null,
      build: commandAt(tree, ['buildCommand'], source, 'shell'),
      preDeploy: null,
      health: null,
      dockerfile: null,
      variables: entriesOf(tree.value.env).map(([name, value]) => variable(name, value)),
      ...(takesServer(tree.value.builds) ? { takesServer: true } : {}),
    },
  ];
}

/**
 * A build of a server's file makes one function of it: `listen` is caught there, and a WSGI application is called.
 * https://vercel.com/docs/project-configuration/vercel-json#builds
 */
function takesServer(builds: unknown): boolean {
  const uses = Array.isArray(builds) ? builds.map((build) => (isRecord(build) ? build.use : null)) : [];
  return uses.some((use) => typeof use === 'string' && /^@(vercel|now)\/(node|python)/.test(use));
}

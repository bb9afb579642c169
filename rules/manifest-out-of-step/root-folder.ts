import { readYaml, type YamlFile } from '@unblock/codemods/yaml/index';
import { both, type Model, type Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';

const MANIFEST = 'render.yaml';

/**
 * A `rootDir` that names a folder which the repository does not have: the build stops before its first command.
 * https://render.com/docs/monorepo-support#setting-a-root-directory
 */
export function rootFolderEntries(service: Service, model: Model): Entry[] {
  const text = model.paths.has(MANIFEST) ? model.read(MANIFEST) : null;
  if (!text?.includes('rootDir')) return [];
  const platforms = model.contracts.filter(({ startSources }) => startSources.value[0] === MANIFEST);
  // What a submodule brings is not seen.
  if (platforms.length === 0 || model.paths.has('.gitmodules')) return [];
  const own = service.deployables.filter(({ path }) => path === MANIFEST);
  if (own.length === 0) return [];
  const file = readYaml(text);
  return own.flatMap(({ name }): Entry[] => {
    const place = placeOf(file, name);
    const root = place === null ? null : file.scalarAt([...place, 'rootDir']);
    if (!place || !root || typeof root.value !== 'string' || root.start < 0) return [];
    const folder = root.value.replace(/^(\.?\/)+|\/+$/g, '');
    const isPlain = /^[\w./-]+$/.test(folder) && !folder.split('/').includes('..') && folder !== '.';
    if (!isPlain || isFolder(folder, model)) return [];
    const repository = file.scalarAt([...place, 'repo'])?.value;
    if (typeof repository === 'string' && !isOwn(repository, model)) return [];
    const todo = both(
      `Take \`rootDir\` out if the service's files stand at the top of the repository; else name their folder.`,
      `Retirer \`rootDir\` si les fichiers du service sont à la racine du dépôt ; sinon, nommer leur dossier.`,
    );
    return [
      {
        finding: {
          rule: 'manifest-out-of-step',
          severity: 'critical',
          service: service.root,
          span: { path: MANIFEST, start: root.start, end: root.end },
          title: both(
            `The build stops: there is no folder ${folder}`,
            `Le build s'arrête : il n'y a pas de dossier ${folder}`,
          ),
          message: {
            what: both(
              `\`rootDir\` of \`${name}\` is \`${folder}\`, and the repository has no such folder.`,
              `\`rootDir\` de \`${name}\` vaut \`${folder}\`, et le dépôt n'a pas ce dossier.`,
            ),
            why: both(
              'Render changes into that folder before the first command: "Service Root Directory … is missing", and the build stops.',
              "Render entre dans ce dossier avant la première commande : « Service Root Directory … is missing », et le build s'arrête.",
            ),
            todo,
          },
          fix: 'manual',
          key: `rootDir ${name}`,
          platforms: platforms.map(({ id }) => id),
          steps: [todo],
        },
        fix: () => ({ skip: todo }),
      },
    ];
  });
}

/** Where the service with a name stands among the services at the top of the file. */
function placeOf(file: YamlFile, name: string): (string | number)[] | null {
  const { length } = file.sequenceAt(['services']) ?? { length: 0 };
  for (let index = 0; index < length; index += 1)
    if (file.scalarAt(['services', index, 'name'])?.value === name) return ['services', index];
  return null;
}

function isFolder(folder: string, model: Model): boolean {
  if (model.isLeftOut(`${folder}/`) || model.isLeftOut(folder)) return true;
  return [...model.paths].some((path) => path.toLowerCase().startsWith(`${folder.toLowerCase()}/`));
}

/** A service may be built from another repository than the one its Blueprint stands in. */
function isOwn(address: string, model: Model): boolean {
  const name =
    address
      .replace(/(\.git)?\/?$/, '')
      .split('/')
      .at(-1) ?? '';
  return name !== '' && new RegExp(`(^|[^\\w-])${name.replace(/[^\w-]/g, '.')}$`, 'i').test(model.name);
}

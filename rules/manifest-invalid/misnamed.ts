import { type Bilingual, both, type Model, type Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { checkBlueprint, contracts } from '@unblock/platforms';

const MANIFEST = 'render.yaml';
/** Names at the top of a repository that are nearly the one that is looked for. */
const NEARLY = /^\.?render\.ya?ml(\.txt)?$/i;
/** A list of services with a type that only a Blueprint gives them. */
const BLUEPRINT =
  /^services[ \t]*:[ \t]*(#.*)?$[\s\S]*^[ \t]*(- )?[ \t]*type[ \t]*:[ \t]*["']?(web|worker|pserv|cron)\b/m;

/** A Blueprint under a name that the platform does not look for. */
export function misnamedEntries(service: Service, model: Model): Entry[] {
  if (model.paths.has(MANIFEST)) return [];
  const readers = contracts.filter(({ startSources }) => startSources.value[0] === MANIFEST);
  const isAsked = readers.some(({ id }) => model.contracts.some((contract) => contract.id === id));
  const isHosted = model.contracts.some(({ publicHost }) => publicHost.value.suffixes.length > 0);
  if (!isAsked && isHosted) return [];
  const path = [...model.paths].find((name) => NEARLY.test(name));
  const text = path === undefined ? null : model.read(path);
  if (path === undefined || text === null || !BLUEPRINT.test(text)) return [];
  if (checkBlueprint(text).some(({ refusal }) => refusal === 'syntax' || refusal === 'shape')) return [];
  const start = text.search(/^services/m);
  const todo = both(
    `\`git mv ${path} ${MANIFEST}\`; or give this name as the Blueprint Path in the dashboard.`,
    `\`git mv ${path} ${MANIFEST}\` ; ou donner ce nom comme « Blueprint Path » dans le tableau de bord.`,
  );
  const title: Bilingual = both(
    `Render reads ${MANIFEST}: ${path} is read by nothing`,
    `Render lit ${MANIFEST} : ${path} n'est lu par rien`,
  );
  return [
    {
      finding: {
        rule: 'manifest-invalid',
        severity: 'important',
        service: service.root,
        span: { path, start, end: start + 'services'.length },
        title,
        message: {
          what: both(
            `\`${path}\` holds a Blueprint, and there is no \`${MANIFEST}\`.`,
            `\`${path}\` contient un Blueprint, et il n'y a pas de \`${MANIFEST}\`.`,
          ),
          why: both(
            `Render looks for \`${MANIFEST}\` at the top of the repository. Unless somebody typed another path in the dashboard, none of these services, variables and databases is made from this file.`,
            `Render cherche \`${MANIFEST}\` à la racine du dépôt. Sauf si quelqu'un a saisi un autre chemin dans le tableau de bord, aucun de ces services, variables et bases n'est créé d'après ce fichier.`,
          ),
          todo,
        },
        fix: 'manual',
        key: 'name of the manifest',
        platforms: readers.map(({ id }) => id),
        steps: [todo],
      },
      fix: () => ({ skip: todo }),
    },
  ];
}

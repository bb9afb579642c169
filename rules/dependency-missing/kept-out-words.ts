import { type Bilingual, both, type Finding, onPlatforms, placesOf, type Skip } from '@unblock/engine';
import type { KeptOut } from '@unblock/engine/python/kept-out';
import type { Contract } from '@unblock/platforms';

/** What the texts talk about. */
export interface Evidence extends KeptOut {
  contracts: readonly Contract[];
  /** A file that a person keeps in the dashboard lies where it is looked for. */
  canBeGiven: boolean;
}

export function title({ file, by }: Evidence): Bilingual {
  return by === 'file'
    ? both(
        `The start reads ${file}, which .gitignore keeps out of the repository`,
        `Le démarrage lit ${file}, que .gitignore tient hors du dépôt`,
      )
    : both(
        `The start imports ${file}, which .gitignore keeps out of the repository`,
        `Le démarrage importe ${file}, que .gitignore tient hors du dépôt`,
      );
}

export function message(evidence: Evidence): Finding['message'] {
  const { module, file, gitignore, span, by, contracts, canBeGiven } = evidence;
  const taken = list(evidence);
  const unless = canBeGiven
    ? both(
        ', unless somebody has put the file there in the dashboard',
        ", sauf si quelqu'un y a mis le fichier dans le tableau de bord",
      )
    : both('', '');
  const failure = {
    import: `ModuleNotFoundError: No module named '${module.replace(/^\.+/, '')}'`,
    call: 'ImportError',
    file: 'FileNotFoundError',
  }[by];
  return {
    what: both(
      `\`${span.path}\` loads \`${module}\`${taken.en} whenever it starts, and \`${gitignore}\` keeps \`${file}\` out of Git.`,
      `\`${span.path}\` charge \`${module}\`${taken.fr} à chaque démarrage, et \`${gitignore}\` tient \`${file}\` hors de Git.`,
    ),
    why: onPlatforms(
      contracts,
      `a deploy takes what Git holds: the file is on a laptop only, and every start ends with \`${failure}\`${unless.en}.`,
      `un déploiement prend ce que Git contient : le fichier n'est que sur le poste du développeur, et chaque démarrage s'arrête sur \`${failure}\`${unless.fr}.`,
    ),
    todo: both(
      'Read what it holds from the environment, or commit it without its secrets.',
      "Lire dans l'environnement ce qu'il contient, ou l'enregistrer dans Git sans ses secrets.",
    ),
  };
}

export function steps({ file, names, gitignore, contracts, canBeGiven }: Evidence): Bilingual[] {
  const places = placesOf(contracts);
  const [first = 'NAME'] = names.filter((name) => /^[A-Z][A-Z\d_]*$/.test(name));
  const given = canBeGiven
    ? both(
        ` Or keep the file as a secret file in the dashboard, under the name \`${file.split('/').pop() ?? file}\`.`,
        ` Ou garder le fichier comme fichier secret dans le tableau de bord, sous le nom \`${file.split('/').pop() ?? file}\`.`,
      )
    : both('', '');
  return [
    both(
      `Where \`${file}\` holds secrets: read each from the environment, \`os.environ["${first}"]\`, and set it ${places.en}.${given.en}`,
      `Si \`${file}\` contient des secrets : lire chacun dans l'environnement, \`os.environ["${first}"]\`, et le définir ${places.fr}.${given.fr}`,
    ),
    both(
      `What is left of \`${file}\` without secrets: take its line out of \`${gitignore}\` and commit it.`,
      `Ce qui reste de \`${file}\` sans secrets : retirer sa ligne de \`${gitignore}\` et l'enregistrer dans Git.`,
    ),
  ];
}

function list({ names }: Evidence): Bilingual {
  if (names.length === 0) return both('', '');
  const shown = names
    .slice(0, 4)
    .map((name) => `\`${name}\``)
    .join(', ');
  const more = names.length > 4 ? ', …' : '';
  return both(` (${shown}${more})`, ` (${shown}${more})`);
}

/** What the file holds, only its author knows. */
export const BY_HAND: Skip = {
  skip: both(
    'what the file holds is not in the repository: only its author can say which of it is secret',
    "ce que le fichier contient n'est pas dans le dépôt : seul son auteur peut dire ce qui en est secret",
  ),
};

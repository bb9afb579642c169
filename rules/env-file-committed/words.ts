import { type Bilingual, both, type Finding, placesOf } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'A file of variables with secrets that look real is in git.',
  'Un fichier de variables contenant des secrets qui semblent réels est dans git.',
);

/** What the texts of this rule talk about: names of variables, never their values. */
export interface Evidence {
  path: string;
  names: string[];
  contracts: readonly Contract[];
  /** A manifest stays in git; a file of variables leaves it. */
  isManifest: boolean;
}

export function title({ path }: Evidence): Bilingual {
  return both(`Secrets in \`${path}\` are in git`, `Des secrets de \`${path}\` sont dans git`);
}

export function message(evidence: Evidence): Finding['message'] {
  const { path, isManifest } = evidence;
  const names = list(evidence);
  return {
    what: both(
      `Git has \`${path}\`, and the values of ${names} look real.`,
      `Git contient \`${path}\`, et les valeurs de ${names} semblent réelles.`,
    ),
    why: both(
      'Whoever has a copy of the repository has them: everyone it was ever shared with, every image and every build made of it. Deleting the file leaves them in the history.',
      "Qui a une copie du dépôt les a : tous ceux avec qui il a été partagé, chaque image et chaque build qui en est fait. Supprimer le fichier les laisse dans l'historique.",
    ),
    todo: isManifest
      ? both(
          `Make new values, give them to the platform, and take these out of \`${path}\`.`,
          `Créer de nouvelles valeurs, les donner à la plateforme, et retirer celles-ci de \`${path}\`.`,
        )
      : both(
          `Make new values, give them to the platform, and take \`${path}\` out of git.`,
          `Créer de nouvelles valeurs, les donner à la plateforme, et retirer \`${path}\` de git.`,
        ),
  };
}

/** New values come first: nothing else makes the old ones worthless. */
export function steps(evidence: Evidence): Bilingual[] {
  const { path, contracts, isManifest } = evidence;
  const names = list(evidence);
  const places = placesOf(contracts);
  return [
    both(
      `Make new values of ${names} where they were given out, and revoke the old ones there.`,
      `Créer de nouvelles valeurs de ${names} là où elles ont été émises, et y révoquer les anciennes.`,
    ),
    both(
      `Set the new values as variables ${places.en}.`,
      `Définir les nouvelles valeurs comme variables ${places.fr}.`,
    ),
    isManifest
      ? both(
          `Take the values out of \`${path}\`: \`sync: false\` stands for one in a Blueprint, a Dockerfile and a vercel.json need none.`,
          `Retirer les valeurs de \`${path}\` : \`sync: false\` en tient lieu dans un Blueprint, un Dockerfile et un vercel.json n'en ont pas besoin.`,
        )
      : both(
          `Run \`git rm --cached ${path}\`, add \`${path}\` to \`.gitignore\`, and keep the names without values in a \`.env.example\`.`,
          `Exécuter \`git rm --cached ${path}\`, ajouter \`${path}\` à \`.gitignore\`, et garder les noms sans valeurs dans un \`.env.example\`.`,
        ),
  ];
}

function list({ names }: Evidence): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, 4).map((name) => `\`${name}\``);
  const more = unique.length - shown.length;
  return more > 0 ? `${shown.join(', ')} (+${more})` : shown.join(', ');
}

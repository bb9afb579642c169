import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'The code needs a variable at start that the manifest, which lists the variables of the service, leaves out.',
  "Le code exige au démarrage une variable que le manifeste, qui liste les variables du service, n'indique pas.",
);

export const NO_PLACE: Skip = {
  skip: both(
    'the list of variables in the manifest has no place where a new one can be written safely',
    "la liste de variables du manifeste n'a aucun endroit où en écrire une nouvelle sans risque",
  ),
};

/** Title of the patch. */
export const PATCH = (name: string): Bilingual => both(`Declare ${name}`, `Déclarer ${name}`);

/** What the texts of this rule talk about. */
export interface Evidence {
  name: string;
  /** The file that asks for it. */
  path: string;
  /** The settings class with the field; null for a plain read. */
  className: string | null;
  manifest: string;
  /** Name of the process in the manifest. */
  process: string;
  /** How the patch declares it. */
  remedy: 'asked' | 'generated' | 'wired';
  contract: Contract;
}

export function title({ name, manifest }: Evidence): Bilingual {
  return both(
    `${manifest} does not declare ${name}, which the start needs`,
    `${manifest} ne déclare pas ${name}, nécessaire au démarrage`,
  );
}

export function message(evidence: Evidence): Finding['message'] {
  return { what: stands(evidence), why: effect(evidence), todo: remedy(evidence) };
}

function stands({ name, path, className, manifest, process }: Evidence): Bilingual {
  const asked = className
    ? both(
        `\`${className}\` in \`${path}\` has a field for \`${name}\` without a default`,
        `\`${className}\` dans \`${path}\` a un champ pour \`${name}\` sans valeur par défaut`,
      )
    : both(
        `\`${path}\` cannot be loaded without \`${name}\``,
        `\`${path}\` ne peut pas être chargé sans \`${name}\``,
      );
  return both(
    `${asked.en}; \`${manifest}\` lists the variables of \`${process}\` without it.`,
    `${asked.fr} ; \`${manifest}\` liste les variables de \`${process}\` sans elle.`,
  );
}

function effect({ name, className, manifest, contract }: Evidence): Bilingual {
  const error = className
    ? both('pydantic reports "Field required"', 'pydantic signale « Field required »')
    : both('the missing variable raises an error', 'la variable absente lève une erreur');
  return both(
    `On ${contract.title.en}, a service made from \`${manifest}\` has no \`${name}\`: ${error.en} while the application loads, and the process ends at once. Only a value typed in by hand outside the file hides that.`,
    `Sur ${contract.title.fr}, un service créé depuis \`${manifest}\` n'a pas de \`${name}\` : ${error.fr} pendant le chargement de l'application, et le processus s'arrête aussitôt. Seule une valeur saisie à la main hors du fichier le masque.`,
  );
}

function remedy({ name, manifest, remedy: kind }: Evidence): Bilingual {
  const texts = {
    asked: both(
      `Declare \`${name}\` in \`${manifest}\` as a value that is asked for.`,
      `Déclarer \`${name}\` dans \`${manifest}\` comme une valeur à demander.`,
    ),
    generated: both(
      `Declare \`${name}\` in \`${manifest}\` as a value that the platform generates.`,
      `Déclarer \`${name}\` dans \`${manifest}\` comme une valeur que la plateforme génère.`,
    ),
    wired: both(
      `Wire \`${name}\` in \`${manifest}\` to the database that the file declares.`,
      `Relier \`${name}\` dans \`${manifest}\` à la base que le fichier déclare.`,
    ),
  };
  return texts[kind];
}

export function paragraph(evidence: Evidence): Paragraph {
  const { name, manifest, process, remedy: kind } = evidence;
  const lines = { asked: 'sync: false', generated: 'generateValue: true', wired: 'fromDatabase' };
  return {
    now: stands(evidence),
    effect: effect(evidence),
    change: both(
      `The patch adds \`${name}\` with \`${lines[kind]}\` to the variables of \`${process}\`.`,
      `Le patch ajoute \`${name}\` avec \`${lines[kind]}\` aux variables de \`${process}\`.`,
    ),
    guarantee: both(
      `\`${manifest}\` then names \`${name}\`: a service made from it gets this variable, and no value stands in the repository.`,
      `\`${manifest}\` nomme alors \`${name}\` : un service créé depuis ce fichier reçoit cette variable, et aucune valeur n'est écrite dans le dépôt.`,
    ),
  };
}

/** A value that is asked for is asked once, when the services of the file are made. */
export function steps({ name, process, remedy: kind, contract }: Evidence): Bilingual[] {
  if (kind === 'asked')
    return [
      both(
        `Set ${name} for ${process} in the dashboard of ${contract.title.en}: a value with \`sync: false\` is asked for only when the Blueprint is first created.`,
        `Définir ${name} pour ${process} dans le tableau de bord de ${contract.title.fr} : une valeur avec \`sync: false\` n'est demandée qu'à la première création du Blueprint.`,
      ),
    ];
  return [
    both(
      `If ${name} was already set by hand for ${process}, compare it with the new declaration before the next sync.`,
      `Si ${name} a déjà été définie à la main pour ${process}, la comparer à la nouvelle déclaration avant la prochaine synchronisation.`,
    ),
  ];
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  "Django's SECRET_KEY stands in the settings that production uses.",
  'La SECRET_KEY de Django est écrite dans la configuration que la production utilise.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  "Read production's SECRET_KEY from the environment",
  "Lire la SECRET_KEY de la production dans l'environnement",
);

/** What the texts of this rule talk about; never the key. */
export interface SecretEvidence {
  /** A key that startproject made for development; a key of another making; the fallback of a variable. */
  cause: 'generated' | 'literal' | 'fallback';
  path: string;
  variable: string;
  contract: Contract;
  contracts: readonly Contract[];
  /** A manifest has the variable, or the patch gives it one. */
  isDeclared: boolean;
  /** Where a compose file of development needs the variable, behind a sentence; empty where none does. */
  inCompose: Bilingual;
}

export function title({ cause, variable }: SecretEvidence): Bilingual {
  return cause === 'fallback'
    ? both(
        `Without ${variable}, SECRET_KEY is one that the repository holds`,
        `Sans ${variable}, SECRET_KEY est celle du dépôt`,
      )
    : both('SECRET_KEY stands in the repository', 'SECRET_KEY est écrite dans le dépôt');
}

export function message(evidence: SecretEvidence): Finding['message'] {
  return { what: state(evidence), why: effect(evidence), todo: todo(evidence) };
}

/** The key has to be made, and one that was in use has to be given up. */
export function steps(evidence: SecretEvidence): { steps?: Bilingual[] } {
  const { cause, variable, contracts, isDeclared, inCompose } = evidence;
  const names = (language: 'en' | 'fr') => contracts.map(({ title }) => title[language]).join(', ');
  const make = 'python -c "from django.core.management.utils import get_random_secret_key as k; print(k())"';
  const set = both(
    `Set \`${variable}\` on ${names('en')} before the deploy; this prints a new key: \`${make}\`.`,
    `Définir \`${variable}\` sur ${names('fr')} avant le déploiement ; ceci affiche une nouvelle clé : \`${make}\`.`,
  );
  const rotate = both(
    "The old key stays in the repository's history: never use it again, on no platform. Sessions and password links that it signed end.",
    "L'ancienne clé reste dans l'historique du dépôt : ne plus jamais l'utiliser, sur aucune plateforme. Les sessions et liens de mot de passe qu'elle a signés prennent fin.",
  );
  const develop = both(
    `Set \`${variable}\` on the machine of whoever develops, too, to any text${inCompose.en}: \`manage.py\` does not start without it.`,
    `Définir \`${variable}\` aussi sur la machine de qui développe, avec un texte quelconque${inCompose.fr} : \`manage.py\` ne démarre pas sans elle.`,
  );
  const left = [...(isDeclared ? [] : [set]), ...(cause === 'literal' ? [rotate, develop] : [])];
  return left.length > 0 ? { steps: left } : {};
}

function state({ cause, path, variable }: SecretEvidence): Bilingual {
  switch (cause) {
    case 'generated':
      return both(
        `\`${path}\` holds the SECRET_KEY that \`startproject\` made for development, and production uses it.`,
        `\`${path}\` contient la SECRET_KEY que \`startproject\` a créée pour le développement, et la production l'utilise.`,
      );
    case 'literal':
      return both(
        `\`${path}\` holds the SECRET_KEY that production uses.`,
        `\`${path}\` contient la SECRET_KEY que la production utilise.`,
      );
    default:
      return both(
        `SECRET_KEY in \`${path}\` falls back on a text of the repository, and the manifest that declares variables leaves \`${variable}\` out.`,
        `SECRET_KEY dans \`${path}\` se rabat sur un texte du dépôt, et le manifeste qui déclare des variables omet \`${variable}\`.`,
      );
  }
}

function effect({ contract }: SecretEvidence): Bilingual {
  return both(
    `Whoever reads the repository can forge sessions and password links of the application on ${contract.title.en}.`,
    `Qui lit le dépôt peut forger des sessions et des liens de mot de passe de l'application sur ${contract.title.fr}.`,
  );
}

function todo({ variable, cause }: SecretEvidence): Bilingual {
  return cause === 'literal'
    ? both(
        `Read it from \`${variable}\`, and make a new one.`,
        `La lire dans \`${variable}\`, et en créer une nouvelle.`,
      )
    : both(
        `Require \`${variable}\` wherever DEBUG is off.`,
        `Exiger \`${variable}\` partout où DEBUG est désactivé.`,
      );
}

/** `manifests` and `images` are the other files that the patch touches. */
export function paragraph(
  evidence: SecretEvidence,
  manifests: readonly string[],
  images: readonly string[],
): Paragraph {
  const { cause, variable } = evidence;
  const more = [
    ...manifests.map((path) =>
      both(`\`${path}\` declares the variable.`, `\`${path}\` déclare la variable.`),
    ),
    ...images.map((path) =>
      both(
        `While the image is built, \`${path}\` gives \`manage.py\` a value that no layer keeps.`,
        `Pendant la construction de l'image, \`${path}\` donne à \`manage.py\` une valeur qu'aucune couche ne garde.`,
      ),
    ),
  ];
  const also = (language: 'en' | 'fr') => more.map((text) => ` ${text[language]}`).join('');
  return {
    now: state(evidence),
    effect: effect(evidence),
    change:
      cause === 'literal'
        ? both(
            `The patch takes the key out and reads \`${variable}\`.${also('en')}`,
            `Le patch retire la clé et lit \`${variable}\`.${also('fr')}`,
          )
        : both(
            `With DEBUG off, the patch reads \`${variable}\`; the key that is there serves development alone.${also('en')}`,
            `Sans DEBUG, le patch lit \`${variable}\` ; la clé présente ne sert plus qu'au développement.${also('fr')}`,
          ),
    guarantee: both(
      `Production does not start without \`${variable}\`: no key of the repository is used in silence.`,
      `La production ne démarre pas sans \`${variable}\` : aucune clé du dépôt n'est utilisée en silence.`,
    ),
  };
}

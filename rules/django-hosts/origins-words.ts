import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

/** Title of the patch. */
export const ORIGINS: Bilingual = both(
  'Write the trusted origins with their scheme',
  'Écrire les origines de confiance avec leur schéma',
);

/** What the texts about origins talk about. */
export interface OriginsEvidence {
  path: string;
  /** The first origin without a scheme, and as it has to be. */
  origin: string;
  written: string;
  /** A command of the deploy checks the settings first. */
  stops: boolean;
  contract: Contract;
}

export function originsTitle({ stops }: OriginsEvidence): Bilingual {
  return stops
    ? both(
        'A trusted origin without a scheme stops the deploy',
        'Une origine sans schéma arrête le déploiement',
      )
    : both('A trusted origin has no scheme', "Une origine de confiance n'a pas de schéma");
}

export function originsMessage(evidence: OriginsEvidence): Finding['message'] {
  const { origin, written } = evidence;
  return {
    what: state(evidence),
    why: effect(evidence),
    todo: both(`Write \`${written}\` for \`${origin}\`.`, `Écrire \`${written}\` au lieu de \`${origin}\`.`),
  };
}

function state({ path, origin }: OriginsEvidence): Bilingual {
  return both(
    `CSRF_TRUSTED_ORIGINS in \`${path}\` holds \`${origin}\`, without \`https://\`.`,
    `CSRF_TRUSTED_ORIGINS dans \`${path}\` contient \`${origin}\`, sans \`https://\`.`,
  );
}

function effect({ stops, contract }: OriginsEvidence): Bilingual {
  return stops
    ? both(
        `From Django 4.0 on this is the error 4_0.E001: on ${contract.title.en} the command of \`manage.py\` stops with SystemCheckError.`,
        `Depuis Django 4.0, c'est l'erreur 4_0.E001 : sur ${contract.title.fr}, la commande de \`manage.py\` s'arrête avec SystemCheckError.`,
      )
    : both(
        `From Django 4.0 on it matches no origin: on ${contract.title.en} forms that it is meant for answer 403, and \`manage.py\` stops with SystemCheckError.`,
        `Depuis Django 4.0, elle ne correspond à aucune origine : sur ${contract.title.fr}, les formulaires qu'elle vise répondent 403, et \`manage.py\` s'arrête avec SystemCheckError.`,
      );
}

export function originsParagraph(evidence: OriginsEvidence): Paragraph {
  return {
    now: state(evidence),
    effect: effect(evidence),
    change: both(
      `The patch writes the scheme in front of each: \`${evidence.written}\`.`,
      `Le patch écrit le schéma devant chacune : \`${evidence.written}\`.`,
    ),
    guarantee: both(
      'The check passes, and the origins that were meant are trusted; no other one is.',
      "La vérification passe, et les origines voulues sont de confiance ; aucune autre ne l'est.",
    ),
  };
}

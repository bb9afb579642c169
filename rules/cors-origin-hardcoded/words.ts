import { type Bilingual, both, type Finding, type Paragraph, placesOf, type Skip } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import { USUAL } from './origins.ts';

export const SUMMARY: Bilingual = both(
  'Only local sites may call the service from a browser, or every site may with credentials.',
  'Seuls des sites locaux peuvent appeler le service depuis un navigateur, ou tous le peuvent avec des identifiants.',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  cause: 'local' | 'any';
  library: string;
  origins: string[];
  path: string;
  /** The library answers `*` to a request with credentials, and browsers refuse that. */
  isRefused: boolean;
  contracts: readonly Contract[];
}

export function title({ cause }: Evidence): Bilingual {
  return cause === 'local'
    ? both(
        'Browsers may call the service from local sites only',
        'Les navigateurs ne peuvent appeler le service que depuis des sites locaux',
      )
    : both(
        'Every site may call the service, with credentials',
        'Tout site peut appeler le service, avec des identifiants',
      );
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      'Take the origins from `CORS_ORIGINS`, separated by commas.',
      'Prendre les origines dans `CORS_ORIGINS`, séparées par des virgules.',
    ),
  };
}

/** A list in the place of `*` lets in those it names only. */
export const UNKNOWN_SITES: Skip = {
  skip: both(
    'which sites call the service is not known: a list without them would refuse what works today',
    "les sites qui appellent le service ne sont pas connus : une liste sans eux refuserait ce qui marche aujourd'hui",
  ),
};

export function fixTitle(): Bilingual {
  return both('Take allowed origins from CORS_ORIGINS', 'Prendre les origines autorisées dans CORS_ORIGINS');
}

export function steps({ contracts }: Evidence): Bilingual[] {
  const places = placesOf(contracts);
  return [
    both(
      `Set \`CORS_ORIGINS\` ${places.en} to the origins of the front ends, with scheme and without a slash at the end: \`https://app.example.com\`, several separated by commas.`,
      `Définir \`CORS_ORIGINS\` ${places.fr} : les origines des interfaces, avec le schéma et sans barre finale, comme \`https://app.example.com\`, séparées par des virgules.`,
    ),
  ];
}

export function paragraph(evidence: Evidence): Paragraph {
  const { cause } = evidence;
  return {
    now: now(evidence),
    effect: effect(evidence),
    change:
      cause === 'local'
        ? both(
            'The patch adds the origins of `CORS_ORIGINS`, split at commas and trimmed. The local ones stay for development.',
            'Le patch ajoute les origines de `CORS_ORIGINS`, séparées aux virgules et sans espaces. Les origines locales restent pour le développement.',
          )
        : both(
            `The patch lets in the origins of \`CORS_ORIGINS\` alone, split at commas and trimmed; without the variable \`${USUAL}\`.`,
            `Le patch n'autorise que les origines de \`CORS_ORIGINS\`, séparées aux virgules et sans espaces ; sans la variable, \`${USUAL}\`.`,
          ),
    guarantee:
      cause === 'local'
        ? both(
            'A front end may call the service once its origin is in the variable, without another change of the code. Without the variable the same origins are let in as before.',
            "Une interface peut appeler le service dès que son origine est dans la variable, sans autre modification du code. Sans la variable, les mêmes origines sont autorisées qu'avant.",
          )
        : both(
            'Only sites that the variable names may call with credentials, and browsers take the answer.',
            'Seuls les sites que la variable nomme peuvent appeler avec des identifiants, et les navigateurs acceptent la réponse.',
          ),
  };
}

function now({ cause, path, library, origins }: Evidence): Bilingual {
  const shown = origins
    .slice(0, 3)
    .map((origin) => `\`${origin}\``)
    .join(', ');
  const more = origins.length > 3 ? ` (+${origins.length - 3})` : '';
  return cause === 'local'
    ? both(
        `\`${path}\` lets in ${shown}${more} by \`${library}\`, and no other origin.`,
        `\`${path}\` autorise ${shown}${more} par \`${library}\`, et aucune autre origine.`,
      )
    : both(
        `\`${path}\` lets in \`*\` with credentials, by \`${library}\`.`,
        `\`${path}\` autorise \`*\` avec des identifiants, par \`${library}\`.`,
      );
}

function effect({ cause, isRefused }: Evidence): Bilingual {
  if (cause === 'local')
    return both(
      'On a platform the front end has another origin: its browser sends the request and withholds the answer, with a CORS error in its console. The service itself reports nothing.',
      "Sur une plateforme, l'interface a une autre origine : son navigateur envoie la requête et retient la réponse, avec une erreur CORS dans sa console. Le service lui-même ne signale rien.",
    );
  return isRefused
    ? both(
        'The library answers `*`, which browsers refuse for requests that carry cookies or a login: each of them fails with a CORS error.',
        'La bibliothèque répond `*`, que les navigateurs refusent pour les requêtes qui portent des cookies ou une authentification : chacune échoue avec une erreur CORS.',
      )
    : both(
        'The library answers with the origin of whoever asks: the service uses cookies, and any site that a visitor opens can act in the name of that visitor.',
        "La bibliothèque répond avec l'origine de qui demande : le service utilise des cookies, et tout site qu'un visiteur ouvre peut agir en son nom.",
      );
}

import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { HealthCheck } from '@unblock/engine/services/health-check';

export const SUMMARY: Bilingual = both(
  'The health path stands behind a login, a redirect to https, or a list of hosts without the one that checks it.',
  "Le chemin de santé se trouve derrière une connexion, une redirection vers https, ou une liste d'hôtes sans celui qui le contrôle.",
);

export const NO_PLACE: Skip = {
  skip: both(
    'neither the manifest nor the code has a sure place for it',
    "ni le manifeste ni le code n'offrent de place sûre pour cela",
  ),
};

/** What the texts of this rule talk about. */
export interface Refusal {
  /** The health path of the manifest. */
  asked: string;
  manifest: string;
  /** What refuses, as it is written: `@login_required`. */
  name: string;
  file: string;
  status: number;
  cause: 'login' | 'https' | 'host';
  /** What the cure names: another path, a pattern of paths, a host; null where a person has to see to it. */
  path: string | null;
  /** The route of the other path is added. */
  isNew: boolean;
  /** The decorator that the guard lets through: the route gets it. */
  opened?: string;
  /** A route of the same path is added above the guard. */
  isAbove?: true;
  contract: HealthCheck['contract'];
}

interface Texts {
  title: Bilingual;
  message: Finding['message'];
  patch: Bilingual;
  paragraph: Paragraph;
}

export function textsOf(refusal: Refusal): Texts {
  const { asked, manifest, name, file, status, contract } = refusal;
  const { title, health, healthCheck } = contract;
  const { failing } = health.value;
  const wanted = healthCheck.value === '200' ? both('200', '200') : both('2xx or 3xx', '2xx ou 3xx');
  const now = both(
    `\`${manifest}\` has \`${asked}\` checked, and \`${name}\` in \`${file}\` answers the check with ${status}.`,
    `\`${manifest}\` fait contrôler \`${asked}\`, et \`${name}\` dans \`${file}\` répond ${status} au contrôle.`,
  );
  const why = both(
    `${title.en} ${asksOf(refusal).en}, and needs the status ${wanted.en}. ${failing.en}`,
    `${title.fr} ${asksOf(refusal).fr}, et attend le statut ${wanted.fr}. ${failing.fr}`,
  );
  const { todo, patch, change, guarantee } = remedyOf(refusal);
  return {
    title: both(`The health path ${asked} answers ${status}`, `Le chemin de santé ${asked} répond ${status}`),
    message: { what: now, why, todo },
    patch,
    paragraph: { now, effect: why, change, guarantee },
  };
}

function asksOf({ cause, contract }: Refusal): Bilingual {
  const host = contract.publicHost.value.healthCheck?.host ?? '';
  if (cause === 'login') return both('asks without credentials', 'interroge sans identifiants');
  if (cause === 'host') return both(`asks with the Host \`${host}\``, `interroge avec l'hôte \`${host}\``);
  return both(
    'asks over http, past its own proxy, and follows no redirect',
    'interroge en http, sans passer par son proxy, et ne suit aucune redirection',
  );
}

interface Remedy {
  todo: Bilingual;
  patch: Bilingual;
  change: Bilingual;
  guarantee: Bilingual;
}

function remedyOf(refusal: Refusal): Remedy {
  if (refusal.cause === 'host') return hostRemedy(refusal);
  if (refusal.cause === 'https') return httpsRemedy(refusal);
  const { asked, path, isNew, file } = refusal;
  if (refusal.opened !== undefined || refusal.isAbove) return nodeRemedy(refusal);
  return {
    todo:
      path === null
        ? both(
            `Name a path that answers without a login, or take \`${asked}\` out of it.`,
            `Nommer un chemin qui répond sans connexion, ou en exempter \`${asked}\`.`,
          )
        : both(`Name \`${path}\` as the health path.`, `Nommer \`${path}\` comme chemin de santé.`),
    patch: both(`Check ${path ?? asked}`, `Contrôler ${path ?? asked}`),
    change: isNew
      ? both(
          `The patch adds a route \`${path}\` that answers 200 without any work, and names it as the health path.`,
          `Le patch ajoute une route \`${path}\` qui répond 200 sans aucun travail, et la nomme comme chemin de santé.`,
        )
      : both(
          `The patch names \`${path}\`, which answers without a login, as the health path.`,
          `Le patch nomme \`${path}\`, qui répond sans connexion, comme chemin de santé.`,
        ),
    guarantee: both(
      `The check is answered without credentials, and what \`${file}\` protects stays protected.`,
      `Le contrôle obtient une réponse sans identifiants, et ce que \`${file}\` protège reste protégé.`,
    ),
  };
}

/** Nest: the route is made public. Express: one that answers stands above the guard. */
function nodeRemedy({ asked, opened, file }: Refusal): Remedy {
  const guarantee = both(
    `The check is answered without credentials, and what \`${file}\` protects stays protected.`,
    `Le contrôle obtient une réponse sans identifiants, et ce que \`${file}\` protège reste protégé.`,
  );
  const patch = both(`Answer ${asked} without a login`, `Répondre à ${asked} sans connexion`);
  return opened !== undefined
    ? {
        todo: both(
          `Put \`${opened}\`, which the guard lets through, on the route of \`${asked}\`.`,
          `Mettre \`${opened}\`, que la garde laisse passer, sur la route de \`${asked}\`.`,
        ),
        patch,
        change: both(
          `The patch puts the project's own \`${opened}\` on the route of \`${asked}\`.`,
          `Le patch met le \`${opened}\` du projet lui-même sur la route de \`${asked}\`.`,
        ),
        guarantee,
      }
    : {
        todo: both(
          `Register \`${asked}\` above what asks for the login.`,
          `Déclarer \`${asked}\` au-dessus de ce qui demande la connexion.`,
        ),
        patch,
        change: both(
          `The patch registers a route \`${asked}\` above it, which answers 200 without any work; the route that stands below is no longer reached.`,
          `Le patch déclare au-dessus une route \`${asked}\` qui répond 200 sans aucun travail ; la route qui se trouve en dessous n'est plus atteinte.`,
        ),
        guarantee,
      };
}

function hostRemedy({ path }: Refusal): Remedy {
  return {
    todo: both(`Add \`${path}\` to the allowed hosts.`, `Ajouter \`${path}\` aux hôtes autorisés.`),
    patch: both(`Let the health check of ${path} pass`, `Laisser passer le contrôle de santé de ${path}`),
    change: both(
      `The patch adds \`${path}\`, the host that the check asks for, to the allowed hosts.`,
      `Le patch ajoute \`${path}\`, l'hôte que le contrôle demande, aux hôtes autorisés.`,
    ),
    guarantee: both(
      'The check reaches the application; every other host is let in or refused as before.',
      "Le contrôle atteint l'application ; tout autre hôte est admis ou refusé comme avant.",
    ),
  };
}

function httpsRemedy({ asked, path }: Refusal): Remedy {
  return {
    todo:
      path === null
        ? both(
            `Send \`X-Forwarded-Proto: https\` with the check, under \`headers\` of its table, or take \`${asked}\` out of the redirect.`,
            `Envoyer \`X-Forwarded-Proto: https\` avec le contrôle, sous \`headers\` dans sa table, ou exempter \`${asked}\` de la redirection.`,
          )
        : both(
            `Take \`${asked}\` out of the redirect by \`SECURE_REDIRECT_EXEMPT\`.`,
            `Exempter \`${asked}\` de la redirection par \`SECURE_REDIRECT_EXEMPT\`.`,
          ),
    patch: both(`Answer ${asked} over http`, `Répondre à ${asked} en http`),
    change: both(
      `The patch takes the path out of the redirect: \`SECURE_REDIRECT_EXEMPT\` names \`${path}\`.`,
      `Le patch exempte le chemin de la redirection : \`SECURE_REDIRECT_EXEMPT\` nomme \`${path}\`.`,
    ),
    guarantee: both(
      'The health path answers over http by itself; every other path is sent to https as before.',
      'Le chemin de santé répond de lui-même en http ; tout autre chemin est envoyé vers https comme avant.',
    ),
  };
}

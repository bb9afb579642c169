import { type Bilingual, both, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'The server listens on loopback or on one fixed address, so the platform cannot reach it.',
  "Le serveur écoute sur l'interface locale ou sur une adresse fixe : la plateforme ne peut pas le joindre.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both('Listen on 0.0.0.0', 'Écouter sur 0.0.0.0');

/** What the texts of this rule talk about. */
export interface HostEvidence {
  /** What makes it listen: `uvicorn.run`, `app.listen`, the command. */
  server: string;
  /** The address: `127.0.0.1`. */
  host: string;
  /** Written there, or the program's default. */
  given: boolean;
  path: string;
  contract: Contract;
  /** It stands in the entry of whoever works on the code, which is right to listen there. */
  isForDevelopment?: boolean;
}

export function title({ host, given }: HostEvidence): Bilingual {
  return given
    ? both(`The server listens on ${host} only`, `Le serveur n'écoute que sur ${host}`)
    : both(
        `The server listens on ${host} only, its default`,
        `Le serveur n'écoute que sur ${host}, sa valeur par défaut`,
      );
}

export function message(evidence: HostEvidence): Finding['message'] {
  const { server, host, given, contract } = evidence;
  return {
    what: given
      ? both(
          `\`${server}\` is told to listen on \`${host}\`.`,
          `\`${server}\` reçoit l'ordre d'écouter sur \`${host}\`.`,
        )
      : both(
          `\`${server}\` is given no host and then listens on \`${host}\`.`,
          `\`${server}\` ne reçoit aucun hôte et écoute alors sur \`${host}\`.`,
        ),
    why: evidence.isForDevelopment
      ? entryOfDevelopment(evidence)
      : both(
          `On ${contract.title.en}, requests come from outside the process. ${contract.unreachable.value.en}`,
          `Sur ${contract.title.fr}, les requêtes arrivent de l'extérieur du processus. ${contract.unreachable.value.fr}`,
        ),
    todo: both('Listen on `0.0.0.0`.', 'Écouter sur `0.0.0.0`.'),
  };
}

function entryOfDevelopment({ path, contract }: HostEvidence): Bilingual {
  return both(
    `The main block asks for reloading, so it is made for development, where that address is right; no start command runs \`${path}\`. A deploy on ${contract.title.en} that is started by it cannot be reached.`,
    `Le bloc principal demande le rechargement : il est fait pour le développement, où cette adresse convient ; aucune commande de démarrage n'exécute \`${path}\`. Un déploiement sur ${contract.title.fr} démarré par lui est injoignable.`,
  );
}

type Finding = { message: { what: Bilingual; why: Bilingual; todo: Bilingual } };

export function paragraph(evidence: HostEvidence): Paragraph {
  const { server, host, given, path, contract } = evidence;
  return {
    now: given
      ? both(
          `\`${path}\` starts the server with \`${server}\` on the fixed host \`${host}\`.`,
          `\`${path}\` démarre le serveur par \`${server}\` sur l'hôte fixe \`${host}\`.`,
        )
      : both(
          `\`${path}\` starts the server with \`${server}\` without a host, which means \`${host}\`.`,
          `\`${path}\` démarre le serveur par \`${server}\` sans hôte, ce qui signifie \`${host}\`.`,
        ),
    effect: evidence.isForDevelopment
      ? entryOfDevelopment(evidence)
      : both(
          `On ${contract.title.en}, requests come through a proxy outside the container, and nothing answers it there. ${contract.unreachable.value.en}`,
          `Sur ${contract.title.fr}, les requêtes arrivent par un proxy extérieur au conteneur, et rien ne lui répond. ${contract.unreachable.value.fr}`,
        ),
    change: both(
      'The patch makes it listen on `0.0.0.0`, all IPv4 interfaces.',
      'Le patch le fait écouter sur `0.0.0.0`, toutes les interfaces IPv4.',
    ),
    guarantee: both(
      'The server is reachable from the proxy whatever address the machine has; nothing else of the call changes.',
      "Le serveur est joignable par le proxy, quelle que soit l'adresse de la machine ; rien d'autre dans l'appel ne change.",
    ),
  };
}

/** The address is the fallback of an environment read: right once the variable is declared. */
export function fallbackMessage(name: string, evidence: HostEvidence): Finding['message'] {
  return {
    what: both(
      `The host is read from \`${name}\` and falls back to \`${evidence.host}\`.`,
      `L'hôte vient de \`${name}\`, avec \`${evidence.host}\` à défaut.`,
    ),
    why: both(
      `No manifest declares \`${name}\`: on ${evidence.contract.title.en}, nothing can then reach the server.`,
      `Aucun manifeste ne déclare \`${name}\` : sur ${evidence.contract.title.fr}, rien ne peut alors joindre le serveur.`,
    ),
    todo: both(
      `Set \`${name}=0.0.0.0\` in the environment of the service.`,
      `Définir \`${name}=0.0.0.0\` dans l'environnement du service.`,
    ),
  };
}

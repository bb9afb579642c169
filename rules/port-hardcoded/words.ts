import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Weight } from './weigh.ts';

export const SUMMARY: Bilingual = both(
  'The server listens on a fixed port, while the platform chooses the port.',
  'Le serveur écoute sur un port fixe, alors que la plateforme choisit le port.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Listen on the port of the platform',
  'Écouter sur le port de la plateforme',
);

/** What the texts of this rule talk about. */
export interface PortEvidence {
  /** What makes it listen: `uvicorn.run`, `app.listen`, the command. */
  server: string;
  port: string;
  /** Written there, or the program's default. */
  given: boolean;
  path: string;
  /** What the patch writes: `Number(process.env.PORT ?? 3000)`. */
  replacement: string;
  weight: Weight;
  /** It stands in the entry of whoever works on the code. */
  isForDevelopment?: boolean;
}

type Message = Finding['message'];

export function title({ port, given }: PortEvidence): Bilingual {
  return given
    ? both(
        `The server listens on port ${port}, whatever PORT says`,
        `Le serveur écoute sur le port ${port}, quoi que dise PORT`,
      )
    : both(
        `The server listens on port ${port}, its default, whatever PORT says`,
        `Le serveur écoute sur le port ${port}, sa valeur par défaut, quoi que dise PORT`,
      );
}

export function message(evidence: PortEvidence): Message {
  const { server, port, given, replacement } = evidence;
  return {
    what: given
      ? both(
          `\`${server}\` is given the literal port \`${port}\`.`,
          `\`${server}\` reçoit le port littéral \`${port}\`.`,
        )
      : both(
          `\`${server}\` is given no port and then listens on \`${port}\`.`,
          `\`${server}\` ne reçoit aucun port et écoute alors sur \`${port}\`.`,
        ),
    why: why(evidence),
    todo: both(`Read the port: \`${replacement}\`.`, `Lire le port : \`${replacement}\`.`),
  };
}

function why({ weight, path, isForDevelopment }: PortEvidence): Bilingual {
  const { title: name, port } = weight.contract;
  if (isForDevelopment)
    return both(
      `The main block asks for reloading, so it is made for development, and no start command runs \`${path}\`. A deploy on ${name.en} that is started by it does not listen on \`${port.value.variable}\`.`,
      `Le bloc principal demande le rechargement : il est fait pour le développement, et aucune commande de démarrage n'exécute \`${path}\`. Un déploiement sur ${name.fr} démarré par lui n'écoute pas sur \`${port.value.variable}\`.`,
    );
  const consequence = consequenceOf(weight);
  return both(
    `On ${name.en}, the port is given in \`${port.value.variable}\`, and requests are sent there. ${consequence.en}`,
    `Sur ${name.fr}, le port est donné par \`${port.value.variable}\`, et les requêtes y sont envoyées. ${consequence.fr}`,
  );
}

function effect(evidence: PortEvidence): Bilingual {
  const { weight, isForDevelopment } = evidence;
  const { title: name, port } = weight.contract;
  if (isForDevelopment) return why(evidence);
  const consequence = consequenceOf(weight);
  return both(
    `On ${name.en}, the port is chosen for the service and given in \`${port.value.variable}\`. ${consequence.en}`,
    `Sur ${name.fr}, le port est choisi pour le service et donné dans \`${port.value.variable}\`. ${consequence.fr}`,
  );
}

function consequenceOf({ contract, isSearched, isUsual }: Weight): Bilingual {
  const { variable, usual } = contract.port.value;
  if (isUsual)
    return both(
      `It is \`${usual}\` unless somebody sets another one: the server is found there now, and no longer once \`${variable}\` is changed.`,
      `C'est \`${usual}\` tant que personne n'en fixe un autre : le serveur y est trouvé aujourd'hui, et ne l'est plus dès que \`${variable}\` change.`,
    );
  return isSearched
    ? both(
        'Nothing answers on it: the platform then looks for another open port, which it usually finds, and whether the deploy succeeds depends on that search.',
        "Rien n'y répond : la plateforme cherche alors un autre port ouvert, qu'elle trouve d'ordinaire, et le déploiement dépend de cette recherche.",
      )
    : contract.unreachable.value;
}

function guarantee({ port }: PortEvidence): Bilingual {
  return both(
    `The server listens where the platform asks it to; without the variable it stays on \`${port}\`, so local starts do not change.`,
    `Le serveur écoute là où la plateforme l'interroge ; sans la variable, il reste sur \`${port}\`, et le démarrage local ne change pas.`,
  );
}

export function paragraph(evidence: PortEvidence): Paragraph {
  const { server, port, given, path, replacement } = evidence;
  return {
    now: given
      ? both(
          `\`${path}\` starts the server with \`${server}\` on the fixed port \`${port}\`.`,
          `\`${path}\` démarre le serveur par \`${server}\` sur le port fixe \`${port}\`.`,
        )
      : both(
          `\`${path}\` starts the server with \`${server}\` without a port, which means \`${port}\`.`,
          `\`${path}\` démarre le serveur par \`${server}\` sans port, ce qui signifie \`${port}\`.`,
        ),
    effect: effect(evidence),
    change: both(
      `The patch reads the port: \`${replacement}\`.`,
      `Le patch lit le port : \`${replacement}\`.`,
    ),
    guarantee: guarantee(evidence),
  };
}

export function overrideTitle({ port }: PortEvidence): Bilingual {
  return both(`The start command sets PORT to ${port}`, `La commande de démarrage fixe PORT à ${port}`);
}

export function overrideMessage(evidence: PortEvidence): Message {
  const { server, replacement } = evidence;
  return {
    what: both(
      `\`${server}\` in the start command replaces the platform's variable.`,
      `\`${server}\` dans la commande de démarrage remplace la variable de la plateforme.`,
    ),
    why: why(evidence),
    todo: both(
      `Keep the platform's value: \`${replacement}\`.`,
      `Garder la valeur de la plateforme : \`${replacement}\`.`,
    ),
  };
}

export function overrideParagraph(evidence: PortEvidence): Paragraph {
  const { server, path, replacement } = evidence;
  return {
    now: both(
      `The start command in \`${path}\` begins with \`${server}\`, so the server never sees the platform's value.`,
      `La commande de démarrage dans \`${path}\` commence par \`${server}\` : le serveur ne voit jamais la valeur de la plateforme.`,
    ),
    effect: effect(evidence),
    change: both(
      `The patch writes \`${replacement}\`: the platform's value where there is one.`,
      `Le patch écrit \`${replacement}\` : la valeur de la plateforme quand il y en a une.`,
    ),
    guarantee: guarantee(evidence),
  };
}

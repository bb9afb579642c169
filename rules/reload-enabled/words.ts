import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'What production runs watches its files and restarts when they change.',
  'Ce que la production exécute surveille ses fichiers et redémarre quand ils changent.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both('No reloading in production', 'Pas de rechargement en production');

/** What the texts of this rule talk about. */
export interface ReloadEvidence {
  /** What reloads: `uvicorn.run`, the command. */
  server: string;
  path: string;
  remedy: Remedy;
  contract: Contract;
  /** What makes it matter less: the entry of whoever works on the code, or a reloader inside each of gunicorn's workers. */
  kind?: 'entry' | 'thread';
}

/** What to do, as advice and as what a patch does. */
export interface Remedy {
  todo: Bilingual;
  change: Bilingual;
}

/** A flag or word that goes away. */
export function without(flag: string): Remedy {
  return {
    todo: both(`Start it without \`${flag}\`.`, `Le démarrer sans \`${flag}\`.`),
    change: both(
      `The patch takes \`${flag}\` out of the command.`,
      `Le patch retire \`${flag}\` de la commande.`,
    ),
  };
}

/** Another command in its place. */
export function instead(command: string): Remedy {
  return {
    todo: both(`Start it with \`${command}\`.`, `Le démarrer par \`${command}\`.`),
    change: both(`The patch starts it with \`${command}\`.`, `Le patch le démarre par \`${command}\`.`),
  };
}

/** Compiled first, then started. */
export function compiled(build: string, start: string): Remedy {
  const todo = both(
    `Compile it in the build step (\`${build}\`) and start what was compiled: \`${start}\`.`,
    `Le compiler à l'étape de build (\`${build}\`) et démarrer ce qui a été compilé : \`${start}\`.`,
  );
  return { todo, change: todo };
}

/** The literal read from the environment instead. */
export function readInstead(expression: string): Remedy {
  return {
    todo: both(
      `Read it from the environment, off by default: \`${expression}\`.`,
      `Le lire dans l'environnement, désactivé par défaut : \`${expression}\`.`,
    ),
    change: both(
      `The patch reads it from the environment, off by default: \`${expression}\`.`,
      `Le patch le lit dans l'environnement, désactivé par défaut : \`${expression}\`.`,
    ),
  };
}

export const TITLE: Bilingual = both(
  'Production watches its files and reloads',
  'La production surveille ses fichiers et se recharge',
);

export const ENTRY_TITLE: Bilingual = both(
  'The main block asks for reloading',
  'Le bloc principal demande le rechargement',
);

export function message(evidence: ReloadEvidence): Finding['message'] {
  const { server, remedy } = evidence;
  return {
    what: both(
      `\`${server}\` runs with automatic reloading.`,
      `\`${server}\` tourne avec le rechargement automatique.`,
    ),
    why: effectOf(evidence),
    todo: remedy.todo,
  };
}

function effectOf({ contract: { title: name }, path, kind }: ReloadEvidence): Bilingual {
  const idle = both(
    `On ${name.en}, files do not change once the service is deployed: watching them costs memory and start time for nothing`,
    `Sur ${name.fr}, les fichiers ne changent plus une fois le service déployé : les surveiller coûte de la mémoire et du temps pour rien`,
  );
  if (kind === 'entry')
    return both(
      `It is the main block of a file that no start command runs: made for development. Once \`${path}\` is what starts a deploy, it watches files that do not change, by a second process.`,
      `C'est le bloc principal d'un fichier qu'aucune commande de démarrage n'exécute : il est fait pour le développement. Dès que \`${path}\` démarre un déploiement, il surveille des fichiers qui ne changent pas, par un second processus.`,
    );
  return kind === 'thread'
    ? both(`${idle.en}, in a thread of each worker.`, `${idle.fr}, dans un fil d'exécution de chaque worker.`)
    : both(
        `${idle.en}, and stands between the server and the platform's signals.`,
        `${idle.fr}, et s'interpose entre le serveur et les signaux de la plateforme.`,
      );
}

export function paragraph(evidence: ReloadEvidence): Paragraph {
  const { server, path, remedy } = evidence;
  return {
    now: both(
      `\`${path}\` starts \`${server}\` with automatic reloading, a tool of development.`,
      `\`${path}\` démarre \`${server}\` avec le rechargement automatique, un outil de développement.`,
    ),
    effect: effectOf(evidence),
    change: remedy.change,
    guarantee: both(
      'The server starts once and stays; whoever develops turns reloading on for themselves.',
      'Le serveur démarre une fois et reste ; qui développe active le rechargement de son côté.',
    ),
  };
}

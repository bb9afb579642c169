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

export function message({ server, remedy, contract }: ReloadEvidence): Finding['message'] {
  return {
    what: both(
      `\`${server}\` runs with automatic reloading.`,
      `\`${server}\` tourne avec le rechargement automatique.`,
    ),
    why: both(
      `On ${contract.title.en}, files do not change once the service is deployed: watching them costs memory and start time for nothing, and stands between the server and the platform's signals.`,
      `Sur ${contract.title.fr}, les fichiers ne changent plus une fois le service déployé : les surveiller coûte de la mémoire et du temps pour rien, et s'interpose entre le serveur et les signaux de la plateforme.`,
    ),
    todo: remedy.todo,
  };
}

export function paragraph({ server, path, remedy, contract }: ReloadEvidence): Paragraph {
  return {
    now: both(
      `\`${path}\` starts \`${server}\` with automatic reloading, a tool of development.`,
      `\`${path}\` démarre \`${server}\` avec le rechargement automatique, un outil de développement.`,
    ),
    effect: both(
      `On ${contract.title.en}, files do not change once the service is deployed: watching them costs memory and start time for nothing, and stands between the server and the platform's signals.`,
      `Sur ${contract.title.fr}, les fichiers ne changent plus une fois le service déployé : les surveiller coûte de la mémoire et du temps pour rien, et s'interpose entre le serveur et les signaux de la plateforme.`,
    ),
    change: remedy.change,
    guarantee: both(
      'The server starts once and stays; whoever develops turns reloading on for themselves.',
      'Le serveur démarre une fois et reste ; qui développe active le rechargement de son côté.',
    ),
  };
}

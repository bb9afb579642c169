import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import { workerSteps } from '../declared-words.ts';

/** A program that takes jobs, and that nothing starts. */
export interface Separate {
  /** The file that the script starts, and the one that takes the jobs. */
  entry: string;
  path: string;
  script: string;
  queue: string;
  manifests: string[];
  places: { contract: Contract; free: boolean }[];
  /** What the patch has the manifest run; null where a person has to. */
  command: string | null;
}

export function title({ queue }: Separate): Bilingual {
  return both(
    `No process takes the jobs of \`${queue}\``,
    `Aucun processus ne prend les tâches de \`${queue}\``,
  );
}

function now({ entry, script, queue, manifests }: Separate): Bilingual {
  const [first] = manifests;
  return both(
    `The web process puts jobs into the queue \`${queue}\`. \`${entry}\` takes them, in a process of its own that the script \`${script}\` starts, and \`${first}\` starts the web process without it.`,
    `Le processus web met des tâches dans la file \`${queue}\`. \`${entry}\` les prend, dans un processus à part que le script \`${script}\` démarre, et \`${first}\` démarre le processus web sans lui.`,
  );
}

const EFFECT: Bilingual = both(
  'Nothing in the repository starts it on the platform: the jobs wait, the queue grows, and no error says so.',
  'Rien dans le dépôt ne le démarre sur la plateforme : les tâches attendent, la file grandit, et aucune erreur ne le dit.',
);

export function message(separate: Separate): Finding['message'] {
  return {
    what: now(separate),
    why: EFFECT,
    todo: both(
      `Start \`${separate.script}\` as a process of its own beside the web process.`,
      `Démarrer \`${separate.script}\` comme processus à part, à côté du processus web.`,
    ),
  };
}

/** What stays for a person. */
export function steps({ places, script, command }: Separate): Bilingual[] {
  const own = places.flatMap(({ contract, free }) => workerSteps(contract, free, places.length === 1));
  const start = both(
    `Add a process to the manifest, or a service in the dashboard, that runs the script \`${script}\` of package.json.`,
    `Ajouter au manifeste un processus, ou dans le tableau de bord un service, qui exécute le script \`${script}\` de package.json.`,
  );
  return command === null ? [start] : own;
}

export function paragraph(separate: Separate): Paragraph {
  const [path] = separate.manifests;
  return {
    now: now(separate),
    effect: EFFECT,
    change: both(
      `\`${path}\` gets one more process, which runs \`${separate.command}\`.`,
      `\`${path}\` reçoit un processus de plus, qui exécute \`${separate.command}\`.`,
    ),
    guarantee: both(
      `One process takes the jobs of \`${separate.queue}\`, and the web processes only put them in.`,
      `Un processus prend les tâches de \`${separate.queue}\`, et les processus web ne font que les y mettre.`,
    ),
  };
}

export const NO_COMMAND: Skip = {
  skip: both(
    'the manifest has no place for another process in this folder, or the script is no plain call of node: a person has to write the process',
    "le manifeste n'a pas de place pour un autre processus dans ce dossier, ou le script n'est pas un simple appel de node : à une personne d'écrire le processus",
  ),
};

import { both, type Finding, type Paragraph } from '@unblock/engine';

/** A process that runs several times, with beat inside. */
export interface BeatEvidence {
  path: string;
  name: string;
  count: number;
}

export const BEAT = {
  title: both('Every instance runs Celery beat', 'Chaque instance exécute Celery beat'),
  patch: both('One process for Celery beat', 'Un seul processus pour Celery beat'),
};

export function beatMessage(evidence: BeatEvidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      'Take `-B` off the worker and run one `celery beat`.',
      'Ôter `-B` du worker et exécuter un seul `celery beat`.',
    ),
  };
}

export function beatParagraph(evidence: BeatEvidence, command: string): Paragraph {
  return {
    now: now(evidence),
    effect: effect(evidence),
    change: both(
      `The patch takes \`-B\` off the worker and adds one process \`beat\` to \`${evidence.path}\` that runs \`${command}\`.`,
      `Le patch ôte \`-B\` du worker et ajoute à \`${evidence.path}\` un seul processus \`beat\` qui exécute \`${command}\`.`,
    ),
    guarantee: both(
      'Each scheduled task is sent once, however many instances the worker has.',
      "Chaque tâche planifiée est envoyée une seule fois, quel que soit le nombre d'instances du worker.",
    ),
  };
}

function now({ path, name, count }: BeatEvidence) {
  return both(
    `\`${path}\` runs ${count} instances of \`${name}\`, and its Celery worker carries beat along (\`-B\`).`,
    `\`${path}\` lance ${count} instances de \`${name}\`, et son worker Celery embarque beat (\`-B\`).`,
  );
}

function effect({ count }: BeatEvidence) {
  return both(
    `Each instance sends every scheduled task: what a task sends or charges, it sends or charges ${count} times.`,
    `Chaque instance envoie toutes les tâches planifiées : ce qu'une tâche envoie ou facture part ${count} fois.`,
  );
}

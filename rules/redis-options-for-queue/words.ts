import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';

export const SUMMARY: Bilingual = both(
  'The Redis of a queue gives up waiting, or drops jobs when its memory is full.',
  "Le Redis d'une file abandonne l'attente, ou perd des tâches quand sa mémoire est pleine.",
);

/** Titles of the patches. */
export const PATCHES = {
  connection: both("Let the queue's connection wait", 'Laisser la connexion de la file attendre'),
  store: both("Keep the queue's keys", 'Garder les clés de la file'),
} as const;

/** What the texts of this rule talk about. */
export type Evidence =
  | { kind: 'connection'; path: string; worker: { path: string; name: string } }
  | {
      kind: 'store';
      path: string;
      name: string;
      policy: string;
      isSaid: boolean;
      queue: string;
      docs: string;
    };

export function title(evidence: Evidence): Bilingual {
  return evidence.kind === 'connection'
    ? both(
        `BullMQ refuses this connection for its ${evidence.worker.name}`,
        `BullMQ refuse cette connexion pour son ${evidence.worker.name}`,
      )
    : both(
        `\`${evidence.name}\` drops jobs when its memory is full`,
        `\`${evidence.name}\` perd des tâches quand sa mémoire est pleine`,
      );
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo:
      evidence.kind === 'connection'
        ? both(
            'Make the connection with `maxRetriesPerRequest: null`.',
            'Créer la connexion avec `maxRetriesPerRequest: null`.',
          )
        : both('Set `maxmemoryPolicy: noeviction`.', 'Définir `maxmemoryPolicy: noeviction`.'),
  };
}

export function paragraph(evidence: Evidence): Paragraph {
  return {
    now: now(evidence),
    effect: effect(evidence),
    change:
      evidence.kind === 'connection'
        ? both(
            'The patch gives the connection `maxRetriesPerRequest: null`.',
            'Le patch donne à la connexion `maxRetriesPerRequest: null`.',
          )
        : both(
            `The patch gives \`${evidence.name}\` the policy \`noeviction\`.`,
            `Le patch donne à \`${evidence.name}\` la politique \`noeviction\`.`,
          ),
    guarantee:
      evidence.kind === 'connection'
        ? both(
            'The worker starts, and waits for Redis as long as it takes instead of giving up.',
            "Le worker démarre, et attend Redis le temps qu'il faut au lieu d'abandonner.",
          )
        : both(
            'No job vanishes: with a full memory, adding one fails with an error that is seen.',
            'Aucune tâche ne disparaît : la mémoire pleine, en ajouter une échoue avec une erreur visible.',
          ),
  };
}

function now(evidence: Evidence): Bilingual {
  if (evidence.kind === 'connection') {
    const { path, worker } = evidence;
    const where =
      worker.path === path ? both('', '') : both(` (\`${worker.path}\`)`, ` (\`${worker.path}\`)`);
    return both(
      `\`${path}\` makes a connection of ioredis without \`maxRetriesPerRequest: null\` and gives it to a ${worker.name} of BullMQ${where.en}.`,
      `\`${path}\` crée une connexion ioredis sans \`maxRetriesPerRequest: null\` et la donne à un ${worker.name} de BullMQ${where.fr}.`,
    );
  }
  const { path, name, policy, isSaid, queue } = evidence;
  return isSaid
    ? both(
        `\`${path}\` gives \`${name}\`, which ${queue} keeps its jobs in, the policy \`${policy}\`.`,
        `\`${path}\` donne à \`${name}\`, où ${queue} garde ses tâches, la politique \`${policy}\`.`,
      )
    : both(
        `\`${path}\` gives \`${name}\`, which ${queue} keeps its jobs in, no \`maxmemoryPolicy\`: it is \`${policy}\` then.`,
        `\`${path}\` ne donne à \`${name}\`, où ${queue} garde ses tâches, aucune \`maxmemoryPolicy\` : c'est alors \`${policy}\`.`,
      );
}

function effect(evidence: Evidence): Bilingual {
  return evidence.kind === 'connection'
    ? both(
        'BullMQ throws when the worker is made: "Your redis options maxRetriesPerRequest must be null." No job is taken, and where nothing catches the error, the process ends.',
        "BullMQ lève une erreur à la création du worker : « Your redis options maxRetriesPerRequest must be null. » Aucune tâche n'est prise, et là où rien n'attrape l'erreur, le processus s'arrête.",
      )
    : both(
        'When the memory is full, Redis drops the keys that were used least, whatever they hold: jobs that wait are gone, without an error.',
        "Quand la mémoire est pleine, Redis supprime les clés les moins utilisées, quoi qu'elles contiennent : des tâches en attente disparaissent, sans erreur.",
      );
}

import { type Bilingual, both } from '@unblock/engine';
import type { SharedMemory } from '../process-memory.ts';
import type { Evidence } from './words.ts';

/** What happens on the platform: how often the jobs run, and what is known of a job that is done twice. */
export function effect(evidence: Evidence): Bilingual {
  if (evidence.isLocked) return LOCKED;
  const memory = evidence.schedule?.memory ?? null;
  const parts = [
    runs(evidence),
    ...(memory?.isOnly ? [] : [harm(evidence)]),
    ...(memory ? [inMemory(memory.shared)] : []),
  ];
  return both(parts.map(({ en }) => en).join(''), parts.map(({ fr }) => fr).join(''));
}

const LOCKED: Bilingual = both(
  'Each job takes a lock, so the processes take turns. Its work still takes memory and time from the requests, and a deploy or restart of the web process ends it half-way: it belongs in the worker that the queue needs.',
  "Chaque tâche prend un verrou : les processus passent donc à tour de rôle. Son travail prend tout de même mémoire et temps aux requêtes, et un déploiement ou un redémarrage du processus web l'interrompt au milieu : sa place est dans le worker dont la file a besoin.",
);

/** Why another process cannot run the jobs. */
function inMemory({ name, path, user, userPath }: SharedMemory): Bilingual {
  return both(
    ` A job works on \`${name}\` of \`${path}\`, which ${user}() in \`${userPath}\` uses too. It is memory: each process has one of its own, and the jobs of a process know only what that process has in it.`,
    ` Une tâche travaille sur \`${name}\` de \`${path}\`, que ${user}() dans \`${userPath}\` utilise aussi. C'est de la mémoire : chaque processus a la sienne, et les tâches d'un processus ne connaissent que ce qu'il y a mis.`,
  );
}

/** How often the jobs run. */
function runs({ processes, alone, schedule }: Evidence): Bilingual {
  if (schedule?.changedIn && processes)
    return both(
      `\`${processes.source}\` gives ${processes.count} processes a scheduler each. Where jobs are stored in a database, each of them runs every job; where they are kept in memory, a request changes those of its own process alone.`,
      `\`${processes.source}\` donne un planificateur à ${processes.count} processus. Si les tâches sont en base, chacun les exécute toutes ; si elles sont en mémoire, une requête ne change que celles de son propre processus.`,
    );
  if (alone)
    return both(
      'As far as the repository tells, one process serves, and each job runs once. A second worker or instance, or a deploy that starts the new process before it stops the old one, runs every job again.',
      "D'après le dépôt, un seul processus sert et chaque tâche a lieu une fois. Un deuxième worker, une deuxième instance, ou un déploiement qui démarre le nouveau processus avant d'arrêter l'ancien exécute toutes les tâches une fois de plus.",
    );
  if (!processes)
    return both(
      'The process that serves requests is not alone for long: a deploy without downtime starts the new instance before it stops the old one, and scaling adds more. Each one runs every job.',
      "Le processus qui sert les requêtes n'est pas longtemps seul : un déploiement sans interruption démarre la nouvelle instance avant d'arrêter l'ancienne, et la montée en charge en ajoute. Chacune exécute toutes les tâches.",
    );
  return processes.count === 'max'
    ? both(
        `\`${processes.source}\` starts one process for each core, and each runs every job.`,
        `\`${processes.source}\` démarre un processus par cœur, et chacun exécute toutes les tâches.`,
      )
    : both(
        `\`${processes.source}\` runs ${processes.count} processes, and each runs every job.`,
        `\`${processes.source}\` lance ${processes.count} processus, et chacun exécute toutes les tâches.`,
      );
}

/** What is known of a job that is done twice. */
function harm({ effect: known }: Evidence): Bilingual {
  if (known?.harm)
    return both(
      ` A job calls \`${known.call}\`: what that sends or adds, it sends or adds once for each of them.`,
      ` Une tâche appelle \`${known.call}\` : ce que cet appel envoie ou ajoute part une fois pour chacun.`,
    );
  return known
    ? both(
        ` A job calls \`${known.call}\`. Nothing here shows that doing it twice does harm; it costs time and connections once more.`,
        ` Une tâche appelle \`${known.call}\`. Rien ici ne montre que le faire deux fois soit nuisible ; cela coûte du temps et des connexions une fois de plus.`,
      )
    : both(
        ' What the jobs do cannot be told from the code: what they send or charge, if anything, happens once for each of them.',
        " Ce que font les tâches ne se lit pas dans le code : ce qu'elles envoient ou facturent, le cas échéant, a lieu une fois pour chacun.",
      );
}

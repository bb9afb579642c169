import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Declared } from '@unblock/engine/services/declare';
import type { Processes } from '@unblock/engine/services/processes';
import { givenTo } from '../declared-words.ts';
import type { NodeMemory } from './node-memory.ts';

/** What the texts talk about where a library of Node runs the schedule. */
export interface NodeEvidence {
  library: string;
  path: string;
  /** `cron.schedule(…)` */
  what: string;
  processes: Processes | null;
  declared: Declared;
  /** A manifest has a place for the variable, or for a process that has it. */
  hasPlace: boolean;
  /** What the job shares with other functions in the memory of its process. */
  memory: NodeMemory | null;
}

export function nodeTitle({ processes }: NodeEvidence): Bilingual {
  return processes
    ? both('Every web process runs the schedule', 'Chaque processus web exécute la planification')
    : both('The schedule runs inside the web process', 'La planification tourne dans le processus web');
}

function now({ library, path, what }: NodeEvidence): Bilingual {
  if (library === 'setInterval')
    return both(
      `\`${path}\` begins a timer that sends something (\`${what}\`) when the web process starts.`,
      `\`${path}\` lance un minuteur qui envoie quelque chose (\`${what}\`) au démarrage du processus web.`,
    );
  return both(
    `\`${path}\` begins a schedule of ${library} (\`${what}\`) when the web process starts.`,
    `\`${path}\` commence une planification de ${library} (\`${what}\`) au démarrage du processus web.`,
  );
}

function effect({ processes, memory }: NodeEvidence): Bilingual {
  if (memory && !memory.doesMore)
    return both(
      `The job works on \`${memory.name}\`, which each process has for itself: each has to run it, and a process for the schedule alone would change only its own copy.`,
      `La tâche agit sur \`${memory.name}\`, que chaque processus a pour lui seul : chacun doit l'exécuter, et un processus réservé à la planification ne changerait que sa propre copie.`,
    );
  if (!processes)
    return both(
      'One process runs each job once. A deploy that starts the new instance before it stops the old one, or a second instance, runs every job again; what a job sends, it then sends twice.',
      "Un seul processus exécute chaque tâche une fois. Un déploiement qui démarre la nouvelle instance avant d'arrêter l'ancienne, ou une deuxième instance, exécute toutes les tâches une fois de plus ; ce qu'une tâche envoie part alors deux fois.",
    );
  return processes.count === 'max'
    ? both(
        `\`${processes.source}\` starts one process for each core, and each runs every job: what a job sends, it sends once for each of them.`,
        `\`${processes.source}\` démarre un processus par cœur, et chacun exécute toutes les tâches : ce qu'une tâche envoie part une fois pour chacun.`,
      )
    : both(
        `\`${processes.source}\` runs ${processes.count} processes, and each runs every job: what a job sends, it sends once for each of them.`,
        `\`${processes.source}\` lance ${processes.count} processus, et chacun exécute toutes les tâches : ce qu'une tâche envoie part une fois pour chacun.`,
      );
}

export function nodeMessage(evidence: NodeEvidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: evidence.memory
      ? both(
          `Leave the schedule where it is, or keep \`${evidence.memory.name}\` in a store that processes share before another process runs it.`,
          `Laisser la planification où elle est, ou ranger \`${evidence.memory.name}\` là où plusieurs processus le partagent avant qu'un autre processus ne l'exécute.`,
        )
      : both(
          'Run the schedule only where `RUN_SCHEDULER` is `true`, in one process.',
          "N'exécuter la planification que si `RUN_SCHEDULER` vaut `true`, dans un seul processus.",
        ),
  };
}

/** What stays for a person where no manifest has a place for the variable. */
export function nodeSteps({ hasPlace, memory, path }: NodeEvidence): Bilingual[] {
  if (memory)
    return [
      both(
        `The job needs \`${memory.name}\` (\`${path}\`) as the other functions of the process leave it: another process would have a copy of its own. Keep it in a database or in Redis before the schedule moves to another process; what else the job does belongs in a job of its own.`,
        `La tâche a besoin de \`${memory.name}\` (\`${path}\`) tel que les autres fonctions du processus le laissent : un autre processus en aurait sa propre copie. Le ranger dans une base de données ou dans Redis avant que la planification ne passe à un autre processus ; ce que la tâche fait d'autre a sa place dans une tâche à part.`,
      ),
    ];
  return hasPlace
    ? []
    : [
        both(
          'Before a second process serves, run the schedule only where `RUN_SCHEDULER` is `true`, and give the variable to exactly one process in the same deploy: without it no job runs.',
          "Avant qu'un deuxième processus ne serve, n'exécuter la planification que si `RUN_SCHEDULER` vaut `true`, et donner la variable à un seul processus dans le même déploiement : sans elle, aucune tâche ne s'exécute.",
        ),
      ];
}

export function nodeFixTitle({ library }: NodeEvidence): Bilingual {
  if (library === 'setInterval')
    return both('Timer only with RUN_SCHEDULER', 'Minuteur seulement avec RUN_SCHEDULER');
  return both(`${library} only with RUN_SCHEDULER`, `${library} seulement avec RUN_SCHEDULER`);
}

export function nodeParagraph(evidence: NodeEvidence): Paragraph {
  const { declared, processes } = evidence;
  const given = givenTo(declared, 'scheduler');
  return {
    now: now(evidence),
    effect: effect(evidence),
    change: both(
      `The patch begins it only where \`RUN_SCHEDULER\` is \`true\`. Missing means off.${given.en}`,
      `Le patch ne la commence que si \`RUN_SCHEDULER\` vaut \`true\`. Absente, la variable vaut non.${given.fr}`,
    ),
    guarantee:
      declared.way === 'web' && !processes
        ? both(
            'One variable decides which process runs the jobs. While the web service is one process in one instance, they run as before; when it gets more, the variable moves to one worker, and the code stays as it is.',
            "Une variable décide du processus qui exécute les tâches. Tant que le service web n'a qu'un processus dans une instance, elles s'exécutent comme avant ; quand il en a davantage, la variable passe à un seul worker, et le code reste tel quel.",
          )
        : both(
            'Web processes serve requests only, however many there are; one process with the variable runs the jobs.',
            'Les processus web ne font que servir les requêtes, quel que soit leur nombre ; un seul processus, qui a la variable, exécute les tâches.',
          ),
  };
}

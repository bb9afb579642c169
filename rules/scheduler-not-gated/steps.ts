import { type Bilingual, both } from '@unblock/engine';
import { stepsBeside } from '../declared-words.ts';
import type { Runner } from './elsewhere.ts';
import type { Evidence } from './words.ts';

/** What stays for a person: the process that runs the schedule from now on, as far as no manifest says it. */
export function steps(evidence: Evidence): Bilingual[] {
  const { runner, declared, processes, schedule, alone, isLeft } = evidence;
  if (schedule?.changedIn)
    return [
      both(
        `\`${schedule.changedIn}\` adds or changes jobs while it serves requests, so the scheduler has to run in the process that does. Run the web service as one process in one instance (\`--workers 1\`), or hand such jobs to a queue with a worker of its own.`,
        `\`${schedule.changedIn}\` ajoute ou change des tâches pendant qu'il sert des requêtes : le planificateur doit tourner dans ce processus. Exécuter le service web en un seul processus dans une seule instance (\`--workers 1\`), ou confier ces tâches à une file avec son propre worker.`,
      ),
    ];
  if (schedule?.memory) {
    const { name, path } = schedule.memory.shared;
    return [
      both(
        `A job needs \`${name}\` (\`${path}\`) as requests leave it, and that is the memory of one process: a process for the schedule alone would have a copy of its own. Keep it in a database or in Redis first; until then run the web service as one process in one instance (\`--workers 1\`).`,
        `Une tâche a besoin de \`${name}\` (\`${path}\`) tel que les requêtes le laissent, et c'est la mémoire d'un seul processus : un processus réservé à la planification en aurait une copie à lui. Le ranger d'abord dans une base ou dans Redis ; d'ici là, exécuter le service web en un seul processus dans une seule instance (\`--workers 1\`).`,
      ),
    ];
  }
  if (runner.declared || runner.told) return [];
  // While one process is known to be alone, nothing is left to do.
  if (isLeft)
    return alone
      ? []
      : [
          both(
            'Run the schedule only where `RUN_SCHEDULER` is `true`, and give the variable to exactly one process in the same deploy: no manifest here has a place for it, and without it no job runs. The schedule stays as it is until then.',
            "N'exécuter la planification que si `RUN_SCHEDULER` vaut `true`, et donner la variable à un seul processus dans le même déploiement : aucun manifeste d'ici n'a de place pour elle, et sans elle aucune tâche ne s'exécute. D'ici là, la planification reste telle quelle.",
          ),
        ];
  const done = stepsBeside(declared);
  const left = declared.left.map(({ title }) => title);
  if (declared.way !== null && left.length === 0) return done;
  const where = left.length > 0 ? both(`${left[0]?.en}: `, `${left[0]?.fr} : `) : both('', '');
  const step = byHand(runner, processes !== null);
  return [...done, both(where.en + step.en, where.fr + step.fr)];
}

function byHand({ entry }: Runner, isSeveral: boolean): Bilingual {
  if (entry)
    return both(
      `Add one worker service that starts \`${entry}\` with \`RUN_SCHEDULER=true\`, in exactly one instance: no other process runs the schedule.`,
      `Ajouter un service worker qui démarre \`${entry}\` avec \`RUN_SCHEDULER=true\`, en une seule instance : aucun autre processus n'exécute la planification.`,
    );
  return isSeveral
    ? both(
        'Add one worker service that starts the same application with `RUN_SCHEDULER=true`, in exactly one instance with one process (`--workers 1`): no other process runs the schedule.',
        "Ajouter un service worker qui démarre la même application avec `RUN_SCHEDULER=true`, en une seule instance et un seul processus (`--workers 1`) : aucun autre processus n'exécute la planification.",
      )
    : both(
        'Give `RUN_SCHEDULER=true` to exactly one process before the deploy: to the web service while it is one process in one instance, else to one worker service that starts the same application (`--workers 1`). Without it no job runs.',
        "Donner `RUN_SCHEDULER=true` à un seul processus avant le déploiement : au service web tant qu'il n'a qu'un processus dans une instance, sinon à un seul service worker qui démarre la même application (`--workers 1`). Sans elle, aucune tâche ne s'exécute.",
      );
}

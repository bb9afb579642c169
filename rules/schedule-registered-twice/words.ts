import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';

export const SUMMARY: Bilingual = both(
  'A NestJS application imports its schedule more than once: each job fires once for each import.',
  'Une application NestJS importe plusieurs fois sa planification : chaque tâche se déclenche une fois par import.',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  /** The file that creates the application. */
  application: string;
  /** The files of the imports. */
  calls: string[];
  jobs: string[];
  /** Every job takes a lock. */
  locked: boolean;
}

export function title({ calls }: Evidence): Bilingual {
  return both(
    `\`ScheduleModule.forRoot()\` is imported ${calls.length} times`,
    `\`ScheduleModule.forRoot()\` est importé ${calls.length} fois`,
  );
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      'Import `ScheduleModule.forRoot()` once, in the root module: it is global.',
      'Importer `ScheduleModule.forRoot()` une seule fois, dans le module racine : il est global.',
    ),
  };
}

export function fixTitle(): Bilingual {
  return both('One import of the schedule', 'Un seul import de la planification');
}

/** `where` holds the import from now on; `isMoved`: it did not before. */
export function paragraph(evidence: Evidence, where: string, isMoved: boolean): Paragraph {
  const stay = isMoved
    ? both(
        `The patch imports the module in \`${where}\`, the root module, and nowhere else.`,
        `Le patch importe le module dans \`${where}\`, le module racine, et nulle part ailleurs.`,
      )
    : both(
        `The patch leaves the import in \`${where}\` and takes the others out.`,
        `Le patch laisse l'import dans \`${where}\` et retire les autres.`,
      );
  return {
    now: now(evidence),
    effect: effect(evidence),
    change: both(
      `${stay.en} It is global: handlers and \`SchedulerRegistry\` are found in every module as before.`,
      `${stay.fr} Il est global : les tâches et \`SchedulerRegistry\` sont trouvés dans chaque module comme avant.`,
    ),
    guarantee: both(
      'In one process each job fires once each time it is due.',
      'Dans un processus, chaque tâche se déclenche une seule fois à chaque échéance.',
    ),
  };
}

function now({ application, calls }: Evidence): Bilingual {
  const where = [...new Set(calls)].map((path) => `\`${path}\``).join(', ');
  return both(
    `The application of \`${application}\` imports \`ScheduleModule.forRoot()\` ${calls.length} times: ${where}.`,
    `L'application de \`${application}\` importe \`ScheduleModule.forRoot()\` ${calls.length} fois : ${where}.`,
  );
}

function effect({ calls, jobs, locked }: Evidence): Bilingual {
  const [shown, more] = [
    jobs
      .slice(0, 3)
      .map((job) => `\`${job}\``)
      .join(', '),
    Math.max(0, jobs.length - 3),
  ];
  const names = more > 0 ? `${shown} (+${more})` : shown;
  const cause = both(
    'Since NestJS 11 each call of `forRoot()` is a module of its own, with a scheduler of its own',
    'Depuis NestJS 11, chaque appel de `forRoot()` est un module à part, avec son propre planificateur',
  );
  return locked
    ? both(
        `${cause.en}: ${names} fire ${calls.length} times when they are due once. Each takes a lock, which has to hold off the others every time.`,
        `${cause.fr} : ${names} se déclenchent ${calls.length} fois pour une échéance. Chaque tâche prend un verrou, qui doit retenir les autres à chaque fois.`,
      )
    : both(
        `${cause.en}: in one process ${names} run ${calls.length} times when they are due once, and what a job sends or charges, it sends or charges ${calls.length} times.`,
        `${cause.fr} : dans un seul processus, ${names} s'exécutent ${calls.length} fois pour une échéance, et ce qu'une tâche envoie ou facture part ${calls.length} fois.`,
      );
}

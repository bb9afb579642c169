import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Way } from '@unblock/engine/python/callers';
import type { Declared } from '@unblock/engine/services/declare';
import type { Processes } from '@unblock/engine/services/processes';
import { givenTo } from '../declared-words.ts';
import { effect } from './effect-words.ts';
import type { Effect } from './effects.ts';
import type { Runner } from './elsewhere.ts';
import type { NestSchedule } from './nest.ts';
import type { PythonSchedule } from './python.ts';
import type { OwnModule } from './without-application.ts';

export const SUMMARY: Bilingual = both(
  'The web process runs the schedule too: each job happens once per process.',
  'Le processus web exécute aussi la planification : chaque tâche a lieu une fois par processus.',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  kind: 'python' | 'module' | 'handler';
  path: string;
  /** `scheduler.start()`, `ScheduleModule.forRoot()`, `TasksService.sendReminders`. */
  what: string;
  schedule: PythonSchedule | null;
  /** What one of the jobs does that others see; null where nothing of the kind is found. */
  effect: Effect | null;
  /** NestJS: the handlers that nothing gates. */
  jobs: string[];
  keep: NestSchedule['keep'];
  /** NestJS: every job takes a lock. */
  isLocked?: boolean;
  processes: Processes | null;
  /** One process alone is known to serve, and nothing runs an instance beside it. */
  alone: boolean;
  /** The one process keeps the jobs: no manifest has a place for the variable that a guard would ask for. */
  isLeft: boolean;
  runner: Runner;
  declared: Declared;
  /** The module that the patch makes for the process. */
  own: OwnModule | null;
}

export function title({ kind, what, alone }: Evidence): Bilingual {
  if (alone)
    return both('The scheduler runs inside the web process', 'Le planificateur tourne dans le processus web');
  return kind === 'handler'
    ? both(`Every web process runs \`${what}\``, `Chaque processus web exécute \`${what}\``)
    : both('Every web process runs the scheduler', 'Chaque processus web exécute le planificateur');
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: evidence.schedule?.changedIn
      ? both(
          'Run the web service as one process, or hand the jobs that requests add to a queue.',
          "Exécuter le service web en un seul processus, ou confier à une file les tâches qu'ajoutent les requêtes.",
        )
      : evidence.schedule?.memory
        ? both(
            `Run the web service as one process, or keep \`${evidence.schedule.memory.shared.name}\` in a store that processes share before the schedule gets one of its own.`,
            `Exécuter le service web en un seul processus, ou ranger \`${evidence.schedule.memory.shared.name}\` là où plusieurs processus le partagent avant de donner le sien à la planification.`,
          )
        : evidence.alone
          ? both(
              'Before a second process serves, run the schedule only where `RUN_SCHEDULER` is `true`, in one process.',
              "Avant qu'un deuxième processus ne serve, n'exécuter la planification que si `RUN_SCHEDULER` vaut `true`, dans un seul processus.",
            )
          : both(
              'Run the schedule only where `RUN_SCHEDULER` is `true`, in one process.',
              "N'exécuter la planification que si `RUN_SCHEDULER` vaut `true`, dans un seul processus.",
            ),
  };
}

export function fixTitle({ kind }: Evidence): Bilingual {
  return kind === 'handler'
    ? both('Scheduled handlers only with RUN_SCHEDULER', 'Tâches planifiées seulement avec RUN_SCHEDULER')
    : both('Schedule only with RUN_SCHEDULER', 'Planification seulement avec RUN_SCHEDULER');
}

export function paragraph(evidence: Evidence): Paragraph {
  return {
    now: evidence.kind === 'handler' ? allHandlers(evidence.jobs) : now(evidence),
    effect: effect(evidence),
    change: change(evidence),
    guarantee: guarantee(evidence),
  };
}

function now(evidence: Evidence): Bilingual {
  const { kind, what, path } = evidence;
  if (evidence.schedule) return pythonNow(evidence.schedule);
  if (kind === 'handler')
    return both(
      `\`${path}\` schedules \`${what}\` in the application that serves HTTP, in every process.`,
      `\`${path}\` planifie \`${what}\` dans l'application qui sert HTTP, dans chaque processus.`,
    );
  return both(
    `\`${path}\` imports \`${what}\` into the application that serves HTTP; it runs ${list(evidence.jobs)}.`,
    `\`${path}\` importe \`${what}\` dans l'application qui sert HTTP ; cela exécute ${list(evidence.jobs)}.`,
  );
}

function pythonNow({ span, what, library, className, effect, way }: PythonSchedule): Bilingual {
  const { path } = span;
  const place = PLACES[way.place];
  const from = way.path === path ? '' : ` (\`${way.path}\`)`;
  if (className) {
    // Flask-APScheduler calls its only class APScheduler.
    const en =
      className === library
        ? 'the scheduler of Flask-APScheduler'
        : `${/^[AEIOU]/.test(className) ? 'an' : 'a'} ${className} of APScheduler`;
    const fr =
      className === library ? 'le planificateur de Flask-APScheduler' : `un ${className} d'APScheduler`;
    return both(
      `\`${path}\` calls \`${what}\` on ${en} ${place.en}${from}, in the web process.`,
      `\`${path}\` appelle \`${what}\` sur ${fr} ${place.fr}${from}, dans le processus web.`,
    );
  }
  if (library && !effect)
    return both(
      `\`${path}\` begins \`${what}\` of ${library} ${place.en}${from}, in the web process.`,
      `\`${path}\` lance \`${what}\` de ${library} ${place.fr}${from}, dans le processus web.`,
    );
  return library
    ? both(
        `\`${path}\` repeats \`${what}\` by means of ${library}, begun ${place.en}${from} in the web process; its jobs call \`${effect?.call}\`.`,
        `\`${path}\` répète \`${what}\` au moyen de ${library}, lancé ${place.fr}${from} dans le processus web ; ses tâches appellent \`${effect?.call}\`.`,
      )
    : both(
        `\`${path}\` begins \`${what}\` ${place.en}${from}, in the web process: an endless loop with pauses that calls \`${effect?.call}\`.`,
        `\`${path}\` lance \`${what}\` ${place.fr}${from}, dans le processus web : une boucle sans fin avec des pauses, qui appelle \`${effect?.call}\`.`,
      );
}

function allHandlers(jobs: readonly string[]): Bilingual {
  return both(
    `The application that serves HTTP schedules ${list(jobs)}, in every process.`,
    `L'application qui sert HTTP planifie ${list(jobs)}, dans chaque processus.`,
  );
}

const PLACES: Record<Way['place'], Bilingual> = {
  import: both('at import', "à l'import"),
  startup: both('when the application starts', "au démarrage de l'application"),
  lifespan: both('in its lifespan', 'dans son cycle de vie (lifespan)'),
};

function list(jobs: readonly string[]): string {
  const shown = jobs.slice(0, 3).map((job) => `\`${job}\``);
  const more = jobs.length - shown.length;
  return more > 0 ? `${shown.join(', ')} (+${more})` : shown.join(', ');
}

function change({ kind, keep, declared, schedule, own }: Evidence): Bilingual {
  if (schedule) {
    const to = givenTo(declared, 'scheduler');
    const more = own ? made(own, schedule) : declared.way === 'process' ? WHOLE : both('', '');
    const given = own ? both(more.en + to.en, more.fr + to.fr) : both(to.en + more.en, to.fr + more.fr);
    if (!schedule.className)
      return both(
        `The patch runs \`${schedule.what}\` only where \`RUN_SCHEDULER\` is \`true\`. Missing means off.${given.en}`,
        `Le patch n'exécute \`${schedule.what}\` que là où \`RUN_SCHEDULER\` vaut \`true\`. Absente, la variable vaut non.${given.fr}`,
      );
    return both(
      `The patch starts the scheduler only when \`RUN_SCHEDULER\` is \`true\`, and stops it only when it runs. Missing means off.${given.en}`,
      `Le patch ne démarre le planificateur que si \`RUN_SCHEDULER\` vaut \`true\`, et ne l'arrête que s'il tourne. Absente, la variable vaut non.${given.fr}`,
    );
  }
  if (kind === 'module')
    return both(
      'The patch makes every import of the module depend on `RUN_SCHEDULER` being `true`: without it no handler is registered at all. Nothing injects `SchedulerRegistry`, so the module can be left out. The variable is read when the file is loaded: it has to be in the environment of the process.',
      "Le patch fait dépendre chaque import du module de `RUN_SCHEDULER` valant `true` : sans cela, aucune tâche n'est enregistrée. Rien n'injecte `SchedulerRegistry` : le module peut manquer. La variable est lue au chargement du fichier : elle doit être dans l'environnement du processus.",
    );
  const because = keep ? BECAUSE[keep.reason](keep.where) : both('', '');
  return both(
    `The patch makes each of these handlers return at once unless \`RUN_SCHEDULER\` is \`true\`. The module stays imported: ${because.en}.`,
    `Le patch fait rendre aussitôt la main à chacune de ces tâches tant que \`RUN_SCHEDULER\` ne vaut pas \`true\`. Le module reste importé : ${because.fr}.`,
  );
}

/** Why the process starts the whole application. */
const WHOLE = both(
  ' It cannot be shown that the jobs work without the application, so the process starts all of it.',
  " Rien ne montre que les tâches marchent sans l'application : le processus la démarre donc en entier.",
);

/** The module that the patch adds for the process. */
function made({ path, program }: OwnModule, { className }: PythonSchedule): Bilingual {
  if (program)
    return both(
      ` \`${path}\` is new: a command of Django that waits for SIGTERM while the scheduler runs, which \`ready()\` starts in that process as in any other.`,
      ` \`${path}\` est nouveau : une commande de Django qui attend SIGTERM pendant que tourne le planificateur, que \`ready()\` démarre dans ce processus comme dans tout autre.`,
    );
  const what = className
    ? both('the scheduler with its jobs', 'le planificateur avec ses tâches')
    : both('what the web process began', 'ce que lançait le processus web');
  return both(
    ` \`${path}\` is new: it imports ${what.en}, starts it, and stops it on SIGTERM. It does not load the web application, so what a job takes from there has to be imported by the job.`,
    ` \`${path}\` est nouveau : il importe ${what.fr}, le démarre, et l'arrête à SIGTERM. Il ne charge pas l'application web : ce qu'une tâche en prendrait doit être importé par la tâche.`,
  );
}

/** Why the module's import cannot depend on the variable. */
const BECAUSE: Record<NonNullable<Evidence['keep']>['reason'], (where: string) => Bilingual> = {
  registry: (where) =>
    both(
      `\`${where}\` uses \`SchedulerRegistry\`, which the module provides`,
      `\`${where}\` utilise \`SchedulerRegistry\`, que le module fournit`,
    ),
  export: (where) =>
    both(
      `\`${where}\` exports \`ScheduleModule\`, and Nest refuses to export what is not imported`,
      `\`${where}\` exporte \`ScheduleModule\`, et Nest refuse d'exporter ce qui n'est pas importé`,
    ),
  own: (where) =>
    both(
      `each process has to run \`${where}\` for itself`,
      `chaque processus doit exécuter \`${where}\` pour lui-même`,
    ),
  assigned: (where) =>
    both(
      `\`${where}\` sets \`RUN_SCHEDULER\` itself, after the modules are loaded`,
      `\`${where}\` définit lui-même \`RUN_SCHEDULER\`, après le chargement des modules`,
    ),
};

function guarantee({ runner, declared }: Evidence): Bilingual {
  if (declared.way === 'web')
    return both(
      'One variable decides which process runs the jobs. While the web service is one process in one instance, the jobs run as before; when it gets more, the variable moves to one worker, and the code stays as it is.',
      "Une variable décide du processus qui exécute les tâches. Tant que le service web n'a qu'un processus dans une instance, elles s'exécutent comme avant ; quand il en a davantage, la variable passe à un seul worker, et le code reste tel quel.",
    );
  if (declared.way === 'process')
    return both(
      'Web processes serve requests only, however many there are; the process `scheduler`, of which there must be one, runs the jobs.',
      'Les processus web ne font que servir les requêtes, quel que soit leur nombre ; le processus `scheduler`, qui doit rester unique, exécute les tâches.',
    );
  return runner.declared
    ? both(
        'Web processes serve requests only, however many there are; the process that the manifest gives `RUN_SCHEDULER=true` runs the jobs.',
        'Les processus web ne font que servir les requêtes, quel que soit leur nombre ; le processus auquel le manifeste donne `RUN_SCHEDULER=true` exécute les tâches.',
      )
    : both(
        'Web processes serve requests only, however many there are. Until one process has `RUN_SCHEDULER=true`, no job runs at all: give it to one worker of one instance.',
        "Les processus web ne font que servir les requêtes, quel que soit leur nombre. Tant qu'aucun processus n'a `RUN_SCHEDULER=true`, aucune tâche ne s'exécute : la donner à un seul worker d'une seule instance.",
      );
}

import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import { workerSteps } from '../declared-words.ts';
import type { Part, Queue } from './queue.ts';

export const SUMMARY: Bilingual = both(
  'Tasks are put on a queue, and no process of the manifest takes them from it.',
  'Des tâches sont mises en file, et aucun processus du manifeste ne les en retire.',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  queue: Queue;
  part: Part;
  /** The manifests that name the processes. */
  manifests: string[];
  /** The command of the part, as the first of them would run it. */
  command: string | null;
  /** The manifests that a patch can add it to. */
  added: string[];
  /** A manifest whose platform starts no worker either, with the command of both in one process; absent without one. */
  idle: { path: string; platform: Bilingual; both: string | null } | undefined;
  /** Nothing starts beat either. */
  lacksBeat: boolean;
}

export function title({ queue, part }: Evidence): Bilingual {
  return part === 'worker'
    ? both(
        `Nothing starts ${/^(RQ|arq)$/.test(queue.library) ? 'an' : 'a'} ${queue.library} worker`,
        `Rien ne démarre de worker ${queue.library}`,
      )
    : both(`Nothing starts ${queue.library} beat`, `Rien ne démarre ${queue.library} beat`);
}

export function message(evidence: Evidence): Finding['message'] {
  const { command, queue, part, idle } = evidence;
  const what = part === 'worker' ? both('worker', 'worker') : both('beat', 'beat');
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: idle?.both
      ? both(
          `Start \`${idle.both}\` as one process of its own.`,
          `Démarrer \`${idle.both}\` dans un seul processus à part.`,
        )
      : command
        ? both(
            `Start \`${command}\` as a process of its own.`,
            `Démarrer \`${command}\` dans un processus à part.`,
          )
        : both(
            `Start the ${queue.library} ${what.en} as a process of its own.`,
            `Démarrer le ${what.fr} ${queue.library} dans un processus à part.`,
          ),
  };
}

export function fixTitle({ queue, part }: Evidence): Bilingual {
  return part === 'worker'
    ? both(`A process for the ${queue.library} worker`, `Un processus pour le worker ${queue.library}`)
    : both(`One process for ${queue.library} beat`, `Un seul processus pour ${queue.library} beat`);
}

export function paragraph(evidence: Evidence): Paragraph {
  const { part, added, command } = evidence;
  const files = list(added);
  return {
    now: now(evidence),
    effect: effect(evidence),
    change:
      part === 'worker'
        ? both(
            `The patch adds a process \`worker\` to ${files.en}, built like the web process and with its variables, that runs \`${command}\`.`,
            `Le patch ajoute à ${files.fr} un processus \`worker\`, construit comme le processus web et avec ses variables, qui exécute \`${command}\`.`,
          )
        : both(
            `The patch adds one process \`beat\` to ${files.en}, built like the web process and with its variables, that runs \`${command}\`. It must stay the only one: two of them would send each task twice.`,
            `Le patch ajoute à ${files.fr} un seul processus \`beat\`, construit comme le processus web et avec ses variables, qui exécute \`${command}\`. Il doit rester unique : deux enverraient chaque tâche en double.`,
          ),
    guarantee:
      part === 'worker'
        ? both(
            `The tasks that ${evidence.queue.sent ? 'the web process' : 'beat'} sends are taken and run. The web process itself is unchanged.`,
            `Les tâches que ${evidence.queue.sent ? 'le processus web' : 'beat'} envoie sont prises et exécutées. Le processus web lui-même est inchangé.`,
          )
        : both(
            'Each scheduled task is sent at its time, once.',
            'Chaque tâche planifiée est envoyée à son heure, une seule fois.',
          ),
  };
}

/** What a person does: the whole of it where no patch can, else what the manifest cannot say. */
export function steps(
  evidence: Evidence,
  places: readonly { contract: Contract; free: boolean; isAdded: boolean }[],
): Bilingual[] {
  const { command, queue, part } = evidence;
  const found: Bilingual[] = [];
  const { lacking } = queue;
  if (lacking)
    found.push(both(`First: ${lackingReason(lacking).en}.`, `D'abord : ${lackingReason(lacking).fr}.`));
  if (evidence.idle) {
    const { platform, both: program } = evidence.idle;
    const run = program
      ? both(`Run \`${program}\``, `Exécuter \`${program}\``)
      : both(
          `Run a worker of ${queue.library} and its beat`,
          `Exécuter un worker ${queue.library} et son beat`,
        );
    found.push(
      both(
        `${platform.en}: ${run.en} beside the web process, in exactly one instance, with the variables of the web process. Nothing there starts a worker, and beat alone would only fill the queue.`,
        `${platform.fr} : ${run.fr} à côté du processus web, en une seule instance, avec les variables du processus web. Rien n'y démarre de worker, et beat seul ne ferait que remplir la file.`,
      ),
    );
  } else if (!command) {
    const name = part === 'worker' ? queue.program : `celery … beat`;
    found.push(
      both(
        `Run the ${part} of ${queue.library}, set up in \`${queue.made.span.path}\`, as a process of its own (\`${name}\`), with the variables of the web process${part === 'worker' ? ', for all queues that tasks are routed to' : ', in exactly one instance'}. Its exact command cannot be told from the code.`,
        `Exécuter le ${part} de ${queue.library}, mis en place dans \`${queue.made.span.path}\`, dans un processus à part (\`${name}\`), avec les variables du processus web${part === 'worker' ? ', pour toutes les files vers lesquelles des tâches sont dirigées' : ', en une seule instance'}. Sa commande exacte ne se déduit pas du code.`,
      ),
    );
  } else if (evidence.added.length === 0)
    found.push(
      both(
        `Run \`${command}\` as a process of its own, with the variables of the web process${part === 'beat' ? ', in exactly one instance' : ''}.`,
        `Exécuter \`${command}\` dans un processus à part, avec les variables du processus web${part === 'beat' ? ', en une seule instance' : ''}.`,
      ),
    );
  for (const { contract, free } of places) found.push(...workerSteps(contract, free, places.length === 1));
  return found;
}

function lackingReason({ path, module }: NonNullable<Queue['lacking']>): Bilingual {
  return both(
    `\`${path}\` imports \`${module}\`, which nothing installs, and a worker that loads it stops at once: install it, or take the import out`,
    `\`${path}\` importe \`${module}\`, que rien n'installe, et un worker qui le charge s'arrête aussitôt : l'installer, ou retirer l'import`,
  );
}

export function noPlace({ manifests }: Evidence): Skip {
  const files = list(manifests);
  return {
    skip: both(
      `${files.en} has no place for another process`,
      `${files.fr} n'a pas de place pour un autre processus`,
    ),
  };
}

function now(evidence: Evidence): Bilingual {
  const { queue, part, manifests } = evidence;
  const files = list(manifests);
  const made = `\`${queue.made.span.path}\``;
  if (part === 'beat' && queue.schedule)
    return both(
      `\`${queue.schedule.span.path}\` plans tasks with \`${queue.schedule.what}\`, and ${files.en} starts no ${queue.library} beat.`,
      `\`${queue.schedule.span.path}\` planifie des tâches avec \`${queue.schedule.what}\`, et ${files.fr} ne démarre pas ${queue.library} beat.`,
    );
  if (!queue.sent && queue.schedule)
    return both(
      `\`${queue.schedule.span.path}\` plans tasks with \`${queue.schedule.what}\`, and ${files.en} starts no ${queue.library} worker.`,
      `\`${queue.schedule.span.path}\` planifie des tâches avec \`${queue.schedule.what}\`, et ${files.fr} ne démarre aucun worker ${queue.library}.`,
    );
  const use = queue.sent ?? queue.made;
  return both(
    `\`${use.span.path}\` hands tasks to ${queue.library}, set up in ${made} (\`${use.what}\`), and ${files.en} starts no worker.`,
    `\`${use.span.path}\` confie des tâches à ${queue.library}, mis en place dans ${made} (\`${use.what}\`), et ${files.fr} ne démarre aucun worker.`,
  );
}

function effect(evidence: Evidence): Bilingual {
  const { part, queue, lacksBeat } = evidence;
  // Without beat nothing puts a planned task on the queue.
  if (part === 'worker' && !queue.sent && lacksBeat)
    return both(
      'Beat only puts a planned task on the queue, and it is a worker that runs it: with beat alone, each task would wait in the broker for ever, without an error.',
      "Beat ne fait que mettre en file une tâche planifiée, et c'est un worker qui l'exécute : avec beat seul, chaque tâche attendrait indéfiniment dans le broker, sans aucune erreur.",
    );
  if (evidence.idle)
    return both(
      `Beat alone sends tasks at their time: without it none of them ever starts, and no error says so. Nothing on ${evidence.idle.platform.en} starts a worker either, which has to run them.`,
      `Beat est seul à envoyer les tâches à leur heure : sans lui, aucune ne démarre jamais, et aucune erreur ne le dit. Rien ne démarre non plus, sur ${evidence.idle.platform.fr}, de worker qui les exécute.`,
    );
  return part === 'worker'
    ? both(
        'Each task waits in the broker for ever: what it should send or compute never happens, and no error says so. The queue grows until the broker is full.',
        "Chaque tâche attend indéfiniment dans le broker : ce qu'elle devait envoyer ou calculer n'a jamais lieu, et aucune erreur ne le dit. La file grossit jusqu'à remplir le broker.",
      )
    : both(
        'Beat alone sends tasks at their time: without it none of them ever starts, and no error says so.',
        'Beat est seul à envoyer les tâches à leur heure : sans lui, aucune ne démarre jamais, et aucune erreur ne le dit.',
      );
}

function list(paths: readonly string[]): Bilingual {
  const names = paths.map((path) => `\`${path}\``);
  return both(names.join(' and '), names.join(' et '));
}

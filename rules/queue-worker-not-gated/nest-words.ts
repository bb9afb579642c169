import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { NestConsumer } from './nest-consumers.ts';

/** What is known of a consumer by its library alone. */
type Titled = Pick<NestConsumer, 'library'>;

function what({ kind, className, method }: NestConsumer): string {
  return kind === 'processor' ? className : `${className}.${method}`;
}

function now(consumer: NestConsumer): Bilingual {
  const { kind, path, library, className } = consumer;
  return kind === 'processor'
    ? both(
        `\`${className}\` in \`${path}\` is a processor of ${library}, and belongs to the application that serves HTTP.`,
        `\`${className}\`, dans \`${path}\`, est un processor de ${library}, et fait partie de l'application qui sert HTTP.`,
      )
    : both(
        `\`${what(consumer)}\` in \`${path}\` starts a worker of ${library} with the application that serves HTTP.`,
        `\`${what(consumer)}\`, dans \`${path}\`, démarre un worker ${library} avec l'application qui sert HTTP.`,
      );
}

/** What it means that a web process takes jobs of a queue. */
export function effect({ library }: Titled): Bilingual {
  return both(
    `Its jobs take memory and time from the requests, and a deploy or restart of the web process ends them half-way. Each further web process takes jobs too; ${library} gives a job to one of them.`,
    `Ses tâches prennent mémoire et temps aux requêtes, et un déploiement ou un redémarrage du processus web les interrompt au milieu. Chaque processus web de plus prend aussi des tâches ; ${library} donne une tâche à un seul d'entre eux.`,
  );
}

export function title({ library }: Titled): Bilingual {
  return both(`The web process runs a ${library} worker`, `Le processus web exécute un worker ${library}`);
}

export const TODO: Bilingual = both(
  'Take jobs only where `RUN_WORKER` is `true`, in a process of its own.',
  'Ne prendre des tâches que si `RUN_WORKER` vaut `true`, dans un processus à part.',
);

export function message(consumer: NestConsumer): Finding['message'] {
  return {
    what: now(consumer),
    why: effect(consumer),
    todo: TODO,
  };
}

export function fixTitle({ library }: Titled): Bilingual {
  return both(`${library} worker only with RUN_WORKER`, `Worker ${library} seulement avec RUN_WORKER`);
}

export const GUARANTEE: Bilingual = both(
  'Web processes put jobs into the queue and take none. Jobs wait there until a process with `RUN_WORKER=true` runs: none is lost.',
  "Les processus web mettent des tâches dans la file et n'en prennent aucune. Elles y attendent qu'un processus avec `RUN_WORKER=true` tourne : aucune n'est perdue.",
);

export function paragraph(consumer: NestConsumer): Paragraph {
  const { kind, className } = consumer;
  return {
    now: now(consumer),
    effect: effect(consumer),
    change:
      kind === 'processor'
        ? both(
            `The patch lists \`${className}\` among the providers only where \`RUN_WORKER\` is \`true\`. Missing means off. Nothing else asks for the class.`,
            `Le patch ne met \`${className}\` parmi les providers que si \`RUN_WORKER\` vaut \`true\`. Absente, la variable vaut non. Rien d'autre ne demande la classe.`,
          )
        : both(
            `The patch makes \`${what(consumer)}\` return at once unless \`RUN_WORKER\` is \`true\`. Missing means off.`,
            `Le patch fait rendre aussitôt la main à \`${what(consumer)}\` tant que \`RUN_WORKER\` ne vaut pas \`true\`. Absente, la variable vaut non.`,
          ),
    guarantee: GUARANTEE,
  };
}

/** What stays for a person where no manifest has a place for the process. */
export const STEP: Bilingual = both(
  'Where requests and jobs are to be apart, take jobs only where `RUN_WORKER` is `true`, and start the same image once more with the variable, in the same deploy. Until then it stays as it is.',
  "Pour séparer les requêtes des tâches, ne prendre des tâches que si `RUN_WORKER` vaut `true`, et démarrer la même image une seconde fois avec la variable, dans le même déploiement. D'ici là, tout reste tel quel.",
);

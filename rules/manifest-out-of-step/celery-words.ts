import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';

/** What the texts about a process of Celery talk about. */
export interface CeleryEvidence {
  part: 'worker' | 'beat';
  /** The package that is not there. */
  top: string;
  base: string;
  /** What the command should name; null where it cannot be told. */
  target: string | null;
  command: string;
  path: string;
}

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Name the Celery application that is there',
  "Nommer l'application Celery qui est là",
);

export function title({ part, top }: CeleryEvidence): Bilingual {
  return both(
    `The Celery ${part} names a module that is not there: ${top}`,
    `Le ${part} Celery nomme un module qui n'existe pas : ${top}`,
  );
}

export function message(evidence: CeleryEvidence): Finding['message'] {
  const { target } = evidence;
  return {
    what: stands(evidence),
    why: effect(evidence),
    todo: target
      ? both(`Name \`${target}\` behind \`-A\`.`, `Nommer \`${target}\` derrière \`-A\`.`)
      : both(
          'Name the module that holds the Celery application behind `-A`.',
          "Nommer derrière `-A` le module qui contient l'application Celery.",
        ),
  };
}

function stands({ command, path, top, base }: CeleryEvidence): Bilingual {
  const place = base || '.';
  return both(
    `\`${command}\` in \`${path}\` imports \`${top}\` from \`${place}\`, where no such module is.`,
    `\`${command}\` dans \`${path}\` importe \`${top}\` depuis \`${place}\`, où ce module n'existe pas.`,
  );
}

function effect({ part, top }: CeleryEvidence): Bilingual {
  return part === 'beat'
    ? both(
        `The process ends at its start with "Unable to load celery application. The module ${top} was not found.": the deploy succeeds, and no scheduled task is ever sent.`,
        `Le processus s'arrête au démarrage sur « Unable to load celery application. The module ${top} was not found. » : le déploiement aboutit, et aucune tâche planifiée n'est jamais envoyée.`,
      )
    : both(
        `The process ends at its start with "Unable to load celery application. The module ${top} was not found.": the deploy succeeds, and no task is ever done.`,
        `Le processus s'arrête au démarrage sur « Unable to load celery application. The module ${top} was not found. » : le déploiement aboutit, et aucune tâche n'est jamais exécutée.`,
      );
}

export function paragraph(evidence: CeleryEvidence, target: string): Paragraph {
  return {
    now: stands(evidence),
    effect: effect(evidence),
    change: both(
      `The patch writes \`${target}\` behind \`-A\` in \`${evidence.path}\`.`,
      `Le patch écrit \`${target}\` derrière \`-A\` dans \`${evidence.path}\`.`,
    ),
    guarantee: both(
      'The process loads the Celery application of the repository; everything else of the command stays.',
      "Le processus charge l'application Celery du dépôt ; le reste de la commande ne change pas.",
    ),
  };
}

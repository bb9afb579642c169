import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'The server starts as many workers as it counts processors, which may be those of a host of which the container gets only a part.',
  "Le serveur démarre autant de workers qu'il compte de processeurs, parfois ceux d'un hôte dont le conteneur n'a qu'une part.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both('A worker count of its own', 'Un nombre de workers fixé');

/** What the texts of this rule talk about. */
export interface Evidence {
  /** The count as it is written. */
  count: string;
  path: string;
  replacement: string;
  /** The contract it is told for. */
  contract: Contract;
}

export function title({ count }: Evidence): Bilingual {
  return both(
    `\`${count}\` workers count the host's processors`,
    `\`${count}\` workers comptent les processeurs de l'hôte`,
  );
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      `Read the number from the environment, with a small one as default: \`${evidence.replacement}\`.`,
      `Lire le nombre dans l'environnement, avec un petit nombre par défaut : \`${evidence.replacement}\`.`,
    ),
  };
}

export function paragraph(evidence: Evidence): Paragraph {
  return {
    now: now(evidence),
    effect: effect(evidence),
    change: both(
      `The patch reads \`${evidence.replacement}\` instead.`,
      `Le patch lit \`${evidence.replacement}\` à la place.`,
    ),
    guarantee: both(
      'The service starts 2 workers whatever machine it lands on, and another number is set in its environment, without a change of code. gunicorn and uvicorn use the same variable.',
      'Le service démarre 2 workers, quelle que soit la machine, et un autre nombre se règle dans son environnement, sans toucher au code. gunicorn et uvicorn utilisent la même variable.',
    ),
  };
}

function now({ count, path }: Evidence): Bilingual {
  return both(
    `\`${path}\` takes the number of workers from \`${count}\`.`,
    `\`${path}\` tire le nombre de workers de \`${count}\`.`,
  );
}

function effect({ contract }: Evidence): Bilingual {
  const { en, fr } = contract.title;
  return both(
    `On ${en}, a container may count the processors of its host, many more than it has a part of, with the memory of a small machine: every worker loads the whole application, and the process is killed where the memory does not last (exit code 137).`,
    `Sur ${fr}, un conteneur peut compter les processeurs de son hôte, bien plus que sa part, avec la mémoire d'une petite machine : chaque worker charge toute l'application, et le processus est tué si la mémoire ne suffit pas (code 137).`,
  );
}

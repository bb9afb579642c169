import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'The start command names a file that the build writes somewhere else.',
  'La commande de démarrage nomme un fichier que le build écrit ailleurs.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both('Start what the build writes', 'Démarrer ce que le build écrit');

/** What the texts of this rule talk about. */
export interface EntryEvidence {
  /** The start command: `node dist/main.js`. */
  command: string;
  path: string;
  /** The file it names, and the one that is written. */
  named: string;
  written: string;
  /** What writes it: `nest build`, and by which settings. */
  compiler: string;
  config: string | null;
  contract: Contract;
}

export function title({ named, written }: EntryEvidence): Bilingual {
  return both(
    `The build writes \`${written}\`, not \`${named}\``,
    `Le build écrit \`${written}\`, et non \`${named}\``,
  );
}

export function message(evidence: EntryEvidence): Finding['message'] {
  const { command, written, compiler, contract } = evidence;
  const by = settings(evidence);
  return {
    what: both(
      `\`${command}\` starts a file that nothing writes: \`${compiler}\` writes it to \`${written}\`${by.en}.`,
      `\`${command}\` démarre un fichier que rien n'écrit : \`${compiler}\` l'écrit dans \`${written}\`${by.fr}.`,
    ),
    why: both(
      `On ${contract.title.en}, Node ends at once with \`Cannot find module\`, and the service never starts.`,
      `Sur ${contract.title.fr}, Node s'arrête aussitôt sur \`Cannot find module\`, et le service ne démarre jamais.`,
    ),
    todo: both(`Start \`${written}\`.`, `Démarrer \`${written}\`.`),
  };
}

function settings({ config }: EntryEvidence): Bilingual {
  return config === null ? both('', '') : both(`, as \`${config}\` has it`, `, comme le veut \`${config}\``);
}

export function paragraph(evidence: EntryEvidence): Paragraph {
  const { command, path, named, written, compiler, contract } = evidence;
  const by = settings(evidence);
  return {
    now: both(
      `\`${path}\` starts the service by \`${command}\`, while \`${compiler}\` writes that file to \`${written}\`${by.en}.`,
      `\`${path}\` démarre le service par \`${command}\`, alors que \`${compiler}\` écrit ce fichier dans \`${written}\`${by.fr}.`,
    ),
    effect: both(
      `On ${contract.title.en}, Node ends at once with \`Cannot find module\`, and the service never starts.`,
      `Sur ${contract.title.fr}, Node s'arrête aussitôt sur \`Cannot find module\`, et le service ne démarre jamais.`,
    ),
    change: both(
      `The patch starts \`${written}\` instead of \`${named}\`.`,
      `Le patch démarre \`${written}\` au lieu de \`${named}\`.`,
    ),
    guarantee: both(
      'The path is worked out from the settings of the compiler and the sources that it takes in; the command could not start before.',
      "Le chemin est calculé d'après la configuration du compilateur et les sources qu'il prend ; la commande ne pouvait pas démarrer auparavant.",
    ),
  };
}

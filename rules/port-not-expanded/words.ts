import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { CommandText, Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'A start command names $PORT where no shell runs it, so the server is given these letters as its port.',
  'Une commande de démarrage nomme $PORT là où aucun shell ne la lance : le serveur reçoit ces lettres comme port.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both('A shell that expands the port', 'Un shell qui remplace le port');

/** What the texts of this rule talk about. */
export interface Evidence {
  command: string;
  path: string;
  kind: CommandText['source']['kind'];
  word: string;
  contract: Contract;
}

export function title({ word }: Evidence): Bilingual {
  return both(`No shell expands \`${word}\``, `Aucun shell ne remplace \`${word}\``);
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      'Have a shell run the command, and the server take its place: `sh -c "exec …"`.',
      'Faire lancer la commande par un shell, dont le serveur prend la place : `sh -c "exec …"`.',
    ),
  };
}

export function paragraph(evidence: Evidence, shown: string): Paragraph {
  return {
    now: now(evidence),
    effect: effect(evidence),
    change: both(`The patch writes \`${shown}\`.`, `Le patch écrit \`${shown}\`.`),
    guarantee: both(
      'The shell puts the number in and `exec` hands its place to the server, which receives the signals to stop as before.',
      "Le shell met le nombre, et `exec` cède sa place au serveur, qui reçoit comme avant les signaux d'arrêt.",
    ),
  };
}

/** Why nothing expands the name there, by the file it stands in. */
function form({ kind }: Evidence): Bilingual {
  switch (kind) {
    case 'Dockerfile':
      return both('as an exec array, which no shell runs', "sous forme de tableau, qu'aucun shell ne lance");
    case 'systemd':
      return both(
        'in a systemd unit, which knows no fallback behind `:-`',
        'dans une unité systemd, qui ne connaît pas de valeur par défaut après `:-`',
      );
    case 'fly.toml':
      return both(
        'as a process, whose words are handed to the image without a shell',
        "comme processus, dont les mots sont remis à l'image sans shell",
      );
    default:
      return both(
        'for a service that is built from a Dockerfile, whose start command no shell runs',
        'pour un service construit par un Dockerfile, dont aucun shell ne lance la commande de démarrage',
      );
  }
}

function now(evidence: Evidence): Bilingual {
  const { path, command } = evidence;
  const { en, fr } = form(evidence);
  return both(`\`${path}\` gives \`${command}\` ${en}.`, `\`${path}\` donne \`${command}\` ${fr}.`);
}

function effect({ word, contract }: Evidence): Bilingual {
  return both(
    `On ${contract.title.en}, the server receives the letters \`${word}\` instead of a number and ends at once: “is not a valid integer”, “is not a valid port number”.`,
    `Sur ${contract.title.fr}, le serveur reçoit les lettres \`${word}\` au lieu d'un nombre et s'arrête aussitôt : « is not a valid integer », « is not a valid port number ».`,
  );
}

import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import type { Group, Placed } from './find.ts';
import type { Remedy } from './fix.ts';
import type { Handled } from './handler.ts';

export const SUMMARY: Bilingual = both(
  'A database migration fails, and the deploy goes on with the old tables.',
  'Une migration de la base échoue, et le déploiement continue avec les anciennes tables.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Stop the deploy when the migration fails',
  'Arrêter le déploiement quand la migration échoue',
);

export function title({ swallow }: Placed): Bilingual {
  const { migration } = swallow;
  return both(`A failure of \`${migration}\` stops nothing`, `Un échec de \`${migration}\` n'arrête rien`);
}

/** How the failure gets lost, as a sentence about the migration. */
function lost({ swallow }: Placed): Bilingual {
  const { migration, way, sequence, statement, link } = swallow;
  const handler = sequence.statements[statement]?.links[link + 1];
  const whole = handler ? sequence.text.slice(handler.start, handler.end).trim() : '';
  const text = whole.includes('\n') ? '{ … }' : whole;
  switch (way) {
    case 'or':
      return both(
        `\`|| ${text}\` behind \`${migration}\` turns its failure into a success`,
        `\`|| ${text}\` derrière \`${migration}\` change son échec en succès`,
      );
    case 'or-server':
      return both(
        `\`|| ${text}\` behind \`${migration}\` starts the server when the migration fails, and only then`,
        `\`|| ${text}\` derrière \`${migration}\` démarre le serveur quand la migration échoue, et seulement alors`,
      );
    case 'background':
      return both(
        `\`&\` sends \`${migration}\` to the background, and nobody asks how it ended`,
        `\`&\` envoie \`${migration}\` en arrière-plan, et rien ne demande comment elle s'est terminée`,
      );
    case 'sequence':
      return both(
        `the shell runs the next command whether \`${migration}\` succeeded or not`,
        `le shell exécute la commande suivante, que \`${migration}\` ait réussi ou non`,
      );
  }
}

/** What comes next although the migration failed. */
function consequence({ swallow, step, contracts }: Placed): Bilingual {
  const names = platformNames(contracts);
  if (step === 'pre-deploy')
    return both(
      `On ${names.en}, the step before the deploy then counts as passed, and the new version goes live on the old tables.`,
      `Sur ${names.fr}, l'étape d'avant le déploiement compte alors comme réussie, et la nouvelle version entre en service sur les anciennes tables.`,
    );
  if (step === 'build' && swallow.way === 'or')
    return both(
      `On ${names.en}, the build then goes on as if nothing had failed, and the new version goes live on the old tables.`,
      `Sur ${names.fr}, la construction continue alors comme si rien n'avait échoué, et la nouvelle version entre en service sur les anciennes tables.`,
    );
  if (step === 'build')
    return both(
      `On ${names.en}, the result of the last command is that of the whole build: it passes, and the new version goes live on the old tables.`,
      `Sur ${names.fr}, le résultat de la dernière commande est celui de toute la construction : elle réussit, et la nouvelle version entre en service sur les anciennes tables.`,
    );
  const { next } = swallow;
  const what = next
    ? both(`\`${next}\` then runs`, `\`${next}\` s'exécute alors`)
    : both('the rest of the start command then runs', "la suite de la commande de démarrage s'exécute alors");
  return both(
    `On ${names.en}, ${what.en} on the old tables: the deploy is green, and requests fail on the column or table that is missing.`,
    `Sur ${names.fr}, ${what.fr} sur les anciennes tables : le déploiement est vert, et les requêtes échouent sur la colonne ou la table qui manque.`,
  );
}

/** The others on the way to the same server, as a sentence with a space before it. */
function alsoLost([, ...others]: Group): Bilingual {
  if (others.length === 0) return both('', '');
  const places = others.map(({ swallow, text }) => `\`${swallow.migration}\` (\`${text.source.path}\`)`);
  const list = [...new Set(places)].join(', ');
  return both(
    ` A failure gets lost on the same way here, too: ${list}.`,
    ` Un échec se perd aussi ici, sur le même chemin : ${list}.`,
  );
}

export function message(group: Group): Finding['message'] {
  const [placed] = group;
  const how = lost(placed);
  const also = alsoLost(group);
  return {
    what: both(`${capital(how.en)}.${also.en}`, `${capital(how.fr)}.${also.fr}`),
    why: consequence(placed),
    todo: both(
      'Let the failure end the command: `&&` between the migration and what follows, or `set -e`.',
      "Laisser l'échec terminer la commande : `&&` entre la migration et la suite, ou `set -e`.",
    ),
  };
}

function capital(text: string): string {
  return text.startsWith('`') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

export function paragraph(group: Group, remedies: readonly Remedy[]): Paragraph {
  const [placed] = group;
  const also = alsoLost(group);
  const { text, swallow } = placed;
  const { path } = text.source;
  const { migration } = swallow;
  const how = lost(placed);
  return {
    now: both(`In \`${path}\`, ${how.en}.${also.en}`, `Dans \`${path}\`, ${how.fr}.${also.fr}`),
    effect: consequence(placed),
    change: both(
      remedies.map((remedy) => CHANGE[remedy].en).join(' '),
      remedies.map((remedy) => CHANGE[remedy].fr).join(' '),
    ),
    guarantee: both(
      `What follows runs only after \`${migration}\` has succeeded; a failure ends the step with its error in the log.`,
      `La suite ne s'exécute qu'après le succès de \`${migration}\` ; un échec termine l'étape, son erreur dans le journal.`,
    ),
  };
}

const CHANGE: Readonly<Record<Remedy, Bilingual>> = {
  joined: both(
    'The patch takes away what hides the failure, so that only a success leads on (`&&`).',
    "Le patch retire ce qui cache l'échec : seul un succès mène à la suite (`&&`).",
  ),
  exit: both(
    'The patch puts `|| exit 1` behind the migration; the other commands may fail as before.',
    'Le patch met `|| exit 1` derrière la migration ; les autres commandes peuvent échouer comme avant.',
  ),
  build: both(
    'The patch puts `set -o errexit` on top of the script, as the guides of the platforms have it: the build stops at the first command that fails, an install among them.',
    "Le patch met `set -o errexit` en tête du script, comme dans les guides des plateformes : la construction s'arrête à la première commande qui échoue, installation comprise.",
  ),
  errexit: both(
    'The patch puts `set -e` under the first line of the script: the shell stops at the first command that fails.',
    "Le patch met `set -e` sous la première ligne du script : le shell s'arrête à la première commande qui échoue.",
  ),
};

/** What a person does with compose files, whose command takes the place of the image's. */
export function composeSteps(paths: readonly string[]): Bilingual[] {
  const names = paths.map((path) => `\`${path}\``);
  return [
    both(
      `The failure gets lost in the command of ${names.join(' and ')} as well: join its parts by \`&&\`.`,
      `L'échec se perd aussi dans la commande de ${names.join(' et ')} : en relier les parties par \`&&\`.`,
    ),
  ];
}

/** The first line of a call, for a title. */
function short(written: string): string {
  const [first = '', ...more] = written.split('\n');
  return more.length > 0 ? `${first.trim()}…` : first;
}

export function handledTitle({ written }: Handled): Bilingual {
  const call = short(written);
  return both(`A failure of \`${call}\` stops nothing`, `Un échec de \`${call}\` n'arrête rien`);
}

/** `except ValueError` and `except Exception`. */
function clausesOf({ clauses }: Handled): Bilingual {
  const names = clauses.map((clause) => `\`${clause}\``);
  return both(names.join(' and '), names.join(' et '));
}

function handledStands(handled: Handled): Bilingual {
  const { written, span, clauses } = handled;
  const call = short(written);
  const names = clausesOf(handled);
  return clauses.length === 0
    ? both(
        `\`${span.path}\` runs \`${call}\` and does not ask how it ended: \`subprocess.run\` raises only with \`check=True\`.`,
        `\`${span.path}\` exécute \`${call}\` sans demander comment cela s'est terminé : \`subprocess.run\` ne lève d'erreur qu'avec \`check=True\`.`,
      )
    : both(
        `\`${span.path}\` runs \`${call}\` when the service starts, and its failure is only written to the log (${names.en}).`,
        `\`${span.path}\` exécute \`${call}\` au démarrage du service, et son échec est seulement écrit dans le journal (${names.fr}).`,
      );
}

function handledEffect({ contracts }: Handled): Bilingual {
  const names = platformNames(contracts);
  return both(
    `On ${names.en}, the server then starts on the old tables: the deploy is green, and requests fail on the column or table that is missing.`,
    `Sur ${names.fr}, le serveur démarre alors sur les anciennes tables : le déploiement est vert, et les requêtes échouent sur la colonne ou la table qui manque.`,
  );
}

export function handledMessage(handled: Handled): Finding['message'] {
  return {
    what: handledStands(handled),
    why: handledEffect(handled),
    todo:
      handled.clauses.length === 0
        ? both('Give the call `check=True`.', "Donner `check=True` à l'appel.")
        : both('Raise the error again after logging it.', "Relancer l'erreur après l'avoir journalisée."),
  };
}

export function handledParagraph(handled: Handled): Paragraph {
  const { clauses } = handled;
  const names = clausesOf(handled);
  return {
    now: handledStands(handled),
    effect: handledEffect(handled),
    change:
      clauses.length === 0
        ? both('The patch gives the call `check=True`.', "Le patch donne `check=True` à l'appel.")
        : both(
            `The patch ends ${names.en} with \`raise\`: the message stays, and the failure goes on.`,
            `Le patch termine ${names.fr} par \`raise\` : le message reste, et l'échec se propage.`,
          ),
    guarantee: both(
      'The service starts only after its migration has succeeded; else the platform keeps the version that runs, and the log ends with the error.',
      "Le service ne démarre qu'après le succès de sa migration ; sinon la plateforme garde la version en cours, et le journal se termine par l'erreur.",
    ),
  };
}

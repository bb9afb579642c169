import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'The process has something to end well, and never hears that it is to end.',
  "Le processus a quelque chose à terminer proprement, et n'apprend jamais qu'il doit finir.",
);

/** What the texts of this rule talk about. */
export type Evidence =
  | { kind: 'hook' | 'processor'; name: string; path: string; main: readonly string[] }
  /** `closed`: what the patch closes; null where a person has to see to it. */
  | { kind: 'worker'; name: string; path: string; closed: string | null; isOne: boolean; isNest: boolean }
  /** `words`: the command that takes the place of `program`. */
  | { kind: 'shell'; name: string; path: string; program: string; words: readonly string[] };

interface Texts {
  title: Bilingual;
  message: Finding['message'];
  patch: Bilingual;
  paragraph: Paragraph;
}

export function textsOf(evidence: Evidence, contract: Contract): Texts {
  const { title, now, why, todo, patch, change, guarantee } = partsOf(evidence, contract);
  return {
    title,
    message: { what: now, why, todo },
    patch,
    paragraph: { now, effect: why, change, guarantee },
  };
}

interface Parts {
  title: Bilingual;
  now: Bilingual;
  why: Bilingual;
  todo: Bilingual;
  patch: Bilingual;
  change: Bilingual;
  guarantee: Bilingual;
}

function partsOf(evidence: Evidence, contract: Contract): Parts {
  if (evidence.kind === 'shell') return shell(evidence, contract);
  return evidence.kind === 'worker' ? worker(evidence, contract) : hook(evidence, contract);
}

/** When a process is told to end, within a sentence. */
const DEPLOY = both('Each deploy and each restart', 'Chaque déploiement et chaque redémarrage');

function hook(evidence: Extract<Evidence, { kind: 'hook' | 'processor' }>, { title }: Contract): Parts {
  const { name, path, main, kind } = evidence;
  const file = main.map((one) => `\`${one}\``).join(', ');
  const what =
    kind === 'processor'
      ? both(
          `\`${name}\` in \`${path}\` works on a queue, and Nest closes its worker in a shutdown hook. \`enableShutdownHooks()\` is never called.`,
          `\`${name}\` dans \`${path}\` traite une file d'attente, et Nest ferme son worker dans un crochet d'arrêt. \`enableShutdownHooks()\` n'est jamais appelé.`,
        )
      : both(
          `\`${name}\` in \`${path}\` is to run when the process ends, and \`enableShutdownHooks()\` is never called.`,
          `\`${name}\` dans \`${path}\` doit s'exécuter quand le processus se termine, et \`enableShutdownHooks()\` n'est jamais appelé.`,
        );
  const lost =
    kind === 'processor'
      ? both(
          'A job that is under way is cut off, and the queue gives it out again once its lock has expired: what it did by then is done twice.',
          "Une tâche en cours est coupée, et la file la redonne une fois son verrou expiré : ce qu'elle avait déjà fait est fait deux fois.",
        )
      : both(
          'What the hook ends or saves is cut off instead.',
          'Ce que le crochet termine ou enregistre est donc coupé.',
        );
  return {
    title: both('Nest never runs its shutdown hooks', "Nest n'exécute jamais ses crochets d'arrêt"),
    now: what,
    why: both(
      `${DEPLOY.en} on ${title.en} ends the process with SIGTERM. Nest listens to no signal unless it is told to, so that Node ends at once. ${lost.en}`,
      `${DEPLOY.fr} sur ${title.fr} termine le processus par SIGTERM. Nest n'écoute aucun signal sans qu'on le lui dise, et Node s'arrête aussitôt. ${lost.fr}`,
    ),
    todo: both(
      `Call \`app.enableShutdownHooks()\` in ${file}.`,
      `Appeler \`app.enableShutdownHooks()\` dans ${file}.`,
    ),
    patch: both('Run the shutdown hooks', "Exécuter les crochets d'arrêt"),
    change: both(
      `The patch calls \`enableShutdownHooks()\` in ${file}.`,
      `Le patch appelle \`enableShutdownHooks()\` dans ${file}.`,
    ),
    guarantee: both(
      'On SIGTERM, Nest runs the hooks of all providers, in its documented order, and the process ends when they are done. One that takes longer than the platform waits is ended by force, as before.',
      "À SIGTERM, Nest exécute les crochets de tous les fournisseurs, dans l'ordre documenté, et le processus se termine quand ils ont fini. S'ils durent plus longtemps que la plateforme n'attend, le processus est arrêté de force, comme avant.",
    ),
  };
}

function worker(
  { name, path, closed, isOne, isNest }: Extract<Evidence, { kind: 'worker' }>,
  { title }: Contract,
): Parts {
  const close = closed ?? 'worker';
  return {
    title: both('A job is cut off when the process ends', "Une tâche est coupée quand le processus s'arrête"),
    now: both(
      `\`${path}\` starts a worker of ${name}, and no code listens to SIGTERM.`,
      `\`${path}\` démarre un worker ${name}, et aucun code n'écoute SIGTERM.`,
    ),
    why: both(
      `${DEPLOY.en} on ${title.en} ends the process with SIGTERM. The job under way is cut off and counts as stalled: once its lock has expired it runs again from the start, and what it had done by then is done twice.`,
      `${DEPLOY.fr} sur ${title.fr} termine le processus par SIGTERM. La tâche en cours est coupée et compte comme bloquée : une fois son verrou expiré, elle repart du début, et ce qu'elle avait déjà fait est fait deux fois.`,
    ),
    todo: isNest
      ? both(
          '`await` the `close()` of the worker in `onModuleDestroy` of its provider, and call `app.enableShutdownHooks()` in the main file.',
          'Attendre (`await`) le `close()` du worker dans `onModuleDestroy` de son fournisseur, et appeler `app.enableShutdownHooks()` dans le fichier principal.',
        )
      : !isOne
        ? both(
            'Listen to SIGTERM once: `await` the `close()` of every worker there, then `process.exit(0)`.',
            'Écouter SIGTERM une fois : y attendre (`await`) le `close()` de chaque worker, puis `process.exit(0)`.',
          )
        : both(
            `On SIGTERM, \`await ${close}.close()\`, then \`process.exit(0)\`.`,
            `À SIGTERM, \`await ${close}.close()\`, puis \`process.exit(0)\`.`,
          ),
    patch: both('Finish the job, then end', 'Terminer la tâche, puis finir'),
    change: both(
      `The patch listens to SIGTERM: \`${close}.close()\` takes no further job and waits for the one under way, then the process ends.`,
      `Le patch écoute SIGTERM : \`${close}.close()\` ne prend plus de tâche et attend celle qui est en cours, puis le processus se termine.`,
    ),
    guarantee: both(
      'A job that ends within the time that the platform waits is finished and counted once. A longer one is cut off as before.',
      'Une tâche qui finit dans le délai laissé par la plateforme est achevée et comptée une fois. Une plus longue est coupée comme avant.',
    ),
  };
}

function shell(
  { name, path, program, words }: Extract<Evidence, { kind: 'shell' }>,
  { title }: Contract,
): Parts {
  const direct = `CMD [${words.map((word) => `"${word}"`).join(', ')}]`;
  const isShell = program === 'sh';
  return {
    title: isShell
      ? both(
          'A shell stands between the signal and the server',
          'Un shell se tient entre le signal et le serveur',
        )
      : both(
          `${program} stands between the signal and the server`,
          `${program} se tient entre le signal et le serveur`,
        ),
    now: isShell
      ? both(
          `\`${path}\` starts \`${name}\` by a shell, which is the first process of the container. The code waits for a signal to end well.`,
          `\`${path}\` démarre \`${name}\` par un shell, qui est le premier processus du conteneur. Le code attend un signal pour finir proprement.`,
        )
      : both(
          `\`${path}\` starts \`${name}\`: the first process of the container is ${program}, which runs node through a shell. The code waits for a signal to end well.`,
          `\`${path}\` démarre \`${name}\` : le premier processus du conteneur est ${program}, qui lance node à travers un shell. Le code attend un signal pour finir proprement.`,
        ),
    why: both(
      `${DEPLOY.en} on ${title.en} sends SIGTERM to the first process alone. The shell of this image does not hand it on: node is ended by force, and nothing that the code does on the signal happens.`,
      `${DEPLOY.fr} sur ${title.fr} envoie SIGTERM au seul premier processus. Le shell de cette image ne le transmet pas : node est arrêté de force, et rien de ce que le code fait à ce signal n'a lieu.`,
    ),
    todo: both(`Start node itself: \`${direct}\`.`, `Démarrer node lui-même : \`${direct}\`.`),
    patch: both('Start node itself', 'Démarrer node lui-même'),
    change: both(
      `The patch writes what it runs in its place: \`${direct}\`.`,
      `Le patch écrit à la place ce qui s'exécute : \`${direct}\`.`,
    ),
    guarantee: both(
      'The same file is started in the same folder, and node gets the signal itself. A later change of the script has to be made here as well.',
      'Le même fichier est démarré dans le même dossier, et node reçoit lui-même le signal. Un changement ultérieur du script est à faire ici aussi.',
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import type { Handler } from './handlers.ts';
import type { WorkerPlan } from './plan.ts';

export const SUMMARY: Bilingual = both(
  'A handler does minutes of work inside a function that the platform calls: video, a browser.',
  'Un gestionnaire fait des minutes de travail dans une fonction que la plateforme appelle : de la vidéo, un navigateur.',
);

interface Texts {
  title: Bilingual;
  message: Finding['message'];
  patch: Bilingual;
  paragraph: Paragraph;
  /** What a person does: all of it, or what remains after the patch. */
  steps: Bilingual[];
}

/** Callers that are named one by one. */
const NAMED = 6;

export function textsOf(
  first: Handler,
  handlers: readonly Handler[],
  plan: WorkerPlan,
  { title }: Contract,
): Texts {
  const program = first.program === 'ffmpeg' ? 'ffmpeg' : 'Chromium';
  const others = handlers.length - 1;
  const more =
    others === 0
      ? both('', '')
      : both(
          `, and ${others} more ${others === 1 ? 'handler does' : 'handlers do'} such work`,
          `, et ${others} ${others === 1 ? 'autre gestionnaire fait' : 'autres gestionnaires font'} un tel travail`,
        );
  const now = both(
    `The handler of \`${first.url}\` in \`${first.path}\` runs ${program} inside a request${more.en}.`,
    `Le gestionnaire de \`${first.url}\` dans \`${first.path}\` exécute ${program} pendant une requête${more.fr}.`,
  );
  const why = first.isBundled
    ? both(
        `On ${title.en}, handlers are functions: the work is cut off when the function's time is up, ends when the visitor has waited through all of it, and takes and gives no more than 4.5 MB.`,
        `Sur ${title.fr}, les gestionnaires sont des fonctions : le travail est coupé quand le temps de la fonction est écoulé, oblige le visiteur à l'attendre jusqu'au bout, et ne reçoit ni ne rend plus de 4,5 Mo.`,
      )
    : both(
        `On ${title.en}, handlers are functions: no ${program} is installed there, so that the call fails, and work that takes longer than the function's time is cut off.`,
        `Sur ${title.fr}, les gestionnaires sont des fonctions : ${program} n'y est pas installé, si bien que l'appel échoue, et un travail plus long que le temps de la fonction est coupé.`,
      );
  const todo = both(
    'Put the work into a job table, and run it in a worker: a process that stays, on a platform that runs servers.',
    "Mettre le travail dans une table de tâches, et l'exécuter dans un worker : un processus qui reste, sur une plateforme qui exécute des serveurs.",
  );
  const files = plan.files?.map(({ path }) => `\`${path}\``).join(', ') ?? '';
  return {
    title: both(
      `${handlers.length === 1 ? `\`${first.url}\` runs` : `${handlers.length} handlers run`} ${program} inside a function`,
      `${handlers.length === 1 ? `\`${first.url}\` exécute` : `${handlers.length} gestionnaires exécutent`} ${program} dans une fonction`,
    ),
    message: { what: now, why, todo },
    patch: both('A worker for work of minutes', 'Un worker pour les minutes de travail'),
    paragraph: {
      now,
      effect: why,
      change: both(
        `The patch adds a worker and changes nothing that is there: ${files}. The worker calls the handlers themselves, ${urlsOf(plan.moved)}, with the body that the client sends to \`${plan.route}\`.`,
        `Le patch ajoute un worker et ne change rien de ce qui existe : ${files}. Le worker appelle les gestionnaires eux-mêmes, ${urlsOf(plan.moved)}, avec le corps que le client envoie à \`${plan.route}\`.`,
      ),
      guarantee: both(
        'A job is taken by one worker only, is finished when the process is told to end, and keeps its result or its error in the table. Until the client calls the new route, everything works as before.',
        "Une tâche n'est prise que par un seul worker, est achevée quand le processus doit finir, et garde son résultat ou son erreur dans la table. Tant que le client n'appelle pas la nouvelle route, tout fonctionne comme avant.",
      ),
    },
    steps: plan.files ? afterPatch(plan) : byHand(handlers, plan),
  };
}

function urlsOf(handlers: readonly Handler[]): string {
  return handlers.map(({ url }) => `\`${url}\``).join(', ');
}

/** What remains: the table, the deploy, the client. */
function afterPatch(plan: WorkerPlan): Bilingual[] {
  const { variables, packages, route } = plan;
  const headers = [...new Set(plan.moved.flatMap((handler) => handler.headers))];
  const kept =
    headers.length === 0
      ? []
      : [
          both(
            `The handlers read ${list(headers)}: the table holds what was sent in them until the job ends. A token that runs out before the job begins makes it fail.`,
            `Les gestionnaires lisent ${list(headers)} : la table garde ce qui y a été envoyé jusqu'à la fin de la tâche. Un jeton qui expire avant le début de la tâche la fait échouer.`,
          ),
        ];
  return [
    both(
      'Create the table: run `worker/jobs.sql` in Supabase.',
      'Créer la table : exécuter `worker/jobs.sql` dans Supabase.',
    ),
    both(
      `Deploy the worker from \`worker/Dockerfile\`, built in the folder above it, as one service with the health path \`/health\`. The image holds ${list(packages)}. Variables: \`${variables.url}\`, \`${variables.key}\`, those of the handlers, and \`POLL_INTERVAL\` in milliseconds (5000). \`/stats\` tells what it has done.`,
      `Déployer le worker depuis \`worker/Dockerfile\`, construit dans le dossier au-dessus, comme un seul service avec le chemin de santé \`/health\`. L'image contient ${list(packages)}. Variables : \`${variables.url}\`, \`${variables.key}\`, celles des gestionnaires, et \`POLL_INTERVAL\` en millisecondes (5000). \`/stats\` dit ce qu'il a fait.`,
    ),
    clientStep(plan),
    both(
      `A handler that writes files leaves them on the disk of the worker: put what the client is to see into storage, and answer with its address.`,
      `Un gestionnaire qui écrit des fichiers les laisse sur le disque du worker : mettre dans un stockage ce que le client doit voir, et répondre par son adresse.`,
    ),
    ...kept,
    both(
      `Whoever may reach \`${route}\` may add jobs: check the login there as the handlers do.`,
      `Quiconque peut joindre \`${route}\` peut ajouter des tâches : y vérifier la connexion comme le font les gestionnaires.`,
    ),
  ];
}

/** The whole plan, where the files cannot be made. */
function byHand(handlers: readonly Handler[], plan: WorkerPlan): Bilingual[] {
  const { existing, packages, reason } = plan;
  const begin =
    reason === 'existing' && existing !== null
      ? [
          both(
            `\`${existing}\` runs such work in a process that stays: have it take what these handlers do too (${paths(handlers)}).`,
            `\`${existing}\` fait un tel travail dans un processus qui reste : lui faire prendre aussi ce que font ces gestionnaires (${paths(handlers)}).`,
          ),
        ]
      : [
          both(
            'A table `background_jobs` (id, task, body, status, result, error, times), or a queue such as BullMQ where a Redis is there.',
            "Une table `background_jobs` (id, task, body, status, result, error, dates), ou une file comme BullMQ s'il y a un Redis.",
          ),
          both(
            `A worker with its own Dockerfile: \`FROM node:22-slim\`, \`apt-get install -y ${packages.join(' ')}\`. It looks for a job every 5 seconds (\`POLL_INTERVAL\`), answers \`/health\` and \`/stats\`, finishes its job on SIGTERM, and does what these handlers do: ${paths(handlers)}.`,
            `Un worker avec son propre Dockerfile : \`FROM node:22-slim\`, \`apt-get install -y ${packages.join(' ')}\`. Il cherche une tâche toutes les 5 secondes (\`POLL_INTERVAL\`), répond à \`/health\` et \`/stats\`, achève sa tâche à SIGTERM, et fait ce que font ces gestionnaires : ${paths(handlers)}.`,
          ),
        ];
  const enqueue = both(
    'A route that checks the login as the handlers do, writes the job and answers 202 with its id, and one that tells how a job stands. Uploads go to storage first, and the job holds their address.',
    "Une route qui vérifie la connexion comme le font les gestionnaires, écrit la tâche et répond 202 avec son id, et une autre qui dit où en est une tâche. Les fichiers envoyés vont d'abord dans un stockage, et la tâche garde leur adresse.",
  );
  return [...begin, enqueue, clientStep(plan)];
}

function clientStep({ callers, route, files }: WorkerPlan): Bilingual {
  const named = callers
    .slice(0, NAMED)
    .map((caller) => `\`${caller}\``)
    .join(', ');
  const rest = callers.length - NAMED;
  const where =
    callers.length === 0
      ? both('Wherever the client calls the handlers', 'Partout où le client appelle les gestionnaires')
      : both(
          `In ${named}${rest > 0 ? ` and ${rest} more places` : ''}`,
          `Dans ${named}${rest > 0 ? ` et ${rest} autres endroits` : ''}`,
        );
  return files
    ? both(
        `${where.en}: send \`{ task: '/api/…', body }\` to \`${route}\`, keep the id, and ask \`${route}?id=…\` every few seconds until the status is \`done\` or \`failed\`.`,
        `${where.fr} : envoyer \`{ task: '/api/…', body }\` à \`${route}\`, garder l'id, et interroger \`${route}?id=…\` toutes les quelques secondes jusqu'au statut \`done\` ou \`failed\`.`,
      )
    : both(
        `${where.en}: call the route that writes the job, keep the id, and ask every few seconds until the job is done or failed.`,
        `${where.fr} : appeler la route qui écrit la tâche, garder l'id, et interroger toutes les quelques secondes jusqu'à ce que la tâche soit finie ou en échec.`,
      );
}

function paths(handlers: readonly Handler[]): string {
  const named = handlers.slice(0, NAMED).map(({ path }) => `\`${path}\``);
  return [...named, ...(handlers.length > NAMED ? ['…'] : [])].join(', ');
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { HealthCheck } from '@unblock/engine/services/health-check';

export const SUMMARY: Bilingual = both(
  'The manifest names no health path, or one that nothing answers.',
  'Le manifeste ne nomme aucun chemin de santé, ou un chemin auquel rien ne répond.',
);

export const NO_PLACE: Skip = {
  skip: both(
    'neither the manifest nor the code has a sure place for it',
    "ni le manifeste ni le code n'offrent de place sûre pour cela",
  ),
};

/** What the texts of a missing health path talk about. */
export interface Place {
  manifest: string;
  /** The path to name: `/api/health`. */
  path: string;
  /** The file of the route, or the one that gets it. */
  file: string;
  contract: HealthCheck['contract'];
}

/** What the texts of a wrong health path talk about. */
export interface Wrong extends Omit<Place, 'path'> {
  /** The path the manifest names now. */
  asked: string;
  /** The path that answers instead; null where there is none, or more than one. */
  path: string | null;
  /** The status that the asked path answers with. */
  status: number;
  /** The route itself is added. */
  isNew: boolean;
}

interface Texts {
  title: Bilingual;
  message: Finding['message'];
  patch: Bilingual;
  paragraph: Paragraph;
}

export function unset({ manifest, path, file, contract }: Place, isNew: boolean): Texts {
  const { title, health } = contract;
  const { without, failing } = health.value;
  return {
    title: both(`${manifest} names no health path`, `${manifest} ne nomme aucun chemin de santé`),
    message: {
      what: isNew
        ? both(
            `\`${manifest}\` names no health path, and the application has no route made for one.`,
            `\`${manifest}\` ne nomme aucun chemin de santé, et l'application n'a pas de route faite pour cela.`,
          )
        : both(
            `\`${manifest}\` names no health path, though \`${file}\` answers \`${path}\`.`,
            `\`${manifest}\` ne nomme aucun chemin de santé, alors que \`${file}\` répond à \`${path}\`.`,
          ),
      why: both(`On ${title.en}: ${lower(without.en)}`, `Sur ${title.fr} : ${lower(without.fr)}`),
      todo: isNew
        ? both(
            `Answer \`${path}\` without any work, and name it as the health path.`,
            `Répondre à \`${path}\` sans aucun travail, et le nommer comme chemin de santé.`,
          )
        : both(`Name \`${path}\` as the health path.`, `Nommer \`${path}\` comme chemin de santé.`),
    },
    patch: isNew
      ? both(`Answer and check ${path}`, `Répondre à ${path} et le contrôler`)
      : both(`Check ${path}`, `Contrôler ${path}`),
    paragraph: {
      now: isNew
        ? both(
            `\`${manifest}\` names no health path for its web process, and no route of the application is made for one.`,
            `\`${manifest}\` ne nomme aucun chemin de santé pour son processus web, et aucune route de l'application n'est faite pour cela.`,
          )
        : both(
            `\`${manifest}\` names no health path for its web process; \`${file}\` answers \`${path}\` without a login and without any work.`,
            `\`${manifest}\` ne nomme aucun chemin de santé pour son processus web ; \`${file}\` répond à \`${path}\` sans connexion et sans aucun travail.`,
          ),
      effect: both(
        `On ${title.en}: ${lower(without.en)} A version that starts and fails afterwards replaces one that works.`,
        `Sur ${title.fr} : ${lower(without.fr)} Une version qui démarre puis échoue remplace alors celle qui fonctionne.`,
      ),
      change: isNew
        ? both(
            `The patch adds a route \`${path}\` to \`${file}\` that answers 200 without any work, and names it in \`${manifest}\`.`,
            `Le patch ajoute à \`${file}\` une route \`${path}\` qui répond 200 sans aucun travail, et la nomme dans \`${manifest}\`.`,
          )
        : both(
            `The patch names \`${path}\` as the health path in \`${manifest}\`.`,
            `Le patch nomme \`${path}\` comme chemin de santé dans \`${manifest}\`.`,
          ),
      guarantee: both(
        `${title.en} waits for an answer from \`${path}\` before requests reach a new version. From now on a deploy depends on that route. Without an answer from it, ${lower(failing.en)}`,
        `${title.fr} attend une réponse de \`${path}\` avant d'envoyer des requêtes à une nouvelle version. Un déploiement dépend désormais de cette route. Sans réponse de sa part, ${lower(failing.fr)}`,
      ),
    },
  };
}

export function wrong(place: Wrong): Texts {
  const { manifest, asked, path, status, isNew, file, contract } = place;
  const { title, health, healthCheck } = contract;
  const { failing } = health.value;
  const wanted = healthCheck.value === '200' ? both('200', '200') : both('2xx or 3xx', '2xx ou 3xx');
  const isRedirect = status !== 404;
  const what = isRedirect
    ? both(
        `\`${manifest}\` has \`${asked}\` checked, which the application redirects to \`${path}\` (${status}).`,
        `\`${manifest}\` fait contrôler \`${asked}\`, que l'application redirige vers \`${path}\` (${status}).`,
      )
    : both(
        `\`${manifest}\` has \`${asked}\` checked, and no route of the application answers it (404).`,
        `\`${manifest}\` fait contrôler \`${asked}\`, et aucune route de l'application n'y répond (404).`,
      );
  const remedy =
    path !== null
      ? both(`Name \`${path}\` instead.`, `Nommer \`${path}\` à la place.`)
      : both(
          `Answer \`${asked}\` in \`${file}\`, or name a path that is answered.`,
          `Répondre à \`${asked}\` dans \`${file}\`, ou nommer un chemin auquel l'application répond.`,
        );
  return {
    title: isRedirect
      ? both(`The health path ${asked} is redirected`, `Le chemin de santé ${asked} est redirigé`)
      : both(`Nothing answers the health path ${asked}`, `Rien ne répond au chemin de santé ${asked}`),
    message: {
      what,
      why: both(
        `${title.en} needs the status ${wanted.en} from it. ${failing.en}`,
        `${title.fr} attend de lui le statut ${wanted.fr}. ${failing.fr}`,
      ),
      todo: remedy,
    },
    patch: isNew
      ? both(`Answer ${asked}`, `Répondre à ${asked}`)
      : both(`Check ${path ?? asked}`, `Contrôler ${path ?? asked}`),
    paragraph: {
      now: what,
      effect: both(
        `${title.en} needs the status ${wanted.en} from the health path. ${failing.en}`,
        `${title.fr} attend du chemin de santé le statut ${wanted.fr}. ${failing.fr}`,
      ),
      change: isNew
        ? both(
            `The patch adds a route \`${asked}\` to \`${file}\` that answers 200 without any work.`,
            `Le patch ajoute à \`${file}\` une route \`${asked}\` qui répond 200 sans aucun travail.`,
          )
        : both(
            `The patch names \`${path}\`, which the application answers, in the place of \`${asked}\`.`,
            `Le patch nomme \`${path}\`, auquel l'application répond, à la place de \`${asked}\`.`,
          ),
      guarantee: both(
        `The path that ${title.en} asks for is one that the application answers by itself; no other route changes.`,
        `Le chemin que ${title.fr} demande est un chemin auquel l'application répond d'elle-même ; aucune autre route ne change.`,
      ),
    },
  };
}

/** A sentence after a colon. */
function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

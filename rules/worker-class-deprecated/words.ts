import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { AddedServer } from '@unblock/engine/dependencies/add-worker';

export const SUMMARY: Bilingual = both(
  'gunicorn runs a worker class that its package is about to drop, or has dropped.',
  "gunicorn emploie une classe de worker que son paquet va retirer, ou qu'il a retirée.",
);

export const TITLE: Bilingual = both(
  'The worker class of `uvicorn.workers` is deprecated',
  'La classe de worker de `uvicorn.workers` est dépréciée',
);

/** Title of the patch for `uvicorn.workers`. */
export const PATCH: Bilingual = both(
  'Take the worker class from uvicorn-worker',
  "Prendre la classe de worker d'uvicorn-worker",
);

/** The worker class as it stands, what takes its place, and the file it stands in. */
export interface WorkerEvidence {
  written: string;
  successor: string;
  path: string;
  /** The only uvicorn that deploys install, and the file that says so. */
  pinned: { version: string; path: string } | null;
}

export function message({ written, successor, path, pinned }: WorkerEvidence): Finding['message'] {
  return {
    what: both(
      `\`${path}\` names the worker class by \`${written}\`.`,
      `\`${path}\` nomme la classe de worker par \`${written}\`.`,
    ),
    why: pinned
      ? both(
          `uvicorn has deprecated its module \`uvicorn.workers\` since 0.30 and will remove it. \`${pinned.path}\` holds uvicorn at ${pinned.version}, which has the class: deploys work until that version is raised to one without it.`,
          `uvicorn déprécie son module \`uvicorn.workers\` depuis la version 0.30 et le retirera. \`${pinned.path}\` tient uvicorn à la version ${pinned.version}, qui a la classe : les déploiements fonctionnent jusqu'au passage à une version qui ne l'a plus.`,
        )
      : both(
          'uvicorn has deprecated its module `uvicorn.workers` since 0.30 and will remove it: a deploy that installs a later uvicorn then ends at start, because gunicorn cannot import the class.',
          "uvicorn déprécie son module `uvicorn.workers` depuis la version 0.30 et le retirera : un déploiement qui installe alors un uvicorn plus récent s'arrête au démarrage, car gunicorn ne peut plus importer la classe.",
        ),
    todo: both(
      `Install \`uvicorn-worker\` and write \`${successor}\`.`,
      `Installer \`uvicorn-worker\` et écrire \`${successor}\`.`,
    ),
  };
}

export function paragraph(evidence: WorkerEvidence, added: AddedServer): Paragraph {
  const { what, why } = message(evidence);
  const { written, successor } = evidence;
  const packages = added.written.map((line) => `\`${line}\``);
  return {
    now: what,
    effect: why,
    change:
      packages.length > 0
        ? both(
            `The patch writes \`${successor}\` in place of \`${written}\` and adds ${packages.join(', ')} to \`${added.path}\`, both at once: one without the other does not start.`,
            `Le patch écrit \`${successor}\` à la place de \`${written}\` et ajoute ${packages.join(', ')} dans \`${added.path}\`, les deux ensemble : l'un sans l'autre ne démarre pas.`,
          )
        : both(
            `The patch writes \`${successor}\` in place of \`${written}\`; \`uvicorn-worker\` is installed already.`,
            `Le patch écrit \`${successor}\` à la place de \`${written}\` ; \`uvicorn-worker\` est déjà installé.`,
          ),
    guarantee: both(
      'The same class, from the package its authors maintain it in, in a version that accepts the uvicorn and the gunicorn you have; all other options stay.',
      "La même classe, prise dans le paquet où ses auteurs la maintiennent, dans une version qui accepte l'uvicorn et le gunicorn en place ; toutes les autres options restent.",
    ),
  };
}

export const EVENTLET_TITLE: Bilingual = both(
  'gunicorn 26 no longer has the eventlet worker',
  "gunicorn 26 n'a plus le worker eventlet",
);

/** Title of the patch for eventlet. */
export const EVENTLET_PATCH: Bilingual = both('Keep gunicorn below 26', 'Garder gunicorn sous la version 26');

/** The eventlet worker as it stands, and the gunicorn that is installed. */
export interface EventletEvidence {
  written: string;
  path: string;
  /** Specifier of gunicorn, '' without one. */
  version: string;
  manifest: string;
}

export function eventletMessage({ written, path, version, manifest }: EventletEvidence): Finding['message'] {
  return {
    what: both(
      `\`${path}\` runs gunicorn with the worker class \`${written}\`, and \`${manifest}\` asks for \`gunicorn${version}\`.`,
      `\`${path}\` lance gunicorn avec la classe de worker \`${written}\`, et \`${manifest}\` demande \`gunicorn${version}\`.`,
    ),
    why: both(
      'gunicorn 26.0.0 removed this worker, and this requirement lets 26 or later be installed: gunicorn then ends at start, because it knows no such worker class.',
      "gunicorn 26.0.0 a retiré ce worker, et cette dépendance laisse installer la version 26 ou une plus récente : gunicorn s'arrête alors au démarrage, faute de connaître cette classe.",
    ),
    todo: both(
      'Keep gunicorn below 26, or move to the `gevent` or `gthread` worker.',
      'Garder gunicorn sous la version 26, ou passer au worker `gevent` ou `gthread`.',
    ),
  };
}

export function eventletParagraph(evidence: EventletEvidence, written: string): Paragraph {
  const { what, why } = eventletMessage(evidence);
  return {
    now: what,
    effect: why,
    change: both(
      `The patch writes \`${written}\` in \`${evidence.manifest}\`. It does not choose another worker: code that waits for eventlet's patched sockets behaves differently under gevent or threads, and that is for you to test.`,
      `Le patch écrit \`${written}\` dans \`${evidence.manifest}\`. Il ne choisit pas un autre worker : du code qui compte sur les sockets modifiées par eventlet se comporte autrement sous gevent ou avec des threads, et cela demande vos essais.`,
    ),
    guarantee: both(
      'The platform installs a gunicorn that has the eventlet worker; the start command stays as it is.',
      'La plateforme installe un gunicorn qui a le worker eventlet ; la commande de démarrage reste telle quelle.',
    ),
  };
}

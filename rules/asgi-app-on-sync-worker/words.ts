import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { AddedServer } from '@unblock/engine/dependencies/add-worker';

export const SUMMARY: Bilingual = both(
  'The server calls the application by the wrong interface: ASGI under a WSGI worker, or WSGI under an ASGI server.',
  "Le serveur appelle l'application par la mauvaise interface : ASGI sous un worker WSGI, ou WSGI sous un serveur ASGI.",
);

/** Title of the patch for an ASGI application. */
export const ASGI_PATCH: Bilingual = both('Run an ASGI worker class', 'Employer une classe de worker ASGI');
/** Title of the patch for a WSGI application. */
export const WSGI_PATCH: Bilingual = both('Serve with gunicorn', 'Servir par gunicorn');

/** Why a command is not rewritten. */
export const BY_HAND: Bilingual = both(
  'an option of the command has no counterpart in gunicorn: write the command by hand',
  "une option de la commande n'a pas d'équivalent dans gunicorn : écrire la commande à la main",
);

/** What is started, by what. */
export interface Evidence {
  framework: string;
  /** Class whose `__call__` the server calls. */
  callable: string;
  /** `main:app`. */
  application: string;
  /** File of the command. */
  path: string;
  server: string;
  /** Worker class that is given; null for gunicorn's default. */
  worker: string | null;
}

export function asgiTitle({ framework }: Evidence): Bilingual {
  return both(
    `gunicorn calls a ${framework} application as WSGI`,
    `gunicorn appelle une application ${framework} en WSGI`,
  );
}

export function asgiMessage({
  framework,
  callable,
  application,
  path,
  worker,
}: Evidence): Finding['message'] {
  return {
    what: both(
      `\`${path}\` starts \`${application}\`, a ${framework} application, with ${worker ? `gunicorn's worker class \`${worker}\`` : "gunicorn's default worker class `sync`"}.`,
      `\`${path}\` démarre \`${application}\`, une application ${framework}, avec la classe de worker ${worker ? `\`${worker}\`` : 'par défaut `sync`'} de gunicorn.`,
    ),
    why: both(
      `That worker speaks WSGI, the application ASGI. The process starts, and every request is answered with 500: \`TypeError: ${callable}.__call__() missing 1 required positional argument: 'send'\`.`,
      `Ce worker parle WSGI, l'application ASGI. Le processus démarre, et chaque requête reçoit une erreur 500 : \`TypeError: ${callable}.__call__() missing 1 required positional argument: 'send'\`.`,
    ),
    todo: both(
      'Give gunicorn `-k uvicorn_worker.UvicornWorker` and install `uvicorn-worker`.',
      'Donner à gunicorn `-k uvicorn_worker.UvicornWorker` et installer `uvicorn-worker`.',
    ),
  };
}

export function asgiParagraph(evidence: Evidence, path: string, added: AddedServer): Paragraph {
  const { what, why } = asgiMessage(evidence);
  const packages = added.written.map((line) => `\`${line}\``).join(', ');
  return {
    now: what,
    effect: why,
    change: packages
      ? both(
          `The patch gives gunicorn the worker class \`uvicorn_worker.UvicornWorker\` in \`${path}\` and adds ${packages} to \`${added.path}\`, both at once: one without the other does not start.`,
          `Le patch donne à gunicorn la classe de worker \`uvicorn_worker.UvicornWorker\` dans \`${path}\` et ajoute ${packages} dans \`${added.path}\`, les deux ensemble : l'un sans l'autre ne démarre pas.`,
        )
      : both(
          `The patch gives gunicorn the worker class \`uvicorn_worker.UvicornWorker\` in \`${path}\`; \`uvicorn-worker\` is installed already.`,
          `Le patch donne à gunicorn la classe de worker \`uvicorn_worker.UvicornWorker\` dans \`${path}\` ; \`uvicorn-worker\` est déjà installé.`,
        ),
    guarantee: both(
      `gunicorn calls the ${evidence.framework} application as ASGI, with a class that the same patch has installed; address, number of workers and all other options stay.`,
      `gunicorn appelle l'application ${evidence.framework} en ASGI, avec une classe que le même patch fait installer ; l'adresse, le nombre de workers et toutes les autres options restent.`,
    ),
  };
}

export function wsgiTitle({ server, framework }: Evidence): Bilingual {
  return both(
    `${server} calls a ${framework} application as ASGI`,
    `${server} appelle une application ${framework} en ASGI`,
  );
}

/** `written` is the command for gunicorn; null where it has to be written by hand. */
export function wsgiMessage(
  { framework, callable, application, path, server }: Evidence,
  written: string | null,
): Finding['message'] {
  const command = written ?? `gunicorn ${application} --bind 0.0.0.0:$PORT`;
  return {
    what: both(
      `\`${path}\` starts \`${application}\`, a ${framework} application, with ${server}.`,
      `\`${path}\` démarre \`${application}\`, une application ${framework}, par ${server}.`,
    ),
    why: both(
      `${server} speaks ASGI, the application WSGI. The process starts, and every request is answered with 500: \`TypeError: ${callable}.__call__() missing 1 required positional argument: 'start_response'\`.`,
      `${server} parle ASGI, l'application WSGI. Le processus démarre, et chaque requête reçoit une erreur 500 : \`TypeError: ${callable}.__call__() missing 1 required positional argument: 'start_response'\`.`,
    ),
    todo: both(
      `Install \`gunicorn\` and start it with \`${command}\`.`,
      `Installer \`gunicorn\` et le démarrer par \`${command}\`.`,
    ),
  };
}

export function wsgiParagraph(evidence: Evidence, written: string, added: AddedServer): Paragraph {
  const { what, why } = wsgiMessage(evidence, written);
  const packages = added.written.map((line) => `\`${line}\``).join(', ');
  return {
    now: what,
    effect: why,
    change: packages
      ? both(
          `The patch starts \`${written}\` instead and adds ${packages} to \`${added.path}\`, both at once. Review it: the server is another program, with a time limit of 30 seconds for a request.`,
          `Le patch démarre \`${written}\` à la place et ajoute ${packages} dans \`${added.path}\`, les deux ensemble. À relire : le serveur est un autre programme, qui limite une requête à 30 secondes.`,
        )
      : both(
          `The patch starts \`${written}\` instead; gunicorn is installed already. Review it: the server is another program, with a time limit of 30 seconds for a request.`,
          `Le patch démarre \`${written}\` à la place ; gunicorn est déjà installé. À relire : le serveur est un autre programme, qui limite une requête à 30 secondes.`,
        ),
    guarantee: both(
      `gunicorn calls the ${evidence.framework} application as WSGI, on the address and with the number of workers that the command had.`,
      `gunicorn appelle l'application ${evidence.framework} en WSGI, sur l'adresse et avec le nombre de workers que la commande avait.`,
    ),
  };
}

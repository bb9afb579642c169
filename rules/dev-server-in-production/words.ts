import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { AddedRequirements } from '@unblock/engine/dependencies/add';
import type { DevelopmentServer } from '@unblock/engine/development';
import { written } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'The start command runs a server made for development: flask run, manage.py runserver, fastapi dev, app.run(), next dev, nodemon.',
  'La commande de démarrage lance un serveur fait pour le développement : flask run, manage.py runserver, fastapi dev, app.run(), next dev, nodemon.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both('A production server', 'Un serveur de production');

/** What the texts of this rule talk about. */
export interface DevelopmentEvidence {
  /** The command as it is written, and the file it stands in. */
  command: string;
  path: string;
  /** Name of the server for development. */
  server: string;
  /** The file whose call serves; null where the program itself does. */
  file: string | null;
  what: Bilingual;
}

/** The texts' view of a development server. */
export function describe({ started, call }: DevelopmentServer): DevelopmentEvidence {
  const { server } = started;
  const NAMES = { flask: 'flask run', django: 'manage.py runserver', fastapi: 'fastapi dev' } as const;
  const name =
    server.program === 'flask' || server.program === 'django' || server.program === 'fastapi'
      ? NAMES[server.program]
      : (call?.callee ?? '');
  return {
    command: written(server),
    path: server.text.source.path,
    server: call ? `${name}()` : name,
    file: call?.span.path ?? null,
    what: WHAT[
      server.program === 'fastapi' ? 'fastapi' : server.program === 'django' ? 'django' : 'werkzeug'
    ],
  };
}

const WHAT: Readonly<Record<'fastapi' | 'django' | 'werkzeug', Bilingual>> = {
  fastapi: both(
    'It watches the files, restarts when one changes, and listens on 127.0.0.1 by default.',
    "Il surveille les fichiers, redémarre quand l'un change, et n'écoute par défaut que sur 127.0.0.1.",
  ),
  django: both(
    'Django asks not to use it in production: it has gone through no security audit or performance test, and it restarts when a file changes.',
    "Django demande de ne pas l'utiliser en production : il n'a passé ni audit de sécurité ni essai de charge, et il redémarre quand un fichier change.",
  ),
  werkzeug: both(
    'Flask asks not to use it in production: it is neither efficient nor stable nor secure under real traffic, and nothing restarts it when it hangs.',
    "Flask demande de ne pas l'utiliser en production : il n'est ni efficace, ni stable, ni sûr sous un trafic réel, et rien ne le relance quand il se bloque.",
  ),
};

export function title({ server }: DevelopmentEvidence): Bilingual {
  return both(
    `The start command serves with ${server}, a development server`,
    `La commande de démarrage sert avec ${server}, un serveur de développement`,
  );
}

function now({ command, path, file, server }: DevelopmentEvidence): Bilingual {
  if (file === null)
    return both(
      `\`${path}\` starts the service with \`${command}\`.`,
      `\`${path}\` démarre le service par \`${command}\`.`,
    );
  return both(
    `\`${path}\` starts the service with \`${command}\`, and \`${file}\` ends in \`${server}\`.`,
    `\`${path}\` démarre le service par \`${command}\`, et \`${file}\` se termine par \`${server}\`.`,
  );
}

export function message(evidence: DevelopmentEvidence, contract: Contract): Finding['message'] {
  const { server, what } = evidence;
  return {
    what: now(evidence),
    why: both(
      `On ${contract.title.en}, every request is then answered by \`${server}\`. ${what.en}`,
      `Sur ${contract.title.fr}, c'est alors \`${server}\` qui répond à chaque requête. ${what.fr}`,
    ),
    todo: both(
      `Start the application with a production server${server === 'fastapi dev' ? ': `fastapi run`' : ' such as gunicorn or uvicorn'}.`,
      `Démarrer l'application avec un serveur de production${server === 'fastapi dev' ? ' : `fastapi run`' : ' comme gunicorn ou uvicorn'}.`,
    ),
  };
}

export function paragraph(
  evidence: DevelopmentEvidence,
  command: string,
  added: AddedRequirements | null,
  isGuarded: boolean,
): Paragraph {
  const { file, server, what } = evidence;
  const requirement = added
    ? both(
        ` and adds \`${added.written.join(' ')}\` to \`${added.path}\``,
        ` et ajoute \`${added.written.join(' ')}\` dans \`${added.path}\``,
      )
    : both('', '');
  const guard = isGuarded
    ? both(
        ` \`${server}\` stays for those who run \`${file}\` themselves, under \`if __name__ == "__main__"\`.`,
        ` \`${server}\` reste pour qui lance \`${file}\` lui-même, sous \`if __name__ == "__main__"\`.`,
      )
    : both('', '');
  return {
    now: now(evidence),
    effect: both(
      `Every request is answered by \`${server}\`. ${what.en}`,
      `C'est \`${server}\` qui répond à chaque requête. ${what.fr}`,
    ),
    change: both(
      `The patch starts \`${command}\` in its place${requirement.en}.${guard.en}`,
      `Le patch démarre \`${command}\` à la place${requirement.fr}.${guard.fr}`,
    ),
    guarantee: both(
      'The same application object is served, from the same folder, on the same port; what stands in front of the command stays. Whoever develops starts as before.',
      'Le même objet application est servi, depuis le même dossier, sur le même port ; ce qui précède la commande reste. Qui développe démarre comme avant.',
    ),
  };
}

/** The file does work beside the call that an import would not do. */
export function lostWork(path: string, statement: string): Skip {
  return {
    skip: both(
      `\`${statement}\` in ${path} runs only when the file itself is started: move it to where an import runs it first`,
      `\`${statement}\` dans ${path} ne s'exécute que si le fichier lui-même est lancé : le déplacer d'abord là où un import l'exécute`,
    ),
  };
}

export const UNKNOWN_APPLICATION: Skip = {
  skip: both(
    'the application object that the command serves cannot be proved from the code',
    "l'objet application que la commande sert ne peut pas être prouvé par le code",
  ),
};

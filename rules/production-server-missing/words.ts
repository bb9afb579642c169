import { type Bilingual, both, de, type Finding, type Paragraph } from '@unblock/engine';

export const SUMMARY: Bilingual = both(
  'No production server is among what the platform installs, or the start command names one that nobody installs.',
  "Aucun serveur de production parmi ce que la plateforme installe, ou la commande de démarrage en nomme un que personne n'installe.",
);

function code(names: readonly string[], and: string): string {
  return names.map((name) => `\`${name}\``).join(and);
}

export function commandTitle(missing: readonly string[]): Bilingual {
  return both(
    `Nothing installs ${missing.join(' and ')}, which the start command needs`,
    `Rien n'installe ${missing.join(' et ')}, dont la commande de démarrage a besoin`,
  );
}

export function commandMessage(
  missing: readonly string[],
  command: string,
  path: string,
  manifest: string,
): Finding['message'] {
  return {
    what: both(
      `\`${path}\` starts the service with \`${command}\`, and \`${manifest}\` does not install ${code(missing, ' and ')} for production.`,
      `\`${path}\` démarre le service par \`${command}\`, et \`${manifest}\` n'installe pas ${code(missing, ' et ')} pour la production.`,
    ),
    why: both(
      `The platform installs what \`${manifest}\` declares and nothing else: the process ends at once, with “command not found” or “No module named”.`,
      `La plateforme installe ce que déclare \`${manifest}\`, et rien d'autre : le processus s'arrête aussitôt, avec « command not found » ou « No module named ».`,
    ),
    todo: both(
      `Add ${code(missing, ' and ')} to the production requirements.`,
      `Ajouter ${code(missing, ' et ')} aux dépendances de production.`,
    ),
  };
}

export function commandParagraph(
  command: string,
  commandPath: string,
  path: string,
  written: readonly string[],
): Paragraph {
  return {
    now: both(
      `\`${commandPath}\` starts the service with \`${command}\`, but \`${path}\` does not declare what this command runs.`,
      `\`${commandPath}\` démarre le service par \`${command}\`, mais \`${path}\` ne déclare pas ce que cette commande exécute.`,
    ),
    effect: both(
      'The build succeeds, then every start fails: a package that is only on a laptop or in a development group is not on the platform.',
      "La construction réussit, puis chaque démarrage échoue : un paquet qui n'est que sur le poste du développeur, ou dans un groupe de développement, n'est pas sur la plateforme.",
    ),
    change: both(
      `The patch adds ${code(written, ' and ')} to \`${path}\`.`,
      `Le patch ajoute ${code(written, ' et ')} dans \`${path}\`.`,
    ),
    guarantee: both(
      'What the start command names is installed by the same file as the rest, in the notation of its neighbours; the command itself does not change.',
      'Ce que nomme la commande de démarrage est installé par le même fichier que le reste, dans la notation de ses voisins ; la commande elle-même ne change pas.',
    ),
  };
}

export function serverTitle(framework: string): Bilingual {
  return both(
    `No production server is installed for ${framework}`,
    `Aucun serveur de production n'est installé pour ${framework}`,
  );
}

export function serverMessage(framework: string, path: string, server: string): Finding['message'] {
  return {
    what: both(
      `\`${path}\` installs ${framework} without a server such as gunicorn or uvicorn, and no manifest says how to start the service.`,
      `\`${path}\` installe ${framework} sans serveur comme gunicorn ou uvicorn, et aucun manifeste ne dit comment démarrer le service.`,
    ),
    why: both(
      framework === 'flask' || framework === 'django'
        ? `All that can start it is ${framework}'s development server, whose own documentation excludes it from production.`
        : `${framework} opens no port by itself: nothing that is installed can start it.`,
      framework === 'flask' || framework === 'django'
        ? `Seul le serveur de développement ${de(framework)} peut le démarrer, et sa documentation l'exclut de la production.`
        : `${framework} n'ouvre aucun port lui-même : rien de ce qui est installé ne peut le démarrer.`,
    ),
    todo: both(`Add \`${server}\` to \`${path}\`.`, `Ajouter \`${server}\` dans \`${path}\`.`),
  };
}

export function serverParagraph(framework: string, path: string, written: readonly string[]): Paragraph {
  const message = serverMessage(framework, path, written[0] ?? '');
  return {
    now: message.what,
    effect: message.why,
    change: both(
      `The patch adds ${code(written, ' and ')} to \`${path}\`.`,
      `Le patch ajoute ${code(written, ' et ')} dans \`${path}\`.`,
    ),
    guarantee: both(
      'A server made for production is installed wherever the application is; how it is called is written in the manifest of the platform.',
      "Un serveur fait pour la production est installé partout où l'application l'est ; la façon de l'appeler s'écrit dans le manifeste de la plateforme.",
    ),
  };
}

export const SUPERVISOR_TITLE: Bilingual = both(
  'uvicorn is installed, but nothing supervises it',
  'uvicorn est installé, mais rien ne le supervise',
);

export function supervisorMessage(callee: string, path: string): Finding['message'] {
  return {
    what: both(
      `No manifest says how to start the service; the only launcher is \`${callee}(...)\` in \`${path}\`, and gunicorn is not installed.`,
      `Aucun manifeste ne dit comment démarrer le service ; le seul lanceur est \`${callee}(...)\` dans \`${path}\`, et gunicorn n'est pas installé.`,
    ),
    why: both(
      'uvicorn can serve in production. Started this way it is one process, and a process that dies or hangs stays so until the platform notices. gunicorn supervises its workers and replaces one that dies or does not answer in time.',
      "uvicorn peut servir en production. Démarré ainsi, c'est un seul processus : s'il meurt ou se bloque, il le reste jusqu'à ce que la plateforme le remarque. gunicorn surveille ses workers et remplace celui qui meurt ou ne répond plus à temps.",
    ),
    todo: both(
      'Add `gunicorn` and `uvicorn-worker`, which brings the worker class for it.',
      'Ajouter `gunicorn` et `uvicorn-worker`, qui fournit la classe de worker.',
    ),
  };
}

export function supervisorParagraph(
  callee: string,
  codePath: string,
  path: string,
  written: readonly string[],
): Paragraph {
  const message = supervisorMessage(callee, codePath);
  return {
    now: message.what,
    effect: message.why,
    change: both(
      `The patch adds ${code(written, ' and ')} to \`${path}\`, beside uvicorn. It does not write \`gunicorn[uvicorn]\`: that extra does not exist, and pip would install nothing for it. \`uvicorn-worker\` takes the place of \`uvicorn.workers\`, which uvicorn has deprecated since 0.30.`,
      `Le patch ajoute ${code(written, ' et ')} dans \`${path}\`, à côté d'uvicorn. Il n'écrit pas \`gunicorn[uvicorn]\` : cet extra n'existe pas, et pip n'installerait rien pour lui. \`uvicorn-worker\` remplace \`uvicorn.workers\`, qu'uvicorn déconseille depuis la version 0.30.`,
    ),
    guarantee: both(
      'A version of the worker that accepts the uvicorn you have, and nothing else changes: the service starts as before until a start command names gunicorn.',
      "Une version du worker qui accepte l'uvicorn en place, et rien d'autre ne change : le service démarre comme avant tant qu'aucune commande de démarrage ne nomme gunicorn.",
    ),
  };
}

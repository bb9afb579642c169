import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

interface Texts {
  title: Bilingual;
  message: Finding['message'];
  patch: Bilingual;
  paragraph: Paragraph;
}

/** The stack of an error in an answer. */
export function traceTexts(
  { what, name, span }: { what: 'stack' | 'errorhandler'; name: string; span: { path: string } },
  { title }: Contract,
): Texts {
  const isStack = what === 'stack';
  const now = isStack
    ? both(
        `The error handler in \`${span.path}\` answers with \`${name}\`, in every environment.`,
        `Le gestionnaire d'erreurs de \`${span.path}\` répond avec \`${name}\`, dans tout environnement.`,
      )
    : both(
        `\`${span.path}\` uses \`${name}\`, whose page for errors is made for development, in every environment.`,
        `\`${span.path}\` utilise \`${name}\`, dont la page d'erreur est faite pour le développement, dans tout environnement.`,
      );
  const why = both(
    `On ${title.en}, every error then shows each visitor the files, lines and libraries of the application.`,
    `Sur ${title.fr}, chaque erreur montre alors à tout visiteur les fichiers, les lignes et les bibliothèques de l'application.`,
  );
  return {
    title: both('An error shows visitors its stack', 'Une erreur montre sa pile aux visiteurs'),
    message: {
      what: now,
      why,
      todo: isStack
        ? both(
            `Answer with \`${name}\` outside production only.`,
            `Ne répondre avec \`${name}\` que hors production.`,
          )
        : both(`Use \`${name}\` in development only.`, `N'utiliser \`${name}\` qu'en développement.`),
    },
    patch: both('Show no stack in production', 'Ne montrer aucune pile en production'),
    paragraph: {
      now,
      effect: why,
      change: isStack
        ? both(
            `The patch leaves \`${name}\` out where \`NODE_ENV\` is \`production\`.`,
            `Le patch omet \`${name}\` quand \`NODE_ENV\` vaut \`production\`.`,
          )
        : both(
            `The patch uses \`${name}\` only where \`NODE_ENV\` is not \`production\`.`,
            `Le patch n'utilise \`${name}\` que quand \`NODE_ENV\` ne vaut pas \`production\`.`,
          ),
      guarantee: isStack
        ? both(
            'Everything else of the answer stays, and development sees the stack as before.',
            'Tout le reste de la réponse demeure, et le développement voit la pile comme avant.',
          )
        : both(
            'In production the own handler of Express answers, which shows no stack then; development keeps its page.',
            "En production, le gestionnaire d'Express lui-même répond, alors sans pile ; le développement garde sa page.",
          ),
    },
  };
}

/** NODE_ENV of development in production. */
export function environmentTexts(
  {
    value,
    path,
    shows,
    isCommand,
  }: { value: string; path: string; shows: 'stack' | 'nothing'; isCommand: boolean },
  { title }: Contract,
): Texts {
  const now = both(
    `\`${path}\` has the server run with \`NODE_ENV=${value}\`.`,
    `\`${path}\` fait tourner le serveur avec \`NODE_ENV=${value}\`.`,
  );
  const why =
    shows === 'stack'
      ? both(
          `On ${title.en}, Express then answers every error with its stack: files, lines and libraries of the application, for each visitor. Views are read again for every request.`,
          `Sur ${title.fr}, Express répond alors à chaque erreur par sa pile : fichiers, lignes et bibliothèques de l'application, pour tout visiteur. Les vues sont relues à chaque requête.`,
        )
      : both(
          `On ${title.en}, libraries then work as on the machine of a developer: slower, with more to say, and whatever the code asks of \`NODE_ENV\` is answered wrongly.`,
          `Sur ${title.fr}, les bibliothèques se comportent alors comme sur la machine d'un développeur : plus lentes, plus bavardes, et ce que le code demande à \`NODE_ENV\` reçoit une mauvaise réponse.`,
        );
  return {
    title: both('The server runs as in development', 'Le serveur tourne comme en développement'),
    message: {
      what: now,
      why,
      todo: isCommand
        ? both('Start it with `NODE_ENV=production`.', 'Le démarrer avec `NODE_ENV=production`.')
        : both(
            'Set `NODE_ENV=production` there. Where the build gets the variable as well and needs development dependencies, install them by name: `npm ci --include=dev`.',
            'Y mettre `NODE_ENV=production`. Si le build reçoit aussi la variable et a besoin des dépendances de développement, les installer expressément : `npm ci --include=dev`.',
          ),
    },
    patch: both('Run as in production', 'Tourner comme en production'),
    paragraph: {
      now,
      effect: why,
      change: both(
        'The patch starts the server with `NODE_ENV=production`.',
        'Le patch démarre le serveur avec `NODE_ENV=production`.',
      ),
      guarantee: both(
        'Only the started server gets another value; what installs and builds it does not. Whoever develops by this command starts in production mode too.',
        "Seul le serveur démarré reçoit une autre valeur, pas ce qui l'installe et le construit. Qui développe avec cette commande démarre aussi en mode production.",
      ),
    },
  };
}

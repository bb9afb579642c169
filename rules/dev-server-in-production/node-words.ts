import { type Bilingual, both, type Finding, onPlatforms, type Paragraph, type Skip } from '@unblock/engine';
import type { DevelopmentKind, NodeDevelopment } from './node.ts';

/** Title of the patch. */
export const NODE_PATCH: Bilingual = both('Start for production', 'Démarrer pour la production');

const WHAT: Readonly<Record<DevelopmentKind, Bilingual>> = {
  compiles: both(
    'it compiles the sources at each start, with packages for development, and needs far more memory and time for it than the server itself.',
    'il compile les sources à chaque démarrage, avec des paquets de développement, et demande pour cela bien plus de mémoire et de temps que le serveur lui-même.',
  ),
  watches: both(
    'it watches the files, stays alive when the server crashes and waits for a change that never comes: the platform does not restart it.',
    "il surveille les fichiers, reste en vie quand le serveur s'arrête et attend une modification qui ne vient jamais : la plateforme ne le relance pas.",
  ),
  site: both(
    'it compiles the pages for each visitor, sends them unminified with the tools of development, and may refuse the host name of the platform.',
    "il compile les pages pour chaque visiteur, les envoie non minifiées avec les outils de développement, et peut refuser le nom d'hôte de la plateforme.",
  ),
};

export function nodeTitle({ name }: NodeDevelopment): Bilingual {
  return both(
    `The start command runs ${name}, a tool for development`,
    `La commande de démarrage lance ${name}, un outil de développement`,
  );
}

function now({ start, placed, name }: NodeDevelopment): Bilingual {
  const { path } = start.command.source;
  const isSame = placed.text.source.start === start.command.source.start && placed.text.source.path === path;
  return isSame
    ? both(
        `\`${path}\` starts the service with \`${start.command.text}\`.`,
        `\`${path}\` démarre le service par \`${start.command.text}\`.`,
      )
    : both(
        `\`${path}\` starts the service with \`${start.command.text}\`, which runs \`${name}\`.`,
        `\`${path}\` démarre le service par \`${start.command.text}\`, qui lance \`${name}\`.`,
      );
}

export function nodeMessage(found: NodeDevelopment): Finding['message'] {
  const { kind, contracts, name } = found;
  return {
    what: now(found),
    why: onPlatforms(contracts, WHAT[kind].en, WHAT[kind].fr),
    todo:
      kind === 'site'
        ? both(
            'Build the pages, and serve the output as a static site.',
            'Construire les pages, et servir le résultat comme un site statique.',
          )
        : both(
            `Start without \`${name}\` what the build has written.`,
            `Démarrer sans \`${name}\` ce que la construction a écrit.`,
          ),
  };
}

export function nodeParagraph(found: NodeDevelopment, command: string): Paragraph {
  const { kind, contracts } = found;
  return {
    now: now(found),
    effect: onPlatforms(contracts, WHAT[kind].en, WHAT[kind].fr),
    change: both(
      `The patch starts \`${command}\` in its place.`,
      `Le patch démarre \`${command}\` à la place.`,
    ),
    guarantee: both(
      'The same application starts, from what the build of this deploy writes or from the same file; the scripts for development stay.',
      'La même application démarre, à partir de ce que la construction de ce déploiement écrit ou du même fichier ; les scripts de développement restent.',
    ),
  };
}

export const STATIC: Skip = {
  skip: both(
    'which platform serves the built pages, and from which folder, is a choice: a static site needs no server',
    "quelle plateforme sert les pages construites, et depuis quel dossier, est un choix : un site statique n'a pas besoin de serveur",
  ),
};

export const SHARED_SCRIPT: Skip = {
  skip: both(
    'the `start` script is also for whoever works on the code: name the command for production in a Procfile',
    'le script `start` sert aussi à ceux qui travaillent sur le code : nommer la commande de production dans un Procfile',
  ),
};

export const UNBUILT: Skip = {
  skip: both(
    'no build of this deploy is known to write what production would start: build first',
    "aucune construction de ce déploiement n'est connue pour écrire ce que la production démarrerait : construire d'abord",
  ),
};

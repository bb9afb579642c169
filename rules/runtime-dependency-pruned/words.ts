import {
  type Bilingual,
  both,
  type Finding,
  onPlatforms,
  type Paragraph,
  platformNames,
  type Skip,
} from '@unblock/engine';
import type { PrunedRuntime } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The start needs a package that the production install leaves out.',
  "Le démarrage a besoin d'un paquet que l'installation de production laisse de côté.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Install what the start needs',
  'Installer ce dont le démarrage a besoin',
);

export function title({ name }: PrunedRuntime): Bilingual {
  return both(
    `\`${name}\` is needed at the start, and left out of production`,
    `\`${name}\` est nécessaire au démarrage, et absent en production`,
  );
}

function words(placed: { command: { words: readonly { raw: string }[] } }): string {
  return placed.command.words.map(({ raw }) => raw).join(' ');
}

function needText({ need, name }: PrunedRuntime): Bilingual {
  return need.kind === 'command'
    ? both(`\`${words(need.placed)}\` needs \`${name}\``, `\`${words(need.placed)}\` a besoin de \`${name}\``)
    : both(
        `\`${need.imported.path}\`, which the server loads, imports \`${name}\``,
        `\`${need.imported.path}\`, que le serveur charge, importe \`${name}\``,
      );
}

function what(pruned: PrunedRuntime): Bilingual {
  const { by, contracts } = pruned;
  const need = needText(pruned);
  const names = platformNames(contracts);
  const cause =
    by === null
      ? both(
          `${names.en} takes the packages for development out when all is built`,
          `${names.fr} retire les paquets de développement une fois tout construit`,
        )
      : both(
          `\`${words(by)}\` leaves the packages for development out`,
          `\`${words(by)}\` laisse de côté les paquets de développement`,
        );
  return both(
    `${need.en}, a \`devDependency\`. ${cause.en}.`,
    `${need.fr}, une \`devDependency\`. ${cause.fr}.`,
  );
}

function why({ need, name, contracts, by }: PrunedRuntime): Bilingual {
  const isProgram = need.kind === 'command' && need.placed.command.words[0]?.value !== 'node';
  const en = isProgram
    ? `the start ends with "${need.program}: not found"`
    : `the start ends with "Cannot find module '${name}'"`;
  const fr = isProgram
    ? `le démarrage s'arrête sur « ${need.program}: not found »`
    : `le démarrage s'arrête sur « Cannot find module '${name}' »`;
  return by === null
    ? onPlatforms(
        contracts,
        `${en}, unless a variable of the dashboard keeps these packages (\`NPM_CONFIG_PRODUCTION\`, \`YARN_PRODUCTION\`).`,
        `${fr}, sauf si une variable du tableau de bord garde ces paquets (\`NPM_CONFIG_PRODUCTION\`, \`YARN_PRODUCTION\`).`,
      )
    : onPlatforms(contracts, `${en}.`, `${fr}.`);
}

export function message(pruned: PrunedRuntime): Finding['message'] {
  return {
    what: what(pruned),
    why: why(pruned),
    todo: both(
      `Move \`${pruned.name}\` to \`dependencies\`, in the lock file too.`,
      `Déplacer \`${pruned.name}\` vers \`dependencies\`, dans le fichier de verrouillage aussi.`,
    ),
  };
}

export function paragraph(pruned: PrunedRuntime, paths: readonly string[]): Paragraph {
  const files = (and: string) => paths.map((path) => `\`${path}\``).join(and);
  return {
    now: what(pruned),
    effect: why(pruned),
    change: both(
      `The patch moves \`${pruned.name}\` from \`devDependencies\` to \`dependencies\`, in ${files(' and ')}.`,
      `Le patch déplace \`${pruned.name}\` de \`devDependencies\` vers \`dependencies\`, dans ${files(' et ')}.`,
    ),
    guarantee: both(
      'A production install brings the package in the version that was there before; nothing else changes.',
      "Une installation de production apporte le paquet dans la version déjà présente ; rien d'autre ne change.",
    ),
  };
}

export const DEVELOPMENT: Skip = {
  skip: both(
    'the program is made for development: start the server without it',
    'le programme est fait pour le développement : démarrer le serveur sans lui',
  ),
};

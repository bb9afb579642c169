import { type Bilingual, both, type Finding, onPlatforms, type Paragraph, type Skip } from '@unblock/engine';
import type { PrunedTools } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The build calls a program of a package that the install leaves out.',
  "La construction appelle un programme d'un paquet que l'installation laisse de côté.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Install what the build needs',
  'Installer ce dont la construction a besoin',
);

export function title({ tools }: PrunedTools): Bilingual {
  const [tool] = tools;
  return both(
    `The install leaves out \`${tool?.name}\`, which the build calls`,
    `L'installation laisse de côté \`${tool?.name}\`, que la construction appelle`,
  );
}

function words({ command }: PrunedTools['install']): string {
  return command.words.map(({ raw }) => raw).join(' ');
}

function what({ install, isPrune, variable, tools, fails }: PrunedTools): Bilingual {
  const names = tools.map(({ name }) => `\`${name}\``).join(', ');
  const by = `\`${words(install)}\``;
  const cause =
    variable === null
      ? isPrune
        ? both(`${by} removes the packages for development`, `${by} retire les paquets de développement`)
        : both(`${by} installs for production only`, `${by} n'installe que pour la production`)
      : both(
          `\`NODE_ENV\` is \`production\` in \`${variable}\`, so ${by} installs for production only`,
          `\`NODE_ENV\` vaut \`production\` dans \`${variable}\`, si bien que ${by} n'installe que pour la production`,
        );
  return both(
    `${cause.en}. ${names} ${tools.length > 1 ? 'stand' : 'stands'} in \`devDependencies\`, and \`${words(fails)}\` is called behind it.`,
    `${cause.fr}. ${names} ${tools.length > 1 ? 'figurent' : 'figure'} dans \`devDependencies\`, et \`${words(fails)}\` est appelé ensuite.`,
  );
}

function why({ tools, contracts, fails }: PrunedTools): Bilingual {
  const program = tools[0]?.program ?? words(fails);
  return onPlatforms(
    contracts,
    `the build stops with "${program}: not found" (exit code 127), and nothing is deployed.`,
    `la construction s'arrête sur « ${program}: not found » (code de sortie 127), et rien n'est déployé.`,
  );
}

export function message(pruned: PrunedTools): Finding['message'] {
  return {
    what: what(pruned),
    why: why(pruned),
    todo: pruned.isPrepare
      ? both(
          'Let the script pass where the program is not installed.',
          "Laisser passer le script là où le programme n'est pas installé.",
        )
      : pruned.isPrune
        ? both(
            `Build in front of \`${words(pruned.install)}\`.`,
            `Construire avant \`${words(pruned.install)}\`.`,
          )
        : both(
            'Install the packages for development in front of the build.',
            'Installer les paquets de développement avant la construction.',
          ),
  };
}

export function paragraph(pruned: PrunedTools, flag: string, path: string): Paragraph {
  return {
    now: what(pruned),
    effect: why(pruned),
    change: both(
      `The patch writes \`${flag}\` into \`${words(pruned.install)}\`, in \`${path}\`.`,
      `Le patch écrit \`${flag}\` dans \`${words(pruned.install)}\`, dans \`${path}\`.`,
    ),
    guarantee: both(
      'The build finds its programs whatever `NODE_ENV` is. The lock file stays as it is; the packages for development stay installed beside the others.',
      'La construction trouve ses programmes quel que soit `NODE_ENV`. Le fichier de verrouillage reste le même ; les paquets de développement restent installés à côté des autres.',
    ),
  };
}

export const GUARD: Skip = {
  skip: both(
    'the program is called by `prepare`, which is for whoever works on the code: let it pass where the program is missing, as in `husky || true`',
    'le programme est appelé par `prepare`, qui sert à ceux qui travaillent sur le code : le laisser passer là où le programme manque, comme dans `husky || true`',
  ),
};

export const BEFORE: Skip = {
  skip: both(
    'the command removes packages that the build needs: build in front of it',
    'la commande retire des paquets dont la construction a besoin : construire avant elle',
  ),
};

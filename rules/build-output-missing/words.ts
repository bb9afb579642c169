import { type Bilingual, both, type Finding, onPlatforms, type Paragraph, type Skip } from '@unblock/engine';
import { written } from '@unblock/engine/started';
import type { Unbuilt } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The start command needs what a build writes, and the platform runs no build.',
  "La commande de démarrage a besoin de ce qu'une construction écrit, et la plateforme n'en exécute aucune.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both('Build before the start', 'Construire avant de démarrer');

export function title({ needed }: Unbuilt): Bilingual {
  return both(`Nothing writes \`${needed}\``, `Rien n'écrit \`${needed}\``);
}

function what({ server, needed, build, dockerfile }: Unbuilt): Bilingual {
  const command = written(server);
  const manifest = build?.deployable?.build;
  if (dockerfile)
    return both(
      `\`${command}\` needs \`${needed}\`, which is not in the repository, and no \`RUN\` of \`${dockerfile}\` writes it.`,
      `\`${command}\` a besoin de \`${needed}\`, qui n'est pas dans le dépôt, et aucun \`RUN\` de \`${dockerfile}\` ne l'écrit.`,
    );
  if (manifest)
    return both(
      `\`${command}\` needs \`${needed}\`, which is not in the repository, and the build command \`${manifest.text}\` does not write it.`,
      `\`${command}\` a besoin de \`${needed}\`, qui n'est pas dans le dépôt, et la commande de construction \`${manifest.text}\` ne l'écrit pas.`,
    );
  return both(
    `\`${command}\` needs \`${needed}\`, which is not in the repository, and no script that ${build?.contract.title.en} runs by itself writes it.`,
    `\`${command}\` a besoin de \`${needed}\`, qui n'est pas dans le dépôt, et aucun script que ${build?.contract.title.fr} exécute de lui-même ne l'écrit.`,
  );
}

function why({ contracts, needed, mayBeBuilt, dockerfile, isCopied }: Unbuilt): Bilingual {
  const isNext = needed === '.next';
  const en = isCopied
    ? 'The image is not built, since its last stage copies what the earlier one does not have'
    : isNext
      ? 'Next.js ends at once with "Could not find a production build", and the service never starts'
      : 'Node ends at once with `Cannot find module`, and the service never starts';
  const fr = isCopied
    ? "L'image n'est pas construite, car sa dernière étape copie ce que l'étape antérieure n'a pas"
    : isNext
      ? "Next.js s'arrête aussitôt sur « Could not find a production build », et le service ne démarre jamais"
      : "Node s'arrête aussitôt sur `Cannot find module`, et le service ne démarre jamais";
  if (!mayBeBuilt) return onPlatforms(contracts, `${en}.`, `${fr}.`);
  return dockerfile
    ? onPlatforms(
        contracts,
        `${en}, unless the folder that the image is built from holds a build of somebody's own.`,
        `${fr}, sauf si le dossier dont l'image est construite contient déjà une construction faite par quelqu'un.`,
      )
    : onPlatforms(
        contracts,
        `${en}, unless somebody typed a build command into the dashboard.`,
        `${fr}, sauf si quelqu'un a saisi une commande de construction dans le tableau de bord.`,
      );
}

function remedyText({ remedy }: Unbuilt): string {
  return remedy === null ? '' : 'script' in remedy ? remedy.script : remedy.command;
}

export function message(unbuilt: Unbuilt): Finding['message'] {
  const text = remedyText(unbuilt);
  return {
    what: what(unbuilt),
    why: why(unbuilt),
    todo:
      unbuilt.remedy === null
        ? both(
            `Write \`${unbuilt.needed}\` in the build.`,
            `Écrire \`${unbuilt.needed}\` pendant la construction.`,
          )
        : both(`Run \`${text}\` in the build.`, `Exécuter \`${text}\` pendant la construction.`),
  };
}

/** @param script the text of a new `build` script; @param command what the build runs in addition. */
export function paragraph(
  unbuilt: Unbuilt,
  script: string | null,
  command: string | null,
  path: string,
): Paragraph {
  const added =
    script === null
      ? null
      : both(`a \`build\` script that runs \`${script}\``, `un script \`build\` qui exécute \`${script}\``);
  const run =
    command === null
      ? null
      : both(
          `\`${command}\` to the build, in \`${path}\``,
          `\`${command}\` à la construction, dans \`${path}\``,
        );
  const join = (language: 'en' | 'fr', and: string) =>
    [added?.[language], run?.[language]].filter((part) => part !== undefined).join(and);
  return {
    now: what(unbuilt),
    effect: why(unbuilt),
    change: both(`The patch adds ${join('en', ', and ')}.`, `Le patch ajoute ${join('fr', ', et ')}.`),
    guarantee: both(
      'Each deploy builds what it starts, from the sources that are deployed; the start command stays as it is.',
      "Chaque déploiement construit ce qu'il démarre, à partir des sources déployées ; la commande de démarrage reste la même.",
    ),
  };
}

export const NOTHING: Skip = {
  skip: both(
    'no script and no compiler of the project is known to write it',
    "aucun script ni compilateur du projet n'est connu pour l'écrire",
  ),
};

export const ELSEWHERE: Skip = {
  skip: both(
    'the build runs in another folder than that of the service: add the step by hand',
    "la construction s'exécute dans un autre dossier que celui du service : ajouter l'étape à la main",
  ),
};

export const OTHER_USER: Skip = {
  skip: both(
    'the image has changed to a user who cannot write there: add the step in front of USER',
    "l'image est passée à un utilisateur qui ne peut pas y écrire : ajouter l'étape avant USER",
  ),
};

export const PRUNED: Skip = {
  skip: both(
    'packages for development are removed before all sources are there: build in front of that command, with the sources',
    'les paquets de développement sont retirés avant que toutes les sources soient là : construire avant cette commande, avec les sources',
  ),
};

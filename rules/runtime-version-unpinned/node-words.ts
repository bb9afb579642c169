import { type Bilingual, both, type Finding, onPlatforms, type Paragraph } from '@unblock/engine';
import type { UnpinnedNode } from './node.ts';

export function nodeTitle({ open }: UnpinnedNode): Bilingual {
  return open === null
    ? both("Node is left to the platform's default", 'Node est laissé au choix de la plateforme')
    : both(
        `Node is any version from \`${open}\` on`,
        `Node est n'importe quelle version à partir de \`${open}\``,
      );
}

function what({ open, path, named }: UnpinnedNode): Bilingual {
  const other = named
    ? both(
        ` \`${named.path}\`, which does not count there, names ${named.major}.`,
        ` \`${named.path}\`, qui n'y compte pas, nomme ${named.major}.`,
      )
    : both('', '');
  return open === null
    ? both(
        `No file that the platform reads names a version of Node.${other.en}`,
        `Aucun fichier que la plateforme lit ne nomme une version de Node.${other.fr}`,
      )
    : both(
        `\`engines\` in \`${path}\` asks for \`${open}\`, which every later version is.${other.en}`,
        `\`engines\` dans \`${path}\` demande \`${open}\`, ce qu'est toute version ultérieure.${other.fr}`,
      );
}

function why({ contracts, open }: UnpinnedNode): Bilingual {
  return open === null
    ? onPlatforms(
        contracts,
        'the default version of the day is installed: it works today, and a later deploy may get another major version, for which compiled packages are missing or built anew.',
        "c'est la version par défaut du jour qui est installée : cela fonctionne aujourd'hui, et un déploiement ultérieur peut recevoir une autre version majeure, pour laquelle des paquets compilés manquent ou sont recompilés.",
      )
    : onPlatforms(
        contracts,
        'the newest version that fits may be installed: it works today, and a later deploy may get another major version, for which compiled packages are missing or built anew.',
        "la version la plus récente qui convient peut être installée : cela fonctionne aujourd'hui, et un déploiement ultérieur peut recevoir une autre version majeure, pour laquelle des paquets compilés manquent ou sont recompilés.",
      );
}

export function nodeMessage(found: UnpinnedNode): Finding['message'] {
  const version = found.named ? `${found.named.major}.x` : null;
  return {
    what: what(found),
    why: why(found),
    todo: version
      ? both(`Set \`engines.node\` to \`${version}\`.`, `Mettre \`engines.node\` à \`${version}\`.`)
      : both(
          'Put the major version that the tests run on into `engines.node`.',
          'Mettre dans `engines.node` la version majeure sur laquelle les tests tournent.',
        ),
  };
}

export function nodeParagraph(found: UnpinnedNode, named: { major: string; path: string }): Paragraph {
  return {
    now: what(found),
    effect: why(found),
    change: both(
      `The patch sets \`engines.node\` in \`${found.path}\` to \`${named.major}.x\`, as \`${named.path}\` has it.`,
      `Le patch met \`engines.node\` à \`${named.major}.x\` dans \`${found.path}\`, comme le dit \`${named.path}\`.`,
    ),
    guarantee: both(
      'Each deploy runs on that major version, with its newest fixes, until somebody changes it.',
      "Chaque déploiement tourne sur cette version majeure, avec ses derniers correctifs, jusqu'à ce que quelqu'un la change.",
    ),
  };
}

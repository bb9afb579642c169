import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Impossible } from './impossible.ts';

export function title(kind: Impossible, written: string): Bilingual {
  switch (kind) {
    case 'windows':
      return both(
        `${written} is for Windows only: the build fails`,
        `${written} n'existe que pour Windows : la construction échoue`,
      );
    case 'python2':
      return both(
        `${written} is for Python 2 only: the build fails`,
        `${written} n'existe que pour Python 2 : la construction échoue`,
      );
    case 'debian':
      return both(
        `${written} was never published: the build fails`,
        `${written} n'a jamais été publié : la construction échoue`,
      );
    case 'backport':
      return both(
        `${written} does not build on today's Python: the build fails`,
        `${written} ne se construit pas avec un Python actuel : la construction échoue`,
      );
  }
}

/** What the requirement is, as a sentence goes on after its name. */
const NATURE: Readonly<Record<Impossible, Bilingual>> = {
  windows: both('a package that is released for Windows only', 'un paquet publié pour Windows seulement'),
  python2: both(
    'a package for Python 2; Python 3 has the module itself',
    'un paquet pour Python 2 ; Python 3 a ce module en lui-même',
  ),
  debian: both(
    'which no index holds: `pip freeze` wrote it in a virtual environment of an older Debian or Ubuntu',
    "qu'aucun index ne contient : `pip freeze` l'a écrit dans un environnement virtuel d'une ancienne Debian ou Ubuntu",
  ),
  backport: both(
    'which brings to Python 3.8 what later ones have themselves as `zoneinfo`',
    'qui apporte à Python 3.8 ce que les suivants ont en eux-mêmes sous le nom `zoneinfo`',
  ),
};

/** What is left to a person where code asks for the backport in any case. */
export const ASKED: Bilingual = both(
  'import `zoneinfo` in place of `backports.zoneinfo` in the code, then take the requirement out',
  'importer `zoneinfo` à la place de `backports.zoneinfo` dans le code, puis retirer la dépendance',
);

function what(kind: Impossible, path: string, written: string): Bilingual {
  const nature = NATURE[kind];
  return both(
    `\`${path}\` asks for \`${written}\`, ${nature.en}.`,
    `\`${path}\` demande \`${written}\`, ${nature.fr}.`,
  );
}

function effect(kind: Impossible): Bilingual {
  switch (kind) {
    case 'python2':
      return both(
        'pip stops at it with an error of its setup.py, and installs none of the other packages: the build fails.',
        "pip s'y arrête sur une erreur de son setup.py, et n'installe aucun des autres paquets : la construction échoue.",
      );
    case 'backport':
      return both(
        'No wheel fits a Python after 3.8, and from Python 3.10 on its C code does not compile: pip ends with “Failed building wheel”, and installs none of the other packages.',
        "Aucun paquet compilé ne convient à un Python après 3.8, et à partir de Python 3.10 son code C ne se compile pas : pip finit par « Failed building wheel », et n'installe aucun des autres paquets.",
      );
    default:
      return both(
        'Platforms build on Linux: pip stops at it with “No matching distribution found”, and installs none of the other packages. The build fails.',
        "Les plateformes construisent sous Linux : pip s'y arrête sur « No matching distribution found », et n'installe aucun des autres paquets. La construction échoue.",
      );
  }
}

export function message(kind: Impossible, path: string, written: string): Finding['message'] {
  return {
    what: what(kind, path, written),
    why: effect(kind),
    todo:
      kind === 'windows'
        ? both(
            `Write \`${written}; sys_platform == "win32"\`, or take the line out.`,
            `Écrire \`${written}; sys_platform == "win32"\`, ou retirer la ligne.`,
          )
        : kind === 'backport'
          ? both(
              `Write \`${written}; python_version < "3.9"\`, or import \`zoneinfo\` and take the line out.`,
              `Écrire \`${written}; python_version < "3.9"\`, ou importer \`zoneinfo\` et retirer la ligne.`,
            )
          : both(`Take the line out of \`${path}\`.`, `Retirer la ligne de \`${path}\`.`),
  };
}

/** Why nothing is edited where a lock file holds the package too; without a marker it goes altogether. */
export function locked(lock: string, name: string, marker: string | undefined): Bilingual {
  return marker === undefined
    ? both(
        `${lock} is made from other requirements: take ${name} out there and make it again`,
        `${lock} est produit à partir d'autres dépendances : en retirer ${name}, puis le refaire`,
      )
    : both(
        `${lock} is made from other requirements: write \`${name}${marker}\` there and make it again`,
        `${lock} est produit à partir d'autres dépendances : y écrire \`${name}${marker}\`, puis le refaire`,
      );
}

export function patch(kind: Impossible, name: string): Bilingual {
  return kind === 'windows'
    ? both(`${name} for Windows only`, `${name} pour Windows seulement`)
    : kind === 'backport'
      ? both(`${name} for Python 3.8 only`, `${name} pour Python 3.8 seulement`)
      : both(`${name} is taken out`, `${name} est retiré`);
}

export function paragraph(kind: Impossible, path: string, written: string): Paragraph {
  return {
    now: what(kind, path, written),
    effect: effect(kind),
    change:
      kind === 'windows'
        ? both(
            `The patch adds the marker \`sys_platform == "win32"\` to the line of \`${path}\`.`,
            `Le patch ajoute le marqueur \`sys_platform == "win32"\` à la ligne de \`${path}\`.`,
          )
        : kind === 'backport'
          ? both(
              `The patch adds the marker \`python_version < "3.9"\` to the line of \`${path}\`, as the package's own guide writes it.`,
              `Le patch ajoute le marqueur \`python_version < "3.9"\` à la ligne de \`${path}\`, comme l'écrit le guide du paquet.`,
            )
          : both(`The patch takes the line out of \`${path}\`.`, `Le patch retire la ligne de \`${path}\`.`),
    guarantee:
      kind === 'windows'
        ? both(
            'pip leaves the package out on Linux and installs it on Windows as before; no other line changes.',
            "pip laisse le paquet de côté sous Linux et l'installe sous Windows comme avant ; aucune autre ligne ne change.",
          )
        : kind === 'backport'
          ? both(
              'pip leaves the package out on every Python that has `zoneinfo`; no other line changes.',
              'pip laisse le paquet de côté avec tout Python qui a `zoneinfo` ; aucune autre ligne ne change.',
            )
          : both(
              'Nothing that could be installed is lost; no other line changes.',
              "Rien de ce qui pouvait être installé n'est perdu ; aucune autre ligne ne change.",
            ),
  };
}

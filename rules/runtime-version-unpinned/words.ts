import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import type { Ending } from '@unblock/engine/services/wheels';
import { endingOf, type Unpinned } from './find.ts';

type Limit = Unpinned['outdated'][number];

export const SUMMARY: Bilingual = both(
  "The version of Python or Node is left to the platform's default, which pinned packages or the project itself may not support.",
  'La version de Python ou de Node est laissée au choix de la plateforme, que les paquets épinglés ou le projet lui-même peuvent ne pas accepter.',
);

export function title({ reason, fallback, unread }: Unpinned): Bilingual {
  switch (reason?.kind) {
    case 'wheels': {
      const [first] = reason.limits;
      const none = noneChosen(unread);
      const fate = FATES[endingOf(reason.limits, fallback)](first?.title ?? '', fallback);
      return both(`${none.en}, and ${fate.en}`, `${none.fr}, et ${fate.fr}`);
    }
    case 'range': {
      const none = noneChosen(unread);
      return both(
        `${none.en}, and the project excludes the default, ${fallback}`,
        `${none.fr}, et le projet exclut celui par défaut, ${fallback}`,
      );
    }
    case 'unread':
      return both(
        `${reason.name.path} names Python ${reason.name.version}, and the platform does not read it`,
        `${reason.name.path} nomme Python ${reason.name.version}, et la plateforme ne le lit pas`,
      );
    case 'demanded':
      return both(
        'uv is used, and no .python-version says which Python',
        'uv est employé, et aucun .python-version ne dit quel Python prendre',
      );
    default:
      return both('No Python version is chosen', "Aucune version de Python n'est choisie");
  }
}

/** What becomes of a pinned package on the default. */
const FATES: Readonly<Record<Ending, (pin: string, fallback: string) => Bilingual>> = {
  build: (pin, fallback) =>
    both(
      `the build fails: ${pin} cannot be installed on the default, ${fallback}`,
      `la construction échoue : ${pin} ne s'installe pas avec celui par défaut, ${fallback}`,
    ),
  start: (pin, fallback) =>
    both(
      `the start fails: ${pin} does not run on the default, ${fallback}`,
      `le démarrage échoue : ${pin} ne fonctionne pas avec celui par défaut, ${fallback}`,
    ),
  compile: (pin, fallback) =>
    both(
      `${pin} has to be compiled for the default, ${fallback}`,
      `${pin} doit être compilé pour celui par défaut, ${fallback}`,
    ),
  use: (pin, fallback) =>
    both(
      `${pin} is not made for the default, ${fallback}`,
      `${pin} n'est pas fait pour celui par défaut, ${fallback}`,
    ),
};

function noneChosen(unread: Unpinned['unread']): Bilingual {
  return unread
    ? both(`${unread.path} is not read`, `${unread.path} n'est pas lu`)
    : both('No Python is chosen', "Aucun Python n'est choisi");
}

/** What stands in the repository. */
function evidence({ reason, unread, contracts }: Unpinned): Bilingual {
  const names = platformNames(contracts);
  const none = unread
    ? both(
        `\`${unread.path}\` names Python ${unread.version}, but ${names.en} does not take it from there, and no \`.python-version\` and no variable names one`,
        `\`${unread.path}\` nomme Python ${unread.version}, mais ${names.fr} ne l'y prend pas, et aucun \`.python-version\` ni aucune variable n'en nomme`,
      )
    : both(
        'No `.python-version` and no variable tells the platform which Python to take',
        'Aucun `.python-version` et aucune variable ne dit à la plateforme quel Python prendre',
      );
  switch (reason?.kind) {
    case 'wheels': {
      const list = reason.limits.slice(0, 4).map(limitOf);
      const [en, fr] = [list.map((limit) => limit.en), list.map((limit) => limit.fr)];
      const more = reason.limits.length > 4 ? ', …' : '';
      return both(
        `${none.en}, and the requirements pin packages made for earlier ones: ${en.join(', ')}${more}.`,
        `${none.fr}, et les dépendances épinglent des paquets faits pour des versions antérieures : ${fr.join(', ')}${more}.`,
      );
    }
    case 'range':
      return both(
        `${none.en}, and \`${reason.path}\` asks for Python \`${reason.written}\`.`,
        `${none.fr}, et \`${reason.path}\` demande Python \`${reason.written}\`.`,
      );
    case 'unread':
      return both(
        `\`${reason.name.path}\` names Python ${reason.name.version}, a file that this platform does not read, and no \`.python-version\` does.`,
        `\`${reason.name.path}\` nomme Python ${reason.name.version}, dans un fichier que cette plateforme ne lit pas, et aucun \`.python-version\` ne le fait.`,
      );
    case 'demanded':
      return both(
        `\`${reason.lock}\` has uv install the packages, and there is no \`.python-version\` beside it.`,
        `\`${reason.lock}\` fait installer les paquets par uv, et il n'y a pas de \`.python-version\` à côté.`,
      );
    default:
      return both(`${none.en}.`, `${none.fr}.`);
  }
}

/** A pinned package, and the newest Python that serves it: `django 4.0.4` (up to Python 3.12, for `cgi`). */
function limitOf({ title: written, python, lost }: Limit): Bilingual {
  const pin = `\`${written}\``;
  if (!python) return both(`${pin} (before Python 3.10)`, `${pin} (avant Python 3.10)`);
  return lost?.name && lost.python === python
    ? both(
        `${pin} (up to Python ${python}: it uses \`${lost.name}\`)`,
        `${pin} (jusqu'à Python ${python} : il emploie \`${lost.name}\`)`,
      )
    : both(`${pin} (up to Python ${python})`, `${pin} (jusqu'à Python ${python})`);
}

/** What the default does to the deploy, as a sentence goes on. */
const EFFECTS: Readonly<Record<Ending, Bilingual>> = {
  build: both(
    'pip finds no ready build there, and the sources do not compile on it or were never released. The build ends with `Failed building wheel`, `metadata-generation-failed` or “No matching distribution found”, and nothing is deployed.',
    "pip n'y trouve pas de paquet prêt, et les sources ne s'y compilent pas ou n'ont jamais été publiées. La construction finit par `Failed building wheel`, `metadata-generation-failed` ou « No matching distribution found », et rien n'est déployé.",
  ),
  start: both(
    'it has lost or changed what these packages use. pip installs them all the same, and every start ends with an error such as `ModuleNotFoundError`, `ImportError` or `AttributeError`.',
    "il a retiré ou changé ce que ces paquets emploient. pip les installe quand même, et chaque démarrage s'arrête sur une erreur comme `ModuleNotFoundError`, `ImportError` ou `AttributeError`.",
  ),
  compile: both(
    'pip finds no ready build there and compiles the sources. That takes minutes, and where the build image lacks a library or the sources do not fit that Python, the build ends with `Failed building wheel`.',
    "pip n'y trouve pas de paquet prêt et compile les sources. Cela prend des minutes, et si une bibliothèque manque à l'image de construction ou si les sources ne conviennent pas à ce Python, la construction finit par `Failed building wheel`.",
  ),
  use: both(
    'it has lost or changed what these packages use. Build and start go well, and the import or the page that needs it ends with an error.',
    "il a retiré ou changé ce que ces paquets emploient. La construction et le démarrage réussissent, et l'import ou la page qui en a besoin finit par une erreur.",
  ),
};

function effect({ contracts, fallback, reason }: Unpinned): Bilingual {
  const names = platformNames(contracts);
  const start = both(
    `On ${names.en}, a service created today gets Python ${fallback}`,
    `Sur ${names.fr}, un service créé aujourd'hui reçoit Python ${fallback}`,
  );
  switch (reason?.kind) {
    case 'wheels': {
      const ending = EFFECTS[endingOf(reason.limits, fallback)];
      return both(`${start.en}: ${ending.en}`, `${start.fr} : ${ending.fr}`);
    }
    case 'range':
      return both(
        `${start.en}, which the project itself does not accept: the install step stops.`,
        `${start.fr}, que le projet lui-même n'accepte pas : l'installation s'arrête.`,
      );
    case 'unread':
      return both(
        `${start.en}, not the version the project was made for.`,
        `${start.fr}, et non la version pour laquelle le projet est fait.`,
      );
    case 'demanded':
      return both(
        `On ${names.en}, the build stops: with uv it takes the Python version from that file only.`,
        `Sur ${names.fr}, la construction s'arrête : avec uv, elle ne prend la version de Python que dans ce fichier.`,
      );
    default:
      return both(
        `${start.en}; one created next year gets a later one, and the same commit may build there no more.`,
        `${start.fr} ; un service créé l'an prochain en recevra un plus récent, et le même commit peut ne plus s'y construire.`,
      );
  }
}

export function message(found: Unpinned): Finding['message'] {
  const { chosen, file } = found;
  return {
    what: evidence(found),
    why: effect(found),
    todo: chosen
      ? file.isIgnored
        ? both(
            `Take the line that ignores \`${file.path}\` out of \`.gitignore\`, and commit the file with \`${chosen.version}\`: a file that git ignores never reaches the platform.`,
            `Retirer de \`.gitignore\` la ligne qui ignore \`${file.path}\`, puis enregistrer ce fichier contenant \`${chosen.version}\` : un fichier que git ignore n'arrive jamais sur la plateforme.`,
          )
        : both(
            `Add \`.python-version\` with \`${chosen.version}\`.`,
            `Ajouter \`.python-version\` contenant \`${chosen.version}\`.`,
          )
      : byHand(found),
  };
}

/** What is left to a person where no version serves. */
function byHand({ outdated }: Unpinned): Bilingual {
  if (outdated.length === 0)
    return both(
      'Add `.python-version` with a version that all pinned packages support, or raise the pins.',
      'Ajouter `.python-version` avec une version que tous les paquets épinglés acceptent, ou relever leurs versions.',
    );
  const names = outdated
    .slice(0, 4)
    .map(({ entry }) => `\`${entry.name}\``)
    .join(', ');
  return both(
    `Raise the pins of ${names}: they need a Python older than 3.10, which not every platform builds any more. Then add \`.python-version\` with a version that all pinned packages support.`,
    `Relever les versions de ${names} : ils demandent un Python antérieur à 3.10, que toutes les plateformes ne construisent plus. Ajouter ensuite \`.python-version\` avec une version que tous les paquets épinglés acceptent.`,
  );
}

export function paragraph(
  found: Unpinned,
  { version, from }: NonNullable<Unpinned['chosen']>,
  path: string,
): Paragraph {
  const cause = from
    ? both(`, the version that \`${from}\` names`, `, la version que nomme \`${from}\``)
    : both(
        ', the newest up to the default that serves every pinned package Unblock knows',
        ", la plus récente, sans dépasser celle par défaut, qui convient à tous les paquets épinglés qu'Unblock connaît",
      );
  return {
    now: evidence(found),
    effect: effect(found),
    change: both(
      `The patch creates \`${path}\` with \`${version}\`${cause.en}.`,
      `Le patch crée \`${path}\` contenant \`${version}\`${cause.fr}.`,
    ),
    guarantee: both(
      'Every build takes this minor version, with its security releases. Tools such as uv and pyenv read the same file: the laptop uses that Python too.',
      'Chaque construction prend cette version mineure, avec ses correctifs de sécurité. Des outils comme uv et pyenv lisent le même fichier : le poste du développeur emploie ce Python aussi.',
    ),
  };
}

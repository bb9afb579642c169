import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import type { Unpinned } from './find.ts';

export const SUMMARY: Bilingual = both(
  "The Python version is left to the platform's default, which pinned packages or the project itself may not support.",
  'La version de Python est laissée au choix de la plateforme, que les paquets épinglés ou le projet lui-même peuvent ne pas accepter.',
);

export function title({ reason, fallback }: Unpinned): Bilingual {
  switch (reason?.kind) {
    case 'wheels': {
      const [first] = reason.limits;
      const pin = `${first?.entry.name} ${first?.pinned}`;
      if (first?.isPlain)
        return both(
          `No Python is chosen, and ${pin} does not run on the default, ${fallback}`,
          `Aucun Python n'est choisi, et ${pin} ne fonctionne pas avec celui par défaut, ${fallback}`,
        );
      return both(
        `No Python is chosen, and ${pin} has no build for the default, ${fallback}`,
        `Aucun Python n'est choisi, et ${pin} n'a pas de paquet compilé pour celui par défaut, ${fallback}`,
      );
    }
    case 'range':
      return both(
        `No Python is chosen, and the project excludes the default, ${fallback}`,
        `Aucun Python n'est choisi, et le projet exclut celui par défaut, ${fallback}`,
      );
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

/** What stands in the repository. */
function evidence({ reason }: Unpinned): Bilingual {
  const none = both(
    'No `.python-version` and no variable tells the platform which Python to take',
    'Aucun `.python-version` et aucune variable ne dit à la plateforme quel Python prendre',
  );
  switch (reason?.kind) {
    case 'wheels': {
      const list = reason.limits
        .slice(0, 4)
        .map(({ entry, pinned, python }) => ({ pin: `\`${entry.name} ${pinned}\``, python }));
      const en = list.map(
        ({ pin, python }) => `${pin} (${python ? `up to Python ${python}` : 'before Python 3.10'})`,
      );
      const fr = list.map(
        ({ pin, python }) => `${pin} (${python ? `jusqu'à Python ${python}` : 'avant Python 3.10'})`,
      );
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

function effect({ contracts, fallback, reason }: Unpinned): Bilingual {
  const names = platformNames(contracts);
  const start = both(
    `On ${names.en}, a service created today gets Python ${fallback}`,
    `Sur ${names.fr}, un service créé aujourd'hui reçoit Python ${fallback}`,
  );
  switch (reason?.kind) {
    case 'wheels':
      if (reason.limits.every(({ isPlain }) => isPlain))
        return both(
          `${start.en}: these packages import names that Python 3.10 took out of \`collections\`, and the start ends with \`ImportError\`.`,
          `${start.fr} : ces paquets importent des noms que Python 3.10 a retirés de \`collections\`, et le démarrage finit par \`ImportError\`.`,
        );
      return both(
        `${start.en}: pip finds no ready build there and compiles from source, which ends with \`metadata-generation-failed\`, \`Failed building wheel\` or “No matching distribution found”.`,
        `${start.fr} : pip n'y trouve pas de paquet prêt et compile les sources, ce qui finit par \`metadata-generation-failed\`, \`Failed building wheel\` ou « No matching distribution found ».`,
      );
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
  const { chosen } = found;
  return {
    what: evidence(found),
    why: effect(found),
    todo: chosen
      ? both(
          `Add \`.python-version\` with \`${chosen.version}\`.`,
          `Ajouter \`.python-version\` contenant \`${chosen.version}\`.`,
        )
      : both(
          'Add `.python-version` with a version that all pinned packages support, or raise the pins.',
          'Ajouter `.python-version` avec une version que tous les paquets épinglés acceptent, ou relever leurs versions.',
        ),
  };
}

export function paragraph(
  found: Unpinned,
  { version, from }: NonNullable<Unpinned['chosen']>,
  path: string,
): Paragraph {
  const cause = from
    ? both(`, the version that \`${from}\` names`, `, la version que nomme \`${from}\``)
    : both(
        ', the newest that the default and the pinned packages allow',
        ', la plus récente que permettent la plateforme et les paquets épinglés',
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

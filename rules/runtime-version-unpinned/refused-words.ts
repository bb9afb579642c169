import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Refused } from './refused.ts';

export function title({ contract, path, version }: Refused): Bilingual {
  return both(
    `${path} asks for Python ${version}, which ${contract.title.en} builds no more`,
    `${path} demande Python ${version}, que ${contract.title.fr} ne construit plus`,
  );
}

function what({ path, version }: Refused): Bilingual {
  return both(`\`${path}\` asks for Python \`${version}\`.`, `\`${path}\` demande Python \`${version}\`.`);
}

function effect({ contract, oldest }: Refused): Bilingual {
  return both(
    `${contract.title.en} builds Python ${oldest} and later; the older ones have reached their end of life. The build stops with an error before a package is installed, also for an application that is deployed already.`,
    `${contract.title.fr} construit Python ${oldest} et les suivants ; les plus anciens sont en fin de vie. La construction s'arrête sur une erreur avant d'installer un paquet, même pour une application déjà déployée.`,
  );
}

export function message(found: Refused): Finding['message'] {
  const { path, chosen } = found;
  return {
    what: what(found),
    why: effect(found),
    todo: chosen
      ? both(
          `Name Python \`${chosen}\` in \`${path}\`, and try the application with it.`,
          `Nommer Python \`${chosen}\` dans \`${path}\`, et essayer l'application avec lui.`,
        )
      : byHand(found),
  };
}

function byHand({ path, oldest, outdated }: Refused): Bilingual {
  // What pipenv wrote is written by pipenv.
  if (path.endsWith('Pipfile.lock'))
    return both(
      `Name Python ${oldest} or later as \`python_version\` in the Pipfile, and run \`pipenv lock\`.`,
      `Nommer Python ${oldest} ou plus récent comme \`python_version\` dans le Pipfile, et exécuter \`pipenv lock\`.`,
    );
  const list = outdated.slice(0, 6).map((pin) => `\`${pin}\``);
  const names = list.join(', ') + (outdated.length > list.length ? ', …' : '');
  const raise =
    names === ''
      ? both('Raise the pinned packages', 'Relever les paquets épinglés')
      : both(`Raise ${names}`, `Relever ${names}`);
  return both(
    `${raise.en} to versions for Python ${oldest} or later, then name that Python in \`${path}\`.`,
    `${raise.fr} à des versions pour Python ${oldest} ou plus récent, puis nommer ce Python dans \`${path}\`.`,
  );
}

export function paragraph(found: Refused, chosen: string): Paragraph {
  const { path, version } = found;
  return {
    now: what(found),
    effect: effect(found),
    change: both(
      `The patch writes \`${chosen}\` in the place of \`${version}\` in \`${path}\`.`,
      `Le patch écrit \`${chosen}\` à la place de \`${version}\` dans \`${path}\`.`,
    ),
    guarantee: both(
      'It is a version that the platform builds, near to the old one, and every pinned package that Unblock knows supports it. Whether the code and the other packages do, a start on that Python tells.',
      "C'est une version que la plateforme construit, proche de l'ancienne, et que prend en charge chaque paquet épinglé qu'Unblock connaît. Si le code et les autres paquets la supportent, un démarrage avec ce Python le dira.",
    ),
  };
}

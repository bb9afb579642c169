import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Odd } from './odd.ts';

export function title({ contract, path, written }: Odd): Bilingual {
  return both(
    `${path} holds ${written}, which ${contract.title.en} cannot read`,
    `${path} contient ${written}, que ${contract.title.fr} ne sait pas lire`,
  );
}

function what({ path, written }: Odd): Bilingual {
  return both(`\`${path}\` holds \`${written}\`.`, `\`${path}\` contient \`${written}\`.`);
}

/** The form of the file, with an example. */
function form(path: string): string {
  return path.endsWith('runtime.txt') ? 'python-3.12.7' : '3.12';
}

function effect({ contract, path }: Odd): Bilingual {
  return both(
    `${contract.title.en} reads one form only, such as \`${form(path)}\`. The build stops with “Invalid Python version” before a package is installed.`,
    `${contract.title.fr} ne lit qu'une forme, comme \`${form(path)}\`. La construction s'arrête sur « Invalid Python version » avant d'installer un paquet.`,
  );
}

export function message(found: Odd): Finding['message'] {
  const { path, right } = found;
  return {
    what: what(found),
    why: effect(found),
    todo: right
      ? both(`Write \`${right}\` in \`${path}\`.`, `Écrire \`${right}\` dans \`${path}\`.`)
      : both(
          `Write a Python in \`${path}\` in that form, one that the platform builds and that all pinned packages support.`,
          `Écrire dans \`${path}\`, sous cette forme, un Python que la plateforme construit et que tous les paquets épinglés acceptent.`,
        ),
  };
}

export function paragraph(found: Odd, right: string): Paragraph {
  const { path } = found;
  return {
    now: what(found),
    effect: effect(found),
    change: both(
      `The patch writes \`${right}\` in \`${path}\`.`,
      `Le patch écrit \`${right}\` dans \`${path}\`.`,
    ),
    guarantee: both(
      'The platform reads the version that was meant, and builds it.',
      'La plateforme lit la version voulue, et la construit.',
    ),
  };
}

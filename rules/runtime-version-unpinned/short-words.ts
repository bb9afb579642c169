import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Short } from './short.ts';

export function title({ contract, name, version }: Short): Bilingual {
  return both(
    `${name} names Python ${version} without its third number, and ${contract.title.en} stops the build`,
    `${name} nomme Python ${version} sans son troisième numéro, et ${contract.title.fr} arrête la construction`,
  );
}

function what({ name, version, path }: Short): Bilingual {
  return both(
    `\`${path}\` sets \`${name}\` to \`${version}\`.`,
    `\`${path}\` donne \`${version}\` à \`${name}\`.`,
  );
}

function effect({ contract, name }: Short): Bilingual {
  return both(
    `${contract.title.en} wants all three numbers in this variable. The build stops before a package is installed: “The ${name} must provide a major, minor, and patch version”. Only \`.python-version\` may leave the third one out.`,
    `${contract.title.fr} veut les trois numéros dans cette variable. La construction s'arrête avant d'installer un paquet : « The ${name} must provide a major, minor, and patch version ». Seul \`.python-version\` peut omettre le troisième.`,
  );
}

export function message(found: Short): Finding['message'] {
  const { name, whole, version } = found;
  return {
    what: what(found),
    why: effect(found),
    todo: whole
      ? both(`Set \`${name}\` to \`${whole.version}\`.`, `Donner \`${whole.version}\` à \`${name}\`.`)
      : both(
          `Set \`${name}\` to a whole version of Python ${version}.`,
          `Donner à \`${name}\` une version complète de Python ${version}.`,
        ),
  };
}

export function paragraph(found: Short, { version, from }: NonNullable<Short['whole']>): Paragraph {
  const cause = from
    ? both(`, the version that \`${from}\` names`, `, la version que nomme \`${from}\``)
    : both(', a release of the same Python', ', une version publiée du même Python');
  return {
    now: what(found),
    effect: effect(found),
    change: both(
      `The patch writes \`${version}\` there${cause.en}.`,
      `Le patch y écrit \`${version}\`${cause.fr}.`,
    ),
    guarantee: both(
      'The build goes on with the Python that was meant. A third number stays where it is until somebody raises it.',
      "La construction continue avec le Python voulu. Un troisième numéro reste tel quel jusqu'à ce que quelqu'un le relève.",
    ),
  };
}

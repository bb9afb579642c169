import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Unbuildable } from './find.ts';

export const SUMMARY: Bilingual = both(
  'A database driver is compiled in an image that lacks the compiler or the libraries it needs.',
  "Un pilote de base de données est compilé dans une image qui n'a pas le compilateur ou les bibliothèques nécessaires.",
);

export function title({ entry, base, driver }: Unbuildable): Bilingual {
  return driver.fails === 'build'
    ? both(`${entry.name} cannot be built on ${base}`, `${entry.name} ne peut pas être compilé sur ${base}`)
    : both(`${entry.name} finds no libpq on ${base}`, `${entry.name} ne trouve pas libpq sur ${base}`);
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function standing({ entry, dockerfile, base, missing }: Unbuildable): Bilingual {
  return both(
    `\`${entry.path}\` requires \`${entry.name}${entry.specifier}\`, and \`${dockerfile}\` installs it on \`${base}\` without ${code(missing)}.`,
    `\`${entry.path}\` demande \`${entry.name}${entry.specifier}\`, et \`${dockerfile}\` l'installe sur \`${base}\` sans ${code(missing)}.`,
  );
}

function effect({ entry, driver }: Unbuildable): Bilingual {
  return driver.fails === 'build'
    ? both(
        `${entry.name} is released for Linux as sources only: pip compiles it, and the build of the image ends with “${driver.error}”.`,
        `${entry.name} n'est publié pour Linux que sous forme de sources : pip le compile, et la construction de l'image finit par « ${driver.error} ».`,
      )
    : both(
        `Without its extra \`binary\`, ${entry.name} loads the system's libpq: the image is built, and the first import ends with “${driver.error}”.`,
        `Sans son extra \`binary\`, ${entry.name} charge la bibliothèque libpq du système : l'image se construit, et le premier import finit par « ${driver.error} ».`,
      );
}

export function message(found: Unbuildable): Finding['message'] {
  const { missing, driver, dockerfile } = found;
  const other = driver.instead;
  return {
    what: standing(found),
    why: effect(found),
    todo: both(
      `Install ${code(missing)} in \`${dockerfile}\` before the requirements${other ? `, or require \`${other}\` instead` : ''}.`,
      `Installer ${code(missing)} dans \`${dockerfile}\` avant les dépendances${other ? `, ou demander \`${other}\` à la place` : ''}.`,
    ),
  };
}

export function paragraph(found: Unbuildable): Paragraph {
  const { missing, dockerfile, driver } = found;
  return {
    now: standing(found),
    effect: effect(found),
    change: both(
      `The patch adds a \`RUN\` to \`${dockerfile}\`, above the step that installs the requirements: it installs ${code(missing)}.`,
      `Le patch ajoute un \`RUN\` à \`${dockerfile}\`, au-dessus de l'étape qui installe les dépendances : il installe ${code(missing)}.`,
    ),
    guarantee: both(
      `The requirements and their lock files stay as they are; the driver is the one the project chose.${driver.instead ? ` Whoever prefers a smaller image requires \`${driver.instead}\` instead.` : ''}`,
      `Les dépendances et leurs fichiers de verrouillage restent tels quels ; le pilote est celui que le projet a choisi.${driver.instead ? ` Pour une image plus petite, demander \`${driver.instead}\` à la place.` : ''}`,
    ),
  };
}

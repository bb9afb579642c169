import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import { type Ignored, isAboutMigrations, negationsOf } from './find.ts';

export const SUMMARY: Bilingual = both(
  'An ignore file keeps the database migrations out of the deploy.',
  "Un fichier d'exclusion laisse les migrations de la base hors du déploiement.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Let the migrations into the deploy',
  'Faire entrer les migrations dans le déploiement',
);

function foldersOf({ folders }: Ignored): string {
  return folders.map(({ path }) => `\`${path}\``).join(', ');
}

export function title(ignored: Ignored): Bilingual {
  const { pattern } = ignored.line;
  return ignored.dialect === 'git'
    ? both(
        `\`${pattern}\` keeps the migrations out of git`,
        `\`${pattern}\` laisse les migrations hors de git`,
      )
    : both(
        `\`${pattern}\` keeps the migrations out of the image`,
        `\`${pattern}\` laisse les migrations hors de l'image`,
      );
}

function what(ignored: Ignored): Bilingual {
  const { line, dialect, folders } = ignored;
  const names = foldersOf(ignored);
  const tool = folders[0]?.tool ?? '';
  return dialect === 'git'
    ? both(
        `\`${line.pattern}\` in \`${line.span.path}\` ignores ${names}, where ${tool} writes its migrations; the repository holds none there.`,
        `\`${line.pattern}\` dans \`${line.span.path}\` ignore ${names}, où ${tool} écrit ses migrations ; le dépôt n'en contient aucune.`,
      )
    : both(
        `\`${line.pattern}\` in \`${line.span.path}\` leaves ${names}, the migrations of ${tool}, out of the image.`,
        `\`${line.pattern}\` dans \`${line.span.path}\` laisse ${names}, les migrations de ${tool}, hors de l'image.`,
      );
}

function why({ command, contracts, folders }: Ignored): Bilingual {
  const names = platformNames(contracts);
  const run = command ?? folders[0]?.tool ?? '';
  const subject = command ? `\`${run}\`` : run;
  return both(
    `On ${names.en}, ${subject} finds no migration: it changes nothing and reports no error, or stops at a revision it cannot find, and the tables the code needs are missing.`,
    `Sur ${names.fr}, ${subject} ne trouve aucune migration : rien ne change et aucune erreur n'apparaît, ou tout s'arrête sur une révision introuvable, et les tables dont le code a besoin manquent.`,
  );
}

/** What remains for a person: the files themselves. */
function rest({ dialect }: Ignored): Bilingual {
  return dialect === 'git'
    ? both('Then commit the migrations.', 'Puis valider les migrations dans git.')
    : both('Then build the image again.', "Puis reconstruire l'image.");
}

function change(ignored: Ignored): Bilingual {
  const { pattern } = ignored.line;
  const negations = negationsOf(ignored)
    .map((negation) => `\`${negation}\``)
    .join(', ');
  return isAboutMigrations(ignored)
    ? both(`The patch removes the line \`${pattern}\`.`, `Le patch retire la ligne \`${pattern}\`.`)
    : both(
        `The patch adds ${negations} behind \`${pattern}\`, which also serves other files.`,
        `Le patch ajoute ${negations} derrière \`${pattern}\`, qui sert aussi à d'autres fichiers.`,
      );
}

export function message(ignored: Ignored): Finding['message'] {
  const todo = isAboutMigrations(ignored)
    ? both(`Remove the line. ${rest(ignored).en}`, `Retirer la ligne. ${rest(ignored).fr}`)
    : both(
        `Except the folder from the pattern. ${rest(ignored).en}`,
        `Excepter le dossier du motif. ${rest(ignored).fr}`,
      );
  return { what: what(ignored), why: why(ignored), todo };
}

export function paragraph(ignored: Ignored): Paragraph {
  const more = rest(ignored);
  const names = foldersOf(ignored);
  return {
    now: what(ignored),
    effect: why(ignored),
    change: change(ignored),
    guarantee: both(
      `${names} is no longer ignored there. ${more.en}`,
      `${names} n'y est plus ignoré. ${more.fr}`,
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import { type Ignored, lastShared, linesOfMigrations, negationsOf } from './find.ts';

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

/** The patterns, as the subject of a sentence: whether it is one or several. */
function patternsOf(lines: readonly { pattern: string }[]): { names: Bilingual; isOne: boolean } {
  const written = lines.map(({ pattern }) => `\`${pattern}\``);
  const last = written.pop() ?? '';
  const names =
    written.length === 0
      ? both(last, last)
      : both(`${written.join(', ')} and ${last}`, `${written.join(', ')} et ${last}`);
  return { names, isOne: written.length === 0 };
}

export function title({ lines, dialect }: Ignored): Bilingual {
  const { names, isOne } = patternsOf(lines);
  const [en, fr] = isOne ? ['keeps', 'laisse'] : ['keep', 'laissent'];
  return dialect === 'git'
    ? both(`${names.en} ${en} the migrations out of git`, `${names.fr} ${fr} les migrations hors de git`)
    : both(
        `${names.en} ${en} the migrations out of the image`,
        `${names.fr} ${fr} les migrations hors de l'image`,
      );
}

function what(ignored: Ignored): Bilingual {
  const { lines, dialect, folders } = ignored;
  const names = foldersOf(ignored);
  const tool = folders[0]?.tool ?? '';
  const { path } = lines[0].span;
  const { names: patterns, isOne } = patternsOf(lines);
  const [ignores, ignore] = isOne ? ['ignores', 'ignore'] : ['each ignore', 'ignorent chacun'];
  const [leaves, leave] = isOne ? ['leaves', 'laisse'] : ['each leave', 'laissent chacun'];
  return dialect === 'git'
    ? both(
        `${patterns.en} in \`${path}\` ${ignores} ${names}, where ${tool} writes its migrations; the repository holds none there.`,
        `${patterns.fr} dans \`${path}\` ${ignore} ${names}, où ${tool} écrit ses migrations ; le dépôt n'en contient aucune.`,
      )
    : both(
        `${patterns.en} in \`${path}\` ${leaves} ${names}, the migrations of ${tool}, out of the image.`,
        `${patterns.fr} dans \`${path}\` ${leave} ${names}, les migrations de ${tool}, hors de l'image.`,
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
  const gone = linesOfMigrations(ignored);
  const stays = lastShared(ignored);
  const removed = patternsOf(gone);
  const negations = negationsOf(ignored)
    .map((negation) => `\`${negation}\``)
    .join(', ');
  const removes = removed.isOne
    ? both(`removes the line ${removed.names.en}`, `retire la ligne ${removed.names.fr}`)
    : both(`removes the lines ${removed.names.en}`, `retire les lignes ${removed.names.fr}`);
  const adds = both(
    `adds ${negations} behind \`${stays?.pattern}\`, which also serves other files`,
    `ajoute ${negations} derrière \`${stays?.pattern}\`, qui sert aussi à d'autres fichiers`,
  );
  const all = [...(gone.length > 0 ? [removes] : []), ...(stays ? [adds] : [])];
  return both(
    `The patch ${all.map(({ en }) => en).join(' and ')}.`,
    `Le patch ${all.map(({ fr }) => fr).join(' et ')}.`,
  );
}

function todo(ignored: Ignored): Bilingual {
  const gone = linesOfMigrations(ignored).length;
  const stays = lastShared(ignored);
  const remove =
    gone > 1
      ? both('Remove the lines.', 'Retirer les lignes.')
      : both('Remove the line.', 'Retirer la ligne.');
  const except = both('Except the folder from the pattern.', 'Excepter le dossier du motif.');
  const mixed = both(
    `Remove \`${linesOfMigrations(ignored)[0]?.pattern}\`, and except the folders from \`${stays?.pattern}\`.`,
    `Retirer \`${linesOfMigrations(ignored)[0]?.pattern}\`, et excepter les dossiers de \`${stays?.pattern}\`.`,
  );
  const step = !stays ? remove : gone === 0 ? except : mixed;
  return both(`${step.en} ${rest(ignored).en}`, `${step.fr} ${rest(ignored).fr}`);
}

export function message(ignored: Ignored): Finding['message'] {
  return { what: what(ignored), why: why(ignored), todo: todo(ignored) };
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

import { type Bilingual, both, type Finding, onPlatforms, type Paragraph, type Skip } from '@unblock/engine';
import { packageOf } from '@unblock/engine/database/driver';
import type { Mismatch } from './find.ts';

export const SUMMARY: Bilingual = both(
  'A database URL, its engine and the installed driver do not go together.',
  "L'URL de la base, son moteur et le pilote installé ne vont pas ensemble.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Give the database engine a driver that is installed',
  'Donner au moteur de base un pilote installé',
);

/** Why a mismatch is not patched. */
export const SHARED: Skip = {
  skip: both(
    'other code takes the same URL and needs it as it is: give each engine its own form where it is made',
    "d'autre code prend la même URL et en a besoin telle quelle : donner à chaque moteur sa forme là où il est créé",
  ),
};
export const NONE: Skip = {
  skip: both(
    'no driver that serves this engine is installed: which one to take is a choice for a person',
    'aucun pilote installé ne sert ce moteur : choisir lequel prendre revient à une personne',
  ),
};

/** What a person does with the value of a variable. */
export function valueSteps(file: string, name: string): Bilingual[] {
  return [
    both(
      `Write \`ssl=require\` in place of \`sslmode=require\` in the value of \`${name}\`, on the platform and in \`${file}\`. asyncpg knows no \`channel_binding\` either.`,
      `Écrire \`ssl=require\` à la place de \`sslmode=require\` dans la valeur de \`${name}\`, sur la plateforme et dans \`${file}\`. asyncpg ne connaît pas non plus \`channel_binding\`.`,
    ),
  ];
}

export const BUILT: Skip = {
  skip: both(
    "mysqlclient is compiled against the system's MySQL libraries: install them with it, or take `mysql+pymysql://` and pymysql",
    'mysqlclient se compile contre les bibliothèques MySQL du système : les installer avec lui, ou prendre `mysql+pymysql://` et pymysql',
  ),
};

export function title(mismatch: Mismatch): Bilingual {
  const { cause, to, scheme, driver } = mismatch;
  const name = packageOf(driver);
  switch (cause) {
    case 'async-needed':
      return both(
        `\`${to}\` gets \`${scheme}\`, which names no asynchronous driver`,
        `\`${to}\` reçoit \`${scheme}\`, qui ne nomme aucun pilote asynchrone`,
      );
    case 'sync-needed':
      return both(
        `\`${to}\` gets the asynchronous driver ${driver}`,
        `\`${to}\` reçoit le pilote asynchrone ${driver}`,
      );
    case 'sslmode':
      return both('`sslmode` is no parameter of asyncpg', "`sslmode` n'est pas un paramètre d'asyncpg");
    case 'not-installed':
      return both(
        `\`${scheme}\` needs ${name}, which is not installed`,
        `\`${scheme}\` demande ${name}, qui n'est pas installé`,
      );
  }
}

function stands({ read, span, to, scheme, cause, writtenIn }: Mismatch): Bilingual {
  if (writtenIn && read)
    return both(
      `\`${writtenIn}\` gives \`${read.name}\` a URL with \`sslmode\`, and \`${span.path}\` hands it to \`${to}\` as it is.`,
      `\`${writtenIn}\` donne à \`${read.name}\` une URL avec \`sslmode\`, et \`${span.path}\` la remet telle quelle à \`${to}\`.`,
    );
  if (cause === 'sslmode')
    return both(
      `\`${span.path}\` hands \`sslmode\` to \`${to}\`, whose driver is asyncpg.`,
      `\`${span.path}\` remet \`sslmode\` à \`${to}\`, dont le pilote est asyncpg.`,
    );
  if (read)
    return both(
      `\`${span.path}\` reads \`${read.name}\`, and \`${to}\` gets it as the platform writes it: \`${scheme}…\`.`,
      `\`${span.path}\` lit \`${read.name}\`, et \`${to}\` la reçoit telle que la plateforme l'écrit : \`${scheme}…\`.`,
    );
  return both(
    `\`${span.path}\` says \`${scheme}\`, and \`${to}\` takes it.`,
    `\`${span.path}\` dit \`${scheme}\`, et \`${to}\` le prend.`,
  );
}

/** The error in the words of Python. */
function error({ cause, driver }: Mismatch): Bilingual {
  const module = driver === 'mysqldb' ? 'MySQLdb' : driver;
  switch (cause) {
    case 'async-needed':
      return both(
        `SQLAlchemy loads ${driver} for this scheme and stops: \`The asyncio extension requires an async driver to be used\`, or \`No module named '${module}'\` where it is not installed`,
        `SQLAlchemy charge ${driver} pour ce schéma et s'arrête : \`The asyncio extension requires an async driver to be used\`, ou \`No module named '${module}'\` s'il n'est pas installé`,
      );
    case 'sync-needed':
      return both(
        'the first query stops with `MissingGreenlet: greenlet_spawn has not been called`',
        "la première requête s'arrête sur `MissingGreenlet: greenlet_spawn has not been called`",
      );
    case 'sslmode':
      return both(
        "every connection fails with `TypeError: connect() got an unexpected keyword argument 'sslmode'`",
        "chaque connexion échoue sur `TypeError: connect() got an unexpected keyword argument 'sslmode'`",
      );
    case 'not-installed':
      return both(
        `the process stops with \`ModuleNotFoundError: No module named '${module}'\`: the requirements do not install ${packageOf(driver)}`,
        `le processus s'arrête sur \`ModuleNotFoundError: No module named '${module}'\` : les dépendances n'installent pas ${packageOf(driver)}`,
      );
  }
}

/** SQLAlchemy 2.1 took another default. */
function isNewDefault({ scheme, driver, cause }: Mismatch): boolean {
  return scheme === 'postgresql://' && driver === 'psycopg' && cause === 'not-installed';
}

function effect(mismatch: Mismatch): Bilingual {
  const stop = error(mismatch);
  const version = isNewDefault(mismatch)
    ? both(
        ' No version holds SQLAlchemy below 2.1, which takes psycopg 3 for `postgresql://` and no longer psycopg2.',
        ' Aucune version ne retient SQLAlchemy sous la 2.1, qui prend psycopg 3 pour `postgresql://` et non plus psycopg2.',
      )
    : both('', '');
  return onPlatforms(mismatch.contracts, `${stop.en}.${version.en}`, `${stop.fr}.${version.fr}`);
}

export function message(mismatch: Mismatch): Finding['message'] {
  return { what: stands(mismatch), why: effect(mismatch), todo: remedy(mismatch) };
}

function remedy({ cause, target, driver, read }: Mismatch): Bilingual {
  if (cause === 'sslmode')
    return both('Write `ssl` in place of `sslmode`.', 'Écrire `ssl` à la place de `sslmode`.');
  if (target && read)
    return both(
      `Bring the URL to \`${target}\` where the variable is read, once.`,
      `Donner à l'URL la forme \`${target}\` là où la variable est lue, une fois.`,
    );
  if (target) return both(`Write \`${target}\`.`, `Écrire \`${target}\`.`);
  if (cause === 'not-installed')
    return both(`Require ${packageOf(driver)}.`, `Ajouter la dépendance ${packageOf(driver)}.`);
  return both(
    'Require a driver that serves this engine and name it in the scheme.',
    'Ajouter un pilote qui sert ce moteur et le nommer dans le schéma.',
  );
}

/** @param change the scheme, the parameter or the requirement that the patch writes. */
export function paragraph(mismatch: Mismatch, change: string): Paragraph {
  const { target, read, cause, to } = mismatch;
  const place =
    cause === 'sslmode'
      ? both('in place of `sslmode`', 'à la place de `sslmode`')
      : read
        ? both(`where \`${read.name}\` is read`, `là où \`${read.name}\` est lue`)
        : both('in the URL', "dans l'URL");
  const isRequirement = target === null && cause !== 'sslmode';
  return {
    now: stands(mismatch),
    effect: effect(mismatch),
    change: isRequirement
      ? both(
          `The patch requires \`${change}\` in the file that the platform installs from.`,
          `Le patch ajoute \`${change}\` au fichier que la plateforme installe.`,
        )
      : both(
          `The patch writes \`${change}\` ${place.en}, once.`,
          `Le patch écrit \`${change}\` ${place.fr}, une fois.`,
        ),
    guarantee: isRequirement
      ? both(
          `\`${to}\` finds the driver of its URL after the next install.`,
          `\`${to}\` trouve le pilote de son URL dès la prochaine installation.`,
        )
      : both(
          `\`${to}\` loads a driver that the requirements install, whichever version of SQLAlchemy is there; URLs of other databases pass unchanged.`,
          `\`${to}\` charge un pilote que les dépendances installent, quelle que soit la version de SQLAlchemy ; les URL d'autres bases passent sans changement.`,
        ),
  };
}

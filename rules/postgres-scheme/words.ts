import { type Bilingual, both, type Finding, onPlatforms, type Paragraph, type Skip } from '@unblock/engine';
import type { OldScheme } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The platform gives the database URL as `postgres://`, a scheme that SQLAlchemy no longer knows.',
  "La plateforme donne l'URL de la base en `postgres://`, un schéma que SQLAlchemy ne connaît plus.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Bring the database URL to the scheme SQLAlchemy knows',
  "Donner à l'URL de la base le schéma que SQLAlchemy connaît",
);

/** Why a read is not patched. */
export const DIFFERENT: Skip = {
  skip: both(
    'a synchronous and an asynchronous engine share the variable and need different schemes: give each its own form where the engine is made',
    'un moteur synchrone et un moteur asynchrone partagent la variable et demandent des schémas différents : donner à chacun sa forme là où le moteur est créé',
  ),
};

export function title({ read }: OldScheme): Bilingual {
  return both(
    `\`${read.name}\` may begin with \`postgres://\``,
    `\`${read.name}\` peut commencer par \`postgres://\``,
  );
}

/** `create_engine` and `set_main_option`, each once. */
function receivers({ sinks }: OldScheme): Bilingual {
  const names = [...new Set(sinks.map(({ to }) => `\`${to}\``))];
  return both(names.join(' and '), names.join(' et '));
}

function stands(old: OldScheme): Bilingual {
  const to = receivers(old);
  const { name, span } = old.read;
  return both(
    `\`${span.path}\` reads \`${name}\`, and its text reaches ${to.en} as the platform wrote it.`,
    `\`${span.path}\` lit \`${name}\`, et son texte arrive à ${to.fr} tel que la plateforme l'a écrit.`,
  );
}

function effect({ contracts }: OldScheme): Bilingual {
  const stop = both(
    "SQLAlchemy 1.4 and later stop with `NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres`",
    "SQLAlchemy s'arrête depuis la version 1.4 sur `NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres`",
  );
  if (contracts.some(({ databaseUrl: { value } }) => value?.given === 'always'))
    return onPlatforms(
      contracts,
      `the URL begins with \`postgres://\`: ${stop.en}, and the process ends before it answers a request.`,
      `l'URL commence par \`postgres://\` : ${stop.fr}, et le processus se termine avant d'avoir répondu à une requête.`,
    );
  return onPlatforms(
    contracts,
    `the URL begins with \`postgres://\` where it comes from \`fly postgres attach\`: ${stop.en}. Managed Postgres gives \`postgresql://\`.`,
    `l'URL commence par \`postgres://\` quand elle vient de \`fly postgres attach\` : ${stop.fr}. Managed Postgres donne \`postgresql://\`.`,
  );
}

export function message(old: OldScheme): Finding['message'] {
  return {
    what: stands(old),
    why: effect(old),
    todo: both(
      `Replace \`postgres://\` by \`${old.target}\` where the variable is read, once.`,
      `Remplacer \`postgres://\` par \`${old.target}\` là où la variable est lue, une fois.`,
    ),
  };
}

export function paragraph(old: OldScheme): Paragraph {
  const { target, read } = old;
  const change = both(
    `The patch replaces the scheme where \`${read.name}\` is read, so that all who take the URL from there get \`${target}\`.`,
    `Le patch remplace le schéma là où \`${read.name}\` est lue : tous ceux qui en tirent l'URL reçoivent \`${target}\`.`,
  );
  const driver = both(
    ` The driver stands in it because SQLAlchemy would look for another one than the requirements install.`,
    ` Le pilote y figure parce que SQLAlchemy en chercherait un autre que celui des dépendances.`,
  );
  const isPlain = target === 'postgresql://';
  return {
    now: stands(old),
    effect: effect(old),
    change: isPlain ? change : both(change.en + driver.en, change.fr + driver.fr),
    guarantee: both(
      `Every URL that begins with \`postgres://\`${isPlain ? '' : ' or `postgresql://`'} reaches SQLAlchemy as \`${target}\`; any other one, SQLite too, passes unchanged.`,
      `Toute URL qui commence par \`postgres://\`${isPlain ? '' : ' ou `postgresql://`'} arrive à SQLAlchemy sous la forme \`${target}\` ; toute autre, SQLite compris, passe sans changement.`,
    ),
  };
}

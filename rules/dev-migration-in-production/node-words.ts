import { type Bilingual, both, onPlatforms, type Skip } from '@unblock/engine';
import type { PlacedDevelopment } from './commands.ts';

/** The folder of the tool's migrations, as its documentation names it. */
function folderOf({ tool, schema }: PlacedDevelopment): string {
  const base = schema?.path.includes('/') ? schema.path.slice(0, schema.path.lastIndexOf('/') + 1) : '';
  return tool === 'Prisma' ? `${base}migrations` : 'drizzle';
}

/** No migrations are committed: the deploy variant would make no table. */
export function noMigrations(placed: PlacedDevelopment): Skip {
  const { tool } = placed;
  return {
    skip: both(
      `the repository holds no migrations of ${tool} yet, so that the command which only applies them would make no table: commit a first migration, then put it in place`,
      `le dépôt ne contient encore aucune migration de ${tool}, et la commande qui ne fait que les appliquer ne créerait aucune table : valider une première migration, puis la mettre en place`,
    ),
  };
}

/** @param names of the models that no migration makes a table for. */
export function unmadeModels(names: readonly string[]): Skip {
  const first = names
    .slice(0, NAMED)
    .map((name) => `\`${name}\``)
    .join(', ');
  const rest = names.length - NAMED;
  return {
    skip: both(
      `no migration makes the tables of these models: ${first}${rest > 0 ? ` and ${rest} more` : ''}; applying the migrations alone would leave them out: write the missing migration first, then put \`migrate deploy\` in place`,
      `aucune migration ne crée les tables de ces modèles : ${first}${rest > 0 ? ` et ${rest} de plus` : ''} ; n'appliquer que les migrations les laisserait de côté : écrire d'abord la migration manquante, puis mettre \`migrate deploy\` en place`,
    ),
  };
}

/** How many models are told by name. */
const NAMED = 3;

/** @param path of the package.json whose script is called by hand too. */
export function sharedScript(path: string): Skip {
  return {
    skip: both(
      `it stands in a script of \`${path}\` that developers run too: call another script in the deploy`,
      `elle se trouve dans un script de \`${path}\` que les développeurs lancent aussi : appeler un autre script au déploiement`,
    ),
  };
}

export const BY_HAND: Skip = {
  skip: both(
    'this command has no form that only applies migrations: write migrations, and apply them in its place',
    "cette commande n'a pas de forme qui ne fasse qu'appliquer des migrations : écrire des migrations, et les appliquer à sa place",
  ),
};

/** What a person has to do before or beside the patch; empty where nothing. */
export function nodeSteps(placed: PlacedDevelopment): Bilingual[] {
  const { tool, schema, effect } = placed;
  if (!schema) return effect === 'push' ? TYPEORM : [];
  const folder = folderOf(placed);
  const has = schema.migrations.length > 0;
  if (tool === 'Prisma') {
    if (has) return effect === 'push' ? [BASELINED] : [];
    return [
      both(
        `Write a first migration of the tables as they are: \`prisma migrate diff --from-empty\` with \`--script\`, saved as \`${folder}/0_init/migration.sql\` (prisma.io/docs/orm/prisma-migrate/workflows/baselining), and commit it.`,
        `Écrire une première migration des tables telles qu'elles sont : \`prisma migrate diff --from-empty\` avec \`--script\`, enregistré dans \`${folder}/0_init/migration.sql\` (prisma.io/docs/orm/prisma-migrate/workflows/baselining), et la valider dans Git.`,
      ),
      both(
        'Tell the deployed database once that its tables are that migration: `npx prisma migrate resolve --applied 0_init`.',
        'Dire une fois à la base déployée que ses tables sont cette migration : `npx prisma migrate resolve --applied 0_init`.',
      ),
      both(
        `Put \`npx prisma migrate deploy\` in the place of \`${placed.written}\`; make later migrations on your machine with \`npx prisma migrate dev\`.`,
        `Mettre \`npx prisma migrate deploy\` à la place de \`${placed.written}\` ; créer les migrations suivantes sur votre machine avec \`npx prisma migrate dev\`.`,
      ),
    ];
  }
  return has ? [DRIZZLE_BASELINED] : DRIZZLE;
}

const BASELINED: Bilingual = both(
  'Where `db push` has made the tables of the deployed database, `migrate deploy` stops with P3005 ("The database schema is not empty"): tell the database once, for each migration whose tables are there, `npx prisma migrate resolve --applied <migration>`.',
  "Si `db push` a créé les tables de la base déployée, `migrate deploy` s'arrête sur P3005 (« The database schema is not empty ») : dire une fois à la base, pour chaque migration dont les tables existent, `npx prisma migrate resolve --applied <migration>`.",
);
const DRIZZLE_BASELINED: Bilingual = both(
  'Where `push` has made the tables of the deployed database, the first migration stops at a table that exists: compare the two, and enter the migrations whose tables are there into `drizzle.__drizzle_migrations` once.',
  "Si `push` a créé les tables de la base déployée, la première migration s'arrête sur une table qui existe : comparer les deux, et inscrire une fois dans `drizzle.__drizzle_migrations` les migrations dont les tables existent.",
);
const DRIZZLE: Bilingual[] = [
  both(
    'Write migrations with `npx drizzle-kit generate` and commit them. Where `push` has made the tables of the deployed database, enter the first one into `drizzle.__drizzle_migrations` once.',
    'Écrire des migrations avec `npx drizzle-kit generate` et les valider dans Git. Si `push` a créé les tables de la base déployée, inscrire une fois la première dans `drizzle.__drizzle_migrations`.',
  ),
  both(
    'Put `npx drizzle-kit migrate` in the place of the command.',
    'Mettre `npx drizzle-kit migrate` à la place de la commande.',
  ),
];
const TYPEORM: Bilingual[] = [
  both(
    'Write a first migration with `typeorm migration:generate` against an empty database, commit it, and apply it in the deploy with `typeorm migration:run`.',
    "Écrire une première migration avec `typeorm migration:generate` sur une base vide, la valider dans Git, et l'appliquer au déploiement avec `typeorm migration:run`.",
  ),
  both(
    'Where the tables of the deployed database exist already, tell it once: `typeorm migration:run --fake`.',
    'Si les tables de la base déployée existent déjà, le lui dire une fois : `typeorm migration:run --fake`.',
  ),
];

export function pushTitle({ written, isLossy }: PlacedDevelopment): Bilingual {
  return isLossy
    ? both(
        `The deploy drops columns and tables that the schema no longer names: \`${written}\``,
        `Le déploiement supprime les colonnes et les tables que le schéma ne nomme plus : \`${written}\``,
      )
    : both(
        `The deploy changes the tables without migrations: \`${written}\``,
        `Le déploiement modifie les tables sans migrations : \`${written}\``,
      );
}

/** What a command for Node does to the deployed database; null where the words for all tools say it. */
export function nodeEffect(placed: PlacedDevelopment): Bilingual | null {
  const { effect, tool, isLossy, contracts, schema } = placed;
  if (effect === 'push')
    return isLossy
      ? onPlatforms(
          contracts,
          'a column or a table that was renamed or taken out of the schema is dropped with its data in the deployed database, and nobody is asked: a rename is a drop and an empty new column.',
          "une colonne ou une table renommée ou retirée du schéma est supprimée avec ses données dans la base déployée, sans que personne soit consulté : un renommage est une suppression suivie d'une nouvelle colonne vide.",
        )
      : onPlatforms(
          contracts,
          'the tables become what the schema says, and nothing records the steps: no change can be tried, repeated or undone. A change that could lose data is asked about, nobody answers, and the deploy stops.',
          "les tables deviennent ce que dit le schéma, et rien n'enregistre les étapes : aucun changement ne peut être essayé, rejoué ou annulé. Un changement qui pourrait perdre des données pose une question, personne n'y répond, et le déploiement s'arrête.",
        );
  if (tool !== 'Prisma' || effect !== 'generate') return null;
  return schema?.migrations.length === 0
    ? onPlatforms(
        contracts,
        'the first deploy writes a migration into its own container and applies it. The next one finds it in the database and not in the repository, wants to reset the database, and stops.',
        "le premier déploiement écrit une migration dans son propre conteneur et l'applique. Le suivant la trouve dans la base et pas dans le dépôt, veut réinitialiser la base, et s'arrête.",
      )
    : onPlatforms(
        contracts,
        'a schema that is ahead of the committed migrations gets one that exists in this container only. The next deploy finds it in the database and not in the repository, wants to reset the database, and stops. It also needs the right to make a second (shadow) database.',
        "un schéma en avance sur les migrations validées reçoit une migration qui n'existe que dans ce conteneur. Le déploiement suivant la trouve dans la base et pas dans le dépôt, veut réinitialiser la base, et s'arrête. Il lui faut aussi le droit de créer une seconde base (shadow).",
      );
}

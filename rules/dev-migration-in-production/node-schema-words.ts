import { type Bilingual, both, type Finding, onPlatforms, type Skip } from '@unblock/engine';
import type { SyncedSchema } from './node-schema.ts';

export const SYNCED: Skip = {
  skip: both(
    'without it nothing would make the tables: migrations have to take its place first',
    "sans cela, rien ne créerait les tables : des migrations doivent d'abord prendre sa place",
  ),
};

export function syncedTitle({ written, dropsAll }: SyncedSchema): Bilingual {
  return dropsAll
    ? both(
        `Every start drops all tables: \`${written}\``,
        `Chaque démarrage supprime toutes les tables : \`${written}\``,
      )
    : both(
        `Every start changes the tables like the models: \`${written}\``,
        `Chaque démarrage modifie les tables d'après les modèles : \`${written}\``,
      );
}

export function syncedMessage({
  written,
  library,
  dropsAll,
  span,
  contracts,
}: SyncedSchema): Finding['message'] {
  return {
    what: both(
      `\`${span.path}\` has ${library} do \`${written}\` whenever the process starts, in production as on your machine.`,
      `\`${span.path}\` fait exécuter à ${library} \`${written}\` à chaque démarrage du processus, en production comme sur votre machine.`,
    ),
    why: dropsAll
      ? onPlatforms(
          contracts,
          'every deploy and every restart drops the tables with all data of the users.',
          'chaque déploiement et chaque redémarrage supprime les tables avec toutes les données des utilisateurs.',
        )
      : onPlatforms(
          contracts,
          'a deploy that renames a field or takes one out drops its column with the data of the users, and nobody is asked.',
          'un déploiement qui renomme ou retire un champ supprime sa colonne avec les données des utilisateurs, sans que personne soit consulté.',
        ),
    todo: both(
      'Leave the tables to migrations that the deploy applies, and turn it off.',
      'Laisser les tables à des migrations que le déploiement applique, et le désactiver.',
    ),
  };
}

export function syncedSteps({ library, written, dropsAll }: SyncedSchema): Bilingual[] {
  const generate = library === 'TypeORM' ? 'typeorm migration:generate' : 'sequelize-cli migration:generate';
  const apply = library === 'TypeORM' ? 'typeorm migration:run' : 'sequelize-cli db:migrate';
  const fake =
    library === 'TypeORM'
      ? both('`typeorm migration:run --fake`', '`typeorm migration:run --fake`')
      : both('its name as a row of `SequelizeMeta`', 'son nom dans une ligne de `SequelizeMeta`');
  return [
    both(
      `Write a first migration of the tables as they are (\`${generate}\`) and commit it.`,
      `Écrire une première migration des tables telles qu'elles sont (\`${generate}\`) et la valider dans Git.`,
    ),
    ...(dropsAll
      ? []
      : [
          both(
            `Tell the deployed database once that its tables are there: ${fake.en}.`,
            `Dire une fois à la base déployée que ses tables existent : ${fake.fr}.`,
          ),
        ]),
    both(
      `Apply migrations in the deploy (\`${apply}\`), and take \`${written}\` out, or keep it for your machine alone.`,
      `Appliquer les migrations au déploiement (\`${apply}\`), et retirer \`${written}\`, ou le garder pour votre seule machine.`,
    ),
  ];
}

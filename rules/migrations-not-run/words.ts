import { type Bilingual, both, de, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import { isStartOnly } from '@unblock/engine/services/migration-tool';
import { written } from '@unblock/engine/started';
import type { Unmigrated } from './find.ts';
import { stepOf } from './fix.ts';

export const SUMMARY: Bilingual = both(
  'The repository holds database migrations, and no step of the deploy applies them.',
  'Le dépôt contient des migrations de base de données, et aucune étape du déploiement ne les applique.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Apply the migrations in each deploy',
  'Appliquer les migrations à chaque déploiement',
);

export function title({ tool, contract, deployable, release }: Unmigrated): Bilingual {
  if (release?.isOfPlan) {
    const names = platformNames([contract]);
    return both(
      `The free plan of ${names.en} does not run the step that applies the migrations of ${tool.name}`,
      `L'offre gratuite de ${names.fr} n'exécute pas l'étape qui applique les migrations ${de(tool.name)}`,
    );
  }
  if (release) {
    const names = platformNames([contract]);
    return both(
      `${names.en} does not run \`release\`, which applies the migrations of ${tool.name}`,
      `${names.fr} n'exécute pas \`release\`, qui applique les migrations ${de(tool.name)}`,
    );
  }
  if (isStartOnly(contract, deployable))
    return both(
      `Nothing in the repository applies the migrations of ${tool.name}`,
      `Rien dans le dépôt n'applique les migrations ${de(tool.name)}`,
    );
  return both(
    `No step of the deploy applies the migrations of ${tool.name}`,
    `Aucune étape du déploiement n'applique les migrations ${de(tool.name)}`,
  );
}

function what({ tool, start, deployable, contract, release }: Unmigrated): Bilingual {
  const { length } = tool.migrations;
  const last = tool.migrations.at(-1) ?? '';
  const command = start.server ? written(start.server) : '';
  if (release?.isOfPlan)
    return both(
      `\`${release.line}\` stands in \`${release.path}\` as the step before the deploy, to apply the migrations of ${tool.name} (${length}, the last is \`${last}\`). The same file asks for the free plan, which runs no such step (${contract.migrationsOnFreePlan.docs}), and nothing else applies them before \`${command}\`.`,
      `\`${release.line}\` est dans \`${release.path}\` l'étape d'avant le déploiement, qui doit appliquer les migrations ${de(tool.name)} (${length}, la dernière est \`${last}\`). Le même fichier demande l'offre gratuite, qui n'exécute pas cette étape (${contract.migrationsOnFreePlan.docs}), et rien d'autre ne les applique avant \`${command}\`.`,
    );
  if (release) {
    const names = platformNames([contract]);
    return both(
      `\`${release.line}\` in \`${release.path}\` is to apply the migrations of ${tool.name} (${length}, the last is \`${last}\`), and ${names.en} runs no \`release\`: it starts \`${command}\` (\`${deployable.path}\`), and nothing else applies them.`,
      `\`${release.line}\` dans \`${release.path}\` doit appliquer les migrations ${de(tool.name)} (${length}, la dernière est \`${last}\`), et ${names.fr} n'exécute aucun \`release\` : \`${command}\` est démarré (\`${deployable.path}\`), et rien d'autre ne les applique.`,
    );
  }
  return both(
    `\`${deployable.path}\` starts \`${command}\`; nothing it runs, and nothing else in the repository, applies the migrations of ${tool.name} (${length}, the last is \`${last}\`).`,
    `\`${deployable.path}\` démarre \`${command}\` ; rien de ce qu'il exécute, ni rien d'autre dans le dépôt, n'applique les migrations ${de(tool.name)} (${length}, la dernière est \`${last}\`).`,
  );
}

function why({ contract, deployable, byHand, madeIn }: Unmigrated): Bilingual {
  const names = platformNames([contract]);
  if (isStartOnly(contract, deployable) && madeIn === null && byHand === null)
    return both(
      `${names.en} takes the start command of \`web\` from a Procfile and runs no \`release\`. Unless the settings of the service name a step before the deploy, the first request that needs a table fails (\`relation does not exist\`, \`no such table\`), and so does each deploy that brings a new migration.`,
      `${names.fr} prend dans un Procfile la commande de démarrage de \`web\` et n'exécute aucun \`release\`. Sauf si les réglages du service nomment une étape d'avant le déploiement, la première requête qui a besoin d'une table échoue (\`relation does not exist\`, \`no such table\`), et de même chaque déploiement qui apporte une migration.`,
    );
  if (madeIn !== null)
    return both(
      `\`${madeIn}\` makes tables that are missing (\`create_all\`) and changes none that exists: on ${names.en}, a deploy that brings a new column or constraint serves requests that fail on it.`,
      `\`${madeIn}\` crée les tables manquantes (\`create_all\`) et n'en modifie aucune : sur ${names.fr}, un déploiement qui apporte une colonne ou une contrainte sert des requêtes qui échouent dessus.`,
    );
  if (byHand !== null)
    return both(
      `On ${names.en}, a deploy whose migration nobody applied by hand, as \`${byHand}\` asks, serves requests that fail on the missing table or column.`,
      `Sur ${names.fr}, un déploiement dont personne n'a appliqué la migration à la main, comme le demande \`${byHand}\`, sert des requêtes qui échouent sur la table ou la colonne manquante.`,
    );
  return both(
    `On ${names.en}, the first request that needs a table fails (\`relation does not exist\`, \`no such table\`), and so does each deploy that brings a new migration.`,
    `Sur ${names.fr}, la première requête qui a besoin d'une table échoue (\`relation does not exist\`, \`no such table\`), et de même chaque déploiement qui apporte une migration.`,
  );
}

export function message(unmigrated: Unmigrated): Finding['message'] {
  const { tool } = unmigrated;
  const todo =
    stepOf(unmigrated) === 'start'
      ? both(
          `Run \`${tool.command}\` in front of the server, joined by \`&&\`.`,
          `Exécuter \`${tool.command}\` devant le serveur, relié par \`&&\`.`,
        )
      : both(
          `Run \`${tool.command}\` in the step before the deploy.`,
          `Exécuter \`${tool.command}\` dans l'étape d'avant le déploiement.`,
        );
  return { what: what(unmigrated), why: why(unmigrated), todo };
}

/** What stays of a step that the plan does not run. */
export function idleSteps({ path }: NonNullable<Unmigrated['release']>): Bilingual[] {
  return [
    both(
      `Take the step before the deploy out of \`${path}\`, or choose a paid plan and keep the migration there alone.`,
      `Retirer de \`${path}\` l'étape d'avant le déploiement, ou choisir une offre payante et n'exécuter la migration que là.`,
    ),
  ];
}

/** What comes before the first migration of a database whose tables the code has made. */
export function stampSteps(madeIn: string, stamp: string): Bilingual[] {
  return [
    both(
      `Where \`create_all\` in \`${madeIn}\` has already made the tables of the deployed database, compare them with the migrations and run \`${stamp}\` once, before the first deploy that migrates: it would make them again and stop.`,
      `Si \`create_all\` dans \`${madeIn}\` a déjà créé les tables de la base déployée, les comparer aux migrations et exécuter une fois \`${stamp}\`, avant le premier déploiement qui migre : il les créerait à nouveau et s'arrêterait.`,
    ),
  ];
}

export function paragraph(unmigrated: Unmigrated, command: string, path: string): Paragraph {
  const { contract, deployable, isFile } = unmigrated;
  const names = platformNames([contract]);
  const isStart = stepOf(unmigrated) === 'start';
  const reason = isFile
    ? both(
        ', since the data lies in a file that no other machine reaches',
        ", puisque les données sont dans un fichier qu'aucune autre machine n'atteint",
      )
    : isStartOnly(contract, deployable)
      ? both(
          `, since ${names.en} reads nothing else in a Procfile`,
          `, puisque ${names.fr} ne lit rien d'autre dans un Procfile`,
        )
      : deployable.freePlan
        ? both(
            ', since the free plan runs no step before the deploy',
            ", puisque l'offre gratuite n'exécute aucune étape avant le déploiement",
          )
        : both('', '');
  return {
    now: what(unmigrated),
    effect: why(unmigrated),
    change: isStart
      ? both(
          `The patch puts \`${command} && \` in front of the server in \`${path}\`${reason.en}.`,
          `Le patch met \`${command} && \` devant le serveur dans \`${path}\`${reason.fr}.`,
        )
      : both(
          `The patch adds \`${command}\` to \`${path}\` as the step that ${names.en} runs before each deploy.`,
          `Le patch ajoute \`${command}\` à \`${path}\` comme étape que ${names.fr} exécute avant chaque déploiement.`,
        ),
    guarantee: both(
      'A deploy starts the server only after its migrations have succeeded; one that fails stops the deploy, and the old version goes on serving. Migrations that are applied already are passed over.',
      "Un déploiement ne démarre le serveur qu'après le succès de ses migrations ; celle qui échoue arrête le déploiement, et l'ancienne version continue de servir. Les migrations déjà appliquées sont passées.",
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import type { BuiltMigration } from './find.ts';
import { stepOf } from './fix.ts';

export const SUMMARY: Bilingual = both(
  'A database migration runs while the service is built, where no database is reachable.',
  "Une migration de base de données s'exécute pendant la construction, où aucune base n'est accessible.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Migrate in the deploy, not in the build',
  'Migrer au déploiement, pas à la construction',
);

export function title({ migration }: BuiltMigration): Bilingual {
  return both(
    `\`${migration}\` runs in the build, without the database`,
    `\`${migration}\` s'exécute à la construction, sans la base`,
  );
}

function what({ migration, text, place, isScript }: BuiltMigration): Bilingual {
  const { path } = text.source;
  if (isScript)
    return both(
      `A script of \`${path}\` that the build runs calls \`${migration}\`, and nothing migrates after the build.`,
      `Un script de \`${path}\` que la construction exécute appelle \`${migration}\`, et rien ne migre après la construction.`,
    );
  return place === 'image'
    ? both(
        `A \`RUN\` of \`${path}\` calls \`${migration}\`, and nothing migrates when the image is deployed.`,
        `Un \`RUN\` de \`${path}\` appelle \`${migration}\`, et rien ne migre quand l'image est déployée.`,
      )
    : both(
        `The build command of \`${path}\` calls \`${migration}\`, and nothing migrates after the build.`,
        `La commande de construction de \`${path}\` appelle \`${migration}\`, et rien ne migre après la construction.`,
      );
}

function why({ contracts, place, isFile }: BuiltMigration): Bilingual {
  const names = platformNames(contracts);
  return place === 'image'
    ? isFile
      ? both(
          `On ${names.en}, an image is built without the disk and the variables of the service: the build migrates a file that is thrown away, and the real one keeps its old tables.`,
          `Sur ${names.fr}, une image se construit sans le disque et les variables du service : la construction migre un fichier qui sera jeté, et le vrai garde ses anciennes tables.`,
        )
      : both(
          `On ${names.en}, an image is built without the variables of the service and beside no database: the build stops on the missing variable or on "connection refused". Where it is given another database, the real one keeps its old tables.`,
          `Sur ${names.fr}, une image se construit sans les variables du service et sans base à côté : la construction s'arrête sur la variable manquante ou sur « connection refused ». Si une autre base lui est donnée, la vraie garde ses anciennes tables.`,
        )
    : both(
        `On ${names.en}, the private network, on which the platform's database answers, does not exist during the build: the build fails with a connection error.`,
        `Sur ${names.fr}, le réseau privé, sur lequel répond la base de la plateforme, n'existe pas pendant la construction : elle échoue sur une erreur de connexion.`,
      );
}

export function message(built: BuiltMigration): Finding['message'] {
  const { migration } = built;
  return {
    what: what(built),
    why: why(built),
    todo:
      stepOf(built) === 'start'
        ? both(
            `Move \`${migration}\` in front of the server, joined by \`&&\`.`,
            `Déplacer \`${migration}\` devant le serveur, relié par \`&&\`.`,
          )
        : both(
            `Move \`${migration}\` to the step before the deploy.`,
            `Déplacer \`${migration}\` dans l'étape d'avant le déploiement.`,
          ),
  };
}

export function paragraph(built: BuiltMigration, path: string): Paragraph {
  const { migration } = built;
  const names = platformNames(built.contracts);
  return {
    now: what(built),
    effect: why(built),
    change:
      stepOf(built) === 'start'
        ? both(
            `The patch takes \`${migration}\` out of the build and puts it in front of the server in \`${path}\`.`,
            `Le patch retire \`${migration}\` de la construction et le met devant le serveur dans \`${path}\`.`,
          )
        : both(
            `The patch takes \`${migration}\` out of the build and adds it to \`${path}\` as the step that ${names.en} runs before each deploy.`,
            `Le patch retire \`${migration}\` de la construction et l'ajoute à \`${path}\` comme étape que ${names.fr} exécute avant chaque déploiement.`,
          ),
    guarantee: both(
      'The build needs no database. The migration runs where the variables and the database are, and the server starts only after it has succeeded.',
      "La construction n'a besoin d'aucune base. La migration s'exécute là où sont les variables et la base, et le serveur ne démarre qu'après son succès.",
    ),
  };
}

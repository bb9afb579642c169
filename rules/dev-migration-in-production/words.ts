import { type Bilingual, both, type Finding, onPlatforms, type Paragraph, type Skip } from '@unblock/engine';
import type { IgnoreLine } from '@unblock/engine/ignore-lines';
import type { PlacedDevelopment } from './commands.ts';
import { nodeEffect, pushTitle } from './node-words.ts';
import type { SchemaCall } from './schema.ts';

export const SUMMARY: Bilingual = both(
  'The deploy does work on the database schema that belongs to development: migrations made up, tables dropped, or tables made and changed without migrations.',
  'Le déploiement fait sur le schéma de la base un travail de développement : migrations inventées, tables supprimées, ou tables créées et modifiées sans migrations.',
);

/** Titles of the patches. */
export const PATCH = {
  command: both('Only apply migrations in the deploy', 'Seulement appliquer les migrations au déploiement'),
  drop_all: both('Do not drop the tables at start', 'Ne pas supprimer les tables au démarrage'),
  create_all: both('Leave the tables to the migrations', 'Laisser les tables aux migrations'),
};

/** Why something is not patched. */
export const ENTANGLED: Skip = {
  skip: both(
    'other parts of the same command depend on its result; take it out by hand',
    "d'autres parties de la même commande dépendent de son résultat ; la retirer à la main",
  ),
};
export const NOTHING: Skip = {
  skip: both(
    'nothing would be left of the command: remove the step from the manifest',
    "il ne resterait rien de la commande : retirer l'étape du manifeste",
  ),
};
export const UNREMOVABLE: Skip = {
  skip: both(
    'it shares its line or its result with other code; take it out by hand',
    "elle partage sa ligne ou son résultat avec d'autre code ; la retirer à la main",
  ),
};

export const HARMLESS: Skip = {
  skip: both(
    'nothing breaks as long as each model has its migration, and tests or scripts may need the tables it makes: take it out by hand',
    "rien ne casse tant que chaque modèle a sa migration, et des tests ou des scripts peuvent avoir besoin des tables qu'il crée : le retirer à la main",
  ),
};

/** @param path the file outside of the web process that calls the same function. */
export function used(path: string): Skip {
  return {
    skip: both(
      `\`${path}\` uses the same function and needs what it does: part the two by hand`,
      `\`${path}\` utilise la même fonction et a besoin de ce qu'elle fait : séparer les deux à la main`,
    ),
  };
}

/**
 * @param folder whose migrations are missing; '' for all.
 * @param ignoring the line that keeps Git from taking them.
 */
export function unmigrated(folder: string, ignoring: IgnoreLine | null): Skip {
  const place = folder === '' ? both('the repository', 'le dépôt') : both(folder, folder);
  const line = ignoring
    ? both(
        `take \`${ignoring.pattern}\` out of ${ignoring.span.path}, `,
        `retirer \`${ignoring.pattern}\` de ${ignoring.span.path}, `,
      )
    : both('', '');
  return {
    skip: both(
      `${place.en} holds no migrations yet: ${line.en}make them on your machine, commit them, then take the command out`,
      `${place.fr} ne contient encore aucune migration : ${line.fr}les créer sur votre machine, les valider dans Git, puis retirer la commande`,
    ),
  };
}

/** What stays to be done where the tables were made by `create_all` so far. */
export function stampSteps(stamp: string): Bilingual[] {
  return [
    both(
      `Where \`create_all\` has already made the tables of a database, tell Alembic once with \`${stamp}\` that they are there, after comparing them with the migrations.`,
      `Si \`create_all\` a déjà créé les tables d'une base, le dire une fois à Alembic par \`${stamp}\`, après les avoir comparées aux migrations.`,
    ),
  ];
}

const STEP: Readonly<Record<PlacedDevelopment['step'], Bilingual>> = {
  start: both('at every start', 'à chaque démarrage'),
  'pre-deploy': both('before every deploy', 'avant chaque déploiement'),
  build: both('in every build', 'à chaque construction'),
};

export function commandTitle(placed: PlacedDevelopment): Bilingual {
  const { written, effect } = placed;
  if (effect === 'push') return pushTitle(placed);
  return effect === 'destroy'
    ? both(`The deploy empties the database: \`${written}\``, `Le déploiement vide la base : \`${written}\``)
    : both(
        `The deploy makes up migrations: \`${written}\``,
        `Le déploiement invente des migrations : \`${written}\``,
      );
}

function commandStands({ text, written, step }: PlacedDevelopment): Bilingual {
  return both(
    `\`${text.source.path}\` runs \`${written}\` ${STEP[step].en}.`,
    `\`${text.source.path}\` exécute \`${written}\` ${STEP[step].fr}.`,
  );
}

function commandEffect(placed: PlacedDevelopment): Bilingual {
  const { effect, tool, contracts } = placed;
  const node = nodeEffect(placed);
  if (node) return node;
  if (effect === 'destroy')
    return onPlatforms(
      contracts,
      `all data of the users is gone after the next deploy or restart.`,
      `toutes les données des utilisateurs ont disparu après le prochain déploiement ou redémarrage.`,
    );
  if (tool === 'Django')
    return onPlatforms(
      contracts,
      `a model that changed gets a migration that exists in this container only and is lost with it. The database remembers its name: the next one of that name, made elsewhere with other content, is skipped, and a question such as a rename stops the step.`,
      `un modèle modifié reçoit une migration qui n'existe que dans ce conteneur et disparaît avec lui. La base en retient le nom : la suivante du même nom, créée ailleurs avec un autre contenu, est sautée, et une question comme un renommage arrête l'étape.`,
    );
  return onPlatforms(
    contracts,
    `the revision is written into this container only and is lost with it. Once it is applied, the next deploy stops with \`Can't locate revision identified by '…'\`.`,
    `la révision n'est écrite que dans ce conteneur et disparaît avec lui. Une fois appliquée, le déploiement suivant s'arrête sur \`Can't locate revision identified by '…'\`.`,
  );
}

export function commandMessage(placed: PlacedDevelopment): Finding['message'] {
  return {
    what: commandStands(placed),
    why: commandEffect(placed),
    todo:
      placed.effect === 'destroy'
        ? both('Take the command out of the deploy.', 'Retirer la commande du déploiement.')
        : both(
            'Make migrations on your machine, commit them, and only apply them in the deploy.',
            'Créer les migrations sur votre machine, les valider dans Git, et seulement les appliquer au déploiement.',
          ),
  };
}

export function commandParagraph(placed: PlacedDevelopment, isReplaced: boolean): Paragraph {
  const { written, variant, effect } = placed;
  return {
    now: commandStands(placed),
    effect: commandEffect(placed),
    change: isReplaced
      ? both(
          `The patch writes \`${variant}\` in its place: the form that only applies migrations.`,
          `Le patch écrit \`${variant}\` à sa place : la forme qui ne fait qu'appliquer les migrations.`,
        )
      : both(
          `The patch takes \`${written}\` out; the commands around it stay.`,
          `Le patch retire \`${written}\` ; les commandes autour restent.`,
        ),
    guarantee:
      effect === 'destroy'
        ? both(
            'A deploy leaves the data as it is. Empty a database by hand where that is meant.',
            "Un déploiement laisse les données telles quelles. Vider une base à la main là où c'est voulu.",
          )
        : both(
            'The deploy applies the migrations that are committed, and no others: what was tested is what runs.',
            "Le déploiement applique les migrations validées dans Git, et aucune autre : ce qui a été testé est ce qui s'exécute.",
          ),
  };
}

export function schemaTitle({ method, receiver }: SchemaCall): Bilingual {
  return method === 'drop_all'
    ? both(
        `Every start drops all tables: \`${receiver}.drop_all\``,
        `Chaque démarrage supprime toutes les tables : \`${receiver}.drop_all\``,
      )
    : both(
        `\`${receiver}.create_all\` makes tables beside the migrations`,
        `\`${receiver}.create_all\` crée des tables à côté des migrations`,
      );
}

function schemaStands({ method, receiver, span, environment }: SchemaCall): Bilingual {
  const beside = environment
    ? both(
        `, and \`${environment}\` migrates the same tables`,
        `, et \`${environment}\` migre les mêmes tables`,
      )
    : both('', '');
  return both(
    `\`${span.path}\` calls \`${receiver}.${method}\` whenever the web process starts${beside.en}.`,
    `\`${span.path}\` appelle \`${receiver}.${method}\` à chaque démarrage du processus web${beside.fr}.`,
  );
}

function schemaEffect({ method, isFirst, environment, contracts }: SchemaCall): Bilingual {
  if (method === 'drop_all')
    return onPlatforms(
      contracts,
      `every deploy and every restart drops the tables with all data of the users.`,
      `chaque déploiement et chaque redémarrage supprime les tables avec toutes les données des utilisateurs.`,
    );
  return isFirst
    ? onPlatforms(
        contracts,
        `what applies the migrations runs this call before the first of them (\`${environment}\` loads it): \`create_all\` makes a new table before its migration runs, which then stops with "relation already exists", and the deploy with it.`,
        `ce qui applique les migrations exécute cet appel avant la première d'entre elles (\`${environment}\` le charge) : \`create_all\` crée une nouvelle table avant sa migration, qui s'arrête alors sur « relation already exists », et le déploiement avec elle.`,
      )
    : onPlatforms(
        contracts,
        `the deploy applies the migrations before the web process starts: the call finds the tables made. It only acts for a model that has no migration yet: it makes that table unseen, and the migration written later stops with "relation already exists".`,
        `le déploiement applique les migrations avant le démarrage du processus web : l'appel trouve les tables déjà créées. Il n'agit que pour un modèle encore sans migration : il crée cette table sans que personne le voie, et la migration écrite plus tard s'arrête sur « relation already exists ».`,
      );
}

export function schemaMessage(call: SchemaCall): Finding['message'] {
  return {
    what: schemaStands(call),
    why: schemaEffect(call),
    todo:
      call.method === 'drop_all'
        ? both('Take the call out of the start.', "Retirer l'appel du démarrage.")
        : both(
            'Take the call out of the start and leave the tables to the migrations.',
            "Retirer l'appel du démarrage et laisser les tables aux migrations.",
          ),
  };
}

export function schemaParagraph(call: SchemaCall): Paragraph {
  const { method, receiver } = call;
  return {
    now: schemaStands(call),
    effect: schemaEffect(call),
    change: both(
      `The patch takes \`${receiver}.${method}(…)\` out, and nothing else.`,
      `Le patch retire \`${receiver}.${method}(…)\`, et rien d'autre.`,
    ),
    guarantee:
      method === 'drop_all'
        ? both('A start leaves the data as it is.', 'Un démarrage laisse les données telles quelles.')
        : both(
            'The migrations alone make and change tables: the database is what `alembic current` says.',
            'Seules les migrations créent et changent des tables : la base est ce que dit `alembic current`.',
          ),
  };
}

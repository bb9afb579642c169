import {
  type Bilingual,
  both,
  type Finding,
  type Fix,
  maskSecrets,
  type Paragraph,
  platformNames,
} from '@unblock/engine';
import { migrationStep } from '@unblock/engine/services/migration-tool';
import type { RepeatedMigration } from './find.ts';

export const SUMMARY: Bilingual = both(
  'Each of several web processes runs the database migrations when it starts, all at the same time.',
  'Chacun des processus web exécute les migrations de la base à son démarrage, tous en même temps.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Migrate once, before the web processes start',
  'Migrer une seule fois, avant le démarrage des processus web',
);

/** The call in one line; a long one without its arguments. */
function shown({ call }: RepeatedMigration): string {
  const text = maskSecrets(call.text).replace(/\s+/g, ' ');
  return text.length <= 60 ? text : `${text.slice(0, text.indexOf('('))}(…)`;
}

export function title(repeated: RepeatedMigration): Bilingual {
  const { count } = repeated.processes;
  return both(
    `\`${shown(repeated)}\` runs in each of ${count} web processes`,
    `\`${shown(repeated)}\` s'exécute dans chacun des ${count} processus web`,
  );
}

const WHEN: Readonly<Record<RepeatedMigration['place'], Bilingual>> = {
  import: both('when its file is imported', 'quand son fichier est importé'),
  startup: both('when the application starts', "quand l'application démarre"),
  lifespan: both("in the application's lifespan", "dans le lifespan de l'application"),
};

function what(repeated: RepeatedMigration): Bilingual {
  const { call, place, processes } = repeated;
  return both(
    `\`${shown(repeated)}\` in \`${call.span.path}\` runs ${WHEN[place].en}; \`${processes.source}\` makes that ${processes.count} processes.`,
    `\`${shown(repeated)}\` dans \`${call.span.path}\` s'exécute ${WHEN[place].fr} ; \`${processes.source}\` en fait ${processes.count} processus.`,
  );
}

function why({ contracts }: RepeatedMigration): Bilingual {
  const names = platformNames(contracts);
  return both(
    `On ${names.en}, all of them change the same tables at once: the first migration that creates or alters one succeeds in one process and fails in the others (\`already exists\`, a deadlock): their start stops there.`,
    `Sur ${names.fr}, tous modifient les mêmes tables à la fois : la première migration qui en crée ou en modifie une réussit dans un processus et échoue dans les autres (\`already exists\`, un interblocage) : leur démarrage s'arrête là.`,
  );
}

function commandOf({ tool }: RepeatedMigration): string {
  return tool?.command ?? 'alembic upgrade head';
}

export function message(repeated: RepeatedMigration): Finding['message'] {
  const command = commandOf(repeated);
  return {
    what: what(repeated),
    why: why(repeated),
    todo: both(
      `Run \`${command}\` once, before the processes start: they then find nothing to do.`,
      `Exécuter \`${command}\` une seule fois, avant le démarrage des processus : ils n'ont alors plus rien à faire.`,
    ),
  };
}

/** What a person does where no patch can. */
export function steps(repeated: RepeatedMigration): Bilingual[] {
  const { path } = repeated.call.span;
  const command = commandOf(repeated);
  return [
    both(
      `Run \`${command}\` once in each deploy, before any instance starts.`,
      `Exécuter \`${command}\` une fois par déploiement, avant le démarrage de toute instance.`,
    ),
    both(
      `Or put a lock of the database around the call in \`${path}\`, such as \`pg_advisory_lock\`.`,
      `Ou mettre un verrou de la base autour de l'appel dans \`${path}\`, comme \`pg_advisory_lock\`.`,
    ),
  ];
}

export function paragraph(repeated: RepeatedMigration, command: string, edits: Fix['edits']): Paragraph {
  const { deploys } = repeated;
  const paths = edits.map(({ path }) => `\`${path}\``).join(', ');
  const isStart = deploys.some(
    ({ contract, deployable, isFile }) => migrationStep(contract, deployable, isFile) === 'start',
  );
  return {
    now: what(repeated),
    effect: why(repeated),
    change: isStart
      ? both(
          `The patch puts \`${command} && \` in front of the server in ${paths}; the code stays as it is.`,
          `Le patch met \`${command} && \` devant le serveur dans ${paths} ; le code reste tel quel.`,
        )
      : both(
          `The patch adds \`${command}\` to ${paths} as the step before each deploy; the code stays as it is.`,
          `Le patch ajoute \`${command}\` à ${paths} comme étape avant chaque déploiement ; le code reste tel quel.`,
        ),
    guarantee: both(
      'One process applies the migrations; the call in each web process then finds nothing to do. In development, the call goes on doing what it does.',
      "Un seul processus applique les migrations ; l'appel de chaque processus web n'a alors plus rien à faire. En développement, l'appel continue de faire ce qu'il fait.",
    ),
  };
}

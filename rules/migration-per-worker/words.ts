import { type Bilingual, both, type Finding, maskSecrets, platformNames } from '@unblock/engine';
import type { MigrationTool } from '@unblock/engine/services/migration-tool';
import type { RepeatedMigration } from './find.ts';

export const SUMMARY: Bilingual = both(
  'Each of several web processes runs the database migrations when it starts, all at the same time.',
  'Chacun des processus web exécute les migrations de la base à son démarrage, tous en même temps.',
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

export function message(repeated: RepeatedMigration, tool: MigrationTool | null): Finding['message'] {
  const { call, place, processes, contracts } = repeated;
  const names = platformNames(contracts);
  const command = tool?.command ?? 'alembic upgrade head';
  return {
    what: both(
      `\`${shown(repeated)}\` in \`${call.span.path}\` runs ${WHEN[place].en}; \`${processes.source}\` makes that ${processes.count} processes.`,
      `\`${shown(repeated)}\` dans \`${call.span.path}\` s'exécute ${WHEN[place].fr} ; \`${processes.source}\` en fait ${processes.count} processus.`,
    ),
    why: both(
      `On ${names.en}, all of them change the same tables at once: the first migration that creates or alters one succeeds in one process and fails in the others (\`already exists\`, a deadlock): their start stops there, unless the code catches the failure.`,
      `Sur ${names.fr}, tous modifient les mêmes tables à la fois : la première migration qui en crée ou en modifie une réussit dans un processus et échoue dans les autres (\`already exists\`, un interblocage) : leur démarrage s'arrête là, sauf si le code rattrape l'échec.`,
    ),
    todo: both(
      `Run \`${command}\` once, before the server, and take the call out of the web process.`,
      `Exécuter \`${command}\` une seule fois, avant le serveur, et retirer l'appel du processus web.`,
    ),
  };
}

/** What a person does: where migrations go is told by the contract. */
export function steps(repeated: RepeatedMigration, tool: MigrationTool | null): Bilingual[] {
  const { call, contracts } = repeated;
  const command = tool?.command ?? 'alembic upgrade head';
  const names = platformNames(contracts);
  const hasStep = contracts.every(({ migrations }) => migrations.value !== 'start');
  return [
    hasStep
      ? both(
          `Make \`${command}\` the step that ${names.en} runs before each deploy.`,
          `Faire de \`${command}\` l'étape que ${names.fr} exécute avant chaque déploiement.`,
        )
      : both(
          `Put \`${command} && \` in front of the server in the start command.`,
          `Mettre \`${command} && \` devant le serveur dans la commande de démarrage.`,
        ),
    both(
      `Remove \`${shown(repeated)}\` from \`${call.span.path}\`, or run it only where one process serves: a lock of the database around it (\`pg_advisory_lock\`) also makes it safe.`,
      `Retirer \`${shown(repeated)}\` de \`${call.span.path}\`, ou ne l'exécuter que là où un seul processus sert : un verrou de la base autour (\`pg_advisory_lock\`) le rend sûr aussi.`,
    ),
  ];
}

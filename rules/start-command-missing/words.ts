import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import type { ComposedBlueprint } from '@unblock/engine/services/blueprint';
import type { KeptCommand } from '@unblock/engine/services/kept-command';
import { leavesWorkers } from '@unblock/engine/services/processes';
import { type Contract, contracts } from '@unblock/platforms';
import { besideRunning } from '../platform-manifest-missing/words.ts';

export const SUMMARY: Bilingual = both(
  'No file of the repository gives the platform a command to start the service by.',
  'Aucun fichier du dépôt ne donne à la plateforme une commande pour démarrer le service.',
);

export function title(name: string, kept: KeptCommand | null): Bilingual {
  if (kept?.kind === 'name')
    return both(
      `The Procfile of ${name} is called ${kept.path}`,
      `Le Procfile de ${name} s'appelle ${kept.path}`,
    );
  if (kept)
    return both(
      `No platform reads what starts ${name}: ${kept.path}`,
      `Aucune plateforme ne lit ce qui démarre ${name} : ${kept.path}`,
    );
  return both(`Nothing says how to start ${name}`, `Rien ne dit comment démarrer ${name}`);
}

/** What tells how the service runs although no file gives the command. */
interface Hints {
  /** The file by which a dashboard seems to start it. */
  sign: string | null;
  kept: KeptCommand | null;
  /** The file that some platforms run where a package names no command. */
  main: string | null;
}

export function message(
  name: string,
  about: readonly Contract[],
  isLeftOut: boolean,
  { sign, kept, main }: Hints,
): Finding['message'] {
  const platforms = platformNames(about);
  const sources = [...new Set(about.flatMap(({ startSources }) => startSources.value))].join(', ');
  return {
    what: isLeftOut
      ? both(
          `The files that start other services say nothing about \`${name}\`.`,
          `Les fichiers qui démarrent d'autres services ne disent rien de \`${name}\`.`,
        )
      : kept
        ? both(
            `${stands(kept).en} None of ${sources} gives a command for \`${name}\` (checked for ${platforms.en}).`,
            `${stands(kept).fr} Aucun de ${sources} ne donne de commande pour \`${name}\` (contrôlé pour ${platforms.fr}).`,
          )
        : both(
            `None of ${sources} gives a command for \`${name}\` (checked for ${platforms.en}).`,
            `Aucun de ${sources} ne donne de commande pour \`${name}\` (contrôlé pour ${platforms.fr}).`,
          ),
    why: sign
      ? typed(sign, kept)
      : main
        ? byMain(main)
        : both(
            'The platform builds the service and then has nothing to run, unless somebody typed a command into its dashboard, where no review sees it.',
            "La plateforme construit le service puis n'a rien à exécuter, sauf si quelqu'un a saisi une commande dans son tableau de bord, hors de toute relecture.",
          ),
    todo: both(
      `Write the start command of \`${name}\` into the repository.`,
      `Écrire la commande de démarrage de \`${name}\` dans le dépôt.`,
    ),
  };
}

/** Where the command stands that no platform reads. */
function stands({ path, line, kind, call, command }: KeptCommand): Bilingual {
  if (kind === 'name')
    return both(
      `\`${path}\` holds \`${command}\`, but only \`Procfile\` is read: capital letters count.`,
      `\`${path}\` contient \`${command}\`, mais seul \`Procfile\` est lu : les majuscules comptent.`,
    );
  const by = call ? both(` (by \`${call}\`)`, ` (par \`${call}\`)`) : both('', '');
  return both(
    `\`${path}:${line}\` starts it with \`${command}\`${by.en}, where no platform reads it.`,
    `\`${path}:${line}\` le démarre par \`${command}\`${by.fr}, là où aucune plateforme ne le lit.`,
  );
}

/** Some platforms run the file of a usual name by themselves. */
function byMain(main: string): Bilingual {
  const names = platformNames(contracts.filter(({ startsMain }) => startsMain !== undefined));
  return both(
    `Without a command the service starts only where \`${main}\` is found for want of one (${names.en}). Elsewhere the platform has nothing to run, unless somebody typed a command into its dashboard, where no review sees it.`,
    `Sans commande, le service ne démarre que là où \`${main}\` est trouvé à défaut (${names.fr}). Ailleurs, la plateforme n'a rien à exécuter, sauf si quelqu'un a saisi une commande dans son tableau de bord, hors de toute relecture.`,
  );
}

/** The service seems to run, by a command that the repository does not hold, or in a file that no platform reads. */
function typed(sign: string, kept: KeptCommand | null): Bilingual {
  const runs = both(
    `Judging by \`${sign}\`, a platform runs the service by a command that stands in its dashboard`,
    `D'après \`${sign}\`, une plateforme exécute le service par une commande qui est dans son tableau de bord`,
  );
  return kept
    ? both(
        `${runs.en}: no review sees it, and it may be another one than that of \`${kept.path}\`.`,
        `${runs.fr} : aucune relecture ne la voit, et elle peut différer de celle de \`${kept.path}\`.`,
      )
    : both(
        `${runs.en}: no review sees it, and nobody can deploy the service again from the repository alone.`,
        `${runs.fr} : aucune relecture ne la voit, et le dépôt seul ne permet pas de redéployer le service.`,
      );
}

/** A Procfile of a service; `sign` is the file by which a dashboard seems to start it now. */
export interface WrittenProcfile {
  path: string;
  text: string;
  start: string;
  sign: string | null;
  /** The command that stands where no platform reads it. */
  kept: KeptCommand | null;
}

/** @param isOneOfSeveral nobody named a platform: the files of several are written. */
export function procfileParagraph(written: readonly WrittenProcfile[], isOneOfSeveral: boolean): Paragraph {
  const commands = (colon: string) =>
    written.map(({ path, start }) => `\`${path}\`${colon} \`${start}\``).join(' · ');
  const folders = written.filter(({ path }) => path.includes('/')).map(({ path }) => `\`${path}\``);
  const sign = written.find((entry) => entry.sign)?.sign;
  const misnamed = written.find(({ kept }) => kept?.kind === 'name')?.kept;
  const migrates = written.some(({ start }) => start.includes(' && '));
  return {
    now: now(written.find((entry) => entry.kept)?.kept ?? null),
    effect: sign
      ? typed(sign, written.find((entry) => entry.kept)?.kept ?? null)
      : both(
          'A platform that reads a Procfile builds the service and has nothing to run: no web process starts and nothing listens.',
          "Une plateforme qui lit un Procfile construit le service et n'a rien à exécuter : aucun processus web ne démarre et rien n'écoute.",
        ),
    change: join(
      both(
        `The patch writes ${commands(':')}, with the real path of the application and \`$PORT\` of the platform.`,
        `Le patch écrit ${commands(' :')}, avec le vrai chemin de l'application et le \`$PORT\` de la plateforme.`,
      ),
      misnamed ? both(`\`${misnamed.path}\` can go.`, `\`${misnamed.path}\` peut disparaître.`) : null,
      folders.length > 0
        ? both(
            `${folders.join(', ')} lies in the folder of its service: set that folder as the root of the service on the platform.`,
            `${folders.join(', ')} est dans le dossier de son service : déclarer ce dossier comme racine du service sur la plateforme.`,
          )
        : null,
    ),
    guarantee: join(
      both(
        'The server listens on all interfaces, on the port that the platform gives.',
        'Le serveur écoute sur toutes les interfaces, sur le port que donne la plateforme.',
      ),
      written.some(({ start }) => leavesWorkers(start))
        ? both(
            'The number of workers is left to `WEB_CONCURRENCY`.',
            'Le nombre de workers est laissé à `WEB_CONCURRENCY`.',
          )
        : null,
      both(
        'Render does not read this file: it needs a `render.yaml`.',
        'Render ne lit pas ce fichier : il lui faut un `render.yaml`.',
      ),
      migrates
        ? both(
            'Migrations stand in front of it, joined by `&&`: when one fails the service does not start on tables it does not know, which `|| echo` would allow.',
            "Les migrations passent avant, reliées par `&&` : si l'une échoue, le service ne démarre pas sur des tables qu'il ne connaît pas, ce que `|| echo` permettrait.",
          )
        : null,
      isOneOfSeveral
        ? both(
            'No platform was named and none is to be seen, so the patches write a file for each kind: keep that of yours and delete the other, or run again with `--platform`.',
            "Aucune plateforme n'a été nommée et aucune ne se voit : les patchs écrivent un fichier pour chaque sorte. Garder celui de la vôtre et supprimer l'autre, ou relancer avec `--platform`.",
          )
        : null,
    ),
  };
}

/** What stays for a person where files of several platforms are written. */
export const ALTERNATIVES: Bilingual = both(
  '`Procfile` and `render.yaml` are alternatives, as no platform was named: keep the one that yours reads, delete the other.',
  "`Procfile` et `render.yaml` sont deux possibilités, puisque aucune plateforme n'a été nommée : garder celui que la vôtre lit, supprimer l'autre.",
);

function now(kept: KeptCommand | null): Bilingual {
  return kept
    ? stands(kept)
    : both(
        'The repository holds no file that gives a start command.',
        'Le dépôt ne contient aucun fichier qui donne une commande de démarrage.',
      );
}

export function blueprintParagraph(
  { parts, database }: ComposedBlueprint,
  sign: string | null,
  kept: KeptCommand | null,
): Paragraph {
  const commands = parts.map(({ start }) => `\`${start}\``).join(' · ');
  return {
    now: now(kept),
    effect: sign
      ? typed(sign, kept)
      : both(
          'The platform builds the service and has nothing to run until somebody types a command into its dashboard.',
          "La plateforme construit le service et n'a rien à exécuter tant que personne ne saisit de commande dans son tableau de bord.",
        ),
    change: both(
      `The patch writes \`render.yaml\` with the start command ${commands}. It writes no Procfile: this platform does not read one.`,
      `Le patch écrit \`render.yaml\` avec la commande de démarrage ${commands}. Il n'écrit pas de Procfile : cette plateforme ne le lit pas.`,
    ),
    guarantee: join(
      both(
        'The command is versioned with the code it starts, and names the application where it really is.',
        "La commande est versionnée avec le code qu'elle démarre, et nomme l'application là où elle est vraiment.",
      ),
      sign ? besideRunning(sign, database) : null,
    ),
  };
}

function join(...texts: (Bilingual | null)[]): Bilingual {
  const given = texts.filter((text) => text !== null);
  return both(given.map(({ en }) => en).join(' '), given.map(({ fr }) => fr).join(' '));
}

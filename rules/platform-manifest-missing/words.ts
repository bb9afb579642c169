import { type Bilingual, both, type Finding, maskSecrets, type Paragraph } from '@unblock/engine';
import type { Leftover } from '@unblock/engine/services/author';
import type { BlueprintPart, ComposedBlueprint } from '@unblock/engine/services/blueprint';
import { leavesWorkers } from '@unblock/engine/services/processes';

export const SUMMARY: Bilingual = both(
  'No manifest describes the service, so its build, its variables and its health check live in a dashboard only.',
  "Aucun manifeste ne décrit le service : sa construction, ses variables et son contrôle de santé n'existent que dans un tableau de bord.",
);

export function title(name: string): Bilingual {
  return both(`No manifest describes ${name}`, `Aucun manifeste ne décrit ${name}`);
}

export function message(name: string, platforms: Bilingual, isLeftOut: boolean): Finding['message'] {
  return {
    what: isLeftOut
      ? both(
          `The manifest in the repository describes other services, not \`${name}\`.`,
          `Le manifeste du dépôt décrit d'autres services, mais pas \`${name}\`.`,
        )
      : both(
          `No \`render.yaml\` describes \`${name}\` (checked for ${platforms.en}).`,
          `Aucun \`render.yaml\` ne décrit \`${name}\` (contrôlé pour ${platforms.fr}).`,
        ),
    why: both(
      'Build command, start command, variables, health check and database then have to be typed in by hand, once for every environment, and nothing reviews them.',
      'Commande de construction, commande de démarrage, variables, contrôle de santé et base de données se saisissent alors à la main, à chaque environnement, sans relecture.',
    ),
    todo: both(
      `Describe \`${name}\` in \`render.yaml\` at the root of the repository.`,
      `Décrire \`${name}\` dans \`render.yaml\`, à la racine du dépôt.`,
    ),
  };
}

/** What stays for a person where another manifest leaves the service out. */
export function describe(name: string): Bilingual {
  return both(
    `Describe \`${name}\` in the manifest too, if it is to be deployed.`,
    `Décrire aussi \`${name}\` dans le manifeste, s'il doit être déployé.`,
  );
}

/** What stays for a person where no manifest can be written. */
export function missing(name: string, reason: Bilingual): Bilingual {
  return both(
    `No manifest can be written for \`${name}\` yet: ${reason.en}.`,
    `Aucun manifeste ne peut encore être écrit pour \`${name}\` : ${reason.fr}.`,
  );
}

/** What stays for a person: the Blueprint and its values. */
export function step(name: string, asked: readonly string[]): Bilingual {
  const names = asked.map((variable) => `\`${variable}\``).join(', ');
  return both(
    `Create a Blueprint from \`render.yaml\`${names ? ` and enter ${names} for \`${name}\`` : ''}.`,
    `Créer un Blueprint à partir de \`render.yaml\`${names ? ` et saisir ${names} pour \`${name}\`` : ''}.`,
  );
}

/** What creating the Blueprint does beside a service that seems to run already. */
export function besideRunning(sign: string, database: string | null): Bilingual {
  const [base, own] = database
    ? [
        both(
          ` with a database of its own, \`${database}\`, which is empty`,
          ` avec sa propre base, \`${database}\`, vide`,
        ),
        both(' and that of its database', ' et celui de sa base'),
      ]
    : [both('', ''), both('', '')];
  return both(
    `Judging by \`${sign}\`, the service runs already. A Blueprint that is created from \`render.yaml\` makes a second one beside it${base.en}. To keep the one that runs, write its name${own.en} into the file first, as the dashboard has them.`,
    `D'après \`${sign}\`, le service tourne déjà. Un Blueprint créé à partir de \`render.yaml\` en fait un deuxième à côté${base.fr}. Pour garder celui qui tourne, écrire d'abord son nom${own.fr} dans le fichier, tels que les donne le tableau de bord.`,
  );
}

/** Something the author starts elsewhere and the manifest leaves out. */
export function leftOver({ kind, name, command, path }: Leftover): Bilingual {
  const shown = `\`${maskSecrets(command)}\``;
  if (kind === 'process')
    return both(
      `The process \`${name}\` of \`${path}\` is not in \`render.yaml\` (${shown}): add a worker where it is needed.`,
      `Le processus \`${name}\` de \`${path}\` n'est pas dans \`render.yaml\` (${shown}) : ajouter un worker s'il est nécessaire.`,
    );
  const origin = path ? `\`${path}\` (\`${name}\`)` : `\`${name}\``;
  return both(
    `${origin} also runs ${shown}: it is not in \`render.yaml\`, because it would run at every start. Run it by hand where it is needed.`,
    `${origin} exécute aussi ${shown} : la commande n'est pas dans \`render.yaml\`, car elle passerait à chaque démarrage. La lancer à la main si elle est nécessaire.`,
  );
}

export function paragraph({ parts, database }: ComposedBlueprint, sign: string | null): Paragraph {
  const names = parts.map(({ name }) => `\`${name}\``).join(', ');
  const commands = parts.map(({ start }) => `\`${start}\``).join(' · ');
  const asked = variables(parts, 'person');
  const generated = variables(parts, 'generated');
  const health = parts.flatMap((part) => (part.health ? [`\`${part.health}\``] : []));
  const migrates = parts.some(({ migrates }) => migrates);
  const isPaid = parts.some(({ scripts }) => scripts.release !== null);
  const own = [...new Set(parts.flatMap(({ scripts }) => [scripts.build, scripts.release]))]
    .flatMap((command) => (command ? [`\`${command}\``] : []))
    .join(', ');
  const hasScheduler = parts.some(({ composition }) => composition.hasScheduler);
  return {
    now: both(
      `The repository holds no \`render.yaml\`: nothing describes ${names}.`,
      `Le dépôt ne contient pas de \`render.yaml\` : rien ne décrit ${names}.`,
    ),
    effect: both(
      'Every setting has to be typed into the dashboard, and a forgotten variable or a wrong module path is only seen when the deploy fails. A Procfile would not help there: Render does not read one.',
      "Chaque réglage se saisit dans le tableau de bord, et une variable oubliée ou un mauvais chemin de module ne se voit qu'à l'échec du déploiement. Un Procfile n'y changerait rien : Render ne le lit pas.",
    ),
    change: sentences(
      both(
        `The patch writes \`render.yaml\` from what was found. Start: ${commands}.`,
        `Le patch écrit \`render.yaml\` à partir de ce qui a été trouvé. Démarrage : ${commands}.`,
      ),
      own !== '' &&
        both(
          `The scripts of the repository are run as they are: ${own}.`,
          `Les scripts du dépôt sont exécutés tels quels : ${own}.`,
        ),
      health.length > 0
        ? both(`Health check: ${health.join(', ')}.`, `Contrôle de santé : ${health.join(', ')}.`)
        : both(
            'This patch declares no health check: no route of the code is known to answer one without a login, and a wrong one would fail every deploy.',
            "Ce patch ne déclare aucun contrôle de santé : aucune route du code n'est connue pour y répondre sans connexion, et une mauvaise ferait échouer chaque déploiement.",
          ),
      database &&
        both(
          `The database \`${database}\` is declared and wired by \`fromDatabase\`, so that its address is never typed in.`,
          `La base \`${database}\` est déclarée et reliée par \`fromDatabase\` : son adresse n'est jamais saisie.`,
        ),
      generated &&
        both(
          `${generated}: Render makes up the value, and it stands nowhere in the repository.`,
          `${generated} : Render fabrique la valeur, qui ne figure nulle part dans le dépôt.`,
        ),
      asked && both(`${asked}: Render asks for the value.`, `${asked} : Render demande la valeur.`),
      hasScheduler &&
        both(
          'One worker only, because a scheduler runs in the web process.',
          "Un seul worker, parce qu'un planificateur tourne dans le processus web.",
        ),
    ),
    guarantee: sentences(
      sign !== null && besideRunning(sign, database),
      migrates &&
        both(
          'Migrations run in front of the server, joined by `&&`: a failed migration stops the deploy and the old version goes on serving, where `|| echo` would start the new code on the old tables. They stand in the start command because the plan is free, and the free plan runs no `preDeployCommand`.',
          "Les migrations passent avant le serveur, reliées par `&&` : une migration qui échoue arrête le déploiement et l'ancienne version continue de servir, là où `|| echo` démarrerait le nouveau code sur les anciennes tables. Elles sont dans la commande de démarrage parce que le plan est gratuit, et que le plan gratuit n'exécute pas de `preDeployCommand`.",
        ),
      parts.some(({ start }) => leavesWorkers(start)) &&
        both(
          'The number of workers is left to `WEB_CONCURRENCY`, which Render sets for the size of the instance.',
          "Le nombre de workers est laissé à `WEB_CONCURRENCY`, que Render règle selon la taille de l'instance.",
        ),
      isPaid
        ? both(
            'The plan is `starter`, which is paid: `release.sh` runs before each deploy, and the free plan runs no `preDeployCommand`. No secret is written.',
            "Le plan est `starter`, payant : `release.sh` s'exécute avant chaque déploiement, et le plan gratuit n'exécute pas de `preDeployCommand`. Aucun secret n'est écrit.",
          )
        : both(
            'The plan is the free one, so that merging this file costs nothing; the comment on top says what that means. No secret is written.',
            "Le plan est gratuit, pour que fusionner ce fichier ne coûte rien ; le commentaire en tête dit ce que cela implique. Aucun secret n'est écrit.",
          ),
    ),
  };
}

function variables(parts: readonly BlueprintPart[], from: 'person' | 'generated'): string {
  const names = parts.flatMap((part) =>
    part.variables.filter(({ source }) => source.from === from).map(({ name }) => `\`${name}\``),
  );
  return [...new Set(names)].join(', ');
}

function sentences(...texts: (Bilingual | false | '' | null)[]): Bilingual {
  const given = texts.filter((text): text is Bilingual => Boolean(text));
  return both(given.map(({ en }) => en).join(' '), given.map(({ fr }) => fr).join(' '));
}

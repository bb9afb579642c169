import { type Bilingual, both, type Finding } from '@unblock/engine';
import type { Paragraph } from '@unblock/engine/outcome';
import type { Refused } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The platform refuses a manifest, or cannot read it: nothing that it says applies.',
  "La plateforme refuse un manifeste, ou ne peut pas le lire : rien de ce qu'il dit ne s'applique.",
);

export function title(refused: Refused): Bilingual {
  const { path } = refused;
  if (refused.refusal === 'old-plan')
    return both(
      `Render creates no database from ${path}: ${short(refused).en}`,
      `Render ne crée aucune base de données d'après ${path} : ${short(refused).fr}`,
    );
  return both(`Render refuses ${path}: ${short(refused).en}`, `Render refuse ${path} : ${short(refused).fr}`);
}

/** What is wrong, in a few words. */
function short({ refusal, key, places }: Refused): Bilingual {
  const value = places[0]?.value ?? '';
  switch (refusal) {
    case 'syntax':
      return both('it is no valid YAML', "ce n'est pas du YAML valide");
    case 'shape':
      return key
        ? both(`\`${key}\` is not the list it must be`, `\`${key}\` n'est pas la liste attendue`)
        : both('it is no mapping', "ce n'est pas un dictionnaire");
    case 'key':
      return both(`there is no key \`${key}\` here`, `la clé \`${key}\` n'existe pas ici`);
    case 'type':
      return both(`there is no type \`${value}\``, `le type \`${value}\` n'existe pas`);
    case 'runtime':
      return value
        ? both(`there is no runtime \`${value}\``, `le runtime \`${value}\` n'existe pas`)
        : both('a service has no `runtime`', "un service n'a pas de `runtime`");
    case 'plan':
      return both('no free plan for this type of service', 'pas de plan gratuit pour ce type de service');
    case 'static-plan':
      return both('a static site has no `plan`', "un site statique n'a pas de `plan`");
    case 'static-region':
      return both('a static site has no `region`', "un site statique n'a pas de `region`");
    case 'old-plan':
      return both(`the plan \`${value}\` is no longer given`, `le plan \`${value}\` n'est plus attribué`);
    case 'start-missing':
      return both('a service has no `startCommand`', "un service n'a pas de `startCommand`");
    case 'docker-start':
      return both('`startCommand` beside Docker', '`startCommand` à côté de Docker');
    case 'allow-list':
      return both(
        'the key-value store has no `ipAllowList`',
        "le magasin clé-valeur n'a pas d'`ipAllowList`",
      );
    case 'free-disk':
      return both('a free service has no disk', "un service gratuit n'a pas de disque");
    case 'free-pre-deploy':
      return both('no `preDeployCommand` on the free plan', 'pas de `preDeployCommand` sur le plan gratuit');
  }
}

export function message(refused: Refused): Finding['message'] {
  return { what: what(refused), why: why(refused), todo: todo(refused) };
}

function what(refused: Refused): Bilingual {
  const { path, places, line, refusal, reason } = refused;
  const lines = [...new Set(places.map((place) => place.line))];
  const owners = [...new Set(places.flatMap(({ owner }) => (owner ? [`\`${owner}\``] : [])))].join(', ');
  const at = lines.length > 1 ? [`lines ${lines.join(', ')}`, `lignes ${lines.join(', ')}`] : null;
  const told = at ?? [`line ${lines[0]}`, `ligne ${lines[0]}`];
  if (refusal === 'syntax')
    return both(`${path}, ${told[0]}: ${reason}.`, `${path}, ${told[1]} : ${reason}.`);
  // The value of an entry in a wrong place may be a secret.
  const isBare = refusal === 'key' || refusal === 'shape';
  const keys = [...new Set(places.map((place) => place.key))].join(', ');
  const shown = `\`${isBare ? keys || path : line.replaceAll('`', "'")}\``;
  return both(
    `${path}, ${told[0]}${owners ? ` (${owners})` : ''}: ${shown}.`,
    `${path}, ${told[1]}${owners ? ` (${owners})` : ''} : ${shown}.`,
  );
}

function why({ refusal, isLive }: Refused): Bilingual {
  if (refusal === 'old-plan')
    return both(
      'Render refuses it for a new database: "Legacy Postgres plans … are no longer supported for new databases". A Blueprint that creates this database creates nothing; a database that exists under this name keeps its plan.',
      'Render le refuse pour une nouvelle base : « Legacy Postgres plans … are no longer supported for new databases ». Un Blueprint qui crée cette base ne crée rien ; une base qui existe déjà sous ce nom garde son plan.',
    );
  const live = isLive
    ? both(
        ' The repository names an address there: what runs was made in the dashboard, or from an earlier state of this file.',
        " Une page nomme une adresse du service : ce qui tourne a été créé dans le tableau de bord, ou d'après un état antérieur de ce fichier.",
      )
    : both('', '');
  return both(
    `Render checks the whole file before it does anything: nothing is created or updated from it, not even what is right.${live.en}`,
    `Render vérifie tout le fichier avant d'agir : rien n'est créé ni mis à jour d'après lui, même ce qui est juste.${live.fr}`,
  );
}

function todo({ refusal, key, places }: Refused): Bilingual {
  const value = places[0]?.value ?? '';
  switch (refusal) {
    case 'syntax':
      return both(
        'Mend the line, and check the file with `render blueprints validate`.',
        'Corriger la ligne, et vérifier le fichier avec `render blueprints validate`.',
      );
    case 'shape':
      return both(
        `Write a list: each entry of \`${key}\` begins with \`- \`.`,
        `Écrire une liste : chaque entrée de \`${key}\` commence par \`- \`.`,
      );
    case 'key':
      return (
        (Object.hasOwn(KEYS, key) ? KEYS[key] : undefined) ??
        both(`Take \`${key}\` out.`, `Retirer \`${key}\`.`)
      );
    case 'type':
      return /^static/.test(value)
        ? both('Write `type: web` and `runtime: static`.', 'Écrire `type: web` et `runtime: static`.')
        : both(
            'Declare the database under `databases`, at the top of the file.',
            'Déclarer la base sous `databases`, en haut du fichier.',
          );
    case 'runtime':
      return value
        ? both(
            `Write \`runtime: ${/^[a-z]+/.exec(value)?.[0]}\`, and the version as a variable of the service or in the file of its language.`,
            `Écrire \`runtime: ${/^[a-z]+/.exec(value)?.[0]}\`, et la version dans une variable du service ou dans le fichier de son langage.`,
          )
        : both(
            'Give the service a `runtime`; a database goes under `databases`, at the top of the file.',
            'Donner un `runtime` au service ; une base de données va sous `databases`, en haut du fichier.',
          );
    case 'plan':
      return both(
        'Choose a paid plan (`starter` is the smallest), or let a web service do the work. Without `plan` the service is made on `starter`, which costs money.',
        'Choisir un plan payant (`starter` est le plus petit), ou confier le travail à un service web. Sans `plan`, le service est créé sur `starter`, qui est payant.',
      );
    case 'static-plan':
    case 'static-region':
      return both(`Take \`${key}\` out of the static site.`, `Retirer \`${key}\` du site statique.`);
    case 'old-plan':
      return both(
        'If the database does not exist yet, write `basic-256mb`, a larger plan of today, or `free`. If it exists, leave the plan.',
        "Si la base n'existe pas encore, écrire `basic-256mb`, un plan actuel plus grand, ou `free`. Si elle existe, laisser le plan.",
      );
    case 'start-missing':
      return both('Give the service a `startCommand`.', 'Donner un `startCommand` au service.');
    case 'docker-start':
      return both(
        'Let the Dockerfile start the service, or write the command as `dockerCommand`.',
        'Laisser le Dockerfile démarrer le service, ou écrire la commande dans `dockerCommand`.',
      );
    case 'allow-list':
      return both(
        'Write `ipAllowList: []`: only services of the workspace reach it.',
        "Écrire `ipAllowList: []` : seuls les services de l'espace de travail l'atteignent.",
      );
    case 'free-disk':
      return both(
        'Choose a paid plan, or take `disk` out and keep the data in a database.',
        'Choisir un plan payant, ou retirer `disk` et garder les données dans une base.',
      );
    case 'free-pre-deploy':
      return both(
        'Choose a paid plan, or run the command before the server in `startCommand`.',
        'Choisir un plan payant, ou lancer la commande avant le serveur dans `startCommand`.',
      );
  }
}

/** Right in a service, and refused a level too high. */
const INTO_SERVICE: Bilingual = both(
  'Put it into an entry of `services`, with `type`, `name` and `runtime`.',
  'Le mettre dans une entrée de `services`, avec `type`, `name` et `runtime`.',
);

const KEYS: Readonly<Record<string, Bilingual>> = {
  fromSecret: both(
    'Write `sync: false` in its place: Render asks for the value when the Blueprint is created.',
    'Écrire `sync: false` à la place : Render demande la valeur à la création du Blueprint.',
  ),
  disks: both('Write one `disk`: a service has one.', "Écrire un seul `disk` : un service n'en a qu'un."),
  root: both('Write `rootDir`.', 'Écrire `rootDir`.'),
  rootDirectory: both('Write `rootDir`.', 'Écrire `rootDir`.'),
  databaseName: both(
    'Declare the database under `databases`, at the top of the file.',
    'Déclarer la base sous `databases`, en haut du fichier.',
  ),
  user: both(
    'Declare the database under `databases`, at the top of the file.',
    'Déclarer la base sous `databases`, en haut du fichier.',
  ),
  buildCommand: INTO_SERVICE,
  startCommand: INTO_SERVICE,
  envVars: INTO_SERVICE,
  runtime: INTO_SERVICE,
  env: INTO_SERVICE,
  nodeVersion: both(
    'Take it out, and give the version as the variable `NODE_VERSION`.',
    'La retirer, et donner la version dans la variable `NODE_VERSION`.',
  ),
  pythonVersion: both(
    'Take it out, and give the version as the variable `PYTHON_VERSION`.',
    'La retirer, et donner la version dans la variable `PYTHON_VERSION`.',
  ),
};

export function paragraph(refused: Refused): Paragraph {
  return {
    now: what(refused),
    effect: why(refused),
    change: todo(refused),
    guarantee: both(
      'Everything else in the file stays as it is: no service, plan or command changes.',
      'Tout le reste du fichier ne change pas : aucun service, plan ni commande.',
    ),
  };
}

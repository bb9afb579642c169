import { type Bilingual, both, type Finding, type Paragraph, placesOf, type Skip } from '@unblock/engine';
import type { Ungenerated } from './find.ts';

export const SUMMARY: Bilingual = both(
  'Nothing generates the Prisma client where the platform installs the packages.',
  'Rien ne génère le client Prisma là où la plateforme installe les paquets.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Generate the Prisma client in the build',
  'Générer le client Prisma pendant la construction',
);

export const TITLE: Bilingual = both(
  'The build never generates the Prisma client',
  'La construction ne génère jamais le client Prisma',
);

function what({ client, dockerfile, reason, contracts }: Ungenerated): Bilingual {
  const { schema, major } = client;
  switch (reason) {
    case 'version':
      return both(
        `The code uses the client of \`${schema}\`, and no command of the build runs \`prisma generate\`. Since version 7, installing @prisma/client (here ${major}) generates nothing.`,
        `Le code utilise le client de \`${schema}\`, et aucune commande de la construction n'exécute \`prisma generate\`. Depuis la version 7, installer @prisma/client (ici ${major}) ne génère rien.`,
      );
    case 'tool':
      return both(
        `The code uses the client of \`${schema}\`, no command of the build runs \`prisma generate\`, and the install leaves out the \`prisma\` package, without which @prisma/client generates nothing.`,
        `Le code utilise le client de \`${schema}\`, aucune commande de la construction n'exécute \`prisma generate\`, et l'installation laisse de côté le paquet \`prisma\`, sans lequel @prisma/client ne génère rien.`,
      );
    case 'scripts':
      return both(
        `The code uses the client of \`${schema}\`, no command of the build runs \`prisma generate\`, and the install runs no scripts of packages: that of @prisma/client, which would do it, does not run.`,
        `Le code utilise le client de \`${schema}\`, aucune commande de la construction n'exécute \`prisma generate\`, et l'installation n'exécute pas les scripts des paquets : celui de @prisma/client, qui le ferait, ne s'exécute pas.`,
      );
    case 'order':
      return both(
        `\`${dockerfile}\` installs the packages before it copies \`${schema}\`: there is nothing to generate a client from yet, and no command behind it runs \`prisma generate\`.`,
        `\`${dockerfile}\` installe les paquets avant de copier \`${schema}\` : il n'y a encore rien dont générer un client, et aucune commande ensuite n'exécute \`prisma generate\`.`,
      );
    case 'cache':
      return both(
        `The client of \`${schema}\` is only generated while the packages are installed, and ${contracts[0]?.title.en} keeps installed packages from build to build.`,
        `Le client de \`${schema}\` n'est généré que pendant l'installation des paquets, et ${contracts[0]?.title.fr} garde les paquets installés d'une construction à l'autre.`,
      );
  }
}

function why({ client, contracts, reason }: Ungenerated): Bilingual {
  const { en, fr } = placesOf(contracts);
  const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  if (reason === 'cache')
    return both(
      `${upper(en)}, \`new PrismaClient()\` refuses such a client: "Prisma has detected that this project was built on Vercel, which caches dependencies".`,
      `${upper(fr)}, \`new PrismaClient()\` refuse un tel client : « Prisma has detected that this project was built on Vercel, which caches dependencies ».`,
    );
  return client.output === null
    ? both(
        `${upper(en)}, the compiler does not find the types of the models, or the start ends with "@prisma/client did not initialize yet. Please run prisma generate".`,
        `${upper(fr)}, le compilateur ne trouve pas les types des modèles, ou le démarrage s'arrête sur « @prisma/client did not initialize yet. Please run prisma generate ».`,
      )
    : both(
        `${upper(en)}, the build or the start ends with "Cannot find module": \`${client.output}\` is not in the repository, and nothing writes it.`,
        `${upper(fr)}, la construction ou le démarrage s'arrête sur « Cannot find module » : \`${client.output}\` n'est pas dans le dépôt, et rien ne l'écrit.`,
      );
}

export function message(found: Ungenerated): Finding['message'] {
  return {
    what: what(found),
    why: why(found),
    todo: both(
      'Run `prisma generate` in the build, behind the install and in front of the compiler.',
      "Exécuter `prisma generate` dans la construction, après l'installation et avant le compilateur.",
    ),
  };
}

export function paragraph(found: Ungenerated, command: string, path: string): Paragraph {
  return {
    now: what(found),
    effect: why(found),
    change: both(
      `The patch adds \`${command}\` to the build, in \`${path}\`.`,
      `Le patch ajoute \`${command}\` à la construction, dans \`${path}\`.`,
    ),
    guarantee: both(
      'Each build generates the client from the schema that is deployed. The command needs no database and changes none.',
      "Chaque construction génère le client à partir du schéma déployé. La commande n'a besoin d'aucune base et n'en modifie aucune.",
    ),
  };
}

export const NO_TOOL: Skip = {
  skip: both(
    '`prisma` is not installed where the build runs: add it to the dependencies, with the lock file, then run `prisma generate` in the build',
    "`prisma` n'est pas installé là où la construction s'exécute : l'ajouter aux dépendances, avec le fichier de verrouillage, puis exécuter `prisma generate` dans la construction",
  ),
};

export const OTHER_STAGE: Skip = {
  skip: both(
    'the stage that installs the packages does not hold the schema: copy the generated client from the stage that builds',
    "l'étape qui installe les paquets n'a pas le schéma : copier le client généré depuis l'étape qui construit",
  ),
};

export const TAKEN: Skip = {
  skip: both(
    'the script that would have to generate it does something else',
    'le script qui devrait le générer fait autre chose',
  ),
};

export const UNNAMED: Skip = {
  skip: both(
    'the build runs in another folder than the package, and nothing tells how its package manager gets there: run `prisma generate` in the folder of the package, behind the install',
    "la construction s'exécute dans un autre dossier que celui du paquet, et rien ne dit comment son gestionnaire de paquets y accède : exécuter `prisma generate` dans le dossier du paquet, après l'installation",
  ),
};

export const OTHER_USER: Skip = {
  skip: both(
    'the image has changed to a user who cannot write there: add the step in front of USER',
    "l'image est passée à un utilisateur qui ne peut pas y écrire : ajouter l'étape avant USER",
  ),
};

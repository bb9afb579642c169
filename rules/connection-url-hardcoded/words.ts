import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { ServerKind } from './address.ts';
import { type Connection, fallbackOf } from './find.ts';
import type { Idle } from './idle.ts';
import type { Source } from './variable.ts';

export const SUMMARY: Bilingual = both(
  'The address of a database, Redis, MongoDB, AMQP or search server is written in the code that connects to it.',
  "L'adresse d'un serveur de base de données, Redis, MongoDB, AMQP ou de recherche est écrite dans le code qui s'y connecte.",
);

/** Title of the patch. */
export const PATCH = (origin: string): Bilingual =>
  both(`Take the address from ${origin}`, `Prendre l'adresse dans ${origin}`);

/** Why a finding is not patched. */
export const REASONS = {
  several: {
    skip: both(
      'the code names several different servers of this kind; one variable cannot name them all',
      'le code désigne plusieurs serveurs différents de ce genre ; une seule variable ne peut pas les nommer tous',
    ),
  },
  parts: {
    skip: both(
      'the address is given by parts that one URL cannot take the place of without a decision: follow the steps',
      "l'adresse est donnée par parties qu'une seule URL ne peut pas remplacer sans décision : suivre les étapes",
    ),
  },
  fallback: {
    skip: both(
      'the address stands in for the variable in a form that the patch does not know: take it out by hand',
      "l'adresse remplace la variable dans une forme que le patch ne connaît pas : la retirer à la main",
    ),
  },
} satisfies Record<string, Skip>;

const SERVERS: Readonly<Record<ServerKind, Bilingual>> = {
  database: both('database', 'base de données'),
  redis: both('Redis server', 'serveur Redis'),
  mongo: both('MongoDB server', 'serveur MongoDB'),
  amqp: both('message broker', 'serveur de messages'),
  search: both('search server', 'serveur de recherche'),
};

export function title({ cause, address, kind }: Connection): Bilingual {
  const server = SERVERS[kind];
  return cause !== 'secret'
    ? both(
        `The code connects to a ${server.en} on ${address.host}`,
        `Le code se connecte à un serveur sur ${address.host} (${server.fr})`,
      )
    : both(
        `The password of the ${server.en} on ${address.host} stands in the code`,
        `Le mot de passe du serveur ${address.host} est écrit dans le code (${server.fr})`,
      );
}

export function message(connection: Connection, variables: readonly string[]): Finding['message'] {
  const names = listed(variables);
  return {
    what: stands(connection),
    why: effect(connection),
    todo: both(`Read the address from ${names}.`, `Lire l'adresse dans ${names}.`),
  };
}

function stands(connection: Connection): Bilingual {
  const { span, to, shown, others } = connection;
  const variable = fallbackOf(connection);
  if (variable)
    return both(
      `\`${span.path}\` falls back on the address \`${shown}\` where \`${variable}\` is not set.`,
      `\`${span.path}\` se rabat sur l'adresse \`${shown}\` quand \`${variable}\` n'est pas définie.`,
    );
  const places = [...new Set([to, ...others.map((other) => other.to)])];
  return both(
    `\`${span.path}\` gives ${listed(places)} the address \`${shown}\`, written in the code.`,
    `\`${span.path}\` donne à ${listed(places)} l'adresse \`${shown}\`, écrite dans le code.`,
  );
}

function effect(connection: Connection): Bilingual {
  const { en, fr } = failure(connection);
  const waiting = connection.idle && IDLE[connection.idle];
  return waiting ? both(`${en} ${waiting.en}`, `${fr} ${waiting.fr}`) : both(en, fr);
}

const IDLE: Readonly<Record<Idle, Bilingual>> = {
  tasks: both(
    'No code sends a task and no manifest starts a worker yet: the first that does meets it.',
    "Aucun code n'envoie encore de tâche et aucun manifeste ne démarre de worker : le premier qui le fera le rencontrera.",
  ),
  cache: both(
    'Nothing here uses the cache yet: the first code that does meets it.',
    "Rien ici n'utilise encore le cache : le premier code qui le fera le rencontrera.",
  ),
  channels: both(
    'Nothing here uses the channel layer yet: the first code that does meets it.',
    "Rien ici n'utilise encore la couche de canaux : le premier code qui le fera le rencontrera.",
  ),
};

function failure(connection: Connection): Bilingual {
  const { cause, address, named, contracts, kind } = connection;
  if (fallbackOf(connection))
    return both(
      `Everyone who can read the repository can read the password, and Git keeps it after it is changed here; wherever the variable is missing, tests and laptops included, the process works on \`${address.host}\`.`,
      `Quiconque peut lire le dépôt peut lire le mot de passe, et Git le garde après sa modification ici ; partout où la variable manque, tests et ordinateurs portables compris, le processus travaille sur \`${address.host}\`.`,
    );
  const platform = contracts[0]?.title ?? both('', '');
  const server = SERVERS[kind];
  if (cause === 'local')
    return both(
      `On ${platform.en}, no ${server.en} listens on \`${address.host}\` in the service's own container: connecting ends with "connection refused", whatever server the service is given.`,
      `Sur ${platform.fr}, rien n'écoute sur \`${address.host}\` dans le conteneur du service (${server.fr}) : la connexion finit sur « connection refused », quel que soit le serveur donné au service.`,
    );
  if (cause === 'compose' && named === null)
    return both(
      `On ${platform.en}, \`${address.host}\` is no name of a server: it is what a compose file or the network of a container calls one. Connecting ends with "Name or service not known".`,
      `Sur ${platform.fr}, \`${address.host}\` n'est le nom d'aucun serveur : c'est ainsi qu'un fichier compose ou le réseau d'un conteneur en appelle un. La connexion finit sur « Name or service not known ».`,
    );
  if (cause === 'compose')
    return both(
      `On ${platform.en}, \`${address.host}\` is no name of a server: a compose file of the repository gives it, and only where compose starts the service. Connecting ends with "Name or service not known".`,
      `Sur ${platform.fr}, \`${address.host}\` n'est le nom d'aucun serveur : un fichier compose du dépôt le donne, et seulement là où compose démarre le service. La connexion finit sur « Name or service not known ».`,
    );
  return both(
    `On ${platform.en}, every deployment connects to \`${address.host}\`, whatever server the service is given, and everyone who can read the repository can read the password; Git keeps it after it is changed here.`,
    `Sur ${platform.fr}, chaque déploiement se connecte à \`${address.host}\`, quel que soit le serveur donné au service, et quiconque peut lire le dépôt peut lire le mot de passe ; Git le garde après sa modification ici.`,
  );
}

/** @param names what the address is read from: variables, or the member of a settings object. */
export function paragraph(connection: Connection, { settings }: Source, names: readonly string[]): Paragraph {
  const { cause } = connection;
  const origin = listed(settings === null ? names : [settings]);
  const variables = listed(names);
  const kept = cause !== 'secret' && settings === null;
  const without = names.length > 1 ? 'sans elles' : 'sans elle';
  return {
    now: stands(connection),
    effect: effect(connection),
    change: kept
      ? both(
          `The patch reads the address from ${origin}; today's one stays as the fallback for development.`,
          `Le patch lit l'adresse dans ${origin} ; celle d'aujourd'hui reste la valeur de repli pour le développement.`,
        )
      : both(
          `The patch reads the address from ${origin} and takes the written one out of the code.`,
          `Le patch lit l'adresse dans ${origin} et retire du code celle qui y est écrite.`,
        ),
    guarantee: kept
      ? both(
          `With ${variables} set, the service connects to the server it is given; without, everything is as before.`,
          `Avec ${variables}, le service se connecte au serveur qu'on lui donne ; ${without}, tout reste comme avant.`,
        )
      : both(
          `The code holds neither the address nor a password of it any more: the service connects to the server that ${variables} tells.`,
          `Le code ne contient plus ni l'adresse ni son mot de passe : le service se connecte au serveur que donne ${variables}.`,
        ),
  };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** What stays for a person: the variables, and a password that Git remembers. */
export function steps(
  { cause, span, address, kind, contracts }: Connection,
  variables: readonly string[],
  isDeclared: boolean,
): Bilingual[] {
  const server = SERVERS[kind];
  const names = variables.join(', ');
  const set =
    variables.length > 1
      ? both(
          `Give the service ${names}: the parts of the address of its ${server.en}.`,
          `Donner au service ${names} : les parties de l'adresse de son serveur (${server.fr}).`,
        )
      : both(
          `Give the service ${names}, the URL of its ${server.en}.`,
          `Donner au service ${names}, l'URL de son serveur (${server.fr}).`,
        );
  const rotate = both(
    `Change the password of ${address.host} that stands in ${span.path}: Git keeps it in its history.`,
    `Changer le mot de passe de ${address.host} écrit dans ${span.path} : Git le garde dans son historique.`,
  );
  // The server that is written here holds the data, and a Blueprint made for the service declares another one.
  const isNew =
    kind === 'database' &&
    cause === 'secret' &&
    !isDeclared &&
    variables.length === 1 &&
    contracts.some(({ writes }) => writes.value.includes('render.yaml'));
  const fresh = both(
    ` A \`render.yaml\` written for the service gives it ${names} from a new, empty database: where the data is to stay on ${address.host}, put that URL there instead of \`fromDatabase\`, or copy the data first.`,
    ` Un \`render.yaml\` écrit pour le service lui donne ${names} depuis une base nouvelle et vide : si les données doivent rester sur ${address.host}, y mettre cette URL à la place de \`fromDatabase\`, ou copier d'abord les données.`,
  );
  const given = isNew ? both(set.en + fresh.en, set.fr + fresh.fr) : set;
  return cause === 'secret' ? [rotate, given] : [set];
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Declared } from '@unblock/engine/services/declare';
import type { Processes } from '@unblock/engine/services/processes';
import { givenTo, stepsBeside } from '../declared-words.ts';
import type { Consumer } from './consumers.ts';

export const SUMMARY: Bilingual = both(
  'The web process also works off a queue, or runs a bot: each of its processes does.',
  'Le processus web vide aussi une file, ou exécute un bot : chacun de ses processus le fait.',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  consumer: Consumer;
  processes: Processes | null;
  declared: Declared;
  /** A manifest already gives a process `RUN_WORKER=true`. */
  isDeclared: boolean;
}

export function title({ consumer: { library } }: Evidence): Bilingual {
  if (library.kind === 'broker')
    return both(
      `The web process takes messages from ${library.title}`,
      `Le processus web prend des messages de ${library.title}`,
    );
  return library.kind === 'queue'
    ? both(
        `The web process runs a ${library.title} worker`,
        `Le processus web exécute un worker ${library.title}`,
      )
    : both(
        `Every web process runs the ${library.title} bot`,
        `Chaque processus web exécute le bot ${library.title}`,
      );
}

export function message(evidence: Evidence): Finding['message'] {
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      'Run it only where `RUN_WORKER` is `true`, in one process.',
      "Ne l'exécuter que si `RUN_WORKER` vaut `true`, dans un seul processus.",
    ),
  };
}

export function fixTitle({ consumer: { library } }: Evidence): Bilingual {
  if (library.kind === 'broker')
    return both(
      `Messages of ${library.title} only with RUN_WORKER`,
      `Messages de ${library.title} seulement avec RUN_WORKER`,
    );
  return library.kind === 'queue'
    ? both(
        `${library.title} worker only with RUN_WORKER`,
        `Worker ${library.title} seulement avec RUN_WORKER`,
      )
    : both(`${library.title} bot only with RUN_WORKER`, `Bot ${library.title} seulement avec RUN_WORKER`);
}

export function paragraph(evidence: Evidence): Paragraph {
  const { consumer, declared } = evidence;
  const given = givenTo(declared, 'worker');
  return {
    now: now(evidence),
    effect: effect(evidence),
    change: both(
      `The patch runs \`${consumer.what}\` only when \`RUN_WORKER\` is \`true\`. Missing means off.${given.en}`,
      `Le patch n'exécute \`${consumer.what}\` que si \`RUN_WORKER\` vaut \`true\`. Absente, la variable vaut non.${given.fr}`,
    ),
    guarantee: guarantee(evidence),
  };
}

/** What stays for a person: the process that does the work, as far as no manifest says it. */
export function steps({ declared, isDeclared, processes }: Evidence): Bilingual[] {
  if (isDeclared) return [];
  if (processes === null && declared.way === null)
    return [
      both(
        'Run it only where `RUN_WORKER` is `true`, and give the variable to exactly one process in the same deploy: no manifest here has a place for it, and without it nothing takes the work. It stays as it is until then.',
        "Ne l'exécuter que si `RUN_WORKER` vaut `true`, et donner la variable à un seul processus dans le même déploiement : aucun manifeste d'ici n'a de place pour elle, et sans elle rien ne prend le travail. D'ici là, tout reste tel quel.",
      ),
    ];
  const left = declared.left.map(({ title }) => title);
  const done = stepsBeside(declared);
  if (declared.way !== null && left.length === 0) return done;
  const [en, fr] = left[0] ? [`${left[0].en}: `, `${left[0].fr} : `] : ['', ''];
  return [
    ...done,
    both(
      `${en}Give \`RUN_WORKER=true\` to exactly one process before the deploy: to the web service while it is one process in one instance, else to one worker service that starts the same application (\`--workers 1\`). Without it nothing takes the work.`,
      `${fr}Donner \`RUN_WORKER=true\` à un seul processus avant le déploiement : au service web tant qu'il n'a qu'un processus dans une instance, sinon à un seul service worker qui démarre la même application (\`--workers 1\`). Sans elle, rien ne prend le travail.`,
    ),
  ];
}

const PLACES: Record<Consumer['way']['place'], Bilingual> = {
  import: both('at import', "à l'import"),
  startup: both('when the application starts', "au démarrage de l'application"),
  lifespan: both('in its lifespan', 'dans son cycle de vie (lifespan)'),
};

function now({ consumer: { path, what, library, way } }: Evidence): Bilingual {
  const place = PLACES[way.place];
  const from = way.path === path ? '' : ` (\`${way.path}\`)`;
  if (library.kind === 'broker')
    return both(
      `\`${path}\` begins \`${what}\` ${place.en}${from}, inside the web process: it takes messages from ${library.title} for as long as it runs.`,
      `\`${path}\` lance \`${what}\` ${place.fr}${from}, dans le processus web : il prend des messages de ${library.title} tant qu'il tourne.`,
    );
  return library.kind === 'queue'
    ? both(
        `\`${path}\` starts a ${library.title} worker by \`${what}\` ${place.en}${from}, inside the web process.`,
        `\`${path}\` démarre un worker ${library.title} par \`${what}\` ${place.fr}${from}, dans le processus web.`,
      )
    : both(
        `\`${path}\` starts the ${library.title} bot by \`${what}\` ${place.en}${from}, inside the web process.`,
        `\`${path}\` démarre le bot ${library.title} par \`${what}\` ${place.fr}${from}, dans le processus web.`,
      );
}

function effect({ consumer: { library, periodic }, processes }: Evidence): Bilingual {
  if (library.kind === 'telegram')
    return both(
      `\`${processes?.source}\` runs ${processes?.count} processes, and each asks Telegram for updates with the same token. Telegram serves one and answers the others with 409 Conflict: messages are lost or come late.`,
      `\`${processes?.source}\` lance ${processes?.count} processus, et chacun demande à Telegram les messages du même jeton. Telegram en sert un et répond 409 Conflict aux autres : des messages se perdent ou arrivent en retard.`,
    );
  if (library.kind === 'discord')
    return both(
      `\`${processes?.source}\` runs ${processes?.count} processes, and each connects the bot: every event reaches all of them, and each answers.`,
      `\`${processes?.source}\` lance ${processes?.count} processus, et chacun connecte le bot : chaque évènement les atteint tous, et chacun répond.`,
    );
  const common = both(
    'Its tasks take memory and time from the requests, and every deploy or restart of the web process ends them half-way.',
    'Ses tâches prennent mémoire et temps aux requêtes, et chaque déploiement ou redémarrage du processus web les interrompt au milieu.',
  );
  if (library.kind === 'broker')
    return both(
      `Work on messages takes memory and time from the requests, and every deploy or restart of the web process ends it half-way; each further web process takes part of the messages too. ${library.title} gives a message to one of them, so none is worked off twice for that.`,
      `Le traitement des messages prend mémoire et temps aux requêtes, et chaque déploiement ou redémarrage du processus web l'interrompt au milieu ; chaque processus web de plus prend aussi sa part des messages. ${library.title} donne un message à un seul d'entre eux : aucun n'est traité deux fois pour cela.`,
    );
  const planned = periodic
    ? both(
        'Each of them plans the periodic tasks too, so every one is sent that many times. ',
        'Chacun planifie aussi les tâches périodiques : chacune part autant de fois. ',
      )
    : both('', '');
  return processes
    ? both(
        `\`${processes.source}\` runs ${processes.count} web processes, and each starts a worker of its own. ${planned.en}${common.en}`,
        `\`${processes.source}\` lance ${processes.count} processus web, et chacun démarre son propre worker. ${planned.fr}${common.fr}`,
      )
    : common;
}

function guarantee({ consumer: { library }, declared, isDeclared }: Evidence): Bilingual {
  const work =
    library.kind === 'queue' || library.kind === 'broker'
      ? both('takes the work', 'prend le travail')
      : both('runs the bot', 'exécute le bot');
  if (declared.way === 'web')
    return both(
      'One variable decides which process does this work. While the web service is one process in one instance, it runs as before; when it gets more, the variable moves to a worker, and the code stays as it is.',
      "Une variable décide du processus qui fait ce travail. Tant que le service web n'a qu'un processus dans une instance, il se fait comme avant ; quand il en a davantage, la variable passe à un worker, et le code reste tel quel.",
    );
  if (declared.way === 'process' || isDeclared)
    return both(
      `Web processes serve requests only, however many there are; one process ${work.en}.`,
      `Les processus web ne font que servir les requêtes, quel que soit leur nombre ; un seul processus ${work.fr}.`,
    );
  return both(
    'Web processes serve requests only, however many there are. Until one process has `RUN_WORKER=true`, nothing takes the work.',
    "Les processus web ne font que servir les requêtes, quel que soit leur nombre. Tant qu'aucun processus n'a `RUN_WORKER=true`, rien ne prend le travail.",
  );
}

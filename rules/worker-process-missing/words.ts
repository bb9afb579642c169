import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Declared } from '@unblock/engine/services/declare';
import type { Contract } from '@unblock/platforms';
import { givenTo, workerSteps } from '../declared-words.ts';
import type { Target } from './command.ts';

export const SUMMARY: Bilingual = both(
  'Background work waits for a variable that no process is given, so it never runs.',
  "Un travail de fond attend une variable qu'aucun processus ne reçoit : il ne s'exécute jamais.",
);

export const TITLE: Bilingual = both(
  'A process for the background work',
  'Un processus pour le travail de fond',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  /** The switches of the gated work. */
  names: string[];
  /** The file that asks for the first of them. */
  path: string;
  manifests: string[];
  places: { contract: Contract; free: boolean }[];
  /** The file that starts the application without HTTP, and its script. */
  entry: string | null;
  script: string | null;
  /** What the patch makes. */
  made?: { creates: string | null; commands: string[]; before: string | null; target: Target | null };
  declared?: Declared;
}

const WORK: Readonly<Record<string, Bilingual>> = {
  RUN_SCHEDULER: both('the scheduled jobs', 'les tâches planifiées'),
  RUN_WORKER: both('the jobs of the queue', 'les tâches de la file'),
};

function work(names: readonly string[]): Bilingual {
  const parts = names.flatMap((name) => WORK[name] ?? []);
  return both(parts.map(({ en }) => en).join(' and '), parts.map(({ fr }) => fr).join(' et '));
}

function shown(names: readonly string[]): Bilingual {
  const list = names.map((name) => `\`${name}\``);
  return both(list.join(' and '), list.join(' et '));
}

export function title({ names }: Evidence): Bilingual {
  const [list, done] = [shown(names), work(names)];
  return both(
    `No process has ${list.en}: nothing runs ${done.en}`,
    `Aucun processus n'a ${list.fr} : rien n'exécute ${done.fr}`,
  );
}

function now({ names, path, manifests, entry }: Evidence): Bilingual {
  const [list, done] = [shown(names), work(names)];
  const [first] = manifests;
  const gate = both(
    `${done.en} run only where ${list.en} ${names.length > 1 ? 'are' : 'is'} \`true\` (\`${path}\`)`,
    `${done.fr} ne s'exécutent que là où ${list.fr} ${names.length > 1 ? 'valent' : 'vaut'} \`true\` (\`${path}\`)`,
  );
  const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  if (first)
    return both(
      `${upper(gate.en)}, and \`${first}\` gives that to no process.`,
      `${upper(gate.fr)}, et \`${first}\` ne le donne à aucun processus.`,
    );
  return entry
    ? both(
        `${upper(gate.en)}. \`${entry}\` could run them, and no script starts it.`,
        `${upper(gate.fr)}. \`${entry}\` pourrait les exécuter, et aucun script ne le démarre.`,
      )
    : both(
        `${upper(gate.en)}, and no file and no script starts a process for that.`,
        `${upper(gate.fr)}, et aucun fichier ni script ne démarre un processus pour cela.`,
      );
}

function effect(names: readonly string[]): Bilingual {
  const grows = names.includes('RUN_WORKER');
  return both(
    `The web process leaves that work alone, and nothing else does it: no error says so, what is due does not happen${grows ? ' and the queue grows' : ''}.`,
    `Le processus web laisse ce travail de côté, et rien d'autre ne le fait : aucune erreur ne le dit, ce qui est dû n'a pas lieu${grows ? ' et la file grandit' : ''}.`,
  );
}

export function message(evidence: Evidence): Finding['message'] {
  const list = shown(evidence.names);
  return {
    what: now(evidence),
    why: effect(evidence.names),
    todo: both(
      `Start one process with ${list.en} set to \`true\` beside the web process.`,
      `Démarrer à côté du processus web un processus où ${list.fr} ${evidence.names.length > 1 ? 'valent' : 'vaut'} \`true\`.`,
    ),
  };
}

/** What stays for a person. */
export function steps(evidence: Evidence): Bilingual[] {
  const { names, places, script } = evidence;
  const list = names.map((name) => `${name}=true`).join(' ');
  const own = places.flatMap(({ contract, free }) => workerSteps(contract, free, places.length === 1));
  const one = names.includes('RUN_SCHEDULER')
    ? [
        both(
          'Leave the process with `RUN_SCHEDULER` at one instance: each further one would run every job again.',
          'Laisser le processus qui a `RUN_SCHEDULER` à une seule instance : chaque instance de plus exécuterait chaque tâche une fois de plus.',
        ),
      ]
    : [];
  if (places.length > 0) return [...own, ...one];
  return [
    both(
      `Run \`${script ?? 'start:worker'}\` of package.json with \`${list}\` as a process of its own, in one instance.`,
      `Exécuter le script \`${script ?? 'start:worker'}\` de package.json avec \`${list}\` comme processus à part, en une seule instance.`,
    ),
  ];
}

export function paragraph(evidence: Evidence): Paragraph {
  return {
    now: now(evidence),
    effect: effect(evidence.names),
    change: change(evidence),
    guarantee: guarantee(evidence),
  };
}

function change({ names, manifests, made, declared, script }: Evidence): Bilingual {
  const list = shown(names);
  if (declared)
    return both(
      `The patch gives ${list.en} to one process.${givenTo(declared, names.includes('RUN_WORKER') ? 'worker' : 'scheduler').en}`,
      `Le patch donne ${list.fr} à un processus.${givenTo(declared, names.includes('RUN_WORKER') ? 'worker' : 'scheduler').fr}`,
    );
  const parts: Bilingual[] = [];
  if (made?.creates)
    parts.push(
      both(
        `\`${made.creates}\` is new: it starts the same modules without an HTTP server, ends them on SIGTERM, and says in its log which work is on; the web process says the same of itself.`,
        `\`${made.creates}\` est nouveau : il démarre les mêmes modules sans serveur HTTP, les arrête à SIGTERM, et dit dans son journal quel travail est actif ; le processus web en dit autant de lui-même.`,
      ),
    );
  if (made?.target && !script)
    parts.push(
      both(
        `package.json gets the script \`${made.target.script}\`.`,
        `package.json reçoit le script \`${made.target.script}\`.`,
      ),
    );
  const [path] = manifests;
  const [command] = made?.commands ?? [];
  if (path)
    parts.push(
      command
        ? both(
            `\`${path}\` gets one more process, which has ${list.en} and runs \`${command}\`${made?.target ? '' : ', the application once more'}.`,
            `\`${path}\` reçoit un processus de plus, qui a ${list.fr} et exécute \`${command}\`${made?.target ? '' : ", l'application une seconde fois"}.`,
          )
        : both(
            `\`${path}\` gives ${list.en} to the process that is there for such work.`,
            `\`${path}\` donne ${list.fr} au processus prévu pour ce travail.`,
          ),
    );
  if (made?.before)
    parts.push(
      both(
        `Before it makes the application, the web process calls \`${made.before}\`, which the worker does not: add it where the jobs need it.`,
        `Avant de créer l'application, le processus web appelle \`${made.before}\`, ce que le worker ne fait pas : l'ajouter si les tâches en ont besoin.`,
      ),
    );
  return both(parts.map(({ en }) => en).join(' '), parts.map(({ fr }) => fr).join(' '));
}

function guarantee({ names, manifests }: Evidence): Bilingual {
  const done = work(names);
  return manifests.length > 0
    ? both(
        `One process runs ${done.en}, and web processes serve requests only, however many there are.`,
        `Un seul processus exécute ${done.fr}, et les processus web ne font que servir les requêtes, quel que soit leur nombre.`,
      )
    : both(
        `One command runs ${done.en} beside the web process. No manifest names the processes, so a person starts it.`,
        `Une commande exécute ${done.fr} à côté du processus web. Aucun manifeste ne nomme les processus : à une personne de la lancer.`,
      );
}

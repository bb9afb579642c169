import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import type { ErrorPage } from './page.ts';

export const SUMMARY: Bilingual = both(
  'Debug mode is on in what production runs.',
  'Le mode debug est actif dans ce que la production exécute.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Debug off unless the environment asks for it',
  "Debug désactivé sauf si l'environnement le demande",
);

/** What Django no longer does without debug mode. */
export const STATIC_STEP: Bilingual = both(
  'With DEBUG off Django serves no static files: install WhiteNoise, or let the platform serve STATIC_ROOT.',
  'Sans DEBUG, Django ne sert aucun fichier statique : installer WhiteNoise, ou laisser la plateforme servir STATIC_ROOT.',
);

/** What the texts of this rule talk about. */
export interface DebugEvidence {
  /** What turns it on: `app.run`, `DEBUG`, `FLASK_DEBUG=1`. */
  what: string;
  path: string;
  /**
   * On by a literal, by the text of a variable that is taken for a truth value, until a variable turns it off, or by what
   * the platform gives a variable.
   */
  cause: 'literal' | 'text' | 'default' | 'given';
  variable: string;
  /** The value that the platform gives the variable, and the one that the code waits for. */
  compared?: { value: string; expected: string };
  page: ErrorPage;
  remedy: Remedy;
  contract: Contract;
}

/** What to do, as advice and as what a patch does. */
export interface Remedy {
  todo: Bilingual;
  change: Bilingual;
}

export function readInstead(expression: string): Remedy {
  return {
    todo: both(
      `Read it from the environment, off by default: \`${expression}\`.`,
      `Le lire dans l'environnement, désactivé par défaut : \`${expression}\`.`,
    ),
    change: both(
      `The patch reads it from the environment, off by default: \`${expression}\`.`,
      `Le patch le lit dans l'environnement, désactivé par défaut : \`${expression}\`.`,
    ),
  };
}

/** Another configuration is there for production. */
export function chooseInstead({ variable, value }: { variable: string; value: string | null }): Remedy {
  const todo =
    value === null
      ? both(
          `Have \`${variable}\` choose the configuration of production on the platform.`,
          `Faire choisir à \`${variable}\` la configuration de production sur la plateforme.`,
        )
      : both(
          `Set \`${variable}=${value}\` on the platform.`,
          `Définir \`${variable}=${value}\` sur la plateforme.`,
        );
  return { todo, change: todo };
}

/** Why nothing is patched there. */
export const CHOSEN: Skip = {
  skip: both(
    'the configuration is one for development: the platform has to choose that of production by its variable',
    'cette configuration est celle du développement : la plateforme doit choisir celle de production par sa variable',
  ),
};

export function castInstead(variable: string): Remedy {
  return {
    todo: both(
      `Read \`${variable}\` as a truth value, off by default: \`cast=bool\`.`,
      `Lire \`${variable}\` comme une valeur de vérité, désactivée par défaut : \`cast=bool\`.`,
    ),
    change: both(
      `The patch reads \`${variable}\` as a truth value: \`cast=bool\`.`,
      `Le patch lit \`${variable}\` comme une valeur de vérité : \`cast=bool\`.`,
    ),
  };
}

export function defaultInstead(variable: string): Remedy {
  return {
    todo: both(
      `Make it off by default, so that only \`${variable}\` turns it on.`,
      `Le désactiver par défaut, pour que seul \`${variable}\` l'active.`,
    ),
    change: both(
      `The patch makes it off by default: only \`${variable}\` turns it on.`,
      `Le patch le désactive par défaut : seul \`${variable}\` l'active.`,
    ),
  };
}

export function askInstead(expression: string): Remedy {
  return {
    todo: both(
      `Ask whether the variable is there: \`${expression}\`.`,
      `Demander si la variable est là : \`${expression}\`.`,
    ),
    change: both(
      `The patch asks whether the variable is there: \`${expression}\`.`,
      `Le patch demande si la variable est là : \`${expression}\`.`,
    ),
  };
}

export function without(flag: string): Remedy {
  return {
    todo: both(`Start it without \`${flag}\`.`, `Le démarrer sans \`${flag}\`.`),
    change: both(
      `The patch takes \`${flag}\` out of the command.`,
      `Le patch retire \`${flag}\` de la commande.`,
    ),
  };
}

export function valueInstead(assignment: string): Remedy {
  return {
    todo: both(`Set \`${assignment}\`, or leave it out.`, `Mettre \`${assignment}\`, ou ne rien mettre.`),
    change: both(`The patch sets \`${assignment}\`.`, `Le patch met \`${assignment}\`.`),
  };
}

export function title({ cause, variable }: DebugEvidence): Bilingual {
  if (cause === 'literal' || cause === 'given')
    return both('Debug mode is on in production', 'Le mode debug est actif en production');
  return cause === 'default'
    ? both(
        `Debug mode is on unless ${variable} turns it off`,
        `Le mode debug est actif tant que ${variable} ne l'éteint pas`,
      )
    : both(
        `Any text in ${variable} turns debug mode on`,
        `N'importe quel texte dans ${variable} active le mode debug`,
      );
}

export function message(evidence: DebugEvidence): Finding['message'] {
  const { what, cause, variable, remedy } = evidence;
  return {
    what:
      cause === 'literal'
        ? both(`\`${what}\` turns debug mode on.`, `\`${what}\` active le mode debug.`)
        : cause === 'given'
          ? waiting(evidence)
          : cause === 'default'
            ? both(
                `\`${what}\` is on as long as nobody sets \`${variable}\`, and no manifest sets it.`,
                `\`${what}\` est actif tant que personne ne définit \`${variable}\`, et aucun manifeste ne la définit.`,
              )
            : both(
                `\`${what}\` takes the text of \`${variable}\` for a truth value: \`False\` and \`0\` are true as well.`,
                `\`${what}\` prend le texte de \`${variable}\` pour une valeur de vérité : \`False\` et \`0\` sont vrais aussi.`,
              ),
    why: effect(evidence),
    todo: remedy.todo,
  };
}

function effect({ page, contract }: DebugEvidence): Bilingual {
  const { en, fr } = contract.title;
  switch (page) {
    case 'console':
      return both(
        `On ${en}, an error page then offers an interactive console behind a PIN: whoever gets past it runs code and reads every secret.`,
        `Sur ${fr}, une page d'erreur offre alors une console interactive derrière un code PIN : qui le passe exécute du code et lit chaque secret.`,
      );
    case 'settings':
      return both(
        `On ${en}, an error page then shows source code, settings and variables to every visitor.`,
        `Sur ${fr}, une page d'erreur montre alors le code, la configuration et les variables à chaque visiteur.`,
      );
    case 'source':
      return both(
        `On ${en}, an error page then shows every visitor the source code around the error.`,
        `Sur ${fr}, une page d'erreur montre alors à chaque visiteur le code autour de l'erreur.`,
      );
    default:
      return both(
        `On ${en}, an error then passes by the application's own page for errors, and templates are checked for changes on every request.`,
        `Sur ${fr}, une erreur contourne alors la page d'erreur de l'application, et chaque requête vérifie si les modèles de page ont changé.`,
      );
  }
}

export function paragraph(evidence: DebugEvidence): Paragraph {
  const { what, path, cause, variable, remedy } = evidence;
  return {
    now:
      cause === 'literal'
        ? both(
            `\`${path}\` turns debug mode on: \`${what}\`.`,
            `\`${path}\` active le mode debug : \`${what}\`.`,
          )
        : cause === 'given'
          ? waiting(evidence)
          : cause === 'default'
            ? both(
                `In \`${path}\`, \`${what}\` is on as long as nobody sets \`${variable}\`.`,
                `Dans \`${path}\`, \`${what}\` est actif tant que personne ne définit \`${variable}\`.`,
              )
            : both(
                `In \`${path}\`, \`${what}\` takes the text of \`${variable}\` for a truth value, and every text is true.`,
                `Dans \`${path}\`, \`${what}\` prend le texte de \`${variable}\` pour une valeur de vérité, et tout texte est vrai.`,
              ),
    effect: effect(evidence),
    change: remedy.change,
    guarantee:
      cause === 'given'
        ? both(
            `Debug mode is off wherever \`${variable}\` is set, whatever it says, and on everywhere else, as before.`,
            `Le mode debug est désactivé partout où \`${variable}\` est définie, quelle que soit sa valeur, et actif ailleurs, comme avant.`,
          )
        : both(
            'Without a variable that asks for it, debug mode is off; whoever develops turns it on for themselves.',
            "Sans variable qui le demande, le mode debug est désactivé ; qui développe l'active de son côté.",
          ),
  };
}

function waiting({ what, path, variable, compared, contract }: DebugEvidence): Bilingual {
  const { value, expected } = compared ?? { value: '', expected: '' };
  const { en, fr } = contract.title;
  return both(
    `In \`${path}\`, \`${what}\` is on unless \`${variable}\` is \`${expected}\`, and on ${en} it is always \`${value}\`.`,
    `Dans \`${path}\`, \`${what}\` est actif sauf si \`${variable}\` vaut \`${expected}\`, et sur ${fr} elle vaut toujours \`${value}\`.`,
  );
}

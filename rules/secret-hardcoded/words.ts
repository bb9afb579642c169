import { type Bilingual, both, type Finding, type Paragraph, placesOf } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'A key that signs sessions or tokens stands in the code.',
  'Une clé qui signe des sessions ou des jetons est écrite dans le code.',
);

/** What development signs with from now on; no secret. */
export const DEVELOPMENT = 'for development only';

/** What the texts of this rule talk about; never the key. */
export interface Evidence {
  cause: 'literal' | 'fallback';
  signs: 'tokens' | 'sessions';
  variable: string;
  path: string;
  language: 'python' | 'node';
  contracts: readonly Contract[];
  /** A manifest gives the variable, or the patch makes one do it. */
  isGiven: boolean;
}

export function title({ cause, variable, signs }: Evidence): Bilingual {
  const what = WHAT[signs];
  return cause === 'fallback'
    ? both(
        `Without ${variable}, the key that signs ${what.en} is one that the repository holds`,
        `Sans ${variable}, la clé qui signe les ${what.fr} est celle du dépôt`,
      )
    : both(
        `The key that signs ${what.en} stands in the repository`,
        `La clé qui signe les ${what.fr} est écrite dans le dépôt`,
      );
}

export function message(evidence: Evidence): Finding['message'] {
  const { variable } = evidence;
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      `Require \`${variable}\` in production, and give it a new value.`,
      `Exiger \`${variable}\` en production, et lui donner une nouvelle valeur.`,
    ),
  };
}

export function fixTitle(variable: string): Bilingual {
  return both(`Read ${variable} from the environment`, `Lire ${variable} dans l'environnement`);
}

const WHAT = { tokens: both('tokens', 'jetons'), sessions: both('sessions', 'sessions') } as const;

/** The key has to be made, and one that was in use has to be given up. */
export function steps({ cause, signs, variable, language, contracts, isGiven }: Evidence): Bilingual[] {
  const places = placesOf(contracts);
  const make =
    language === 'node'
      ? `node -p "require('crypto').randomBytes(48).toString('hex')"`
      : 'python -c "import secrets; print(secrets.token_hex(48))"';
  const set = both(
    `Set \`${variable}\` ${places.en} before the deploy; this prints a new key: \`${make}\`.`,
    `Définir \`${variable}\` ${places.fr} avant le déploiement ; ceci affiche une nouvelle clé : \`${make}\`.`,
  );
  const rotate = both(
    `The old key stays in the repository's history: never use it again. What it signed (${WHAT[signs].en}) is refused from then on, so people log in once more.`,
    `L'ancienne clé reste dans l'historique du dépôt : ne plus jamais l'utiliser. Ce qu'elle a signé (${WHAT[signs].fr}) est alors refusé, et chacun se reconnecte.`,
  );
  const develop = both(
    `Set \`${variable}\` on the machine of whoever develops, too, to any text: the program does not start without it.`,
    `Définir \`${variable}\` aussi sur la machine de qui développe, avec un texte quelconque : le programme ne démarre pas sans elle.`,
  );
  const takeOut = both(
    `Once it is set, take the text out that stands in for \`${variable}\`: until then the service would not start without it.`,
    `Une fois définie, retirer le texte qui remplace \`${variable}\` : avant cela, le service ne démarrerait pas sans elle.`,
  );
  return [
    ...(isGiven ? [] : [set]),
    ...(cause === 'fallback' && !isGiven ? [takeOut] : []),
    ...(cause === 'literal' ? [rotate] : []),
    ...(language === 'python' ? [develop] : []),
  ];
}

function now({ cause, path, variable, signs }: Evidence): Bilingual {
  return cause === 'fallback'
    ? both(
        `Where \`${variable}\` is not set, \`${path}\` signs ${WHAT[signs].en} with a text of the repository, and nothing stops.`,
        `Là où \`${variable}\` n'est pas définie, \`${path}\` signe les ${WHAT[signs].fr} avec un texte du dépôt, et rien ne s'arrête.`,
      )
    : both(
        `\`${path}\` holds the key that signs ${WHAT[signs].en}, as a text.`,
        `\`${path}\` contient la clé qui signe les ${WHAT[signs].fr}, sous forme de texte.`,
      );
}

function effect({ cause, signs }: Evidence): Bilingual {
  const forge =
    signs === 'tokens'
      ? both(
          'Whoever reads the repository can sign a token in the name of any user, and the application takes it.',
          "Qui lit le dépôt peut signer un jeton au nom de n'importe quel utilisateur, et l'application l'accepte.",
        )
      : both(
          'Whoever reads the repository can forge the cookie of a session, and the application takes it.',
          "Qui lit le dépôt peut forger le cookie d'une session, et l'application l'accepte.",
        );
  return cause === 'literal'
    ? forge
    : both(
        `The application starts without the variable as if all were well. ${forge.en}`,
        `L'application démarre sans la variable comme si tout allait bien. ${forge.fr}`,
      );
}

/** `manifests` are the other files that the patch touches. */
export function paragraph(evidence: Evidence, manifests: readonly string[]): Paragraph {
  const { variable, language, cause } = evidence;
  const also = (language: 'en' | 'fr') =>
    manifests
      .map((path) => (language === 'en' ? ` \`${path}\` declares it.` : ` \`${path}\` la déclare.`))
      .join('');
  const node =
    cause === 'literal'
      ? both(
          `The patch takes the key out and reads \`${variable}\`; where \`NODE_ENV\` is \`production\`, the program stops at start without it. Development signs with a text of its own.${also('en')}`,
          `Le patch retire la clé et lit \`${variable}\` ; là où \`NODE_ENV\` vaut \`production\`, le programme s'arrête au démarrage sans elle. Le développement signe avec un texte à lui.${also('fr')}`,
        )
      : both(
          `Where \`NODE_ENV\` is \`production\`, the patch stops the program at start without \`${variable}\`; the text serves development alone.${also('en')}`,
          `Là où \`NODE_ENV\` vaut \`production\`, le patch arrête le programme au démarrage sans \`${variable}\` ; le texte ne sert plus qu'au développement.${also('fr')}`,
        );
  return {
    now: now(evidence),
    effect: effect(evidence),
    change:
      language === 'node'
        ? node
        : both(
            `The patch reads \`${variable}\` from the environment, and from nowhere else.${also('en')}`,
            `Le patch lit \`${variable}\` dans l'environnement, et nulle part ailleurs.${also('fr')}`,
          ),
    guarantee: both(
      `Production does not start without \`${variable}\`${language === 'node' ? ', as long as `NODE_ENV` says that it is production' : ''}: no key of the repository is used in silence.`,
      `La production ne démarre pas sans \`${variable}\`${language === 'node' ? ", tant que `NODE_ENV` dit que c'est la production" : ''} : aucune clé du dépôt n'est utilisée en silence.`,
    ),
  };
}

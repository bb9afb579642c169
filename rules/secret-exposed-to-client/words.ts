import { type Bilingual, both, type Finding } from '@unblock/engine';

export const SUMMARY: Bilingual = both(
  'A secret is handed to browsers by the prefix of its variable.',
  'Un secret est donné aux navigateurs par le préfixe de sa variable.',
);

/** What the texts of this rule talk about; never a value. */
export interface Evidence {
  name: string;
  path: string;
  bundler: string;
  prefix: string;
  /** `browser`: the code that reads it runs there; `server`: so far it does not; `unknown`: whoever imports it decides. */
  reach: 'browser' | 'unknown' | 'server';
}

export function title({ name, reach }: Evidence): Bilingual {
  return reach === 'browser'
    ? both(`Every visitor gets the value of ${name}`, `Chaque visiteur reçoit la valeur de ${name}`)
    : both(`The prefix of ${name} makes a secret public`, `Le préfixe de ${name} rend un secret public`);
}

export function message(evidence: Evidence): Finding['message'] {
  const { name, prefix } = evidence;
  const bare = name.slice(prefix.length);
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: both(
      `Make a new value, and read it as \`${bare}\` on a server alone.`,
      `Créer une nouvelle valeur, et la lire sous le nom \`${bare}\` sur un serveur seulement.`,
    ),
  };
}

/** A new value comes first: what was built with the old one cannot be called back. */
export function steps({ name, prefix, reach }: Evidence): Bilingual[] {
  const bare = name.slice(prefix.length);
  const rotate = both(
    `Make a new value for \`${name}\` where it was given out, and revoke the old one: every build so far may hold it.`,
    `Créer une nouvelle valeur pour \`${name}\` là où elle a été émise, et révoquer l'ancienne : chaque build jusqu'ici peut la contenir.`,
  );
  const move = both(
    `Move what needs it to a route or function of a server, which reads \`${bare}\`, and let the browser call that.`,
    `Déplacer ce qui en a besoin vers une route ou une fonction d'un serveur, qui lit \`${bare}\`, et que le navigateur appelle.`,
  );
  const rename = both(
    `Rename the variable to \`${bare}\`, in the code and on the platform.`,
    `Renommer la variable en \`${bare}\`, dans le code et sur la plateforme.`,
  );
  const remove = both(
    `Delete \`${name}\` from the variables of the platform, and build again.`,
    `Supprimer \`${name}\` des variables de la plateforme, et reconstruire.`,
  );
  return reach === 'server' ? [rename, remove] : [rotate, move, remove];
}

function now({ name, path, bundler, prefix, reach }: Evidence): Bilingual {
  if (reach === 'browser')
    return both(
      `\`${path}\` reads \`${name}\` in code that runs in browsers; ${bundler} writes the values of \`${prefix}…\` into that code when it is built.`,
      `\`${path}\` lit \`${name}\` dans du code qui s'exécute dans les navigateurs ; ${bundler} écrit les valeurs de \`${prefix}…\` dans ce code lors du build.`,
    );
  const [where, ou] = reach === 'server' ? [' on the server', ' sur le serveur'] : ['', ''];
  return both(
    `\`${path}\` reads \`${name}\`${where}; ${bundler} writes the values of \`${prefix}…\` into all code that names them.`,
    `\`${path}\` lit \`${name}\`${ou} ; ${bundler} écrit les valeurs de \`${prefix}…\` dans tout code qui les nomme.`,
  );
}

function effect({ reach }: Evidence): Bilingual {
  return reach === 'browser'
    ? both(
        'Whoever opens the page finds the secret in its scripts and can use it as the service does: a service-role key reads and changes every row, whatever the rules of the database say.',
        "Qui ouvre la page trouve le secret dans ses scripts et peut s'en servir comme le service : une clé de rôle de service lit et change chaque ligne, quelles que soient les règles de la base.",
      )
    : both(
        'A component of browsers that imports it, or reads the variable itself, hands the secret to every visitor, and nothing warns.',
        "Un composant de navigateur qui l'importe, ou qui lit lui-même la variable, donne le secret à chaque visiteur, et rien ne prévient.",
      );
}

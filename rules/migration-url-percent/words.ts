import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Unescaped } from './find.ts';

export const SUMMARY: Bilingual = both(
  'A database URL reaches Alembic with a bare `%`, which its configuration takes for an interpolation.',
  'Une URL de base arrive à Alembic avec un `%` seul, que sa configuration prend pour une interpolation.',
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  "Double the % of the URL for Alembic's configuration",
  "Doubler le % de l'URL pour la configuration d'Alembic",
);

export function title({ method, option, hidesPassword }: Unescaped): Bilingual {
  return hidesPassword
    ? both('Alembic gets a URL without its password', 'Alembic reçoit une URL sans son mot de passe')
    : both(
        `\`${option}\` is given to \`${method}\` unescaped`,
        `\`${option}\` est donné à \`${method}\` sans échappement`,
      );
}

/** `DATABASE_URL`, or `DB_USER and DB_PASSWORD`, or nothing. */
function from({ variables }: Unescaped): Bilingual {
  if (variables.length === 0) return both('', '');
  const names = variables.map((name) => `\`${name}\``);
  return both(`, from ${names.join(' and ')},`, `, issu de ${names.join(' et ')},`);
}

function stands(unescaped: Unescaped): Bilingual {
  const { span, written, method } = unescaped;
  const origin = from(unescaped);
  const value = written.replace(/\s+/g, ' ');
  return both(
    `\`${span.path}\` gives \`${value}\`${origin.en} to \`${method}\` as it is.`,
    `\`${span.path}\` donne \`${value}\`${origin.fr} à \`${method}\` tel quel.`,
  );
}

function effect(unescaped: Unescaped): Bilingual {
  const { isDeployed, hidesPassword } = unescaped;
  const stop = stopOf(unescaped);
  const harmless = hidesPassword
    ? both('', '')
    : both(
        ' A URL without `%`, as with a password of letters and digits, passes.',
        ' Une URL sans `%`, comme avec un mot de passe fait de lettres et de chiffres, passe.',
      );
  const byHand = isDeployed
    ? both('', '')
    : both(
        ' Nothing in the repository runs Alembic in a deploy: it stops whoever runs it by hand.',
        " Rien dans le dépôt n'exécute Alembic au déploiement : cela arrête la personne qui l'exécute à la main.",
      );
  return both(stop.en + harmless.en + byHand.en, stop.fr + harmless.fr + byHand.fr);
}

function stopOf({ hidesPassword, object }: Unescaped): Bilingual {
  const percent = both(
    'A `%` begins an interpolation in ConfigParser: with a password such as `p%40ss`, or a parameter such as `options=endpoint%3D…`, `alembic upgrade head` stops with `ValueError: invalid interpolation syntax` before it reaches the database.',
    "Un `%` ouvre une interpolation dans ConfigParser : avec un mot de passe comme `p%40ss`, ou un paramètre comme `options=endpoint%3D…`, `alembic upgrade head` s'arrête sur `ValueError: invalid interpolation syntax` avant d'atteindre la base.",
  );
  if (!hidesPassword) return percent;
  return both(
    `\`str(${object})\` of SQLAlchemy 2 puts \`***\` in the place of the password: the database refuses the migration with "password authentication failed". ${percent.en}`,
    `\`str(${object})\` de SQLAlchemy 2 met \`***\` à la place du mot de passe : la base refuse la migration avec « password authentication failed ». ${percent.fr}`,
  );
}

export function message(unescaped: Unescaped): Finding['message'] {
  return {
    what: stands(unescaped),
    why: effect(unescaped),
    todo: both(
      'Double the sign on the way in: `.replace("%", "%%")`. Alembic gives it back single.',
      'Doubler le signe à l\'entrée : `.replace("%", "%%")`. Alembic le rend simple.',
    ),
  };
}

export function paragraph(unescaped: Unescaped): Paragraph {
  const { object } = unescaped;
  const change = both(
    'The patch puts `.replace("%", "%%")` behind the value, where it is handed over and nowhere else.',
    'Le patch ajoute `.replace("%", "%%")` derrière la valeur, à l\'endroit où elle est remise et nulle part ailleurs.',
  );
  const rendered = both(
    ' The URL object is written out by `render_as_string(hide_password=False)`.',
    " L'objet URL est écrit par `render_as_string(hide_password=False)`.",
  );
  return {
    now: stands(unescaped),
    effect: effect(unescaped),
    change: object === null ? change : both(change.en + rendered.en, change.fr + rendered.fr),
    guarantee: both(
      'Whatever characters the password has, `get_main_option` and `get_section` give the engine the same URL that was put in; a URL without `%` stays as it is.',
      "Quels que soient les caractères du mot de passe, `get_main_option` et `get_section` rendent au moteur l'URL même qui a été donnée ; une URL sans `%` reste telle quelle.",
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import { hostOf, PLACEHOLDER, type Problem } from './find.ts';
import { originOf } from './helper.ts';
import type { Source } from './source.ts';

export const SUMMARY: Bilingual = both(
  'The migrations take their database URL from alembic.ini or from a literal in env.py.',
  "Les migrations prennent l'URL de leur base dans alembic.ini ou dans une valeur écrite dans env.py.",
);

/** Why a finding is not patched. */
export const REASONS = {
  multiple: both(
    'this Alembic environment serves several databases; one variable cannot name them all',
    'cet environnement Alembic sert plusieurs bases ; une seule variable ne peut pas les nommer toutes',
  ),
  several: (paths: readonly string[]): Bilingual =>
    both(
      `${paths.join(' and ')} share one env.py: which database is meant is chosen by the INI file`,
      `${paths.join(' et ')} partagent un seul env.py : c'est le fichier INI qui choisit la base`,
    ),
  reader: (path: string, ini: string): Bilingual =>
    both(
      `\`${path}\` uses the \`sqlalchemy.url\` of \`${ini}\` too and would stop without it: give it the URL from the environment as well`,
      `\`${path}\` utilise aussi le \`sqlalchemy.url\` de \`${ini}\` et s'arrêterait sans lui : lui donner aussi l'URL par l'environnement`,
    ),
  choice: both(
    'env.py chooses between several addresses while it runs; which of them may go is a decision for a person',
    "env.py choisit entre plusieurs adresses pendant l'exécution ; décider laquelle retirer revient à une personne",
  ),
  variables: both(
    'env.py reads its URLs from different variables',
    'env.py lit ses URL dans des variables différentes',
  ),
  config: both(
    'env.py gives no name to `context.config`, so the URL cannot be handed to it in one known place',
    "env.py ne donne pas de nom à `context.config` : l'URL ne peut pas lui être remise à un endroit connu",
  ),
  order: both(
    'env.py uses the URL before everything that reads it is imported',
    "env.py utilise l'URL avant d'avoir importé ce qui la lit",
  ),
};

/** A URL without its password. */
export function maskUrl(url: string): string {
  const start = url.indexOf('://') + 3;
  const at = url.lastIndexOf('@');
  const colon = url.indexOf(':', start);
  const masked =
    url !== PLACEHOLDER && colon > 0 && colon < at ? `${url.slice(0, colon + 1)}***${url.slice(at)}` : url;
  return masked.replace(/([?&](?:\w*password|passwd)=)[^&]+/gi, '$1***');
}

export function title({ ini, variable }: Problem): Bilingual {
  if (ini)
    return both(
      'The migrations use the URL in the INI file',
      "Les migrations utilisent l'URL du fichier INI",
    );
  return variable
    ? both(
        `The migrations fall back to a fixed URL without ${variable}`,
        `Sans ${variable}, les migrations se rabattent sur une URL fixe`,
      )
    : both('The migrations use a fixed URL', 'Les migrations utilisent une URL fixe');
}

export function message(problem: Problem): Finding['message'] {
  return {
    what: stands(problem),
    why: effect(problem, problem.contracts[0]),
    todo: both(
      'Read the URL from the environment in env.py, in offline and online mode.',
      "Lire l'URL depuis l'environnement dans env.py, hors ligne comme en ligne.",
    ),
  };
}

function stands({ ini, file, url, variable }: Problem): Bilingual {
  const value = `\`${maskUrl(url)}\``;
  if (ini)
    return both(
      `\`${ini.path}\` says \`sqlalchemy.url\` = ${value}, and \`${file.path}\` makes its engine from it.`,
      `\`${ini.path}\` fixe \`sqlalchemy.url\` à ${value}, et \`${file.path}\` en tire son moteur.`,
    );
  return variable
    ? both(
        `\`${file.path}\` reads \`${variable}\` and falls back to ${value}.`,
        `\`${file.path}\` lit \`${variable}\` et se rabat sur ${value}.`,
      )
    : both(
        `\`${file.path}\` migrates the database ${value}, written in place.`,
        `\`${file.path}\` migre la base ${value}, écrite dans le code.`,
      );
}

function effect(problem: Problem, contract: Contract | undefined): Bilingual {
  const { url, variable, need } = problem;
  if (need === 'person' && !url.startsWith('driver://')) return byHand(problem);
  const platform = contract?.title ?? both('', '');
  const host = hostOf(url);
  if (url.startsWith('driver://'))
    return both(
      "It is the placeholder of `alembic init`: `alembic upgrade head` stops with `Can't load plugin: sqlalchemy.dialects:driver`.",
      "C'est la valeur d'exemple d'`alembic init` : `alembic upgrade head` s'arrête sur `Can't load plugin: sqlalchemy.dialects:driver`.",
    );
  if (url.startsWith('sqlite'))
    return both(
      `On ${platform.en} the tables are made in a file of the container that is lost with it, and the real database stays empty.`,
      `Sur ${platform.fr}, les tables sont créées dans un fichier du conteneur, perdu avec lui, et la vraie base reste vide.`,
    );
  const missing = variable
    ? both(`No manifest declares \`${variable}\`. `, `Aucun manifeste ne déclare \`${variable}\`. `)
    : both('', '');
  const step =
    need === 'deploy'
      ? both('the migration step ends with', "l'étape de migration finit sur")
      : both(
          'nothing but the migrations makes tables, and they end with',
          'seules les migrations créent les tables, et elles finissent sur',
        );
  const known = /^(localhost|127\.|\[::1\]|$)/.test(host)
    ? both(
        `On ${platform.en} no database listens on \`${host || 'localhost'}\`: ${step.en} "connection refused".`,
        `Sur ${platform.fr}, aucune base n'écoute sur \`${host || 'localhost'}\` : ${step.fr} « connection refused ».`,
      )
    : both(
        `On ${platform.en} the migrations change the database on \`${host}\`, whatever database the service is given.`,
        `Sur ${platform.fr}, les migrations modifient la base de \`${host}\`, quelle que soit celle que reçoit le service.`,
      );
  return both(missing.en + known.en, missing.fr + known.fr);
}

/** What it does where no deploy runs Alembic. */
function byHand({ url, variable }: Problem): Bilingual {
  const place = `\`${hostOf(url) || maskUrl(url)}\``;
  const when = variable ? both(` without \`${variable}\``, ` sans \`${variable}\``) : both('', '');
  return both(
    `Nothing in the repository runs Alembic in a deploy. Whoever runs \`alembic upgrade head\` by hand${when.en} migrates ${place}, and not the database of the service.`,
    `Rien dans le dépôt n'exécute Alembic au déploiement. La personne qui exécute \`alembic upgrade head\` à la main${when.fr} migre ${place}, et non la base du service.`,
  );
}

export function paragraph(problems: readonly [Problem, ...Problem[]], source: Source): Paragraph {
  const [first] = problems;
  const { settings, variable } = source;
  const path = first.file.path;
  const origin = originOf(source);
  const ini = problems.find((problem) => problem.ini)?.ini;
  const choice = settings
    ? both(
        `The URL is read from \`${origin}\` and not from \`os.environ\`: the settings of \`${settings.path}\` are where the application finds its database, with the \`.env\` file and the defaults they know.`,
        `L'URL est lue dans \`${origin}\` et non dans \`os.environ\` : c'est dans les paramètres de \`${settings.path}\` que l'application trouve sa base, avec le fichier \`.env\` et les valeurs par défaut qu'ils connaissent.`,
      )
    : both(
        `The URL is read from the variable \`${variable}\`: \`${path}\` has no settings object at hand that holds it.`,
        `L'URL est lue dans la variable \`${variable}\` : \`${path}\` n'a sous la main aucun objet de paramètres qui la contienne.`,
      );
  const half = ini
    ? both(
        ` \`sqlalchemy.url\` in \`${ini.path}\` is commented out, with a line that says where the URL comes from, and \`${path}\` gives it to Alembic for offline and online mode.`,
        ` \`sqlalchemy.url\` est mis en commentaire dans \`${ini.path}\`, avec une ligne qui dit d'où vient l'URL, et \`${path}\` la remet à Alembic pour les modes hors ligne et en ligne.`,
      )
    : both(
        ` The URL written in \`${path}\` gives way to it.`,
        ` L'URL écrite dans \`${path}\` lui laisse la place.`,
      );
  return {
    now: first.ini || problems.length === 1 ? stands(first) : join(problems.map(stands)),
    effect: effect(first, first.contracts[0]),
    change: both(choice.en + half.en, choice.fr + half.fr),
    guarantee: both(
      `The migrations run on the database of the service: \`postgres://\` becomes a scheme SQLAlchemy knows, a \`%\` in the password reaches it unharmed, and without \`${origin}\` they stop with a clear error instead of taking another database.`,
      `Les migrations s'exécutent sur la base du service : \`postgres://\` devient un schéma que SQLAlchemy connaît, un \`%\` dans le mot de passe arrive intact, et sans \`${origin}\` elles s'arrêtent sur une erreur claire au lieu de prendre une autre base.`,
    ),
  };
}

function join(texts: readonly Bilingual[]): Bilingual {
  return both(texts.map(({ en }) => en).join(' '), texts.map(({ fr }) => fr).join(' '));
}

/** What stays for a person: the variable, and a password that Git remembers. */
export function steps({ ini, url, file }: Problem, source: Source): Bilingual[] {
  const path = ini?.path ?? file.path;
  const isSecret = maskUrl(url) !== url;
  const { variable } = source;
  return [
    variable
      ? both(
          `Give the service ${variable}, the URL of its database, where the migrations run.`,
          `Donner au service ${variable}, l'URL de sa base, là où s'exécutent les migrations.`,
        )
      : both(
          `Give the service the variables that \`${originOf(source)}\` is put together from, where the migrations run.`,
          `Donner au service les variables dont se compose \`${originOf(source)}\`, là où s'exécutent les migrations.`,
        ),
    ...(isSecret
      ? [
          both(
            `Change the database password that stands in ${path} if any real database uses it: Git keeps it in its history.`,
            `Changer le mot de passe écrit dans ${path} si une vraie base l'utilise : Git le garde dans son historique.`,
          ),
        ]
      : []),
  ];
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract, Deployable } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  "Django's static files are served by nothing, or collected nowhere.",
  'Les fichiers statiques de Django ne sont servis par rien, ou collectés nulle part.',
);

/**
 * `unserved`: nothing serves the files; `package`: WhiteNoise is set up and not installed; `root`: it has no folder to
 * serve; `uncollected`: no build fills the folder; `misplaced`: WhiteNoise stands too far behind.
 */
export type Cause = 'unserved' | 'package' | 'root' | 'uncollected' | 'misplaced';

/** What is missing. */
export interface Needs {
  package: boolean;
  middleware: boolean;
  root: boolean;
  /** The manifest whose build collects nothing. */
  collect: Deployable | null;
}

/** What the texts of this rule talk about. */
export interface StaticEvidence {
  cause: Cause;
  path: string;
  contract: Contract;
  needs: Needs;
  /** The deploy runs collectstatic. */
  isCollected: boolean;
  /** Django serves them for now, because DEBUG is on. */
  isServedNow: boolean;
}

/** Titles of the patches. */
export const PATCH: Readonly<Record<Cause, Bilingual>> = {
  unserved: both('Serve static files with WhiteNoise', 'Servir les fichiers statiques avec WhiteNoise'),
  package: both('Install WhiteNoise', 'Installer WhiteNoise'),
  root: both('Give the collected files a folder', 'Donner un dossier aux fichiers collectés'),
  misplaced: both('Move WhiteNoise forward', 'Avancer WhiteNoise'),
  uncollected: both('Collect static files in the build', 'Collecter les fichiers statiques pendant le build'),
};

export function title({ cause, isServedNow }: StaticEvidence): Bilingual {
  switch (cause) {
    case 'unserved':
      return isServedNow
        ? both(
            'Nothing serves the static files once DEBUG is off',
            'Rien ne sert les fichiers statiques une fois DEBUG désactivé',
          )
        : both('Nothing serves the static files', 'Rien ne sert les fichiers statiques');
    case 'package':
      return both('WhiteNoise is set up and not installed', "WhiteNoise est configuré et n'est pas installé");
    case 'root':
      return both('STATIC_ROOT is not set', "STATIC_ROOT n'est pas défini");
    case 'misplaced':
      return both(
        'WhiteNoise stands behind other middleware',
        "WhiteNoise se tient derrière d'autres middlewares",
      );
    default:
      return both('No build collects the static files', 'Aucun build ne collecte les fichiers statiques');
  }
}

export function message(evidence: StaticEvidence): Finding['message'] {
  return { what: state(evidence), why: effect(evidence), todo: todo(evidence) };
}

const MOVE: Bilingual = both(
  'Move `whitenoise.middleware.WhiteNoiseMiddleware` directly behind SecurityMiddleware.',
  'Placer `whitenoise.middleware.WhiteNoiseMiddleware` juste après SecurityMiddleware.',
);

/** What remains for a person where no manifest has the build. */
export function steps({ cause, contract, needs, isCollected }: StaticEvidence): { steps?: Bilingual[] } {
  if (cause === 'misplaced') return { steps: [MOVE] };
  if (needs.collect?.build || isCollected || cause === 'package') return {};
  const dockerfile = needs.collect?.dockerfile;
  const { en, fr } = contract.title;
  const command = 'python manage.py collectstatic --noinput';
  return {
    steps: [
      dockerfile
        ? both(
            `Add \`RUN ${command}\` to \`${dockerfile}\`, below the line that copies the source, with the variables that the settings require.`,
            `Ajouter \`RUN ${command}\` dans \`${dockerfile}\`, sous la ligne qui copie les sources, avec les variables que la configuration exige.`,
          )
        : both(
            `Let the build on ${en} run \`${command}\`.`,
            `Faire lancer \`${command}\` par le build sur ${fr}.`,
          ),
    ],
  };
}

function state({ cause, path, needs }: StaticEvidence): Bilingual {
  switch (cause) {
    case 'unserved':
      return needs.root
        ? both(
            `The settings in \`${path}\` have static files, no WhiteNoise in MIDDLEWARE and no STATIC_ROOT.`,
            `La configuration dans \`${path}\` a des fichiers statiques, pas de WhiteNoise dans MIDDLEWARE et pas de STATIC_ROOT.`,
          )
        : both(
            `The settings in \`${path}\` have static files and no WhiteNoise in MIDDLEWARE.`,
            `La configuration dans \`${path}\` a des fichiers statiques et pas de WhiteNoise dans MIDDLEWARE.`,
          );
    case 'package':
      return both(
        `MIDDLEWARE in \`${path}\` names WhiteNoise, which no requirement installs.`,
        `MIDDLEWARE dans \`${path}\` nomme WhiteNoise, qu'aucune dépendance n'installe.`,
      );
    case 'misplaced':
      return both(
        `MIDDLEWARE in \`${path}\` has more than SecurityMiddleware in front of WhiteNoise.`,
        `MIDDLEWARE dans \`${path}\` a plus que SecurityMiddleware devant WhiteNoise.`,
      );
    case 'root':
      return both(
        `The settings in \`${path}\` give STATIC_ROOT no folder.`,
        `La configuration dans \`${path}\` ne donne aucun dossier à STATIC_ROOT.`,
      );
    default:
      return both(
        `No command of \`${needs.collect?.dockerfile ?? needs.collect?.path}\` runs \`collectstatic\`, which fills STATIC_ROOT.`,
        `Aucune commande de \`${needs.collect?.dockerfile ?? needs.collect?.path}\` ne lance \`collectstatic\`, qui remplit STATIC_ROOT.`,
      );
  }
}

function effect({ cause, contract, needs, isCollected, isServedNow }: StaticEvidence): Bilingual {
  const { en, fr } = contract.title;
  if (cause === 'package')
    return both(
      `On ${en} the application stops at start with \`ModuleNotFoundError: No module named 'whitenoise'\`.`,
      `Sur ${fr}, l'application s'arrête au démarrage avec \`ModuleNotFoundError: No module named 'whitenoise'\`.`,
    );
  if (cause === 'misplaced')
    return both(
      `On ${en} each request for a style sheet or an image passes that first: it costs time, and what demands a login answers instead.`,
      `Sur ${fr}, chaque requête d'une feuille de style ou d'une image le traverse d'abord : cela coûte du temps, et ce qui exige une connexion répond à sa place.`,
    );
  if (needs.root && isCollected)
    return both(
      `The deploy on ${en} runs \`collectstatic\`, which stops with ImproperlyConfigured: no STATIC_ROOT; it is not done before that is set.`,
      `Le déploiement sur ${fr} lance \`collectstatic\`, qui s'arrête avec ImproperlyConfigured : pas de STATIC_ROOT ; rien ne se fait sans lui.`,
    );
  if (cause === 'unserved' && isServedNow)
    return both(
      `Django serves them now because DEBUG is on. Once it is off, on ${en} style sheets, scripts and images answer 404, those of the admin too.`,
      `Django les sert pour l'instant parce que DEBUG est actif. Une fois DEBUG désactivé, sur ${fr}, feuilles de style, scripts et images répondent 404, ceux de l'admin aussi.`,
    );
  if (cause === 'unserved')
    return both(
      `With DEBUG off Django serves no static files: on ${en} style sheets, scripts and images answer 404, those of the admin too.`,
      `Sans DEBUG, Django ne sert aucun fichier statique : sur ${fr}, feuilles de style, scripts et images répondent 404, ceux de l'admin aussi.`,
    );
  return both(
    `WhiteNoise serves what lies in STATIC_ROOT: on ${en} style sheets, scripts and images answer 404.`,
    `WhiteNoise sert ce que contient STATIC_ROOT : sur ${fr}, feuilles de style, scripts et images répondent 404.`,
  );
}

/** What is added, in a sentence. */
function added({ needs }: StaticEvidence): Bilingual {
  const parts = [
    ...(needs.middleware
      ? [
          both(
            'the middleware of WhiteNoise directly behind SecurityMiddleware',
            'le middleware de WhiteNoise juste après SecurityMiddleware',
          ),
        ]
      : []),
    ...(needs.root ? [both('`STATIC_ROOT` below `STATIC_URL`', '`STATIC_ROOT` sous `STATIC_URL`')] : []),
    ...(needs.package ? [both('the requirement `whitenoise`', 'la dépendance `whitenoise`')] : []),
    ...(needs.collect?.build
      ? [both('`collectstatic` at the end of the build', '`collectstatic` à la fin du build')]
      : []),
  ];
  const last = parts.at(-1) ?? both('', '');
  const first = parts.slice(0, -1);
  if (first.length === 0) return last;
  return both(
    `${first.map(({ en }) => en).join(', ')} and ${last.en}`,
    `${first.map(({ fr }) => fr).join(', ')} et ${last.fr}`,
  );
}

function todo(evidence: StaticEvidence): Bilingual {
  if (evidence.cause === 'misplaced') return MOVE;
  const { en, fr } = added(evidence);
  return en === ''
    ? both(
        'Run `collectstatic` in the build of the image.',
        "Lancer `collectstatic` dans le build de l'image.",
      )
    : both(`Add ${en}.`, `Ajouter ${fr}.`);
}

export function paragraph(evidence: StaticEvidence): Paragraph {
  const { en, fr } = added(evidence);
  return {
    now: state(evidence),
    effect: effect(evidence),
    change: both(`The patch adds ${en}.`, `Le patch ajoute ${fr}.`),
    guarantee:
      evidence.cause === 'package'
        ? both(
            'The build installs what the settings name.',
            'Le build installe ce que nomme la configuration.',
          )
        : both(
            'The application serves its own static files, with DEBUG off too and without another server.',
            "L'application sert elle-même ses fichiers statiques, sans DEBUG aussi et sans autre serveur.",
          ),
  };
}

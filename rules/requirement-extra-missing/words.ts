import { type Bilingual, both, type Dependency, type Finding, type Paragraph } from '@unblock/engine';

export const SUMMARY: Bilingual = both(
  'A requirement asks for an extra that its package does not have, so pip installs nothing for it.',
  "Une dépendance demande un extra que son paquet n'a pas : pip n'installe rien pour lui.",
);

/** What the texts of this rule talk about. */
export interface ExtraEvidence {
  name: string;
  path: string;
  extra: string;
  /** The requirement as written: `gunicorn[uvicorn]==21.2.0`. */
  written: string;
  /** The packages people mean by it. */
  meant: readonly string[];
  /** Those of them that nothing installs. */
  absent: readonly string[];
  /** The extras the package has. */
  real: readonly string[];
}

export function title({ name, extra }: Pick<ExtraEvidence, 'name' | 'extra'>): Bilingual {
  return both(`${name} has no extra called ${extra}`, `${name} n'a pas d'extra nommé ${extra}`);
}

export function message({
  name,
  path,
  extra,
  written,
  meant,
  absent,
  real,
}: ExtraEvidence): Finding['message'] {
  const list = real.slice(0, 8).join(', ') + (real.length > 8 ? ', …' : '');
  return {
    what: both(
      `\`${path}\` asks for \`${written}\`, and this version of ${name} has no extra \`${extra}\` (${name} knows: ${list}).`,
      `\`${path}\` demande \`${written}\`, et cette version de ${name} n'a pas d'extra \`${extra}\` (${name} connaît : ${list}).`,
    ),
    why:
      absent.length > 0
        ? both(
            `pip prints a warning and installs ${name} alone: ${absent.join(' and ')} is not installed by anything.`,
            `pip affiche un avertissement et installe ${name} seul : rien n'installe ${absent.join(' et ')}.`,
          )
        : meant.length > 0
          ? both(
              `pip prints a warning and installs ${name} alone. Nothing is missing: other lines bring ${meant.join(' and ')}. The extra misleads whoever takes those lines for superfluous.`,
              `pip affiche un avertissement et installe ${name} seul. Rien ne manque : d'autres lignes apportent ${meant.join(' et ')}. L'extra trompe qui croirait ces lignes superflues.`,
            )
          : both(
              `pip prints a warning and installs ${name} alone: what the extra was to bring is not installed by it.`,
              `pip affiche un avertissement et installe ${name} seul : ce que l'extra devait apporter n'est pas installé par lui.`,
            ),
    todo:
      meant.length > 0
        ? both(
            `Require \`${name}\` and \`${meant.join('`, `')}\` on lines of their own.`,
            `Demander \`${name}\` et \`${meant.join('`, `')}\` sur des lignes séparées.`,
          )
        : both(
            `Take \`${extra}\` out, or name the extra or package that was meant.`,
            `Retirer \`${extra}\`, ou nommer l'extra ou le paquet voulu.`,
          ),
  };
}

export function paragraph(
  { name, path, specifier }: Dependency,
  extra: string,
  lines: readonly string[],
): Paragraph {
  const added = lines.map((line) => `\`${line}\``).join(', ');
  return {
    now: both(
      `\`${path}\` asks for \`${name}[${extra}]${specifier}\`, an extra that ${name} does not have.`,
      `\`${path}\` demande \`${name}[${extra}]${specifier}\`, un extra que ${name} n'a pas.`,
    ),
    effect: added
      ? both(
          'pip only warns (“does not provide the extra”) and installs nothing for it: the build is green, and the first start that needs it fails.',
          "pip se contente d'un avertissement (« does not provide the extra ») et n'installe rien pour lui : la construction réussit, et le premier démarrage qui en a besoin échoue.",
        )
      : both(
          'pip only warns (“does not provide the extra”) and installs nothing for it. Nothing is missing as long as the other line stays.',
          "pip se contente d'un avertissement (« does not provide the extra ») et n'installe rien pour lui. Rien ne manque tant que l'autre ligne reste.",
        ),
    change: added
      ? both(
          `The patch takes the extra out and adds ${added} on a line of its own.`,
          `Le patch retire l'extra et ajoute ${added} sur sa propre ligne.`,
        )
      : both(
          'The patch takes the extra out; what it was meant to bring is required by another line already.',
          "Le patch retire l'extra ; ce qu'il devait apporter est déjà demandé par une autre ligne.",
        ),
    guarantee: both(
      `The version of ${name} does not change, and every package the file names is one that pip installs.`,
      `La version de ${name} ne change pas, et chaque paquet nommé par le fichier est installé par pip.`,
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph, platformNames } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  'Code of browsers or phones calls an address of the machine it was written on.',
  'Du code de navigateur ou de téléphone appelle une adresse de la machine où il a été écrit.',
);

/** What the texts of this rule talk about. */
export interface Evidence {
  path: string;
  /** What calls: `fetch`, `baseURL`, `API_URL`. */
  by: string;
  /** The files of the further calls of the same address, in their order; one of several calls stands there as often. */
  also: readonly string[];
  origin: string;
  kind: 'http' | 'ws';
  /** Null where it is none whose variables are known. */
  bundler: string | null;
  variable: string;
  contracts: readonly Contract[];
}

export function title({ origin, also }: Evidence): Bilingual {
  const count = also.length + 1;
  return both(
    `The front end calls \`${origin}\`${count > 1 ? ` in ${count} places` : ''}`,
    `L'interface appelle \`${origin}\`${count > 1 ? ` à ${count} endroits` : ''}`,
  );
}

export function message(evidence: Evidence): Finding['message'] {
  const { bundler, variable } = evidence;
  return {
    what: now(evidence),
    why: effect(evidence),
    todo: bundler
      ? both(
          `Read the address from \`${variable}\`; keep the local one for development.`,
          `Lire l'adresse dans \`${variable}\` ; garder l'adresse locale pour le développement.`,
        )
      : both(
          'Read the address from the settings of the front end.',
          "Lire l'adresse dans la configuration de l'interface.",
        ),
  };
}

export function fixTitle(variable: string): Bilingual {
  return both(`Call the address of ${variable}`, `Appeler l'adresse de ${variable}`);
}

export function steps({ path, also, bundler, variable, kind, contracts }: Evidence): Bilingual[] {
  const names = platformNames(contracts);
  if (!bundler)
    return [
      both(
        `Take the address out of ${filesOf([path, ...also])}, into the settings that the front end is built with for ${names.en}.`,
        `Retirer l'adresse de ${filesOf([path, ...also])}, vers la configuration avec laquelle l'interface est construite pour ${names.fr}.`,
      ),
    ];
  const example = kind === 'ws' ? 'wss://api.example.com' : 'https://api.example.com';
  return [
    both(
      `Set \`${variable}\` where the front end is built, to the public address of the service without a path: \`${example}\`. Its value is written into the code by the build: build again after every change.`,
      `Définir \`${variable}\` là où l'interface est construite, avec l'adresse publique du service sans chemin : \`${example}\`. Le build écrit sa valeur dans le code : reconstruire après chaque changement.`,
    ),
  ];
}

export function paragraph(evidence: Evidence): Paragraph {
  const { variable, origin, kind } = evidence;
  return {
    now: now(evidence),
    effect: effect(evidence),
    change:
      kind === 'ws'
        ? both(
            `The patch takes the address from \`${variable}\`, and \`${origin}\` where it is missing.`,
            `Le patch prend l'adresse dans \`${variable}\`, et \`${origin}\` là où elle manque.`,
          )
        : both(
            `The patch takes the address from \`${variable}\`. Where it is missing, development calls \`${origin}\` as before, and production the site that the page came from.`,
            `Le patch prend l'adresse dans \`${variable}\`. Là où elle manque, le développement appelle \`${origin}\` comme avant, et la production le site d'où vient la page.`,
          ),
    guarantee: both(
      `One variable at build time decides which service the front end calls; no code changes for another one.`,
      `Une variable, lors du build, décide du service que l'interface appelle ; un autre ne demande aucun changement de code.`,
    ),
  };
}

function now({ path, by, origin, also }: Evidence): Bilingual {
  const files = filesOf(also);
  const further = both(
    also.length === 1
      ? ` So does one more call, in ${files}.`
      : ` So do ${also.length} more calls, in ${files}.`,
    also.length === 1
      ? ` Un autre appel fait de même, dans ${files}.`
      : ` ${also.length} autres appels font de même, dans ${files}.`,
  );
  return both(
    `\`${path}\` calls \`${origin}\` (\`${by}\`), on no condition.${also.length > 0 ? further.en : ''}`,
    `\`${path}\` appelle \`${origin}\` (\`${by}\`), sans condition.${also.length > 0 ? further.fr : ''}`,
  );
}

function filesOf(paths: readonly string[]): string {
  return [...new Set(paths)].map((path) => `\`${path}\``).join(', ');
}

function effect({ origin }: Evidence): Bilingual {
  const isOwn = !/192\.168/.test(origin);
  return isOwn
    ? both(
        "On the visitor's machine that address is the machine itself, where nothing answers: every such call fails, and the service gets none of them.",
        "Sur la machine du visiteur, cette adresse est la machine elle-même, où rien ne répond : chacun de ces appels échoue, et le service n'en reçoit aucun.",
      )
    : both(
        'That address exists in the network of whoever wrote it. Everywhere else nothing answers: every such call fails.',
        "Cette adresse existe dans le réseau de qui l'a écrite. Partout ailleurs rien ne répond : chacun de ces appels échoue.",
      );
}

import { type Bilingual, both, type Finding, type Paragraph, placesOf } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

/** Rewrites of Next.js that lead to the machine it runs on. */
export interface Rewrites {
  path: string;
  origin: string;
  count: number;
  variable: string;
  contracts: readonly Contract[];
}

export function title({ origin }: Rewrites): Bilingual {
  return both(`Next.js passes requests on to \`${origin}\``, `Next.js transmet des requêtes à \`${origin}\``);
}

export function titleOfFix(variable: string): Bilingual {
  return both(
    `Pass requests on to the address of ${variable}`,
    `Transmettre les requêtes à l'adresse de ${variable}`,
  );
}

function now({ path, origin, count }: Rewrites): Bilingual {
  return both(
    `The rewrites of \`${path}\` lead to \`${origin}\`${count > 1 ? `, ${count} of them` : ''}, on no condition.`,
    `Les réécritures de \`${path}\` mènent à \`${origin}\`${count > 1 ? `, ${count} d'entre elles` : ''}, sans condition.`,
  );
}

function effect({ origin, contracts }: Rewrites): Bilingual {
  const { en, fr } = placesOf(contracts);
  return both(
    `The server of Next.js passes these requests on, and \`${origin}\` is its own machine, or one of a private network: ${en}, Next.js alone is started there. Nothing answers, and each such request fails.`,
    `C'est le serveur de Next.js qui transmet ces requêtes, et \`${origin}\` est sa propre machine, ou celle d'un réseau privé : ${fr}, seul Next.js y est démarré. Rien ne répond, et chacune de ces requêtes échoue.`,
  );
}

export function message(rewrites: Rewrites): Finding['message'] {
  return {
    what: now(rewrites),
    why: effect(rewrites),
    todo: both(
      `Read the address from \`${rewrites.variable}\`; keep the local one where it is missing.`,
      `Lire l'adresse dans \`${rewrites.variable}\` ; garder l'adresse locale là où elle manque.`,
    ),
  };
}

export function steps({ variable }: Rewrites): Bilingual[] {
  return [
    both(
      `Set \`${variable}\` where Next.js is built, to the address of the service without a path: \`https://api.example.com\`. The build writes it down: build again after every change.`,
      `Définir \`${variable}\` là où Next.js est construit, avec l'adresse du service sans chemin : \`https://api.example.com\`. Le build l'enregistre : reconstruire après chaque changement.`,
    ),
  ];
}

export function paragraph(rewrites: Rewrites): Paragraph {
  const { variable, origin } = rewrites;
  return {
    now: now(rewrites),
    effect: effect(rewrites),
    change: both(
      `The patch takes the address from \`${variable}\`, and \`${origin}\` where it is missing.`,
      `Le patch prend l'adresse dans \`${variable}\`, et \`${origin}\` là où elle manque.`,
    ),
    guarantee: both(
      'One variable decides which service the requests go to, and development goes on as before.',
      'Une variable décide du service qui reçoit les requêtes, et le développement continue comme avant.',
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export const SUMMARY: Bilingual = both(
  "Django's ALLOWED_HOSTS leaves out the host that requests carry on the platform.",
  "L'ALLOWED_HOSTS de Django omet l'hôte que portent les requêtes sur la plateforme.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Take the hosts from the environment',
  "Prendre les hôtes dans l'environnement",
);

/** What the texts of this rule talk about. */
export interface HostsEvidence {
  /** No entry matches a request; or only the health check's host is missing. */
  cause: 'closed' | 'health';
  path: string;
  /** The entries of the list. */
  hosts: readonly string[];
  /** The platform that the texts name, and all that are concerned. */
  contract: Contract;
  contracts: readonly Contract[];
  /** The variable for more hosts. */
  variable: string;
}

export function title({ cause, contract }: HostsEvidence): Bilingual {
  return cause === 'closed'
    ? both('Django refuses the host of every request', "Django refuse l'hôte de chaque requête")
    : both(
        `Django refuses the health check of ${contract.title.en}`,
        `Django refuse le contrôle de santé de ${contract.title.fr}`,
      );
}

export function message(evidence: HostsEvidence): Finding['message'] {
  return { what: state(evidence), why: effect(evidence), todo: todo(evidence) };
}

/** What remains for a person where the platform tells the application no host name. */
export function steps({ cause, contracts, variable }: HostsEvidence): { steps?: Bilingual[] } {
  const silent = contracts.filter(({ publicHost }) => !publicHost.value.variable);
  if (cause === 'health' || silent.length === 0) return {};
  return {
    steps: silent.map(({ publicHost }) => {
      const [suffix] = publicHost.value.suffixes;
      return both(
        `Set \`${variable}\` to the host names of the application, without \`https://\`, separated by commas: \`${suffix ? `name${suffix}` : 'shop.example.com'}\`.`,
        `Donner à \`${variable}\` les noms d'hôte de l'application, sans \`https://\`, séparés par des virgules : \`${suffix ? `nom${suffix}` : 'boutique.example.com'}\`.`,
      );
    }),
  };
}

function state({ path, hosts, cause, contract }: HostsEvidence): Bilingual {
  const list = hosts.map((host) => `\`${host}\``).join(', ');
  if (cause === 'health') {
    const host = contract.publicHost.value.healthCheck?.host;
    return both(
      `ALLOWED_HOSTS in \`${path}\` does not hold \`${host}\`.`,
      `ALLOWED_HOSTS dans \`${path}\` ne contient pas \`${host}\`.`,
    );
  }
  return hosts.length === 0
    ? both(`ALLOWED_HOSTS in \`${path}\` is empty.`, `ALLOWED_HOSTS dans \`${path}\` est vide.`)
    : both(
        `ALLOWED_HOSTS in \`${path}\` holds ${list} only.`,
        `ALLOWED_HOSTS dans \`${path}\` ne contient que ${list}.`,
      );
}

function effect({ cause, contract }: HostsEvidence): Bilingual {
  const { suffixes, healthCheck } = contract.publicHost.value;
  if (cause === 'health')
    return both(
      `The health check of ${contract.title.en} carries the host \`${healthCheck?.host}\`: Django answers it with 400, and the deploy fails.`,
      `Le contrôle de santé de ${contract.title.fr} porte l'hôte \`${healthCheck?.host}\` : Django lui répond 400, et le déploiement échoue.`,
    );
  const [suffix] = suffixes;
  return suffix
    ? both(
        `On ${contract.title.en} requests carry a host that ends with \`${suffix}\`: Django raises DisallowedHost and answers each with 400.`,
        `Sur ${contract.title.fr}, les requêtes portent un hôte qui finit par \`${suffix}\` : Django lève DisallowedHost et répond 400 à chacune.`,
      )
    : both(
        `On ${contract.title.en} requests carry the public host of the application: Django raises DisallowedHost and answers each with 400.`,
        `Sur ${contract.title.fr}, les requêtes portent l'hôte public de l'application : Django lève DisallowedHost et répond 400 à chacune.`,
      );
}

/** The hosts to add, as they stand in a sentence. */
function added({ cause, contracts, variable }: HostsEvidence): Bilingual {
  const own = contracts.flatMap(({ publicHost }) => publicHost.value.variable?.name ?? []);
  const variables = [variable, ...own].map((name) => `\`${name}\``);
  const checks = contracts.flatMap(({ publicHost }) => publicHost.value.healthCheck?.host ?? []);
  const [check] = checks;
  const ofCheck = both(
    `\`${check}\`, the host of the health check`,
    `\`${check}\`, l'hôte du contrôle de santé`,
  );
  if (cause === 'health') return ofCheck;
  const given = both(
    `the hosts that ${listed(variables, 'and')} ${variables.length === 1 ? 'names' : 'name'}`,
    `les hôtes que ${variables.length === 1 ? 'nomme' : 'nomment'} ${listed(variables, 'et')}`,
  );
  return check ? both(`${given.en}, and ${ofCheck.en}`, `${given.fr}, et ${ofCheck.fr}`) : given;
}

function listed(words: readonly string[], and: string): string {
  const first = words.slice(0, -1).join(', ');
  return `${first}${first ? ` ${and} ` : ''}${words.at(-1) ?? ''}`;
}

function todo(evidence: HostsEvidence): Bilingual {
  const { en, fr } = added(evidence);
  return both(`Add ${en}.`, `Ajouter ${fr}.`);
}

export function paragraph(evidence: HostsEvidence): Paragraph {
  const { en, fr } = added(evidence);
  return {
    now: state(evidence),
    effect: effect(evidence),
    change: both(
      `Below the list, the patch adds ${en}; the entries that are there stay.`,
      `Sous la liste, le patch ajoute ${fr} ; les entrées présentes restent.`,
    ),
    guarantee: both(
      'Where none of the variables is set, as on a machine for development, the list is what it was. Foreign hosts stay refused.',
      "Là où aucune variable n'est définie, comme sur un poste de développement, la liste est celle d'avant. Les hôtes étrangers restent refusés.",
    ),
  };
}

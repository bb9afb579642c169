import type { Model, Service, Severity } from '@unblock/engine';
import { isDeclared } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';

/** What a fixed port means: the contract it is worst under, and how bad it is there. */
export interface Weight {
  contract: Contract;
  severity: Severity;
  /** The platform looks for another open port and may find it. */
  isSearched: boolean;
  platforms: Contract['id'][];
}

/** Weighs a fixed port under the contracts that inject the port; null where none does. */
export function weigh(contracts: Model['contracts'], service: Service): Weight | null {
  const injecting = contracts.filter(({ port }) => port.value.source === 'injected');
  const platforms = injecting.map(({ id }) => id);
  const strict = injecting.find((contract) => !isSearched(contract, service));
  if (strict) return { contract: strict, severity: 'critical', isSearched: false, platforms };
  const contract = injecting[0];
  return contract ? { contract, severity: 'important', isSearched: true, platforms } : null;
}

/** A platform that is told the port, or asks for health there, does not look for another one. */
function isSearched(contract: Contract, service: Service): boolean {
  const { variable, isSearched: searches } = contract.port.value;
  const asks = service.deployables.some(
    ({ platform, health }) => platform === contract.id && health !== null,
  );
  return searches === true && !asks && !isDeclared(service, variable);
}

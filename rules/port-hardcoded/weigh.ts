import type { Model, Service, Severity } from '@unblock/engine';
import { isDeclared } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';

/** What a fixed port means: the contract it is worst under, and how bad it is there. */
export interface Weight {
  contract: Contract;
  severity: Severity;
  /** The platform looks for another open port and may find it. */
  isSearched: boolean;
  /** The port is the one that the platform gives unless somebody sets another. */
  isUsual: boolean;
  platforms: Contract['id'][];
}

/** Weighs a fixed port under the contracts that inject the port; null where none does, or a manifest sets that very one. */
export function weigh(contracts: Model['contracts'], service: Service, port: string): Weight | null {
  const injecting = contracts.filter(
    (contract) => contract.port.value.source === 'injected' && declared(contract, service)?.value !== port,
  );
  const [first] = injecting;
  if (!first) return null;
  const isUsual = (contract: Contract) => contract.port.value.usual === port && !declared(contract, service);
  const others = injecting.filter((contract) => !isUsual(contract));
  const strict = others.find((contract) => !isSearched(contract, service));
  const contract = strict ?? others[0] ?? first;
  return {
    contract,
    severity: strict ? 'critical' : others.length > 0 ? 'important' : 'advice',
    isSearched: !strict && others.length > 0,
    isUsual: others.length === 0,
    platforms: (others.length > 0 ? others : injecting).map(({ id }) => id),
  };
}

/** The platform's port variable, where a manifest of the service sets it; it wins over the variables of an image. */
function declared(contract: Contract, { deployables }: Service) {
  return deployables
    .filter(({ kind }) => kind !== 'Dockerfile')
    .flatMap(({ variables }) => variables)
    .find(({ name }) => name === contract.port.value.variable);
}

/** A platform that is told the port does not look for another one. */
function isSearched(contract: Contract, service: Service): boolean {
  return contract.port.value.isSearched === true && !isDeclared(service, contract.port.value.variable);
}

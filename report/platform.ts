import type { Language } from '@unblock/engine';
import { contracts } from '@unblock/platforms';

/** A platform's name behind that of a service: `, Render`; '' where none is meant. */
export function behind(id: string, language: Language): string {
  const contract = contracts.find((one) => one.id === id);
  return contract?.place ? '' : `, ${platformTitle(id, language)}`;
}

/** A platform's name as people write it; the id itself when no contract has it. */
export function platformTitle(id: string, language: Language): string {
  return contracts.find((contract) => contract.id === id)?.title[language] ?? id;
}

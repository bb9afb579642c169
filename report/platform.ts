import type { Language } from '@unblock/engine';
import { contracts } from '@unblock/platforms';

/** A platform's name as people write it; the id itself when no contract has it. */
export function platformTitle(id: string, language: Language): string {
  return contracts.find((contract) => contract.id === id)?.title[language] ?? id;
}

import type { Contract } from '@unblock/platforms';
import type { Bilingual } from './outcome.ts';

/** The names of platforms as a list, each once. */
export function platformNames(contracts: readonly Contract[]): Bilingual {
  const names = (language: keyof Bilingual) =>
    [...new Set(contracts.map(({ title }) => title[language]))].join(', ');
  return { en: names('en'), fr: names('fr') };
}

/** What happens on platforms: a sentence that begins with their names. */
export function onPlatforms(contracts: readonly Contract[], en: string, fr: string): Bilingual {
  const names = platformNames(contracts);
  return both(`On ${names.en}, ${en}`, `Sur ${names.fr}, ${fr}`);
}

/** A text in both languages. */
export function both(en: string, fr: string): Bilingual {
  return { en, fr };
}

/** A name behind the French "de", with its elision: `de Django`, `d'Alembic`. */
export function de(name: string): string {
  return /^[aeiouy]/i.test(name) ? `d'${name}` : `de ${name}`;
}

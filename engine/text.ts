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
  const { en: placeEn, fr: placeFr } = placesOf(contracts);
  const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return both(`${upper(placeEn)}, ${en}`, `${upper(placeFr)}, ${fr}`);
}

/** Where something runs or is set, within a sentence: `on Render, Heroku`, `where the image runs`. */
export function placesOf(contracts: readonly Contract[]): Bilingual {
  const named = platformNames(contracts.filter(({ place }) => place === undefined));
  const places = (language: keyof Bilingual, on: string) =>
    [
      ...(named[language] ? [`${on} ${named[language]}`] : []),
      ...new Set(contracts.flatMap(({ place }) => place?.[language] ?? [])),
    ].join(', ');
  return { en: places('en', 'on'), fr: places('fr', 'sur') };
}

/** A text in both languages. */
export function both(en: string, fr: string): Bilingual {
  return { en, fr };
}

/** A name behind the French "de", with its elision: `de Django`, `d'Alembic`. */
export function de(name: string): string {
  return /^[aeiouy]/i.test(name) ? `d'${name}` : `de ${name}`;
}

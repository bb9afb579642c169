import type { Bilingual } from './outcome.ts';

/** A text in both languages. */
export function both(en: string, fr: string): Bilingual {
  return { en, fr };
}

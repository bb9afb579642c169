import type { Language, Paragraph } from '@unblock/engine/outcome';
import { oneLine } from './text.ts';

/** The four beats of an FI9_NAYEK paragraph as prose: now, effect, change, guarantee. */
export function paragraphText(paragraph: Paragraph, language: Language): string {
  const beats = [paragraph.now, paragraph.effect, paragraph.change, paragraph.guarantee];
  return oneLine(beats.map((beat) => beat[language]).join(' '));
}

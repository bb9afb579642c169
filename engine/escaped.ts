/** A text as the source of a regular expression that matches it and nothing else: names come from any repository. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

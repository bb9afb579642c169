import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '@unblock/engine';

export { rules } from './index.generated.ts';

/** The page of a rule in Markdown; null when there is no such rule. */
export function page(rule: string, language: Language): string | null {
  try {
    return readFileSync(join(pagesFolder(), rule, `why.${language}.md`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The pages lie in rules/ of the package, beside this file in the sources and beside dist/ in the bundle. */
function pagesFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return here.endsWith('rules') ? here : join(here, '..', 'rules');
}

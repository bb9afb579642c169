import { type Bilingual, both, type Expression, type Model } from '@unblock/engine';
import { inDevelopmentCompose } from '../development-compose.ts';
import type { Switch } from './switch.ts';

/** What reads a file of variables, with its arguments: https://saurabh-kumar.com/python-dotenv/ */
const READS_FILE = /\b(?:load_dotenv|read_env)\(((?:[^()]|\([^()]*\))*)\)/;

/** Debug mode that the patch turns off is off for whoever develops, too: what brings it back on their machine. */
export function developmentStep(debug: Expression, { variable }: Switch, model: Model): Bilingual {
  const line = `${variable}=1`;
  const file = variablesFile(debug, model);
  const how = file
    ? both(
        `the line \`${line}\` in a \`${file}\` that Git does not hold`,
        `la ligne \`${line}\` dans un \`${file}\` que Git ne contient pas`,
      )
    : both(
        `\`export ${line}\`, on Windows \`set ${line}\``,
        `\`export ${line}\`, sous Windows \`set ${line}\``,
      );
  const also = inDevelopmentCompose(model);
  return both(
    `Set \`${line}\` on the machine of whoever develops, not on the platform: ${how.en}${also.en}. Without it DEBUG is off there too, and the settings demand there what they demand in production.`,
    `Définir \`${line}\` sur la machine de qui développe, pas sur la plateforme : ${how.fr}${also.fr}. Sans cela, DEBUG y est désactivé aussi, et la configuration y exige ce qu'elle exige en production.`,
  );
}

/** The file that is read before the switch is; null for none, and for one that a deploy would take along. */
function variablesFile(debug: Expression, model: Model): string | null {
  const isDecouple = debug.kind === 'call' && model.producer(debug)?.module === 'decouple';
  const before = (model.read(debug.span.path) ?? '').slice(0, debug.span.start);
  const read = READS_FILE.exec(before);
  if (!isDecouple && !read) return null;
  const named = [...(read?.[1] ?? '').matchAll(/["']([^"']+)["']/g)].at(-1)?.[1];
  const name = named?.split('/').pop() ?? '.env';
  return [...model.paths].some((path) => path.split('/').pop() === name) ? null : name;
}

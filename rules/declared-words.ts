import { type Bilingual, both } from '@unblock/engine';
import type { Declared, Switch } from '@unblock/engine/services/declare';
import type { Contract } from '@unblock/platforms';

/**
 * What a person does for a process that a manifest names beside the web process.
 *
 * @param isOnly the steps of a finding stand behind its platform's name, which is told once.
 */
export function workerSteps(contract: Contract, isWebFree: boolean, isOnly: boolean): Bilingual[] {
  const { workers } = contract;
  const title = isOnly ? both('', '') : both(`${contract.title.en}: `, `${contract.title.fr} : `);
  const { onFreePlan, after } = workers.value;
  const steps: Bilingual[] = [];
  if (after) steps.push(both(title.en + after.en, title.fr + after.fr));
  if (isWebFree && !onFreePlan)
    steps.push(
      both(
        `${title.en}A process of this kind has no free plan, unlike the web process; it costs the smallest paid plan.`,
        `${title.fr}Un processus de ce type n'a pas d'offre gratuite, contrairement au processus web ; il coûte la plus petite offre payante.`,
      ),
    );
  return steps;
}

/** Those of a process that a patch adds for gated work. */
export function stepsBeside({ way, places }: Declared): Bilingual[] {
  return way === 'process'
    ? places.flatMap(({ contract, free }) => workerSteps(contract, free, places.length === 1))
    : [];
}

/** Where a patch says which process does the gated work: a sentence behind another. */
export function givenTo(
  { way, paths, command, module, program }: Declared,
  name: Switch['process'],
): Bilingual {
  const names = paths.map((path) => `\`${path}\``);
  const [en, fr] = [names.join(' and '), names.join(' et ')];
  if (way === 'web')
    return both(
      ` ${en} gives it to the web process, the only one there is.`,
      ` ${fr} la donne au processus web, le seul qui existe.`,
    );
  if (way === 'process' && module) {
    const without =
      program === null ? both('the web application', "l'application web") : both('a server', 'serveur');
    return both(
      ` ${en} gets one more process, \`${name}\`, that has it and runs \`${command}\`, without ${without.en}.`,
      ` ${fr} reçoit un processus de plus, \`${name}\`, qui l'a et exécute \`${command}\`, sans ${without.fr}.`,
    );
  }
  return way === 'process'
    ? both(
        ` ${en} gets one more process, \`${name}\`, that has it and starts the same application with one worker: \`${command}\`.`,
        ` ${fr} reçoit un processus de plus, \`${name}\`, qui l'a et démarre la même application avec un seul worker : \`${command}\`.`,
      )
    : both('', '');
}

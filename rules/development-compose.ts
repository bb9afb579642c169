import { type Bilingual, both, type Model } from '@unblock/engine';

/**
 * Where a variable of development stands for whoever works in containers, to go on the step for a machine; empty without a
 * compose file for that.
 */
export function inDevelopmentCompose(model: Model): Bilingual {
  const compose = [...model.paths].find((path) => isForDevelopment(path, model));
  return compose
    ? both(
        `, and under \`environment:\` of the service that runs runserver in \`${compose}\``,
        `, et sous \`environment:\` du service qui lance runserver dans \`${compose}\``,
      )
    : both('', '');
}

/** A compose file that runs Django's server for development. */
function isForDevelopment(path: string, model: Model): boolean {
  const isCompose = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/.test(path);
  return isCompose && /\brunserver\b/.test(model.read(path) ?? '');
}

import { type Bilingual, both, type Finding } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';

export function title(path: string): Bilingual {
  return both(`${path} cannot be read`, `${path} ne peut pas être lu`);
}

/** @param reason what the parser says, in its own words. */
export function message(path: string, reason: string, of: Contract | undefined): Finding['message'] {
  const name = of?.title ?? both('The platform', 'La plateforme');
  const docs = of ? ` (${of.startSources.docs})` : '';
  return {
    what: both(`\`${path}\` does not parse: ${reason}.`, `\`${path}\` ne s'analyse pas : ${reason}.`),
    why: both(
      `${name.en} refuses the file: no service can be made or updated from it, and a service that was made in another way goes on without its commands and variables.`,
      `${name.fr} refuse le fichier : aucun service ne peut être créé ni mis à jour à partir de lui, et un service créé autrement continue sans ses commandes ni ses variables.`,
    ),
    todo: both(
      `Mend \`${path}\`, then check it as the documentation of ${name.en} has it${docs}.`,
      `Corriger \`${path}\`, puis le contrôler selon la documentation de ${name.fr}${docs}.`,
    ),
  };
}

import { type Bilingual, both, type Finding } from '@unblock/engine';
import type { Bypass } from './find.ts';

export const SUMMARY: Bilingual = both(
  'A variable is read from the environment beside the settings class that has a field for it.',
  "Une variable est lue dans l'environnement à côté de la classe de paramètres qui a un champ pour elle.",
);

export function title({ read, field }: Bypass): Bilingual {
  return both(
    `${read.name} is read beside ${field.className}.${field.name}`,
    `${read.name} est lue à côté de ${field.className}.${field.name}`,
  );
}

export function message(bypass: Bypass): Finding['message'] {
  const { read, field } = bypass;
  return {
    what: both(
      `\`${read.span.path}\` reads \`${read.name}\` from the environment; \`${field.className}.${field.name}\` in \`${field.path}\` is the field for it.`,
      `\`${read.span.path}\` lit \`${read.name}\` dans l'environnement ; \`${field.className}.${field.name}\` dans \`${field.path}\` est le champ prévu pour elle.`,
    ),
    why: both(
      'A direct read knows neither the `.env` file, nor the default, nor the check of the settings: the two can differ, and a missing variable is noticed late.',
      'Une lecture directe ne connaît ni le fichier `.env`, ni la valeur par défaut, ni le contrôle des paramètres : les deux peuvent différer, et une variable absente se remarque tard.',
    ),
    todo: step(bypass),
  };
}

/** The exact replacement, with its import. */
export function step({ read, replacement, statement }: Bypass): Bilingual {
  const name = `\`${replacement}\``;
  const fallback = read.fallback
    ? both(
        ' The default is then that of the field, not the one written here.',
        ' La valeur par défaut est alors celle du champ, et non celle écrite ici.',
      )
    : both('', '');
  const text = statement
    ? both(
        `In \`${read.span.path}\` use ${name} for \`${read.name}\`, with \`${statement}\`.`,
        `Dans \`${read.span.path}\`, utiliser ${name} pour \`${read.name}\`, avec \`${statement}\`.`,
      )
    : both(
        `In \`${read.span.path}\` use ${name} for \`${read.name}\`.`,
        `Dans \`${read.span.path}\`, utiliser ${name} pour \`${read.name}\`.`,
      );
  return both(text.en + fallback.en, text.fr + fallback.fr);
}

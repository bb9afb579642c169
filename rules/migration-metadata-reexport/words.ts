import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Reexport } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The env.py of Alembic takes its metadata through a module that only re-exports them.',
  "L'env.py d'Alembic prend ses métadonnées à travers un module qui ne fait que les réexporter.",
);

export function title({ entry }: Reexport): Bilingual {
  return both(
    `${entry.local} comes through ${entry.module}, which only re-exports it`,
    `${entry.local} vient de ${entry.module}, qui ne fait que la réexporter`,
  );
}

export function message(found: Reexport): Finding['message'] {
  return {
    what: stands(found),
    why: effect(found),
    todo: both(
      `Import \`${found.definedAs}\` from \`${found.module ?? found.definedIn}\`.`,
      `Importer \`${found.definedAs}\` depuis \`${found.module ?? found.definedIn}\`.`,
    ),
  };
}

export function paragraph(found: Reexport): Paragraph {
  const { path, entry, module, definedAs } = found;
  return {
    now: stands(found),
    effect: effect(found),
    change: both(
      `The patch imports \`${definedAs}\` in \`${path}\` from \`${module}\`; the other imports and the models they load stay as they are.`,
      `Le patch importe \`${definedAs}\` dans \`${path}\` depuis \`${module}\` ; les autres imports et les modèles qu'ils chargent ne changent pas.`,
    ),
    guarantee: both(
      `\`${entry.local}.metadata\` is the same object as before and knows the same tables: no module that defines a model is loaded any less. The migrations no longer depend on \`${found.through[0]}\`.`,
      `\`${entry.local}.metadata\` est le même objet qu'avant et connaît les mêmes tables : aucun module qui définit un modèle n'est chargé en moins. Les migrations ne dépendent plus de \`${found.through[0]}\`.`,
    ),
  };
}

function stands({ path, entry, definedIn, through }: Reexport): Bilingual {
  return both(
    `\`${path}\` imports \`${entry.name}\` from \`${entry.module}\`; \`${through[0]}\` only passes it on, and \`${definedIn}\` defines it.`,
    `\`${path}\` importe \`${entry.name}\` depuis \`${entry.module}\` ; \`${through[0]}\` ne fait que la transmettre, et \`${definedIn}\` la définit.`,
  );
}

function effect({ through, entry }: Reexport): Bilingual {
  return both(
    `It works as long as \`${through[0]}\` stays. Once that module is removed, or defines a \`${entry.name}\` of its own, the migration step of a deploy stops with an ImportError, or compares the database with empty metadata and proposes to drop its tables.`,
    `Cela fonctionne tant que \`${through[0]}\` reste en place. Si ce module disparaît, ou définit sa propre \`${entry.name}\`, l'étape de migration d'un déploiement s'arrête sur une ImportError, ou compare la base à des métadonnées vides et propose d'en supprimer les tables.`,
  );
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Missing } from './find.ts';

export const SUMMARY: Bilingual = both(
  'The code imports a package, or uses a feature that needs one, which nothing installs; or a module that Git does not hold.',
  "Le code importe un paquet, ou emploie une fonction qui en demande un, que rien n'installe ; ou un module que Git ne contient pas.",
);

export function title({ package: { name }, asked, by }: Missing): Bilingual {
  if (by === 'feature')
    return both(
      `${asked} needs ${name}, which nothing installs`,
      `${asked} a besoin de ${name}, que rien n'installe`,
    );
  return both(
    `Nothing installs ${name}, which the code imports`,
    `Rien n'installe ${name}, que le code importe`,
  );
}

/** What asks for the package, as a sentence begins. */
function asks({ package: { name }, asked, by, span, places }: Missing): Bilingual {
  const more = places > 1 ? places - 1 : 0;
  const also = more
    ? both(
        ` (and ${more} more ${more > 1 ? 'places' : 'place'})`,
        ` (et ${more} autre${more > 1 ? 's' : ''} endroit${more > 1 ? 's' : ''})`,
      )
    : both('', '');
  if (by === 'feature')
    return both(
      `\`${span.path}\` uses \`${asked}\`${also.en}, which works only with the package \`${name}\``,
      `\`${span.path}\` emploie \`${asked}\`${also.fr}, qui ne fonctionne qu'avec le paquet \`${name}\``,
    );
  if (by !== 'import')
    return both(
      `\`${span.path}\` lists \`${asked}\` in ${by}, which comes from the package \`${name}\``,
      `\`${span.path}\` place \`${asked}\` dans ${by}, qui vient du paquet \`${name}\``,
    );
  const isOther = asked.replaceAll('_', '-').toLowerCase() !== name;
  return both(
    `\`${span.path}\` imports \`${asked}\`${also.en}${isOther ? `, which the package \`${name}\` provides` : ''}`,
    `\`${span.path}\` importe \`${asked}\`${also.fr}${isOther ? `, que fournit le paquet \`${name}\`` : ''}`,
  );
}

function failure({ by }: Missing): Bilingual {
  return by === 'feature'
    ? both(
        'The build succeeds, then every start ends with an error that asks for the package, before the server listens.',
        "La construction réussit, puis chaque démarrage s'arrête sur une erreur qui demande le paquet, avant que le serveur n'écoute.",
      )
    : both(
        'The build succeeds, then every start ends with `ModuleNotFoundError`: a package that is only on a laptop is not on the platform.',
        "La construction réussit, puis chaque démarrage s'arrête sur `ModuleNotFoundError` : un paquet qui n'est que sur le poste du développeur n'est pas sur la plateforme.",
      );
}

export function message(missing: Missing, manifest: string): Finding['message'] {
  const asked = asks(missing);
  const { name } = missing.package;
  return {
    what: both(
      `${asked.en}, and \`${manifest}\` neither declares it nor declares anything that brings it.`,
      `${asked.fr}, et \`${manifest}\` ne le déclare pas, ni rien qui l'apporte.`,
    ),
    why: failure(missing),
    todo: both(`Add \`${name}\` to \`${manifest}\`.`, `Ajouter \`${name}\` dans \`${manifest}\`.`),
  };
}

export function paragraph(missing: Missing, path: string, written: string): Paragraph {
  const asked = asks(missing);
  return {
    now: both(
      `${asked.en}, and \`${path}\` does not install it.`,
      `${asked.fr}, et \`${path}\` ne l'installe pas.`,
    ),
    effect: failure(missing),
    change: both(
      `The patch adds \`${written}\` to \`${path}\`.`,
      `Le patch ajoute \`${written}\` dans \`${path}\`.`,
    ),
    guarantee: both(
      'What the code imports is installed by the same file as the rest; no other requirement and no line of code changes.',
      'Ce que le code importe est installé par le même fichier que le reste ; aucune autre dépendance et aucune ligne de code ne change.',
    ),
  };
}

export function refusedTitle(path: string, line: number): Bilingual {
  return both(`pip refuses line ${line} of ${path}`, `pip refuse la ligne ${line} de ${path}`);
}

export function refusedMessage(path: string, line: number, written: string): Finding['message'] {
  return {
    what: both(
      `Line ${line} of \`${path}\` is no requirement: \`${written}\`.`,
      `La ligne ${line} de \`${path}\` n'est pas une dépendance : \`${written}\`.`,
    ),
    why: both(
      'pip stops there before it installs anything: the build fails, with the packages of all other lines.',
      "pip s'y arrête avant d'installer quoi que ce soit : la construction échoue, avec les paquets de toutes les autres lignes.",
    ),
    todo: both(
      'Write one requirement on each line: a name, then versions with commas between them.',
      'Écrire une dépendance par ligne : un nom, puis des versions séparées par des virgules.',
    ),
  };
}

import { type Bilingual, both, de, type Finding, platformNames } from '@unblock/engine';
import type { PythonManager } from '@unblock/platforms';
import type { SeveralManagers } from './find.ts';

export const SUMMARY: Bilingual = both(
  'Files of several Python package managers stand side by side: the platform refuses them, or installs from one of them only.',
  "Les fichiers de plusieurs gestionnaires de paquets Python sont côte à côte : la plateforme les refuse, ou n'installe que d'après l'un d'eux.",
);

const NAMES: Readonly<Record<PythonManager, string>> = {
  pip: 'pip',
  uv: 'uv',
  poetry: 'Poetry',
  pdm: 'PDM',
  pipenv: 'Pipenv',
};

function list({ files }: SeveralManagers, and: string): string {
  const names = files.map(({ path, manager }) => `\`${path}\` (${NAMES[manager]})`);
  return [names.slice(0, -1).join(', '), names.at(-1)].join(and);
}

function lacking({ lacking: names }: SeveralManagers): string {
  return names
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ')
    .concat(names.length > 5 ? ', …' : '');
}

export function title({ files, several }: SeveralManagers): Bilingual {
  const names = files.map(({ manager }) => NAMES[manager]);
  if (several === 'unlocked')
    return both(
      `The build is refused: ${files[0]?.path} has no lock file beside it`,
      `La construction est refusée : ${files[0]?.path} n'a pas de fichier de verrouillage à côté`,
    );
  return several === 'refused'
    ? both(
        `The build is refused: files of ${names.join(' and ')} side by side`,
        `La construction est refusée : fichiers ${names.map(de).join(' et ')} côte à côte`,
      )
    : both(
        `Files of ${names.join(' and ')} side by side, and they differ`,
        `Fichiers ${names.map(de).join(' et ')} côte à côte, et ils diffèrent`,
      );
}

export function message(found: SeveralManagers): Finding['message'] {
  const { contracts, several, files } = found;
  const platforms = platformNames(contracts);
  const first = files[0]?.path ?? '';
  const what = both(
    `${list(found, ' and ')} stand side by side.`,
    `${list(found, ' et ')} sont côte à côte.`,
  );
  const todo = both(
    'Decide for one package manager and remove the files of the others.',
    'Choisir un gestionnaire de paquets et retirer les fichiers des autres.',
  );
  switch (several) {
    case 'unlocked':
      return {
        what: both(
          `\`${first}\` stands there without \`${first}.lock\`.`,
          `\`${first}\` s'y trouve sans \`${first}.lock\`.`,
        ),
        why: both(
          `On ${platforms.en}, the build stops with “No 'Pipfile.lock' found!”: it installs what a lock file pins and nothing else, whatever other files are there.`,
          `Sur ${platforms.fr}, la construction s'arrête sur « No 'Pipfile.lock' found! » : elle n'installe que ce qu'un fichier de verrouillage fixe, quels que soient les autres fichiers.`,
        ),
        todo: both(
          'Run `pipenv lock` and commit the lock file, or remove the Pipfile where another file says what to install.',
          'Exécuter `pipenv lock` et enregistrer le fichier de verrouillage, ou retirer le Pipfile si un autre fichier dit quoi installer.',
        ),
      };
    case 'refused':
      return {
        what,
        why: both(
          `On ${platforms.en}, the build stops with “Multiple Python package manager files were found”: it no longer guesses which one is meant.`,
          `Sur ${platforms.fr}, la construction s'arrête sur « Multiple Python package manager files were found » : la plateforme ne devine plus lequel est voulu.`,
        ),
        todo,
      };
    case 'first':
      return {
        what,
        why: both(
          `On ${platforms.en}, \`${first}\` is found first and alone is installed; it lacks ${lacking(found)}.`,
          `Sur ${platforms.fr}, \`${first}\` est trouvé d'abord et lui seul est installé ; il y manque ${lacking(found)}.`,
        ),
        todo,
      };
    case 'depends':
      return {
        what,
        why: both(
          `Which one is installed depends on the platform, and some refuse the build; \`${first}\` lacks ${lacking(found)}.`,
          `Lequel est installé dépend de la plateforme, et certaines refusent la construction ; dans \`${first}\` il manque ${lacking(found)}.`,
        ),
        todo,
      };
  }
}

/** What a person does: keep one, and how the others may stay in the repository. */
export function steps(found: SeveralManagers): Bilingual[] {
  const { several, files } = found;
  if (several === 'unlocked') return [message(found).todo];
  const locked = files.find(({ manager }) => manager !== 'pip');
  const keep = locked
    ? both(
        `Keep one of ${files.map(({ path }) => path).join(', ')}. ${NAMES[locked.manager]} has a lock file, so that every build installs the same versions: then delete the others.`,
        `Garder un seul fichier parmi ${files.map(({ path }) => path).join(', ')}. ${NAMES[locked.manager]} a un fichier de verrouillage, chaque construction installe donc les mêmes versions : supprimer alors les autres.`,
      )
    : both('Keep one of the files.', 'Garder un seul des fichiers.');
  const slug = both(
    'A file that must stay for another purpose can be named in `.slugignore`: the build does not see it then.',
    'Un fichier qui doit rester pour un autre usage peut être nommé dans `.slugignore` : la construction ne le voit alors pas.',
  );
  return several === 'refused' ? [keep, slug] : [keep];
}

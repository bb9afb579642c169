import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Broken } from './find.ts';
import type { MeantApplication } from './meant-application.ts';

export const SUMMARY: Bilingual = both(
  'The start command names a module or an application object that the repository does not have.',
  "La commande de démarrage nomme un module ou un objet application que le dépôt n'a pas.",
);

/** Title of the patch. */
export const PATCH: Bilingual = both(
  'Start the application that is there',
  "Démarrer l'application qui est là",
);

/** What the texts of this rule talk about. */
export interface StepEvidence {
  broken: Broken;
  target: MeantApplication | null;
  /** The document that has the application's folder set as the root of the service. */
  told: string | null;
  /** The manifest is written for the application's folder, not its start command alone. */
  isWhole: boolean;
  command: string;
  /** The file the command stands in. */
  path: string;
}

export function title({ module, object, file }: Broken): Bilingual {
  return file === null
    ? both(
        `The start command names a module that is not there: ${module}`,
        `La commande de démarrage nomme un module qui n'existe pas : ${module}`,
      )
    : both(`${file} has no ${object} to start`, `${file} n'a pas de ${object} à démarrer`);
}

export function message(evidence: StepEvidence): Finding['message'] {
  const { target, isWhole, path } = evidence;
  return {
    what: stands(evidence),
    why: effect(evidence),
    todo:
      target && isWhole
        ? both(
            `Make \`${target.folder}\` the root folder of the service in \`${path}\`: its commands are written for it.`,
            `Faire de \`${target.folder}\` le dossier racine du service dans \`${path}\` : ses commandes sont écrites pour lui.`,
          )
        : target
          ? both(`Start ${inFolder(target, 'from')}.`, `Démarrer ${inFolder(target, 'depuis')}.`)
          : both(
              'Name the module and the object that hold the application.',
              "Nommer le module et l'objet qui contiennent l'application.",
            ),
  };
}

function stands({
  broken: { module, object, file, search },
  command,
  path,
  target,
}: StepEvidence): Bilingual {
  const place = search.base || '.';
  const missing =
    file === null
      ? both(
          `\`${command}\` in \`${path}\` imports \`${module}\` from \`${place}\`, where no such module is.`,
          `\`${command}\` dans \`${path}\` importe \`${module}\` depuis \`${place}\`, où ce module n'existe pas.`,
        )
      : both(
          `\`${command}\` in \`${path}\` asks \`${file}\` for \`${object}\`, a name that the file does not have once it is imported.`,
          `\`${command}\` dans \`${path}\` demande \`${object}\` à \`${file}\`, un nom que le fichier n'a pas une fois importé.`,
        );
  if (!target) return missing;
  return both(
    `${missing.en} \`${target.path}\` has the application: ${inFolder(target, 'from')}.`,
    `${missing.fr} L'application est dans \`${target.path}\` : ${inFolder(target, 'depuis')}.`,
  );
}

function inFolder({ importString, folder }: MeantApplication, from: string): string {
  return folder ? `\`${importString}\` ${from} \`${folder}\`` : `\`${importString}\``;
}

/** What the log of the deploy says. */
function symptom({ broken: { module, object, file, started } }: StepEvidence): string {
  const { program } = started.server;
  if (program === 'uvicorn')
    return file === null
      ? `Error loading ASGI app. Could not import module "${module}".`
      : `Error loading ASGI app. Attribute "${object}" not found in module "${module}".`;
  if (file === null) return `ModuleNotFoundError: No module named '${module}'`;
  return program === 'gunicorn'
    ? `Failed to find attribute '${object}' in '${module}'.`
    : `module '${module}' has no attribute '${object}'`;
}

function effect(evidence: StepEvidence): Bilingual {
  const text = symptom(evidence);
  // What is set in a dashboard is not seen here, and another search path may have the module.
  const isModule = evidence.broken.file === null;
  const unless = isModule ? ', unless PYTHONPATH is set on the platform itself' : '';
  const sauf = isModule ? ', sauf si PYTHONPATH est défini sur la plateforme elle-même' : '';
  const { told, target, path } = evidence;
  if (told && target)
    return both(
      `\`${told}\` has \`${target.folder}\` set as the root directory of the service in the dashboard, where this command is right. A service that is made from \`${path}\` alone has no such folder, and its server ends at its start with "${text}".`,
      `\`${told}\` fait déclarer \`${target.folder}\` comme dossier racine du service dans le tableau de bord, où cette commande est juste. Un service créé à partir de \`${path}\` seul n'a pas ce dossier, et son serveur s'arrête au démarrage sur « ${text} ».`,
    );
  return both(
    `The server ends at its start with "${text}", before it opens a port: no deploy succeeds with this command${unless}.`,
    `Le serveur s'arrête au démarrage sur « ${text} », avant d'ouvrir un port : aucun déploiement n'aboutit avec cette commande${sauf}.`,
  );
}

export function paragraph(evidence: StepEvidence, written: string): Paragraph {
  return {
    now: stands(evidence),
    effect: effect(evidence),
    change: both(
      `The patch writes \`${written}\` in the place of the application in \`${evidence.path}\`.`,
      `Le patch écrit \`${written}\` à la place de l'application dans \`${evidence.path}\`.`,
    ),
    guarantee: both(
      'The command loads an object that is bound when its module is imported; everything else of it stays.',
      'La commande charge un objet qui existe dès que son module est importé ; tout le reste ne change pas.',
    ),
  };
}

import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { Lost } from './lost.ts';
import { de } from './words.ts';

function requirement({ declared }: Lost): string {
  return `${declared.name}${declared.specifier}`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

export function title({ row, names, import: { span } }: Lost): Bilingual {
  const [first] = names;
  return both(
    `${span.path} imports ${first}, which ${row.title} ${row.at} and later, which a deploy installs, no longer have`,
    `${span.path} importe ${first}, que ${row.title} n'a plus depuis la version ${row.at}, et un déploiement installe la dernière`,
  );
}

function what(found: Lost): Bilingual {
  const {
    declared,
    names,
    import: { span },
  } = found;
  return both(
    `\`${declared.path}\` asks for \`${requirement(found)}\` without an upper bound, and \`${span.path}\` imports ${listed(names)}.`,
    `\`${declared.path}\` demande \`${requirement(found)}\` sans borne supérieure, et \`${span.path}\` importe ${listed(names)}.`,
  );
}

function effect({ row, import: { span } }: Lost): Bilingual {
  return both(
    `A deploy installs into an empty environment and takes the newest ${row.title}, which lost that with ${row.at}. The build succeeds, and every start ends in \`${span.path}\` with an \`ImportError\` or a \`ModuleNotFoundError\`.`,
    `Un déploiement installe dans un environnement vide et prend la dernière version ${de(row.title)}, qui n'a plus cela depuis ${row.at}. La construction réussit, et chaque démarrage s'arrête dans \`${span.path}\` sur une \`ImportError\` ou une \`ModuleNotFoundError\`.`,
  );
}

/** Where the names are now: `flask.Markup` is `markupsafe.Markup`. */
function successors({ row, names }: Lost): Bilingual | null {
  const moved = names.filter((name) => Object.hasOwn(row.now, name));
  if (moved.length === 0) return null;
  const list = (verb: string) => moved.map((name) => `\`${name}\` ${verb} \`${row.now[name]}\``).join(', ');
  return both(list('is now'), list('est maintenant'));
}

function todo(found: Lost): Bilingual {
  const { row, hindrance } = found;
  const now = successors(found);
  const bound = `${row.name}<${row.at}`;
  if (hindrance)
    return now
      ? both(`Change the code: ${now.en}.`, `Changer le code : ${now.fr}.`)
      : both(
          `Change the code to what ${row.title} ${row.at} and later have in its place: ${row.link}`,
          `Adapter le code à ce que ${row.title} offre à la place depuis la version ${row.at} : ${row.link}`,
        );
  return now
    ? both(
        `Require \`${bound}\`, or change the code: ${now.en}.`,
        `Demander \`${bound}\`, ou changer le code : ${now.fr}.`,
      )
    : both(
        `Require \`${bound}\`, or change the code: ${row.link}`,
        `Demander \`${bound}\`, ou changer le code : ${row.link}`,
      );
}

export function message(found: Lost): Finding['message'] {
  return { what: what(found), why: effect(found), todo: todo(found) };
}

export function patch({ row }: Lost): Bilingual {
  return both(`Keep ${row.title} below ${row.at}`, `Garder ${row.title} en deçà de ${row.at}`);
}

/** Why the bound alone does not help. */
export function refusal({ row, hindrance }: Lost): Bilingual | null {
  switch (hindrance?.kind) {
    case 'none':
      return both(
        `no ${row.title} before ${row.at} works with the newest releases of what it needs: change the code`,
        `aucune version ${de(row.title)} antérieure à ${row.at} ne fonctionne avec les dernières versions de ce dont elle dépend : changer le code`,
      );
    case 'python':
      return both(
        `the service runs on Python 3.${hindrance.minor}, and ${row.title} before ${row.at} works up to 3.${row.last}: change the code, or name an older Python first`,
        `le service tourne sur Python 3.${hindrance.minor}, et ${row.title} avant ${row.at} fonctionne jusqu'à 3.${row.last} : changer le code, ou nommer d'abord un Python plus ancien`,
      );
    case 'requirement':
      return both(
        `\`${hindrance.written}\` depends on ${row.title} too and may ask for a newer one: change the code, or bound both`,
        `\`${hindrance.written}\` dépend aussi ${de(row.title)} et peut en demander une version plus récente : changer le code, ou borner les deux`,
      );
    default:
      return null;
  }
}

export function paragraph(found: Lost, written: string): Paragraph {
  const { row, declared, names } = found;
  return {
    now: what(found),
    effect: effect(found),
    change: both(
      `The patch writes \`${written}\` in \`${declared.path}\`.`,
      `Le patch écrit \`${written}\` dans \`${declared.path}\`.`,
    ),
    guarantee: both(
      `A deploy installs the newest ${row.title} before ${row.at}, which has ${listed(names)}. It gets no new features any more, and security releases only as long as its authors make them.`,
      `Un déploiement installe la dernière version ${de(row.title)} avant ${row.at}, qui offre ${listed(names)}. Elle ne reçoit plus de nouveautés, et de correctifs de sécurité que tant que ses auteurs en publient.`,
    ),
  };
}

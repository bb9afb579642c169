import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import type { TooNew } from './find.ts';

export const SUMMARY: Bilingual = both(
  'A package is kept at an old release, and a deploy installs it with the newest release of a dependency that it does not work with.',
  "Un paquet est tenu à une ancienne version, et un déploiement l'installe avec la dernière version d'une dépendance avec laquelle il ne fonctionne pas.",
);

/** The bound as people write it: `3`, `3.1`, `0.28`. */
export function bound(at: string): string {
  return at.replace(/(\.0)+$/, '');
}

/** The requirement as texts quote it: `Flask==2.2.2`. */
function requirement({ pair, declared }: TooNew): string {
  return `${pair.title}${declared.specifier}`;
}

export function title(found: TooNew): Bilingual {
  const { pair } = found;
  const { en, fr } =
    pair.ends === 'start' ? both('does not start', 'ne démarre pas') : both('fails', 'échoue');
  return both(
    `${requirement(found)} ${en} with ${pair.bringsTitle} ${bound(pair.at)}, which a deploy installs`,
    `${requirement(found)} ${fr} avec ${pair.bringsTitle} ${bound(pair.at)}, qu'un déploiement installe`,
  );
}

function what(found: TooNew): Bilingual {
  const { pair, declared, line } = found;
  const { bringsTitle } = pair;
  return line
    ? both(
        `\`${declared.path}\` asks for \`${requirement(found)}\`, and \`${line.path}\` for ${bringsTitle} without an upper bound (\`${line.name}${line.specifier}\`).`,
        `\`${declared.path}\` demande \`${requirement(found)}\`, et \`${line.path}\` demande ${bringsTitle} sans borne supérieure (\`${line.name}${line.specifier}\`).`,
      )
    : both(
        `\`${declared.path}\` asks for \`${requirement(found)}\`, which brings ${bringsTitle} in any newer version; no line bounds ${bringsTitle}.`,
        `\`${declared.path}\` demande \`${requirement(found)}\`, qui apporte ${bringsTitle} dans toute version plus récente ; aucune ligne ne borne ${bringsTitle}.`,
      );
}

function effect(found: TooNew): Bilingual {
  const { pair, loaded } = found;
  const { bringsTitle, at, error, ends } = pair;
  const newest = both(
    `A deploy installs into an empty environment and takes the newest ${bringsTitle}; \`${requirement(found)}\` does not work with ${bound(at)} and later.`,
    `Un déploiement installe dans un environnement vide et prend la dernière version ${de(bringsTitle)} ; \`${requirement(found)}\` ne fonctionne pas avec la version ${bound(at)} ni les suivantes.`,
  );
  const by =
    loaded === 'command' ? both('the start command', 'la commande de démarrage') : quoted(loaded.path);
  if (ends === 'use')
    return both(
      `${newest.en} The build succeeds, and the first use in what ${by.en} loads ends with \`${error}\`.`,
      `${newest.fr} La construction réussit, et le premier usage dans ce que charge ${by.fr} s'arrête sur \`${error}\`.`,
    );
  return both(
    `${newest.en} The build succeeds, and every start ends in ${by.en} with \`${error}\`.`,
    `${newest.fr} La construction réussit, et chaque démarrage s'arrête dans ${by.fr} sur \`${error}\`.`,
  );
}

/** A name after the French `de`. */
export function de(name: string): string {
  return /^[aeiou]/i.test(name) ? `d'${name}` : `de ${name}`;
}

function quoted(path: string): Bilingual {
  return both(`\`${path}\``, `\`${path}\``);
}

function todo({ pair }: TooNew): Bilingual {
  const { title: name, brings, at, until } = pair;
  return until
    ? both(
        `Require \`${brings}<${bound(at)}\`, or raise ${name} to ${until} or later.`,
        `Demander \`${brings}<${bound(at)}\`, ou passer ${name} à la version ${until} ou plus récente.`,
      )
    : both(
        `Require \`${brings}<${bound(at)}\`: no release of ${name} works with a later one yet.`,
        `Demander \`${brings}<${bound(at)}\` : aucune version ${de(name)} ne fonctionne encore avec une plus récente.`,
      );
}

export function message(found: TooNew): Finding['message'] {
  return { what: what(found), why: effect(found), todo: todo(found) };
}

export function patch({ pair }: TooNew): Bilingual {
  const written = `${pair.bringsTitle} ${bound(pair.at)}`;
  return both(`Keep ${pair.bringsTitle} below ${bound(pair.at)}`, `Rester en deçà ${de(written)}`);
}

/** Why the bound alone does not help: another requirement asks for what it leaves out. */
export function refusal({ pair }: TooNew, needing: string): Bilingual {
  const { title: name, bringsTitle, at, until } = pair;
  return both(
    `\`${needing}\` asks for ${bringsTitle} ${bound(at)} or later itself: raise ${name}${until ? ` to ${until} or later` : ''} instead`,
    `\`${needing}\` demande lui-même ${bringsTitle} ${bound(at)} ou plus récent : passer plutôt ${name} à une version plus récente${until ? ` (${until} au moins)` : ''}`,
  );
}

export function paragraph(found: TooNew, path: string, written: string): Paragraph {
  const { pair, others } = found;
  const also = others.map(({ name, specifier }) => `\`${name}${specifier}\``).join(', ');
  return {
    now: what(found),
    effect: effect(found),
    change: both(
      `The patch writes \`${written}\` in \`${path}\`${also ? `, which serves ${also}, too` : ''}.`,
      `Le patch écrit \`${written}\` dans \`${path}\`${also ? `, ce qui sert aussi ${also}` : ''}.`,
    ),
    guarantee: both(
      `A deploy installs the newest ${pair.bringsTitle} before ${bound(pair.at)}, with which \`${requirement(found)}\` works; no other requirement changes.`,
      `Un déploiement installe la dernière version ${de(pair.bringsTitle)} avant ${bound(pair.at)}, avec laquelle \`${requirement(found)}\` fonctionne ; aucune autre dépendance ne change.`,
    ),
  };
}

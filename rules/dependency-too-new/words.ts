import { type Bilingual, both, type Finding, type Paragraph } from '@unblock/engine';
import { compareVersions } from '@unblock/engine/services/versions';
import type { Group, TooNew } from './find.ts';

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

/** `a`, `a and b`, `a, b and c`. */
function listed(items: readonly string[]): Bilingual {
  const last = items.at(-1) ?? '';
  const before = items.slice(0, -1).join(', ');
  return before === '' ? both(last, last) : both(`${before} and ${last}`, `${before} et ${last}`);
}

/** The releases that break the package: `Werkzeug 2.1 and Jinja2 3.1`. */
function releases(group: Group): Bilingual {
  return listed(group.map(({ pair }) => `${pair.bringsTitle} ${bound(pair.at)}`));
}

export function title(group: Group): Bilingual {
  const [first] = group;
  const { en, fr } =
    first.pair.ends === 'start' ? both('does not start', 'ne démarre pas') : both('fails', 'échoue');
  const newer = releases(group);
  return both(
    `${requirement(first)} ${en} with ${newer.en}, which a deploy installs`,
    group.length > 1
      ? `${requirement(first)} ${fr} avec ${newer.fr}, installés par un déploiement`
      : `${requirement(first)} ${fr} avec ${newer.fr}, qu'un déploiement installe`,
  );
}

function what(group: Group): Bilingual {
  const [first] = group;
  const { declared, line } = first;
  const names = listed(group.map(({ pair }) => pair.bringsTitle));
  if (line) {
    const lines = group.flatMap((found) =>
      found.line ? [`\`${found.line.name}${found.line.specifier}\``] : [],
    );
    return both(
      `\`${declared.path}\` asks for \`${requirement(first)}\`, and \`${line.path}\` for ${names.en} without an upper bound (${lines.join(', ')}).`,
      `\`${declared.path}\` demande \`${requirement(first)}\`, et \`${line.path}\` demande ${names.fr} sans borne supérieure (${lines.join(', ')}).`,
    );
  }
  return group.length > 1
    ? both(
        `\`${declared.path}\` asks for \`${requirement(first)}\`, which brings ${names.en} in any newer version; no line bounds them.`,
        `\`${declared.path}\` demande \`${requirement(first)}\`, qui apporte ${names.fr} dans toute version plus récente ; aucune ligne ne les borne.`,
      )
    : both(
        `\`${declared.path}\` asks for \`${requirement(first)}\`, which brings ${names.en} in any newer version; no line bounds ${names.en}.`,
        `\`${declared.path}\` demande \`${requirement(first)}\`, qui apporte ${names.fr} dans toute version plus récente ; aucune ligne ne borne ${names.fr}.`,
      );
}

function newestOf(group: Group): Bilingual {
  const [first, ...more] = group;
  const { bringsTitle, at } = first.pair;
  if (more.length === 0)
    return both(
      `A deploy installs into an empty environment and takes the newest ${bringsTitle}; \`${requirement(first)}\` does not work with ${bound(at)} and later.`,
      `Un déploiement installe dans un environnement vide et prend la dernière version ${de(bringsTitle)} ; \`${requirement(first)}\` ne fonctionne pas avec la version ${bound(at)} ni les suivantes.`,
    );
  const from = releases(group);
  return both(
    `A deploy installs into an empty environment and takes the newest release of each; \`${requirement(first)}\` does not work from ${from.en} on.`,
    `Un déploiement installe dans un environnement vide et prend la dernière version de chacun ; \`${requirement(first)}\` ne fonctionne plus à partir de ${from.fr}.`,
  );
}

function effect(group: Group): Bilingual {
  const [{ pair, loaded }] = group;
  const { error, ends } = pair;
  const newest = newestOf(group);
  const by =
    loaded === 'command' ? both('the start command', 'la commande de démarrage') : quoted(loaded.path);
  const such = group.length > 1 ? both('an error such as ', 'une erreur comme ') : both('', '');
  if (ends === 'use')
    return both(
      `${newest.en} The build succeeds, and the first use in what ${by.en} loads ends with ${such.en}\`${error}\`.`,
      `${newest.fr} La construction réussit, et le premier usage dans ce que charge ${by.fr} s'arrête sur ${such.fr}\`${error}\`.`,
    );
  return both(
    `${newest.en} The build succeeds, and every start ends in ${by.en} with ${such.en}\`${error}\`.`,
    `${newest.fr} La construction réussit, et chaque démarrage s'arrête dans ${by.fr} sur ${such.fr}\`${error}\`.`,
  );
}

/** A name after the French `de`. */
export function de(name: string): string {
  return /^[aeiou]/i.test(name) ? `d'${name}` : `de ${name}`;
}

function quoted(path: string): Bilingual {
  return both(`\`${path}\``, `\`${path}\``);
}

function todo(group: Group): Bilingual {
  const name = group[0].pair.title;
  const bounds = listed(group.map(({ pair }) => `\`${pair.brings}<${bound(pair.at)}\``));
  const until = untilOf(group);
  return until
    ? both(
        `Require ${bounds.en}, or raise ${name} to ${until} or later.`,
        `Demander ${bounds.fr}, ou passer ${name} à la version ${until} ou plus récente.`,
      )
    : both(
        `Require ${bounds.en}: no release of ${name} works with a later one yet.`,
        `Demander ${bounds.fr} : aucune version ${de(name)} ne fonctionne encore avec une plus récente.`,
      );
}

/** The first release that works with all of them; null where there is none. */
function untilOf(group: Group): string | null {
  return group
    .map(({ pair }) => pair.until)
    .reduce((a, b) => (a === null || b === null ? null : compareVersions(a, b) < 0 ? b : a));
}

export function message(group: Group): Finding['message'] {
  return { what: what(group), why: effect(group), todo: todo(group) };
}

export function patch(group: Group): Bilingual {
  const below = listed(group.map(({ pair }) => `${pair.bringsTitle} below ${bound(pair.at)}`));
  const deca = listed(group.map(({ pair }) => de(`${pair.bringsTitle} ${bound(pair.at)}`)));
  return both(`Keep ${below.en}`, `Rester en deçà ${deca.fr}`);
}

/** Why the bound alone does not help: another requirement asks for what it leaves out. */
export function refusal({ pair }: TooNew, needing: string): Bilingual {
  const { title: name, bringsTitle, at, until } = pair;
  return both(
    `\`${needing}\` asks for ${bringsTitle} ${bound(at)} or later itself: raise ${name}${until ? ` to ${until} or later` : ''} instead`,
    `\`${needing}\` demande lui-même ${bringsTitle} ${bound(at)} ou plus récent : passer plutôt ${name} à une version plus récente${until ? ` (${until} au moins)` : ''}`,
  );
}

export function paragraph(group: Group, paths: readonly string[], written: readonly string[]): Paragraph {
  const [first] = group;
  const others = group.flatMap((found) =>
    found.others.map(({ name, specifier }) => `\`${name}${specifier}\``),
  );
  const also = [...new Set(others)].join(', ');
  const bounds = listed(written.map((line) => `\`${line}\``));
  const files = listed(paths.map((path) => `\`${path}\``));
  const before = listed(group.map(({ pair }) => `${pair.bringsTitle} before ${bound(pair.at)}`));
  const avant = listed(group.map(({ pair }) => `${de(pair.bringsTitle)} avant ${bound(pair.at)}`));
  const many = group.length > 1;
  return {
    now: what(group),
    effect: effect(group),
    change: both(
      `The patch writes ${bounds.en} in ${files.en}${also ? `, which serves ${also}, too` : ''}.`,
      `Le patch écrit ${bounds.fr} dans ${files.fr}${also ? `, ce qui sert aussi ${also}` : ''}.`,
    ),
    guarantee: both(
      `A deploy installs the newest ${before.en}, with which \`${requirement(first)}\` works; no other requirement changes.`,
      many
        ? `Un déploiement installe la dernière version ${avant.fr}, avec lesquelles \`${requirement(first)}\` fonctionne ; aucune autre dépendance ne change.`
        : `Un déploiement installe la dernière version ${avant.fr}, avec laquelle \`${requirement(first)}\` fonctionne ; aucune autre dépendance ne change.`,
    ),
  };
}

import { lineEnding } from '@unblock/codemods';
import { lineStart } from '@unblock/codemods/lines';
import {
  both,
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { byEntries, type Entry, unreadable } from '@unblock/engine/entry';
import { builtByImage } from '@unblock/engine/services/built-by-image';
import { type Unbuildable, unbuildable } from './find.ts';
import * as words from './words.ts';

/** A database driver that an image can neither build nor load: the system packages it needs are not there. */
export const rule: Rule = defineRule({
  id: 'source-build-driver',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'manifest',
  platforms: () => true,
  ...byEntries(candidates),
});

function candidates(service: Service, model: Model): Entry[] {
  // A platform that builds the service itself never meets what only a Dockerfile lacks.
  const contracts = model.contracts.filter((contract) => builtByImage(contract, service, model));
  if (contracts.length === 0) return [];
  return unbuildable(service, model).map((found) => {
    const { entry, dockerfile, run } = found;
    const finding: Finding = {
      rule: 'source-build-driver',
      severity: 'critical',
      service: service.root,
      span: { path: dockerfile, start: run?.start ?? 0, end: run?.end ?? 0 },
      title: words.title(found),
      message: words.message(found),
      fix: run ? 'safe' : 'manual',
      key: `driver ${entry.name}`,
      platforms: contracts.map(({ id }) => id),
      ...(run ? {} : { steps: [words.message(found).todo] }),
    };
    return { finding, fix: () => fixOf(found, model) };
  });
}

function fixOf(found: Unbuildable, model: Model): Fix | Skip {
  const { dockerfile, run, missing, entry, isUnprivileged } = found;
  const text = model.read(dockerfile);
  if (text === null) return unreadable(dockerfile);
  if (!run)
    return {
      skip: both(
        'the requirements are installed in a stage of their own: which libraries the last stage needs is not known',
        'les dépendances sont installées dans une étape à part : les bibliothèques dont la dernière étape a besoin ne sont pas connues',
      ),
    };
  if (isUnprivileged)
    return {
      skip: both(
        'the requirements are installed by a user who may not install system packages',
        'les dépendances sont installées par un utilisateur qui ne peut pas installer de paquets système',
      ),
    };
  const at = aboveComments(text, lineStart(text, run.start));
  return {
    safety: 'safe',
    title: both(`System packages for ${entry.name}`, `Paquets système pour ${entry.name}`),
    paragraph: words.paragraph(found),
    edits: [
      {
        path: dockerfile,
        edits: [{ start: at, end: at, text: instruction(found, lineEnding(text), missing) }],
      },
    ],
  };
}

function instruction({ system }: Unbuildable, eol: string, missing: readonly string[]): string {
  const packages = missing.join(' ');
  if (system === 'apk') return `RUN apk add --no-cache ${packages}${eol}`;
  return [
    'RUN apt-get update \\',
    `    && apt-get install -y --no-install-recommends ${packages} \\`,
    '    && rm -rf /var/lib/apt/lists/*',
    '',
  ].join(eol);
}

/** Comments right above an instruction belong to it. */
function aboveComments(text: string, line: number): number {
  let at = line;
  while (at > 0) {
    const previous = lineStart(text, at - 1);
    // The first line may be a directive: `# syntax=…`.
    if (previous === 0 || !/^\s*#/.test(text.slice(previous, at))) break;
    at = previous;
  }
  return at;
}

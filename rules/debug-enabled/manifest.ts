import type { Edit } from '@unblock/codemods';
import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { both, type Model, type Service, type Skip, type Span } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import type { Deployable } from '@unblock/platforms';
import { OFF } from './command.ts';
import { flaskPage } from './page.ts';
import { type DebugEvidence, message, PATCH, paragraph, title, valueInstead } from './words.ts';

/** `FLASK_DEBUG=1` among the variables that a manifest declares. */
export function findInManifest(service: Service, model: Model): Entry[] {
  return service.deployables.flatMap((deployable) =>
    deployable.variables.flatMap(({ name, value }): Entry[] => {
      const off = Object.hasOwn(OFF, name) ? OFF[name]?.(value ?? '') : null;
      const span = off ? placeOf(deployable, name, model) : null;
      const contracts = model.contracts.filter(
        ({ id, startSources }) => id === deployable.platform || startSources.value.includes(deployable.kind),
      );
      const contract = contracts[0];
      if (!off || !span || !contract) return [];
      const evidence: DebugEvidence = {
        what: `${name}=${value}`,
        path: deployable.path,
        cause: 'literal',
        variable: name,
        page: flaskPage(service),
        remedy: valueInstead(`${name}=${off}`),
        contract,
      };
      const texts = message(evidence);
      const edits = imageEdits(deployable, name, off, model);
      return [
        {
          finding: {
            rule: 'debug-enabled',
            severity: 'important',
            service: service.root,
            span,
            title: title(evidence),
            message: texts,
            fix: edits ? 'safe' : 'manual',
            key: `${name} of ${deployable.name}`,
            platforms: contracts.map(({ id }) => id),
            ...(edits ? {} : { steps: [texts.todo] }),
          },
          fix: () =>
            edits
              ? {
                  safety: 'safe',
                  title: PATCH,
                  paragraph: paragraph(evidence),
                  edits: [{ path: deployable.path, edits }],
                }
              : BY_HAND,
        },
      ];
    }),
  );
}

/** Where a manifest names a variable first. */
export function placeOf({ path }: Deployable, name: string, model: Model): Span | null {
  const start = model.read(path)?.indexOf(name) ?? -1;
  return start < 0 ? null : { path, start, end: start + name.length };
}

/** ENV of an image has a place for its value. */
function imageEdits({ path, kind }: Deployable, name: string, off: string, model: Model): Edit[] | null {
  const text = kind === 'Dockerfile' ? model.read(path) : null;
  const found =
    text === null ? undefined : readDockerfile(text).image?.env.filter((entry) => entry.name === name);
  return found?.length ? found.map(({ start, end }) => ({ start, end, text: off })) : null;
}

const BY_HAND: Skip = {
  skip: both(
    'the variable of the manifest is changed by hand',
    'la variable du manifeste se change à la main',
  ),
};

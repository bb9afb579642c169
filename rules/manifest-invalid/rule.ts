import type { Edit } from '@unblock/codemods';
import {
  addKeys,
  readYaml,
  removeKeys,
  setScalars,
  YamlError,
  type YamlFile,
} from '@unblock/codemods/yaml/index';
import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry, unreadable } from '@unblock/engine/entry';
import { MANIFEST, type Refused, refusedIn } from './find.ts';
import { misnamedEntries } from './misnamed.ts';
import { isFirst, unreadEntries } from './unread.ts';
import * as words from './words.ts';

/** A manifest that its platform refuses or cannot read: nothing that it says applies. */
export const rule: Rule = defineRule({
  id: 'manifest-invalid',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'manifest',
  platforms: () => true,
  ...byEntries((service, model) => [
    ...find(service, model),
    ...(isFirst(service, MANIFEST, model) ? misnamedEntries(service, model) : []),
    ...unreadEntries(service, model),
  ]),
});

function find(service: Service, model: Model): Entry[] {
  if (!isFirst(service, MANIFEST, model)) return [];
  return refusedIn(model).map((refused): Entry => {
    const edits = repairOf(refused);
    const message = words.message(refused);
    return {
      finding: {
        rule: 'manifest-invalid',
        severity: refused.refusal === 'old-plan' || refused.isLive ? 'important' : 'critical',
        service: service.root,
        span: refused.span,
        title: words.title(refused),
        message,
        fix: edits ? 'safe' : 'manual',
        key: `${refused.refusal} ${refused.key} ${refused.places.map(({ owner }) => owner).join(' ')}`,
        platforms: refused.platforms,
        ...(edits ? {} : { steps: [message.todo] }),
      },
      fix: () => {
        if (!edits)
          return model.read(refused.path) === null ? unreadable(refused.path) : { skip: message.todo };
        return {
          safety: 'safe',
          title: words.title(refused),
          paragraph: words.paragraph(refused),
          edits: [{ path: refused.path, edits }],
        };
      },
    };
  });
}

/** Made once for each: it reads the file anew. */
const repairs = new WeakMap<Refused, Edit[] | null>();

function repairOf(refused: Refused): Edit[] | null {
  const known = repairs.get(refused);
  if (known !== undefined) return known;
  const edits = repair(refused);
  repairs.set(refused, edits);
  return edits;
}

/** The edits where only one value can be meant; null where somebody has to choose. */
function repair({ text, refusal, places }: Refused): Edit[] | null {
  try {
    switch (refusal) {
      case 'allow-list':
        return addKeys(
          text,
          places.map(({ path }) => path),
          'ipAllowList',
          '[]',
          ['plan', 'name', 'type'],
        );
      case 'static-plan':
      case 'static-region':
        return removeKeys(
          text,
          places.map(({ path }) => path),
        );
      case 'runtime': {
        if (places.some(({ value }) => !language(value))) return null;
        // A version beside it would be lost with the name: it stays where another line gives it.
        const file = readYaml(text);
        if (places.some(({ value, path }) => !saysVersion(file, path.slice(0, -1), value))) return null;
        return setScalars(
          text,
          places.map(({ path, value }) => ({ path, value: language(value) })),
        );
      }
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof YamlError) return null;
    throw error;
  }
}

/** `python-3.11.9` without its version. */
function language(runtime: string): string {
  return /^[a-z]+(?=[-_:@ ]?v?\d)/.exec(runtime)?.[0] ?? '';
}

/** Whether the service's variables give the version as well: `PYTHON_VERSION`. */
function saysVersion(file: YamlFile, service: readonly (string | number)[], runtime: string): boolean {
  const variables = file.sequenceAt([...service, 'envVars']);
  const name = `${language(runtime).toUpperCase()}_VERSION`;
  return Array.from({ length: variables?.length ?? 0 }, (_, index) => index).some(
    (index) => file.scalarAt([...service, 'envVars', index, 'key'])?.value === name,
  );
}

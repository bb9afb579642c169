import { addKey, readYaml, removeKey, setScalar, YamlError } from '@unblock/codemods/yaml/index';
import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry, unreadable } from '@unblock/engine/entry';
import { type Refused, refusedIn } from './find.ts';
import { misnamedEntries } from './misnamed.ts';
import { unreadEntries } from './unread.ts';
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
    ...misnamedEntries(service, model),
    ...unreadEntries(service, model),
  ]),
});

function find(service: Service, model: Model): Entry[] {
  return refusedIn(model).map((refused): Entry => {
    const edits = repair(refused);
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

/** The edits where only one value can be meant; null where somebody has to choose. */
function repair({ text, refusal, places }: Refused) {
  try {
    switch (refusal) {
      case 'allow-list':
        return places.flatMap(({ path }) =>
          addKey(text, path, 'ipAllowList', '[]', ['plan', 'name', 'type']),
        );
      case 'static-plan':
      case 'static-region':
        return places.flatMap(({ path }) => removeKey(text, path));
      case 'runtime': {
        if (places.some(({ value }) => !language(value))) return null;
        // A version beside it would be lost with the name: it stays where another line gives it.
        if (places.some(({ value, path }) => !saysVersion(text, path.slice(0, -1), value))) return null;
        return places.flatMap(({ path, value }) => setScalar(text, path, language(value)));
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
function saysVersion(text: string, service: readonly (string | number)[], runtime: string): boolean {
  const file = readYaml(text);
  const variables = file.sequenceAt([...service, 'envVars']);
  const name = `${language(runtime).toUpperCase()}_VERSION`;
  return Array.from({ length: variables?.length ?? 0 }, (_, index) => index).some(
    (index) => file.scalarAt([...service, 'envVars', index, 'key'])?.value === name,
  );
}

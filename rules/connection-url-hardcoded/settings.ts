import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import type { DjangoSettings, SettingStep } from '@unblock/engine/python/django-settings';
import { expressionOf } from '@unblock/engine/python/expression';
import type { Node } from '@unblock/engine/python/tree';

/** The one value that production gives a setting; null where there are several, or where something may change it. */
export function onlyValue(settings: DjangoSettings, name: string, model: Model): SettingStep | null {
  const steps = settings.steps(name);
  const [step] = steps;
  if (!step?.value || steps.length !== 1 || step.kind !== 'assign' || step.maybe) return null;
  const uses = settings.files.flatMap((path) =>
    parsePython(model.read(path) ?? '').findAll({ rule: { kind: 'identifier', regex: `^${name}$` } }),
  );
  // `DATABASES["default"].update(…)` gives it another value later.
  return uses.length === 1 ? step : null;
}

/** A text that stands for itself, null for anything that is computed or read. */
export function literal(model: Model, path: string, node: Node): string | null {
  const value = model.resolve(expressionOf(path, node));
  return value.kind === 'literal' && value.value !== null ? String(value.value) : null;
}

/** The entries of a dictionary whose keys are all written in place; null for any other node. */
export function entriesOf(dictionary: Node | null | undefined): Map<string, Node> | null {
  if (dictionary?.kind() !== 'dictionary') return null;
  const entries = new Map<string, Node>();
  for (const pair of dictionary.namedChildren()) {
    if (pair.kind() === 'comment') continue;
    const [key, value] = [pair.field('key'), pair.field('value')];
    if (key?.kind() !== 'string' || !value) return null;
    entries.set(key.text().slice(1, -1), value);
  }
  return entries;
}

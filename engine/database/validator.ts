import { type Edit, lineEnding } from '@unblock/codemods';
import { ensureImport } from '@unblock/codemods/python/index';
import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import { calleeOf, type Node, spanOf } from '../python/tree.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import { passingValidators } from './passing.ts';

/** A validator of a settings class that changes the text of one of its fields before anything else sees it. */
export function addValidator(
  model: Model,
  service: Service,
  text: string,
  field: Node,
  steps: readonly string[],
): { edits: Edit[] } | Skip {
  const name = field.field('left')?.text() ?? '';
  const statement = field.parent();
  const holder = field.ancestors().find((up) => up.kind() === 'class_definition');
  const body = holder?.field('body');
  const last = body
    ?.namedChildren()
    .filter((child) => child.kind() !== 'comment')
    .at(-1);
  if (!holder || !body || !last || !statement || !/^\w+$/.test(name)) return UNFIT;
  const calls = body
    .findAll({ rule: { kind: 'decorator' } })
    .flatMap((decorator) => decorator.find({ rule: { kind: 'call' } }) ?? []);
  const isValidated = calls.some(
    (call) =>
      /validator$/.test(calleeOf(call)) &&
      call.text().match(new RegExp(`["'](${escaped(name)}|\\*)["']`)) !== null,
  );
  const isWhole = calls.some((call) => /(model|root)_validator$/.test(calleeOf(call)));
  if (isValidated && !isWhole) return inPassing(body, name, steps);
  if (isWhole) return VALIDATED;
  const isOld = usesOldPydantic(model, service);
  const decorator = isOld ? 'validator' : 'field_validator';
  const method = freeName(body);
  const indent = text.slice(text.lastIndexOf('\n', spanOf(statement).start) + 1, spanOf(statement).start);
  if (indent.trim() !== '') return UNFIT;
  const outer = ' '.repeat(spanOf(holder).start - text.lastIndexOf('\n', spanOf(holder).start) - 1);
  const unit = indent.slice(outer.length);
  const eol = lineEnding(text);
  const lines = [
    '',
    `${indent}@${decorator}("${name}", ${isOld ? 'pre=True' : 'mode="before"'})`,
    ...(isOld ? [] : [`${indent}@classmethod`]),
    `${indent}def ${method}(cls, value: object) -> object:`,
    `${indent}${unit}"""The scheme under which SQLAlchemy finds its driver, whatever the platform writes."""`,
    `${indent}${unit}if isinstance(value, str):`,
    ...steps.map((step) => `${indent}${unit}${unit}value = value${step}`),
    `${indent}${unit}return value`,
  ];
  const ending = text.indexOf('\n', spanOf(last).end);
  const line = ending < 0 ? text.length : text[ending - 1] === '\r' ? ending - 1 : ending;
  const imported = ensureImport(text, spanOf(holder).start, 'pydantic', decorator);
  return { edits: [...imported, { start: line, end: line, text: eol + lines.join(eol) }] };
}

/** The change in the only validator of a field, where that hands a text on as it is. */
function inPassing(body: Node, name: string, steps: readonly string[]): { edits: Edit[] } | Skip {
  const passing = passingValidators(body).filter(({ fields }) => fields.includes(name));
  const named = body
    .findAll({ rule: { kind: 'decorator' } })
    .filter((decorator) => new RegExp(`["'](${escaped(name)}|\\*)["']`).test(decorator.text()));
  const [only] = passing;
  if (!only?.isText || named.length !== 1 || only.fields.length !== 1) return VALIDATED;
  const { end } = spanOf(only.returned);
  return { edits: [{ start: end, end, text: steps.join('') }] };
}

/** pydantic 2 keeps settings in a package of their own. */
function usesOldPydantic(model: Model, service: Service): boolean {
  return !service.files.some((path) => /\bpydantic_settings\b/.test(model.read(path) ?? ''));
}

function freeName(body: Node): string {
  const taken = new Set(
    body.findAll({ rule: { kind: 'function_definition' } }).map((node) => node.field('name')?.text()),
  );
  return (
    ['normalise_database_url', 'with_database_scheme'].find((name) => !taken.has(name)) ??
    'with_known_database_scheme'
  );
}

const UNFIT: Skip = {
  skip: both(
    'the settings class has no place for a validator',
    "la classe de paramètres n'a pas de place pour un validateur",
  ),
};
const VALIDATED: Skip = {
  skip: both(
    'the settings class has a validator already: normalise the URL there',
    "la classe de paramètres a déjà un validateur : normaliser l'URL à cet endroit",
  ),
};

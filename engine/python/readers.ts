import type { SgNode } from '@ast-grep/napi';
import type { EnvironmentReader } from '../environment-facts.ts';
import type { EnvironmentNeed } from '../facts.ts';
import { expressionOf, named } from './expression.ts';
import { needOf, needOfKey } from './need.ts';

const GETTER = /^(os\.)?(getenv|environ\.get)$/;
const FALLBACK = /^_?(default|fallback|default_value)$/;

interface Parameter {
  name: string;
  position: number;
  value: SgNode | null;
}

/**
 * What a function reads that asks the environment for a variable named by its parameter: `def env(name, default=None):
 * return os.getenv(name, default)`. Null for any other function, and where the name is changed before it is asked for.
 *
 * @param isBound a method whose first parameter no caller gives.
 */
export function readerOf(path: string, definition: SgNode, isBound = false): EnvironmentReader | null {
  const body = definition.field('body');
  const parameters = parametersOf(definition).map((parameter) =>
    isBound ? { ...parameter, position: parameter.position - 1 } : parameter,
  );
  if (!body || parameters.length === 0 || !/environ|getenv/.test(body.text())) return null;
  const reads = body.findAll({ rule: { any: [{ kind: 'call' }, { kind: 'subscript' }] } }).flatMap((node) => {
    const key = keyOf(node);
    const parameter = parameters.find(({ name }) => name === key?.text());
    return key && parameter && key.kind() === 'identifier' ? [{ node, parameter }] : [];
  });
  const [first] = reads;
  if (!first || reads.some(({ parameter }) => parameter !== first.parameter)) return null;
  const isChanged = body
    .findAll({ rule: { kind: 'assignment' } })
    .some((assignment) => assignment.field('left')?.text() === first.parameter.name);
  if (isChanged) return null;
  const { name, position } = first.parameter;
  const own = secondArgument(first.node);
  const fallback = parameters.find((parameter) =>
    own?.kind() === 'identifier' ? parameter.name === own.text() : FALLBACK.test(parameter.name),
  );
  const isWritten = own !== null && own.kind() !== 'identifier' && own.kind() !== 'none';
  return {
    variable: { name, position },
    fallback: fallback
      ? {
          name: fallback.name,
          position: fallback.position,
          value: fallback.value ? expressionOf(path, fallback.value) : null,
        }
      : null,
    need: needIn(path, first.node),
    otherwise: isWritten ? expressionOf(path, own) : null,
  };
}

function parametersOf(definition: SgNode): Parameter[] {
  const list = definition.field('parameters');
  return (list ? named(list) : []).flatMap((node, position): Parameter[] => {
    const name = node.kind() === 'identifier' ? node : (node.field('name') ?? named(node)[0]);
    return name?.kind() === 'identifier' ? [{ name: name.text(), position, value: node.field('value') }] : [];
  });
}

/** What a read asks for: `name` in `os.getenv(name)` and `os.environ[name]`. */
function keyOf(node: SgNode): SgNode | null {
  if (node.kind() === 'subscript')
    return /^(os\.)?environ$/.test(node.field('value')?.text() ?? '') ? node.field('subscript') : null;
  const list = GETTER.test(node.field('function')?.text() ?? '') ? node.field('arguments') : null;
  return list ? (named(list)[0] ?? null) : null;
}

function secondArgument(node: SgNode): SgNode | null {
  const list = node.kind() === 'call' ? node.field('arguments') : null;
  const second = list ? named(list)[1] : undefined;
  return second?.kind() === 'keyword_argument' ? second.field('value') : (second ?? null);
}

function needIn(path: string, node: SgNode): EnvironmentNeed {
  return node.kind() === 'subscript' ? needOfKey(node) : needOf(path, node, null).need;
}

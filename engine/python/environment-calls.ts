import type { SgNode } from '@ast-grep/napi';
import type { EnvironmentCall } from '../environment-facts.ts';
import { runsAtLoad } from './certain.ts';
import { expressionOf, named, spanOf } from './expression.ts';
import { needOf } from './need.ts';

/** Methods of django-environ and environs that know a variable of their own where the call names none. */
const UNNAMED = /\.(db|db_url|cache|cache_url|email|email_url|search_url|channels|channels_url|dj_db_url)$/;
const VARIABLE = /^[rR]?(["'])[A-Z][A-Z\d_]*\1$/;

/** The call as a fact, when it may read a variable: it names one, in capitals, or its method knows one. */
export function extractEnvironmentCall(
  path: string,
  node: SgNode,
  callee: string,
  list: SgNode,
): EnvironmentCall[] {
  // Every call of a file comes here: a text costs less than the nodes in it.
  if (!UNNAMED.test(callee) && !/["'][A-Z]/.test(list.text())) return [];
  const [first] = named(list);
  const isNamed = first?.kind() === 'string' && VARIABLE.test(first.text());
  const isUnnamed = UNNAMED.test(callee) && first?.kind() !== 'string';
  if (!isNamed && !isUnnamed) return [];
  const expression = expressionOf(path, node);
  if (expression.kind !== 'call') return [];
  return [
    {
      kind: 'environment-call',
      span: spanOf(path, node),
      expression,
      prefix: prefixAround(path, node),
      missing: needOf(path, node, null).need,
      always: runsAtLoad(node) || isInPrefixAtLoad(node),
    },
  ];
}

/** The prefixes of the `with env.prefixed(…)` statements around a call: https://github.com/sloria/environs */
function prefixAround(path: string, node: SgNode): string | null {
  let prefix = '';
  for (const up of node.ancestors()) {
    if (up.kind() !== 'with_statement') continue;
    for (const call of up.findAll({ rule: { kind: 'call', inside: { kind: 'with_item', stopBy: 'end' } } })) {
      if (!call.field('function')?.text().endsWith('.prefixed')) continue;
      const list = call.field('arguments');
      const [argument] = list ? named(list) : [];
      const value = argument ? expressionOf(path, argument) : null;
      if (value?.kind !== 'literal' || typeof value.value !== 'string') return null;
      prefix = value.value + prefix;
    }
  }
  return prefix;
}

/** A `with env.prefixed(…)` decides nothing. */
function isInPrefixAtLoad(node: SgNode): boolean {
  const around = node.ancestors().find((up) => up.kind() === 'with_statement');
  return (
    around !== undefined &&
    /^with\s+\w+\.prefixed\(/.test(around.text()) &&
    !node
      .ancestors()
      .some((up) => /^(function_definition|try_statement|if_statement)$/.test(String(up.kind()))) &&
    runsAtLoad(around)
  );
}

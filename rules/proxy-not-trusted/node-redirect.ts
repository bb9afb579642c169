import { enclosingFunction, named, spanOf } from '@unblock/engine/node/expression';
import { holdsIn, type Node } from '@unblock/engine/node/options';
import type { Evidence } from './evidence.ts';

const INSECURE =
  /^(!\s*(?:req|request|ctx)\.secure|(?:req|request|ctx)\.secure\s*===?\s*false|(?:req|request|ctx)\.protocol\s*(?:!==?\s*['"]https['"]|===?\s*['"]http['"]))$/;
/** Addresses that are let through: every other request still goes round in circles. */
const EXEMPT = /^(?:req|request|ctx)\.(?:hostname|host|path|url|originalUrl)\s*!==?\s*['"]/;
const SECURE =
  /^\(\s*((?:req|request|ctx)\.secure|(?:req|request|ctx)\.protocol\s*===?\s*['"]https['"])\s*\)$/;
const REDIRECT = /\bredirect\([^;]*['"`]https:\/\//s;

/** Redirects to https of every request that looks like http, as all of them do behind a proxy. */
export function redirectsIn(path: string, root: Node, isProduction: boolean): Evidence[] {
  return root.findAll({ rule: { kind: 'if_statement' } }).flatMap((statement): Evidence[] => {
    const condition = statement.field('condition');
    const text = condition?.text() ?? '';
    const body = statement.field('consequence')?.text() ?? '';
    const sends = SECURE.test(text)
      ? !REDIRECT.test(body) && REDIRECT.test(behind(statement))
      : condition !== null && isInsecure(condition, root, isProduction) && REDIRECT.test(body);
    if (!sends || !isUsed(statement, root)) return [];
    const name = text.replace(/^\(\s*|\s*\)$/g, '');
    return [
      { depends: 'scheme', what: 'loop', name: `if (${name})`, span: spanOf(path, condition ?? statement) },
    ];
  });
}

/** The other branch, or what follows in the same block. */
function behind(statement: Node): string {
  const other = statement.field('alternative')?.text();
  if (other !== undefined) return other;
  const all = named(statement.parent() ?? statement);
  return all
    .slice(all.findIndex((node) => node.id() === statement.id()) + 1)
    .map((node) => node.text())
    .join('\n');
}

/** All that has to hold does, in production: the request looks like http, and the process runs there. */
function isInsecure(condition: Node, root: Node, isProduction: boolean): boolean {
  const parts = conjuncts(condition);
  return (
    parts.some((part) => INSECURE.test(part.text())) &&
    parts.every(
      (part) =>
        INSECURE.test(part.text()) || EXEMPT.test(part.text()) || holdsIn(isProduction, part, root) === true,
    )
  );
}

function conjuncts(node: Node): Node[] {
  if (node.kind() === 'parenthesized_expression') return named(node).flatMap(conjuncts);
  const isAnd = node.kind() === 'binary_expression' && node.field('operator')?.text() === '&&';
  return isAnd ? named(node).flatMap(conjuncts) : [node];
}

/** The handler stands where it is used, or its name does somewhere else. */
function isUsed(statement: Node, root: Node): boolean {
  const handler = enclosingFunction(statement);
  if (!handler) return false;
  const around = handler.parent();
  const name =
    handler.field('name')?.text() ??
    (around?.kind() === 'variable_declarator' ? around.field('name')?.text() : '');
  if (!name)
    return (
      around?.kind() === 'arguments' ||
      /^export\b/.test(around?.text() ?? '') ||
      around?.kind() === 'assignment_expression'
    );
  const uses = root.findAll({ rule: { kind: 'identifier' } }).filter((use) => use.text() === name);
  return (
    uses.length > 1 ||
    /^export\b/.test(handler.parent()?.text() ?? '') ||
    handler.kind() === 'method_definition'
  );
}

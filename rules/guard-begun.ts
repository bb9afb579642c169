import { guardFunctionBody } from '@unblock/codemods/python/guard';
import { ensureImport, guardStatements } from '@unblock/codemods/python/index';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { pythonSwitch } from '@unblock/engine/gate';
import { enclosingFunction, spanOf } from '@unblock/engine/python/expression';
import { statementOf } from '@unblock/engine/python/scheduler';
import type { Node } from '@unblock/engine/python/tree';
import { usesOf } from '@unblock/engine/python/uses';

/** A call that begins something, or the thread that it is handed to. */
export interface BegunCall {
  path: string;
  call: Node;
}

/**
 * Guards the statement that begins something, or the function around it where the statement is repeated, by a variable that is
 * `true` in one process.
 */
export function guardBegun(
  { path, call }: BegunCall,
  variable: string,
  service: Service,
  model: Model,
): Fix['edits'] | Skip {
  const text = model.read(path) ?? '';
  const begun = startOf(call);
  if (!begun) return HELD;
  const scope = enclosingFunction(call);
  const loop = begun
    .ancestors()
    .find((up) => up.kind() === 'while_statement' || up.kind() === 'for_statement');
  const isRepeated = loop !== undefined && enclosingFunction(loop)?.id() === scope?.id();
  const place = isRepeated ? scope : begun;
  if (!place) return HELD;
  if (isRepeated) {
    const name = scope?.field('name')?.text() ?? '';
    const uses = service.files.reduce((sum, file) => sum + usesOf(model.read(file) ?? '', name), 0);
    if (uses > 1) return usedElsewhere(name);
  }
  const holder = place.parent();
  const whole = isRepeated && holder?.kind() === 'decorated_definition' ? holder : place;
  const span = spanOf(path, whole);
  const condition = pythonSwitch(variable);
  const edits = isRepeated
    ? guardFunctionBody(text, span, condition)
    : guardStatements(text, span, condition);
  return [{ path, edits: [...ensureImport(text, span.start, 'os'), ...edits] }];
}

/**
 * The call that starts what another one makes: `thread.start()` below `thread = Thread(…)`; the call itself for any other. Its
 * conditions decide whether the work begins.
 */
export function startingCall(call: Node): Node {
  const assignment = call.parent();
  const name = assignment?.kind() === 'assignment' ? assignment.field('left')?.text() : null;
  const scope = enclosingFunction(call) ?? call.ancestors().at(-1);
  if (!name || !scope) return call;
  return (
    scope
      .findAll({ rule: { kind: 'call' } })
      .find((other) => other.field('function')?.text() === `${name}.start`) ?? call
  );
}

/** The statement to guard: that of the call, or of `thread.start()`; null where what it makes is used further on. */
function startOf(call: Node): Node | null {
  const statement = statementOf(call);
  const assignment = statement.namedChildren()[0];
  if (assignment?.kind() !== 'assignment')
    return statement.kind() === 'expression_statement' ? statement : null;
  const name = assignment.field('left')?.text() ?? '';
  const root = [statement, ...statement.ancestors()].at(-1) ?? statement;
  const uses = root
    .findAll({ rule: { kind: 'identifier', regex: `^${name}$` } })
    .filter((use) => use.parent()?.id() !== assignment.id());
  const starts = uses.filter(
    (use) =>
      use.parent()?.field('attribute')?.text() === 'start' && use.parent()?.parent()?.kind() === 'call',
  );
  const [start] = starts;
  // `thread.daemon = True` may stand between.
  const others = uses.filter((use) => use !== start && use.parent()?.field('attribute')?.text() !== 'daemon');
  if (uses.length === 0) return statement;
  return start && starts.length === 1 && others.length === 0 ? statementOf(start) : null;
}

const HELD: Skip = {
  skip: both(
    'what the call begins is used further on, so the call cannot be left out',
    "ce que l'appel démarre sert encore ensuite : l'appel ne peut pas manquer",
  ),
};

function usedElsewhere(name: string): Skip {
  return {
    skip: both(
      `${name}() is used elsewhere too: a guard in it would stop that use as well`,
      `${name}() est aussi utilisée ailleurs : une garde dans cette fonction arrêterait aussi cet usage`,
    ),
  };
}

import type { Expression } from './facts.ts';
import type { Model } from './model.ts';

/** The condition by which Python code asks whether this process is to do some work: off when the variable is missing. */
export function pythonSwitch(variable: string): string {
  return `os.environ.get("${variable}", "").lower() == "true"`;
}

/** Words for settings, and for the one instance among several. */
const SETTINGS =
  /config|setting|environment|\benv\b|feature|flag|option|enabled|disabled|leader|primary|master|cluster|instance/i;

/** Whether a handler's condition asks the environment or the application's configuration. */
export function asksSettings(model: Model, expression: Expression): boolean {
  if (model.resolve(expression).kind === 'environment') return true;
  switch (expression.kind) {
    case 'env':
      return true;
    case 'name':
      return expression.local ? asksSettings(model, expression.local) : SETTINGS.test(expression.name);
    case 'member':
      return SETTINGS.test(expression.property) || asksSettings(model, expression.object);
    case 'call':
      return [expression.callee, ...expression.arguments].some((part) => asksSettings(model, part));
    case 'either':
      return asksSettings(model, expression.first) || asksSettings(model, expression.second);
    case 'convert':
      return asksSettings(model, expression.value);
    case 'derived':
      return expression.from.some((part) => asksSettings(model, part));
    case 'concat':
      return expression.parts.some((part) => asksSettings(model, part));
    default:
      return false;
  }
}

/** What every production process passes alike: the scheduler's own state, the reloader's guard, test switches. */
const PASSED =
  /^(app|current_app|application|self\.app)\.(debug|testing)$|^\$(WERKZEUG_RUN_MAIN|\w*TESTING|PYTEST_\w+)$|(^|\.)TESTING$|^sys\.modules$|^STATE_\w+$|(^|[._])(is_)?(started|initiali[sz]ed|running|state)$/;

/**
 * Whether a condition lets every production process through. One that cannot be told may be a gate, and a gate is never
 * reported.
 */
export function isPassedByAll(expression: Expression, receiver: string): boolean {
  return leaves(expression).every(
    (leaf) =>
      leaf !== null &&
      (leaf === '' || leaf === receiver || leaf.startsWith(`${receiver}.`) || PASSED.test(leaf)),
  );
}

/** Dotted names and `$VARIABLES` a condition is made of; '' for a literal, null for what is not followed. */
function leaves(expression: Expression): (string | null)[] {
  switch (expression.kind) {
    case 'literal':
      return [''];
    case 'env':
      return [`$${expression.name}`];
    case 'name':
    case 'member':
      return [dotted(expression)];
    case 'either':
      return [...leaves(expression.first), ...leaves(expression.second)];
    case 'convert':
      return leaves(expression.value);
    case 'derived':
      return expression.from.flatMap(leaves);
    case 'call': {
      const { callee } = expression;
      const first = expression.arguments[0];
      // `app.config.get("TESTING")` asks for one key.
      if (callee.kind === 'member' && callee.property === 'get' && first?.kind === 'literal')
        return [`${dotted(callee.object) ?? ''}.${first.value}`];
      return [null];
    }
    default:
      return [null];
  }
}

function dotted(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  const object = expression.kind === 'member' ? dotted(expression.object) : null;
  return object !== null && expression.kind === 'member' ? `${object}.${expression.property}` : null;
}

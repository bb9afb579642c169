import type { Expression, Span } from '../facts.ts';
import type { Model } from '../model.ts';
import { boundValue, targetOf } from './names.ts';

/** A scheduler object: its class, and the call that made it. */
export interface SchedulerObject {
  className: string;
  span: Span;
}

/** Schedulers that work beside a web server; a BlockingScheduler never returns, so it has a process of its own. */
const BESIDE = /^(Background|AsyncIO|Gevent|Tornado|Twisted)Scheduler$/;
const DEEPEST = 12;

/** The APScheduler object an expression stands for; null unless its class is imported from APScheduler or Flask-APScheduler. */
export function schedulerOf(model: Model, expression: Expression, depth = 0): SchedulerObject | null {
  if (depth > DEEPEST) return null;
  if (expression.kind === 'call') {
    const className = importedClass(model, expression.callee);
    if (className) return { className, span: expression.span };
    return fromFunction(model, expression.callee, depth);
  }
  const value = boundValue(model, expression);
  return value ? schedulerOf(model, value, depth + 1) : null;
}

/** `get_scheduler()` stands for what it returns. */
function fromFunction(model: Model, callee: Expression, depth: number): SchedulerObject | null {
  if (callee.kind !== 'name' || callee.local) return null;
  const target = targetOf(model, callee.span.path, callee.name);
  const returns = target?.kind === 'definition' ? (model.module(target.path)?.returns ?? {}) : {};
  const value =
    target?.kind === 'definition' && Object.hasOwn(returns, target.name) ? returns[target.name] : null;
  return value ? schedulerOf(model, value, depth + 1) : null;
}

function importedClass(model: Model, callee: Expression): string | null {
  const holder = callee.kind === 'member' ? callee.object : callee;
  if (holder.kind !== 'name') return dottedClass(model, callee);
  const target = targetOf(model, holder.span.path, holder.name);
  if (target?.kind !== 'outside') return null;
  const name = callee.kind === 'member' ? callee.property : target.name;
  return name !== null && isScheduler(target.module, name) ? name : null;
}

/** `apscheduler.schedulers.background.BackgroundScheduler` after `import apscheduler.schedulers.background`. */
function dottedClass(model: Model, callee: Expression): string | null {
  if (callee.kind !== 'member') return null;
  const module = dotted(callee.object);
  const imports = model.module(callee.span.path)?.imports ?? [];
  const imported = imports.some((entry) => entry.name === null && entry.module === module);
  return module && imported && isScheduler(module, callee.property) ? callee.property : null;
}

function dotted(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  const object = expression.kind === 'member' ? dotted(expression.object) : null;
  return object && expression.kind === 'member' ? `${object}.${expression.property}` : null;
}

function isScheduler(module: string, name: string): boolean {
  if (/^flask_apscheduler(\.|$)/.test(module)) return name === 'APScheduler';
  return /^apscheduler(\.|$)/.test(module) && BESIDE.test(name);
}

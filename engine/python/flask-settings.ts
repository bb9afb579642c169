import { parsePython } from '@unblock/codemods/python/parse';
import { fieldOf, type PlacedClass } from '../classes.ts';
import { escaped } from '../escaped.ts';
import type { Expression } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { isDeclared } from '../started.ts';
import { parentOf, traceTarget } from '../trace.ts';
import { isModule, type Run, runsOf, scopeOf } from './flask-runs.ts';
import { MEMBERS, type Step } from './flask-steps.ts';
import { type Node, spanOf } from './tree.ts';
import { webFiles } from './web.ts';

/** A setting of a Flask application, as production has it. */
export interface FlaskSetting {
  value: Expression;
  /** The variable that would give it another value, and that nothing sets as far as is seen; null where nothing does. */
  unless: string | null;
  /** What the variable has to be for the configuration that the code has for production; null where it has none. */
  production: string | null;
}

/** The configuration of the application of a service: https://flask.palletsprojects.com/en/stable/config/ */
export interface FlaskSettings {
  /** The file that fills it. */
  path: string;
  setting(name: string): FlaskSetting | null;
}

const FILLS = /\.config\.(from_\w+|update)\(/;
/** Classes of classes are followed this far. */
const DEEPEST = 3;
/** More ways than this are nobody's configuration. */
const MOST_RUNS = 24;

const KNOWN = new WeakMap<Model, Map<Service, FlaskSettings | null>>();

/** The configuration that production gives the Flask application of a service; null where nobody can tell. */
export function flaskSettings(model: Model, service: Service): FlaskSettings | null {
  const all = KNOWN.get(model) ?? new Map<Service, FlaskSettings | null>();
  KNOWN.set(model, all);
  const known = all.get(service);
  if (known !== undefined) return known;
  const isFlask = service.language === 'python' && /^(flask|quart)$/.test(service.framework ?? '');
  const found = isFlask ? settingsOf(model, service) : null;
  all.set(service, found);
  return found;
}

function settingsOf(model: Model, service: Service): FlaskSettings | null {
  const files = [...webFiles(model, service)].filter((path) => path.endsWith('.py')).sort();
  const texts = files.filter((path) => FILLS.test(model.read(path) ?? ''));
  const [path, ...others] = texts;
  if (path === undefined || others.length > 0) return null;
  const scope = scopeOf(path, model, service);
  if (!scope) return null;
  const runs = runsOf(model, service, files, path, scope);
  if (runs.length === 0 || runs.length > MOST_RUNS) return null;
  return { path, setting: (name) => settingOf(model, service, files, runs, { path, scope }, name) };
}

/** What one run leaves in the configuration: nothing, what is not known, or a value and what would give another one. */
type Left = { value: Expression; unless: string | null } | 'unknown' | null;

function settingOf(
  model: Model,
  service: Service,
  files: readonly string[],
  runs: readonly Run[],
  place: { path: string; scope: Node },
  name: string,
): FlaskSetting | null {
  if (isSetElsewhere(model, files, place, name)) return null;
  const all = runs.map((run) => ({ run, left: leftBy(model, service, run, name) }));
  const [first] = all.filter(({ run }) => run.world.isBare);
  const left = first?.left ?? (first ? null : (all[0]?.left ?? null));
  if (!left || left === 'unknown') return null;
  const isSame = ({ left: other }: { left: Left }) =>
    other !== null && other !== 'unknown' && isAt(other.value, left.value);
  if (all.every(isSame)) return { value: left.value, unless: left.unless, production: null };
  if (!first || !all.filter(({ run }) => run.world.isBare).every(isSame)) return null;
  const asked = [...first.run.asked].filter((variable) => first.run.world.variable(variable) === undefined);
  const [unless] = asked;
  const other = all.find((one) => one.left !== 'unknown' && !isSame(one));
  const production = unless ? (other?.run.world.variable(unless) ?? null) : null;
  // Two variables may choose, or one that has nothing to do with it.
  return unless && asked.length === 1 ? { value: left.value, unless, production } : null;
}

function isAt({ span: a }: Expression, { span: b }: Expression): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end;
}

function leftBy(model: Model, service: Service, { steps }: Run, name: string): Left {
  return steps.reduce<Left>((left, step): Left => {
    if (step.kind === 'open') return 'unknown';
    if (step.kind === 'prefix') {
      const unless = `${step.prefix}_${name}`;
      if (left === null || left === 'unknown') return left;
      return isDeclared(service, unless) ? 'unknown' : { value: left.value, unless };
    }
    if (step.kind === 'one' && step.name !== name) return left;
    const given = step.kind === 'one' ? (step.value ?? 'unknown') : givenBy(model, step, name);
    if (given === null) return left;
    return step.maybe || given === 'unknown' ? 'unknown' : { value: given, unless: null };
  }, null);
}

/** What a class or a module has under a name. */
function givenBy(
  model: Model,
  step: Extract<Step, { kind: 'class' | 'module' }>,
  name: string,
): Expression | 'unknown' | null {
  if (step.kind === 'class') {
    const text = classTexts(model, step.owner);
    const value = fieldOf(step.owner, name, parentOf(model, 0));
    if (!value) return assigned(name).test(text) || /\b(setattr|locals|vars)\(/.test(text) ? 'unknown' : null;
    // A second assignment in the same class, under a condition perhaps.
    return value.kind === 'unknown' || isTwice(model, value, name) ? 'unknown' : value;
  }
  const { path } = step;
  if (replacesByStar(model, path, name)) return 'unknown';
  if (step.bindings) {
    const value = Object.hasOwn(step.bindings, name) ? step.bindings[name] : undefined;
    return value ?? null;
  }
  const span = { path, start: 0, end: 0 };
  const target = traceTarget(model, { span, kind: 'name', name, local: null }, 0);
  if (target?.kind === 'expression')
    return target.expression.kind === 'unknown' ? 'unknown' : target.expression;
  return target || assigned(name).test(model.read(path) ?? '') ? 'unknown' : null;
}

/** The text of a class and of its bases, each of them once. */
function classTexts(model: Model, owner: PlacedClass): string {
  const parent = parentOf(model, 0);
  const classes = new Map([[owner.summary, owner]]);
  let level: PlacedClass[] = [owner];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const below = level;
    level = [];
    for (const { path, summary } of below)
      for (const base of summary.bases) {
        const found = parent(path, base);
        if (!found || classes.has(found.summary)) continue;
        classes.set(found.summary, found);
        level.push(found);
      }
  }
  const texts = [...classes.values()].map(
    ({ path, summary: { span } }) => model.read(path)?.slice(span.start, span.end) ?? '',
  );
  return texts.join('\n');
}

function isTwice(model: Model, { span }: Expression, name: string): boolean {
  const classes = Object.values(model.module(span.path)?.classes ?? {});
  const holder = classes.find((one) => one.span.start <= span.start && span.end <= one.span.end);
  const text = holder ? (model.read(span.path) ?? '').slice(holder.span.start, holder.span.end) : '';
  return (text.match(new RegExp(assigned(name), 'gm')) ?? []).length > 1;
}

/** `from local_settings import *` below the name, of a file that has it too. */
function replacesByStar(model: Model, path: string, name: string): boolean {
  const text = model.read(path) ?? '';
  if (!/\bimport[ \t]+\*/.test(text)) return false;
  const stars = (model.module(path)?.imports ?? []).filter(({ local }) => local === '*');
  const named = new RegExp(`^${escaped(name)}\\b`, 'm');
  const place = text.search(named);
  // A file of settings that is no module of the repository.
  if (stars.length === 0) return true;
  return stars.some(({ module, span }) => {
    const other = place >= 0 && span.start > place ? model.locate(path, module) : null;
    return other !== null && named.test(model.read(other) ?? '');
  });
}

function assigned(name: string): RegExp {
  return new RegExp(`^[ \\t]+${escaped(name)}[ \\t]*(:[^=\\n]*)?=(?!=)`, 'm');
}

/** Other code of the web process that gives a setting a value: which of the two comes last, nobody looks up here. */
function isSetElsewhere(
  model: Model,
  files: readonly string[],
  { path, scope }: { path: string; scope: Node },
  name: string,
): boolean {
  const member = Object.keys(MEMBERS).find((key) => MEMBERS[key] === name);
  const sets = new RegExp(
    `\\.config\\[\\s*(["']${escaped(name)}["']|[A-Za-z_])[^\\]]*\\]\\s*=(?!=)|\\.config\\.(setdefault|update)\\(\\s*(["']${escaped(name)}|[{*a-z])${
      member ? `|\\b(app|application)\\.${member}\\s*=(?!=)` : ''
    }`,
    'g',
  );
  const inside = spanOf(scope);
  return files.some((file) => {
    const found = [...(model.read(file) ?? '').matchAll(sets)];
    if (file !== path) return found.length > 0;
    if (!isModule(scope)) return found.some(({ index }) => index < inside.start || index >= inside.end);
    return found.some(({ index }) => isInFunction(model.read(file) ?? '', index));
  });
}

function isInFunction(text: string, index: number): boolean {
  return parsePython(text)
    .findAll({ rule: { kind: 'function_definition' } })
    .map(spanOf)
    .some(({ start, end }) => start <= index && index < end);
}

import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '../model.ts';
import { enclosingFunction, named } from '../python/expression.ts';
import { isUnderMain } from '../python/scheduler.ts';
import { calleeOf, type Node } from '../python/tree.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import type { ApplicationPath } from './application.ts';

/** Calls on an application, or with it, that give it routes, a database or settings. */
const ON = /\.(register_blueprint|include_router|add_url_rule|add_api_route|mount)$/;
const WITH =
  /(^|[._])(init_app|register|init|setup|configure|config|blueprints?|routes?|routers?|extensions?)([._]|$)/;

/**
 * The application as a server gets it that only imports its module. Where the main block, or a factory that nothing calls on
 * import, gives the object its routes or its database, the object alone answers 404: then it is the factory, when a server
 * can call that, else a reason.
 */
export function completed(target: ApplicationPath, model: Model): ApplicationPath | Skip {
  const name = target.importString.slice(target.importString.indexOf(':') + 1);
  const text = model.read(target.path);
  if (text === null || !/^\w+$/.test(name) || !text.includes(`${name} `)) return target;
  // What does not run on import stands in an indented line, or behind the head of its block.
  if (!new RegExp(`^(?:[ \\t]|(?:async )?def |if ).*\\b${name}\\b`, 'm').test(text)) return target;
  const root = parsePython(text);
  const steps = root
    .findAll({ rule: { any: [{ kind: 'call' }, { kind: 'assignment' }] } })
    .filter((node) => completes(node, name));
  const isOnImport = (node: Node) => !isUnderMain(node) && enclosingFunction(node) === null;
  const factory = steps.map(enclosingFunction).find((scope) => scope && isIdleFactory(root, scope, name));
  const inMain = steps.filter(isUnderMain).find((step) => !isRepeated(step, steps.filter(isOnImport)));
  if (!inMain && !factory) return target;
  const made = factory?.field('name')?.text() ?? (inMain && plainMaker(inMain));
  const isOnly = steps.filter(isUnderMain).every((step) => plainMaker(step) === made);
  const maker = named(root).find((node) => node.field('name')?.text() === made);
  if (maker && isOnly && returns(maker) && isCallable(maker))
    return { ...target, importString: `${target.importString.slice(0, -name.length)}${made}()` };
  const line = (inMain?.text() ?? `def ${made}(...)`).split('\n')[0] ?? '';
  return {
    skip: both(
      `the object \`${name}\` of \`${target.path}\` gets its routes or its database by \`${line}\`, which does not run when a server imports the file: call it at the top level, or from a factory without arguments`,
      `l'objet \`${name}\` de \`${target.path}\` reçoit ses routes ou sa base de données par \`${line}\`, qui ne s'exécute pas quand un serveur importe le fichier : l'appeler au niveau du module, ou depuis une fabrique sans arguments`,
    ),
  };
}

/** `app.register_blueprint(x)`, `db.init_app(app)`, `app = create_app()`. */
function completes(node: Node, name: string): boolean {
  if (node.kind() === 'assignment')
    return isUnderMain(node) && node.field('left')?.text() === name && node.field('right')?.kind() === 'call';
  const callee = calleeOf(node);
  if (ON.test(callee)) return callee.startsWith(`${name}.`);
  const given = named(node.field('arguments') ?? node);
  return WITH.test(callee) && given.some((argument) => argument.text() === name);
}

/** A function that completes the object of the module, and that nothing in the file calls on import. */
function isIdleFactory(root: Node, scope: Node, name: string): boolean {
  const own = scope.field('name')?.text() ?? '';
  const isPlain = scope.parent()?.kind() === 'module' && !isUnderMain(scope);
  const parameters = named(scope.field('parameters') ?? scope).map((parameter) => parameter.text());
  const isLocal = scope
    .findAll({ rule: { kind: 'assignment' } })
    .some((node) => node.field('left')?.text() === name);
  const uses = root.findAll({ rule: { kind: 'identifier', regex: `^${own}$` } });
  const isUsed = uses.some((use) => use.parent()?.id() !== scope.id() && !isUnderMain(use));
  return isPlain && !isUsed && !isLocal && !parameters.some((text) => text.startsWith(name));
}

/** `create_app` of `app = create_app()`. */
function plainMaker(step: Node): string | null {
  const call = step.kind() === 'assignment' ? step.field('right') : null;
  const isPlain = call?.kind() === 'call' && named(call.field('arguments') ?? call).length === 0;
  return isPlain ? calleeOf(call) : null;
}

function isRepeated(step: Node, others: readonly Node[]): boolean {
  return (
    step.kind() === 'call' &&
    others.some((other) => other.kind() === 'call' && calleeOf(other) === calleeOf(step))
  );
}

function isCallable(maker: Node): boolean {
  return named(maker.field('parameters') ?? maker).every((parameter) =>
    /^(default_parameter|typed_default_parameter|list_splat_pattern|dictionary_splat_pattern)$/.test(
      String(parameter.kind()),
    ),
  );
}

function returns(maker: Node): boolean {
  return maker.find({ rule: { kind: 'return_statement', has: { kind: 'identifier' } } }) !== null;
}

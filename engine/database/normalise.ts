import { applyEdits, type Edit } from '@unblock/codemods';
import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import { argumentsOf, calleeOf, functionAround, type Node, spanOf } from '../python/tree.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import type { UrlRead } from './trace.ts';
import { addValidator } from './validator.ts';

/**
 * The replacements that bring a URL to a scheme, as Python: each takes the first one only, and changes nothing in a URL
 * that has the scheme already.
 *
 * @param target `postgresql://`, `postgresql+asyncpg://`.
 */
export function replacements(target: string): string {
  return stepsTo(target).join('');
}

function stepsTo(target: string): [string, ...string[]] {
  const old = '.replace("postgres://", "postgresql://", 1)';
  return target === 'postgresql://' ? [old] : [old, `.replace("postgresql://", "${target}", 1)`];
}

/** Brings a URL to a scheme in the one place where it is read. */
export function normaliseRead(
  model: Model,
  service: Service,
  read: UrlRead,
  target: string,
): { path: string; edits: Edit[] } | Skip {
  const { path } = read.span;
  const text = model.read(path);
  if (text === null) return { skip: both(`${path} cannot be read`, `${path} ne peut pas être lu`) };
  if (target !== 'postgresql://' && isSharedWithDriver(model, service)) return SHARED;
  const root = parsePython(text);
  const node = nodeAt(root, read.span);
  if (node.kind() === 'assignment') {
    const edits = addValidator(model, service, text, node, stepsTo(target));
    return 'skip' in edits ? edits : { path, edits: edits.edits };
  }
  if (node.kind() !== 'call' && node.kind() !== 'subscript') return FOLLOWED;
  const chain = replaceChain(node);
  if (chain.length > 0) {
    const last = chain.at(-1) ?? node;
    const isKnown = chain.some((call) => argumentsOf(call)[0]?.text().includes('postgres://'));
    const { end } = spanOf(last);
    return {
      path,
      edits: [
        {
          start: end,
          end,
          text: stepsTo(target)
            .slice(isKnown ? 1 : 0)
            .join(''),
        },
      ],
    };
  }
  const whole = node.kind() === 'subscript' ? { text: node.text() } : textRead(node, root);
  if ('skip' in whole) return whole;
  return { path, edits: [{ ...spanOf(node), text: whole.text + replacements(target) }] };
}

/** Code that gives the URL to a driver itself: those know no `+driver` in a scheme. */
function isSharedWithDriver(model: Model, { files }: Service): boolean {
  const direct =
    /\b(asyncpg|psycopg2?|aiopg)\.(connect|create_pool)\(|ConnectionPool\(|SQLAlchemyJobStore\(|\bDatabase\(/;
  return files.some((path) => path.endsWith('.py') && direct.test(model.read(path) ?? ''));
}

/** The calls of `replace` behind a read that change its scheme, in their order. */
function replaceChain(node: Node): Node[] {
  const member = node.parent();
  const call = member?.kind() === 'attribute' ? member.parent() : null;
  const isReplace =
    call?.kind() === 'call' &&
    member?.field('object')?.id() === node.id() &&
    member.field('attribute')?.text() === 'replace';
  if (!isReplace || !call || !argumentsOf(call)[0]?.text().includes('postgres')) return [];
  return [call, ...replaceChain(call)];
}

/** A read that is text whatever the environment holds: an empty one where the variable is missing. */
function textRead(call: Node, root: Node): { text: string } | Skip {
  const [name, fallback, ...more] = argumentsOf(call);
  const isDirect = /^(os\.)?(getenv|environ\.get)$/.test(calleeOf(call));
  if (!name || more.length > 0 || fallback?.kind() === 'keyword_argument' || !isDirect) {
    const keywords = argumentsOf(call).filter((argument) => argument.kind() === 'keyword_argument');
    const isPlain = keywords.every(
      (argument) =>
        argument.field('name')?.text() === 'default' && argument.field('value')?.kind() === 'string',
    );
    return isPlain && !isDirect && argumentsOf(call).length - keywords.length === 1
      ? { text: call.text() }
      : FOLLOWED;
  }
  if (fallback && fallback.kind() !== 'none') return isText(fallback, root) ? { text: call.text() } : UNTOLD;
  if (isComparedWithNone(call, root)) return COMPARED;
  const position = spanOf(fallback ?? name);
  const { start } = spanOf(call);
  const edit = fallback
    ? { start: position.start - start, end: position.end - start, text: '""' }
    : { start: position.end - start, end: position.end - start, text: ', ""' };
  return { text: applyEdits(call.text(), [edit]) };
}

function isText(node: Node, root: Node): boolean {
  if (node.kind() === 'string' || node.kind() === 'concatenated_string') return true;
  if (node.kind() === 'binary_operator') return node.namedChildren().some((child) => isText(child, root));
  if (node.kind() !== 'identifier') return false;
  const values = root
    .findAll({ rule: { kind: 'assignment' } })
    .filter((assignment) => assignment.field('left')?.text() === node.text())
    .map((assignment) => assignment.field('right'));
  return values.length === 1 && values[0] !== null && values[0] !== undefined && isText(values[0], root);
}

/** `DATABASE_URL is None` would no longer be true of an empty text. */
function isComparedWithNone(call: Node, root: Node): boolean {
  const assignment = call.ancestors().find((up) => up.kind() === 'assignment');
  const name = assignment?.field('left')?.text();
  if (!name) return false;
  const scope = functionAround(call) ?? root;
  return scope
    .findAll({ rule: { kind: 'comparison_operator' } })
    .some((comparison) =>
      new RegExp(`\\b${escaped(name.split('.').pop() ?? name)}\\s+is\\s+(not\\s+)?None$`).test(
        comparison.text(),
      ),
    );
}

const SHARED: Skip = {
  skip: both(
    'other code gives the URL to a driver itself, which knows no `+driver` in it: change it where the engine is made',
    "d'autre code donne l'URL directement à un pilote, qui n'y connaît pas de `+pilote` : la changer là où le moteur est créé",
  ),
};
const FOLLOWED: Skip = {
  skip: both(
    'the read of the variable has a form that cannot be changed with certainty; normalise the URL behind it',
    "la lecture de la variable a une forme qui ne peut pas être modifiée avec certitude ; normaliser l'URL juste derrière",
  ),
};
const UNTOLD: Skip = {
  skip: both(
    'its fallback cannot be shown to be text',
    'on ne peut pas établir que sa valeur de repli est un texte',
  ),
};
const COMPARED: Skip = {
  skip: both(
    'the code asks whether the URL `is None`, which a normalised text never is',
    "le code demande si l'URL `is None`, ce qu'un texte normalisé n'est jamais",
  ),
};

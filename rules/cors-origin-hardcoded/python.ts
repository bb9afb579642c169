import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { djangoSettings } from '@unblock/engine/python/django-settings';
import { argumentsOf, calleeOf, keyword, type Node, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { type Allowed, causeOf } from './origins.ts';

const HINT = /CORSMiddleware|\bCORS\(/;

/** The permissions that the files of a Python service give. */
export function inPython(service: Service, model: Model): Allowed[] {
  if (service.framework === 'django') return inDjango(service, model);
  const paths = service.files.filter((path) => model.isParsed(path) && HINT.test(model.read(path) ?? ''));
  if (paths.length === 0) return [];
  const web = webFiles(model, service);
  return paths
    .filter((path) => web.has(path))
    .flatMap((path) => {
      const root = parsePython(model.read(path) ?? '');
      return root.findAll({ rule: { kind: 'call' } }).flatMap((call) => allowedBy(call, path, root));
    });
}

function allowedBy(call: Node, path: string, root: Node): Allowed[] {
  const found = given(call, root);
  if (!found || isConditional(call)) return [];
  const { origins, credentials, library } = found;
  const value = origins ? followed(origins, root) : null;
  return value ? allowed(value, path, credentials, library) : [];
}

function allowed(value: Node, path: string, credentials: boolean, library: string): Allowed[] {
  const texts = textsOf(value);
  const cause = texts ? causeOf(texts, credentials) : null;
  if (!texts || !cause) return [];
  return [
    { cause, library, value: { path, ...spanOf(value) }, isList: value.kind() === 'list', origins: texts },
  ];
}

/** Starlette's middleware, or Flask-CORS for the whole application. */
function given(
  call: Node,
  root: Node,
): { origins: Node | null; credentials: boolean; library: string } | null {
  const callee = calleeOf(call);
  if (argumentsOf(call).some((argument) => argument.kind() === 'dictionary_splat')) return null;
  if (
    /(^|\.)(add_middleware|Middleware)$/.test(callee) &&
    argumentsOf(call)[0]?.text() === 'CORSMiddleware'
  ) {
    if (keyword(call, 'allow_origin_regex')) return null;
    const credentials = keyword(call, 'allow_credentials')?.text() === 'True';
    return { origins: keyword(call, 'allow_origins'), credentials, library: 'CORSMiddleware' };
  }
  if (callee !== 'CORS' || !/flask_cors/.test(root.text())) return null;
  const credentials = keyword(call, 'supports_credentials')?.text() === 'True';
  const resources = keyword(call, 'resources');
  const inResources =
    resources?.kind() === 'dictionary'
      ? resources
          .findAll({ rule: { kind: 'pair' } })
          .filter((pair) => /^["']origins["']$/.test(pair.field('key')?.text() ?? ''))
      : [];
  if (inResources.length > 1) return null;
  return {
    origins: inResources[0]?.field('value') ?? keyword(call, 'origins'),
    credentials,
    library: 'Flask-CORS',
  };
}

function inDjango(service: Service, model: Model): Allowed[] {
  if (!service.dependencies.entries.some(({ name }) => name === 'django-cors-headers')) return [];
  const settings = djangoSettings(service, model);
  if (!settings) return [];
  const others = [
    'CORS_ALLOW_ALL_ORIGINS',
    'CORS_ORIGIN_ALLOW_ALL',
    'CORS_ALLOWED_ORIGIN_REGEXES',
    'CORS_ORIGIN_REGEX_WHITELIST',
  ];
  if (others.some((name) => settings.steps(name).length > 0)) return [];
  return ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'].flatMap((name) => {
    const [step, more] = settings.steps(name);
    if (more || step?.kind !== 'assign' || step.maybe || !step.value) return [];
    return allowed(step.value, step.statement.path, false, name);
  });
}

/** A module's name that is given its value once, and is not changed. */
function followed(node: Node, root: Node): Node | null {
  if (node.kind() !== 'identifier') return node;
  const name = node.text();
  const assigned = root
    .findAll({ rule: { any: [{ kind: 'assignment' }, { kind: 'augmented_assignment' }] } })
    .filter((entry) => entry.field('left')?.text() === name);
  const [only] = assigned;
  const isChanged = new RegExp(`(?<![\\w.])${name}\\.(append|extend|insert|remove)\\(`).test(root.text());
  const value = only?.kind() === 'assignment' ? only.field('right') : null;
  // A list stays one; a text becomes one, which nothing else may use.
  const uses = root.findAll({ rule: { kind: 'identifier' } }).filter((use) => use.text() === name);
  const isPlain = assigned.length === 1 && value && !isChanged;
  const isOthers = value?.kind() === 'string' && (uses.length > 2 || only?.field('type'));
  return isPlain && !isOthers && only && !isConditional(only) ? value : null;
}

function textsOf(node: Node): string[] | null {
  const text = (item: Node) => /^["']([^"'\\{}]*)["']$/.exec(item.text())?.[1];
  if (node.kind() === 'string') return text(node) === undefined ? null : [text(node) ?? ''];
  if (node.kind() !== 'list') return null;
  const items = node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
  const texts = items.flatMap((item) => (item.kind() === 'string' ? (text(item) ?? []) : []));
  return texts.length === items.length ? texts : null;
}

function isConditional(node: Node): boolean {
  return node
    .ancestors()
    .some((up) => /^(if_statement|conditional_expression|match_statement)$/.test(String(up.kind())));
}

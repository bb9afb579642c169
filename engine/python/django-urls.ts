import { parsePython } from '@unblock/codemods/python/parse';
import { bounded } from '../bounded.ts';
import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { type DjangoSettings, djangoSettings } from './django-settings.ts';
import { itemsOf } from './django-values.ts';
import { argumentsOf, calleeOf, type Node, spanOf } from './tree.ts';

/** One URL pattern with its whole path: `/shop/items/<int:id>/`. */
export interface DjangoPattern {
  path: string;
  /** What answers it: `views.health`, `HealthView.as_view()`. */
  view: Node;
  /** The whole `path(…)`. */
  span: Span;
}

/** What a Django service answers. */
export interface DjangoUrls {
  settings: DjangoSettings;
  /** The root list of patterns; null where it is put together from parts. */
  list: Span | null;
  patterns: DjangoPattern[];
  /** Below these prefixes there are patterns that nobody sees here. */
  unknown: string[];
}

/** Middlewares of libraries that answer no path of their own. */
const HARMLESS = /^(django|whitenoise|corsheaders|allauth|simple_history|csp|axes|rest_framework)\./;
/** Django's own that answer what no pattern does. */
const FALLBACK = /^django\.contrib\.(flatpages|redirects)\./;
/** Includes lead a few files deep; more is a cycle. */
const DEEPEST = 8;
/** Files that include each other have no end of patterns. */
const MOST_PATTERNS = 3000;
/** Nobody puts the list together from more parts. */
const LONGEST_SUM = 200;

/** The URL patterns of a Django service in production; null where its settings or its root list are not known. */
export function djangoUrls(service: Service, model: Model): DjangoUrls | null {
  const settings = djangoSettings(service, model);
  const step = settings?.steps('ROOT_URLCONF').at(-1);
  const module = step?.kind === 'assign' && !step.maybe ? textOf(step.value) : null;
  const file = module && settings ? model.locate(settings.path, module) : null;
  if (!settings || !file) return null;
  const urls: DjangoUrls = { settings, list: null, patterns: [], unknown: [] };
  urls.list = readFile(file, '/', urls, model, 0);
  const middleware = itemsOf(settings, 'MIDDLEWARE', model);
  const answers = middleware.texts.some(({ text }) => !HARMLESS.test(text) || FALLBACK.test(text));
  const serves = ['WHITENOISE_ROOT', 'WHITENOISE_INDEX_FILE'].some((name) => settings.steps(name).length > 0);
  if (!middleware.isComplete || answers || serves) urls.unknown.push('/');
  return urls;
}

/** Whether nobody sees here what answers a path. */
export function isHidden(urls: DjangoUrls, path: string): boolean {
  return urls.unknown.some((prefix) => path.startsWith(prefix));
}

function readFile(file: string, prefix: string, urls: DjangoUrls, model: Model, depth: number): Span | null {
  const isEndless = urls.patterns.length + urls.unknown.length > MOST_PATTERNS;
  const text = depth > DEEPEST || isEndless ? null : model.read(file);
  const lists = text === null ? [] : listsOf(parsePython(text));
  const [only] = lists;
  for (const list of lists) {
    if (list === null) urls.unknown.push(prefix);
    else for (const item of list.namedChildren()) readItem(item, { file, prefix, depth }, urls, model);
  }
  if (lists.length === 0) urls.unknown.push(prefix);
  return only && lists.length === 1 ? { path: file, ...spanOf(only) } : null;
}

/** The lists that `urlpatterns` is made of; null for what is no list. What only DEBUG adds does not count. */
function listsOf(root: Node): (Node | null)[] {
  return root.namedChildren().flatMap((statement): (Node | null)[] => {
    if (statement.kind() === 'if_statement') {
      const isDebug = /^if\s+(settings\.)?DEBUG\s*:/.test(statement.text());
      return !isDebug && /\burlpatterns\b/.test(statement.text()) ? [null] : [];
    }
    const assignment = statement.kind() === 'expression_statement' ? statement.namedChildren()[0] : null;
    const isCall = assignment?.kind() === 'call' && /^urlpatterns\./.test(calleeOf(assignment));
    if (isCall) return [null];
    if (assignment?.field('left')?.text() !== 'urlpatterns') return [];
    return partsOf(assignment.field('right'));
  });
}

const partsOf = bounded(LONGEST_SUM, (_node: Node | null): (Node | null)[] => [null], addends);

function addends(node: Node | null): (Node | null)[] {
  if (node?.kind() === 'list') return [node];
  if (node?.kind() === 'binary_operator' && node.field('operator')?.text() === '+')
    return [...partsOf(node.field('left')), ...partsOf(node.field('right'))];
  // Files below MEDIA_URL, which only DEBUG serves.
  return node?.kind() === 'call' && calleeOf(node) === 'static' ? [] : [null];
}

function readItem(
  item: Node,
  at: { file: string; prefix: string; depth: number },
  urls: DjangoUrls,
  model: Model,
): void {
  if (item.kind() === 'comment') return;
  const [route, view] = item.kind() === 'call' ? argumentsOf(item) : [];
  const pattern = route ? patternOf(calleeOf(item), route) : null;
  if (pattern === null || !view) {
    urls.unknown.push(at.prefix);
    return;
  }
  const path = at.prefix + pattern;
  if (view.kind() !== 'call' || !/^include$/.test(calleeOf(view))) {
    const isView = view.kind() !== 'attribute' || !view.text().endsWith('.urls');
    if (isView) urls.patterns.push({ path, view, span: { path: at.file, ...spanOf(item) } });
    else urls.unknown.push(path);
    return;
  }
  const [given] = argumentsOf(view);
  // `include(("shop.api", "shop"))` names the application too.
  const target = (given?.kind() === 'tuple' ? given.namedChildren()[0] : given) ?? null;
  if (target?.kind() === 'list' && at.depth < DEEPEST) {
    const below = { ...at, prefix: path, depth: at.depth + 1 };
    for (const inner of target.namedChildren()) readItem(inner, below, urls, model);
    return;
  }
  const module = textOf(target);
  const file = module === null ? null : model.locate(at.file, module);
  if (file) readFile(file, path, urls, model, at.depth + 1);
  else urls.unknown.push(path);
}

/** The pattern of `path(…)`, or of `re_path(…)` where it matches one path. */
function patternOf(callee: string, route: Node): string | null {
  const text = textOf(route);
  if (text === null) return null;
  if (/^(\w+\.)?path$/.test(callee)) return text;
  const plain = /^(\w+\.)?(re_path|url)$/.test(callee) ? /^\^([\w/-]*)\$?$/.exec(text)?.[1] : undefined;
  return plain ?? null;
}

function textOf(node: Node | null): string | null {
  return /^r?(["'])([^"'\\{]*|[^"'{]*)\1$/.exec(node?.text() ?? '')?.[2] ?? null;
}

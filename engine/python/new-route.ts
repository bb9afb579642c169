import { type Edit, lineEnding } from '@unblock/codemods';
import { ensureImport, insertAfterStatement } from '@unblock/codemods/python/index';
import { insertListItem } from '@unblock/codemods/python/list-item';
import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency } from '../dependencies/dependencies.ts';
import { versionOf } from '../dependencies/installed.ts';
import { mayReach } from '../dependencies/versions.ts';
import type { Model, Service } from '../model.ts';
import { djangoUrls, isHidden } from './django-urls.ts';
import { itemsOf } from './django-values.ts';
import { servedRoutes } from './routes.ts';
import { spanOf } from './tree.ts';
import { webFiles } from './web.ts';

/** Libraries that bring a health route of their own. */
const LIBRARIES = [
  'fastapi-health',
  'fastapi-healthcheck',
  'py-healthcheck',
  'healthcheck',
  'flask-healthz',
  'django-health-check',
];
/** A text that may be the path of such a route, under whatever name. */
const LIKE_A_PATH =
  /["']\/([\w-]+\/)*[\w-]*(health|ping|ready|alive|livez|heartbeat|status|\bup)\b[\w-]*\/?["']/i;
/** What stands in front of every route, a new one too. */
const GUARDS =
  /before_request|(FastAPI|APIRouter)\([^)]*dependencies\s*=|add_middleware\([^)]*(auth|TrustedHost)/i;
const NAMES = ['health', 'health_check', 'platform_health'];
const LIKE_A_PATTERN = /health|ping|ready|alive|livez|heartbeat|status/i;

/** Whether nothing in the code seems to be meant for health checks. */
export function hasNoRouteLikeIt(service: Service, model: Model): boolean {
  const isBrought = LIBRARIES.some((name) => findDependency(service.dependencies, name));
  const isWritten =
    service.framework === 'django'
      ? djangoUrls(service, model)?.patterns.some(({ span }) =>
          LIKE_A_PATTERN.test(model.read(span.path) ?? ''),
        )
      : textsOf(service, model).some((text) => LIKE_A_PATH.test(text));
  return !isBrought && isWritten === false;
}

/** Whether a new route in the application's own file would answer: all routes are known, nothing stands in front of them. */
export function canTakeRoute(service: Service, model: Model): boolean {
  if (service.framework === 'django') {
    const urls = djangoUrls(service, model);
    if (!urls?.list || isHidden(urls, '/health')) return false;
    return !itemsOf(urls.settings, 'MIDDLEWARE', model).texts.some(({ text }) => /LoginRequired/.test(text));
  }
  const isComplete = servedRoutes(service, model)?.isComplete === true;
  return isComplete && !textsOf(service, model).some((text) => GUARDS.test(text));
}

function textsOf(service: Service, model: Model): string[] {
  return [...webFiles(model, service)].map((path) => model.read(path) ?? '');
}

/** The file that a new route goes into. */
export function fileForRoute(service: Service, model: Model): string {
  const list = service.framework === 'django' ? djangoUrls(service, model)?.list : null;
  return list?.path ?? service.application?.object.span.path ?? '';
}

/**
 * The edits that add a light route behind the statement that makes the application, or in front of Django's patterns; null
 * where it has no place.
 */
export function addedRoute(
  path: string,
  service: Service,
  model: Model,
): { path: string; edits: Edit[] } | null {
  return service.framework === 'django'
    ? addedPattern(path, service, model)
    : addedFunction(path, service, model);
}

function addedPattern(path: string, service: Service, model: Model): { path: string; edits: Edit[] } | null {
  const list = djangoUrls(service, model)?.list;
  const text = list ? model.read(list.path) : null;
  if (!list || text === null || !/^from django\.urls import .*\bpath\b/m.test(text)) return null;
  const quote = text.includes("path('") ? "'" : '"';
  const item = `path(${quote}${path.slice(1)}${quote}, lambda request: HttpResponse(${quote}ok${quote}))`;
  const edits = [
    ...ensureImport(text, list.start, 'django.http', 'HttpResponse'),
    ...insertListItem(text, list, item, null),
  ];
  return { path: list.path, edits };
}

function addedFunction(path: string, service: Service, model: Model): { path: string; edits: Edit[] } | null {
  const object = service.application?.object;
  const text = object ? model.read(object.span.path) : null;
  if (!object || text === null) return null;
  const call = parsePython(text)
    .findAll({ rule: { kind: 'call' } })
    .find((node) => spanOf(node).start === object.span.start && spanOf(node).end === object.span.end);
  const assignment = call?.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  const statement = assignment?.parent();
  if (target?.kind() !== 'identifier' || statement?.kind() !== 'expression_statement') return null;
  const known = textsOf(service, model);
  const name = NAMES.find((entry) => known.every((other) => !new RegExp(`\\b${entry}\\b`).test(other)));
  if (!name) return null;
  // Flask answers a dictionary from 1.1 on: https://flask.palletsprojects.com/en/stable/changes/#version-1-1-0
  const flask = object.framework === 'flask' ? versionOf(model, service.dependencies, 'flask') : '';
  const answer = mayReach(flask, '1.1') ? '{"status": "ok"}' : '"ok"';
  const code = routeCode(object.framework, target.text(), path, name, answer);
  const edits = insertAfterStatement(text, spanOf(statement), code);
  return { path: object.span.path, edits: spaced(text, edits, statement.parent()?.kind() === 'module') };
}

function routeCode(
  framework: string,
  application: string,
  path: string,
  name: string,
  answer: string,
): string {
  const decorator =
    framework === 'fastapi'
      ? `@${application}.get("${path}", include_in_schema=False)`
      : `@${application}.route("${path}")`;
  return `${decorator}\ndef ${name}():\n    return ${answer}`;
}

/** Blank lines around a function: two at the top of a module, one inside another function. */
function spaced(text: string, edits: Edit[], isTop: boolean): Edit[] {
  const [edit, other] = edits;
  if (!edit || other) return edits;
  const eol = lineEnding(text);
  const blank = isTop ? 2 : 1;
  const rest = text.slice(edit.end);
  const breaks = rest.match(/^([ \t]*\r?\n)*/)?.[0].split('\n').length ?? 1;
  const missing = rest.trim() === '' ? 0 : Math.max(0, blank + 2 - breaks);
  return [{ ...edit, text: eol.repeat(blank) + edit.text + eol.repeat(missing) }];
}

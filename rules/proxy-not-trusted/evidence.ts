import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Severity, Span } from '@unblock/engine';
import { flowOf } from '@unblock/engine/python/flow';
import { targetOf } from '@unblock/engine/python/names';
import {
  argumentsOf,
  calleeOf,
  functionAround,
  keyword,
  type Node,
  spanOf,
} from '@unblock/engine/python/tree';

/** A place in the code that goes wrong behind a proxy, and what of the request it depends on. */
export interface Evidence {
  depends: 'scheme' | 'address';
  what: 'loop' | 'cookie' | 'url' | 'template' | 'oauth' | 'limit' | 'csrf';
  /** As it is written: `url_for(…, _external=True)`. */
  name: string;
  span: Span;
}

export const SEVERITY: Record<Evidence['what'], Severity> = {
  loop: 'critical',
  csrf: 'important',
  cookie: 'important',
  oauth: 'important',
  url: 'advice',
  template: 'important',
  limit: 'important',
};
const ORDER: readonly Evidence['what'][] = ['loop', 'csrf', 'cookie', 'oauth', 'template', 'limit', 'url'];

/** Code that looks at the proxy's headers, or repairs addresses, by itself. */
const BY_HAND =
  /forwarded|ProxyFix|ProxyHeaders|real[-_]ip|CF[-_]Connecting|Fly[-_]Client|replace\(\s*["']http:|replace\(\s*scheme|upgrade-insecure-requests/i;

/** Whether files of a service show that somebody has thought of the proxy. */
export function isHandled(files: Iterable<string>, model: Model): boolean {
  return [...files].some((path) => BY_HAND.test(model.read(path) ?? ''));
}

/** The gravest first. */
export function ranked(found: readonly Evidence[]): Evidence[] {
  return [...found].sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
}

/** What a Flask application's code takes from the request that is the proxy's and not the client's. */
export function flaskEvidence(files: Iterable<string>, model: Model): Evidence[] {
  return parsed(files, model, /_external|flask_limiter|flask_dance/).flatMap(({ path, text, calls }) =>
    calls.flatMap((call): Evidence[] => {
      const callee = calleeOf(call);
      const found = (what: Evidence['what'], depends: Evidence['depends'], name: string): Evidence[] => [
        { depends, what, name, span: { path, ...spanOf(call) } },
      ];
      const isExternal = keyword(call, '_external')?.kind() === 'true' && !keyword(call, '_scheme');
      if (/(^|\.)url_for$/.test(callee) && isExternal)
        return found(addressOf(call), 'scheme', 'url_for(…, _external=True)');
      if (/^(\w+\.)?make_\w+_blueprint$/.test(callee) && text.includes('flask_dance'))
        return found('oauth', 'scheme', callee);
      return isLimiter(call, text, 'flask_limiter') && limits(call, path, files, model)
        ? found('limit', 'address', 'Limiter(get_remote_address)')
        : [];
    }),
  );
}

/** The same of a FastAPI or Starlette application. */
export function asgiEvidence(files: Iterable<string>, model: Model): Evidence[] {
  const found = parsed(files, model, /url_for|base_url|HTTPSRedirectMiddleware|slowapi/).flatMap(
    ({ path, text, calls }) =>
      calls.flatMap((call): Evidence[] => {
        const callee = calleeOf(call);
        const place = (what: Evidence['what'], name: string): Evidence[] => [
          { depends: what === 'limit' ? 'address' : 'scheme', what, name, span: { path, ...spanOf(call) } },
        ];
        const isRedirect = argumentsOf(call)[0]?.text() === 'HTTPSRedirectMiddleware';
        if (/\.add_middleware$/.test(callee) && isRedirect && !flowOf(call).conditional)
          return place('loop', 'HTTPSRedirectMiddleware');
        if (/^(request|req)\.url_for$/.test(callee) && isAbsolute(call))
          return place(addressOf(call), `${callee}(…)`);
        if (callee === 'str' && /^\((request|req)\.base_url\)$/.test(call.field('arguments')?.text() ?? ''))
          return isAbsolute(call) ? place(addressOf(call), call.text()) : [];
        return isLimiter(call, text, 'slowapi') && limits(call, path, files, model)
          ? place('limit', 'Limiter(key_func=get_remote_address)')
          : [];
      }),
  );
  return [...found, ...templateEvidence(files, model)];
}

/** Addresses in pages: a browser loads nothing over http into a page that came over https. */
function templateEvidence(files: Iterable<string>, model: Model): Evidence[] {
  const uses = [...files].some((path) => /\bJinja2Templates\(/.test(model.read(path) ?? ''));
  const pages = uses ? [...model.paths].filter((path) => /\.(html|jinja2?|j2)$/.test(path)).sort() : [];
  const texts = pages.map((path) => ({ path, text: model.read(path) ?? '' }));
  if (texts.some(({ text }) => BY_HAND.test(text))) return [];
  return texts.flatMap(({ path, text }): Evidence[] => {
    const match = /<(?:script|link|img)\b[^>]*(?:src|href)=["']\{\{\s*(url_for\([^)]*\))\s*\}\}/.exec(text);
    if (!match?.[1]) return [];
    const start = match.index + match[0].indexOf(match[1]);
    const span = { path, start, end: start + match[1].length };
    return [{ depends: 'scheme', what: 'template', name: match[1], span }];
  });
}

/** An address that a provider sends users back to is refused; any other is repaired by the platform at best. */
function addressOf(node: Node): Evidence['what'] {
  const statement = node.ancestors().find((up) => /statement$/.test(String(up.kind())));
  return /redirect_uri|callback|authori[sz]e|oauth/i.test(statement?.text() ?? '') ? 'oauth' : 'url';
}

/** Whether an address is used as it is: neither only its path, nor for a redirect that the platform repairs. */
function isAbsolute(node: Node): boolean {
  const statement = node.ancestors().find((up) => /statement$/.test(String(up.kind())));
  return !/\.path\b|_path\b|https|RedirectResponse|\.replace\(|logg|print\(/.test(statement?.text() ?? '');
}

function isLimiter(call: Node, text: string, library: string): boolean {
  if (!/(^|\.)Limiter$/.test(calleeOf(call)) || !text.includes(library)) return false;
  return argumentsOf(call).some((argument) =>
    /^(key_func\s*=\s*)?(\w+\.)?get_remote_address$/.test(argument.text()),
  );
}

/** Limits for all routes, given to the object or to Flask's configuration. */
const FOR_ALL = /\b(default_limits|application_limits|RATELIMIT_(DEFAULT|APPLICATION)S?)\b/;

/** Whether a limiter is seen to limit a route: by the name that a module binds it to, its decorator says so. */
function limits(call: Node, path: string, files: Iterable<string>, model: Model): boolean {
  const assignment = call.parent();
  const left = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  if (left?.kind() !== 'identifier' || functionAround(call)) return true;
  const name = left.text();
  const uses = new RegExp(`\\b${name}\\.(limit|shared_limit)\\(`);
  const all = [...files];
  // Limits for all routes are Flask-Limiter's own work, and that of a middleware for slowapi.
  const hasMiddleware =
    !/\bslowapi\b/.test(model.read(path) ?? '') ||
    all.some((file) => /\bSlowAPI\w*Middleware\b/.test(model.read(file) ?? ''));
  return all.some((file) => {
    const text = file.endsWith('.py') ? (model.read(file) ?? '') : '';
    // `extensions.limiter.limit(…)` is that of another module.
    if ((hasMiddleware && FOR_ALL.test(text)) || text.includes(`.${name}.limit(`)) return true;
    if (!uses.test(text)) return /\.(limit|shared_limit)\(/.test(text) && importsAs(file, path, name, model);
    const target = targetOf(model, file, name);
    return file === path || (target?.kind === 'definition' && target.path === path && target.name === name);
  });
}

/** Whether a file imports a name of another one under a name of its own, or the module of it. */
function importsAs(file: string, path: string, name: string, model: Model): boolean {
  const imports = model.module(file)?.imports ?? [];
  return imports.some(
    (entry) =>
      model.locate(file, entry.module) === path &&
      (entry.name === null || (entry.name === name && entry.local !== name)),
  );
}

function parsed(files: Iterable<string>, model: Model, hint: RegExp) {
  return [...files].sort().flatMap((path) => {
    const text = path.endsWith('.py') ? model.read(path) : null;
    if (text === null || !hint.test(text)) return [];
    return [{ path, text, calls: parsePython(text).findAll({ rule: { kind: 'call' } }) }];
  });
}

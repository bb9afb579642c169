import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { fromEnvironment } from './fix.ts';
import { inNode } from './node.ts';
import { type Allowed, ENOUGH } from './origins.ts';
import { inPython } from './python.ts';
import { type Evidence, message, steps, title, UNKNOWN_SITES } from './words.ts';

/** A proxy in front of front end and service makes one origin of both. */
const PROXY = /(^|\/)([\w.-]*nginx[\w.-]*\.conf(\.\w+)?|Caddyfile|traefik\.(ya?ml|toml)|haproxy\.cfg)$/i;

/** Where a web service lets in local sites alone, or every site with credentials. */
export function findOrigins(service: Service, model: Model): Entry[] {
  if (service.role !== 'web') return [];
  const all = service.language === 'node' ? inNode(service, model) : inPython(service, model);
  const found = all.filter(({ cause }) =>
    cause === 'local' ? isNeeded(service, model) : service.language === 'node' || usesCookies(service, model),
  );
  const once = new Map(found.map((allowed) => [`${allowed.value.path}:${allowed.value.start}`, allowed]));
  return [...once.values()].map((allowed) => entryOf(allowed, service, model));
}

const COOKIES = /set_cookie\(|SessionMiddleware|\bCookie\(|\.cookies\b|APIKeyCookie|login_user\(|\bsession\[/;

/** Python's libraries let every site in when asked to: that harms where a browser adds the login by itself. */
function usesCookies(service: Service, model: Model): boolean {
  return service.files.some((path) => COOKIES.test(model.read(path) ?? ''));
}

const FORWARDING = /(^|\/)(next\.config\.[cm]?[jt]s|vercel\.json|netlify\.toml|_redirects)$/;
/** `destination: 'https://…'` of a rewrite, `:splat` behind an address. */
const HANDS_ON = /\bdestination\b["']?\s*:\s*[`"'](?:https?:|\$\{)|https?:\/\/[^\s"']{1,200}:splat/;

/** The front end hands requests on itself, so that browsers see its own origin. */
function isForwarding(path: string, model: Model): boolean {
  if (!FORWARDING.test(path)) return false;
  const text = model.read(path) ?? '';
  return HANDS_ON.test(text) && (/\brewrites\b/.test(text) || text.includes(':splat'));
}

/** Nothing shows that the pages that call come from the service itself, or through one proxy with it. */
function isNeeded(service: Service, model: Model): boolean {
  if ([...model.paths].some((path) => PROXY.test(path) || isForwarding(path, model))) return false;
  return !service.files.some((path) => model.isParsed(path) && ENOUGH.test(model.read(path) ?? ''));
}

const PAGE = /(^|\/)templates\/.*\.html$/;
const COMPONENT = /\.([jt]sx|vue|svelte)$/;

/** The service makes its pages itself, and the repository holds no front end that calls it. */
function isRendered({ paths }: Model): boolean {
  return [...paths].some((path) => PAGE.test(path)) && ![...paths].some((path) => COMPONENT.test(path));
}

function entryOf(allowed: Allowed, service: Service, model: Model): Entry {
  const { cause, library, origins, value } = allowed;
  const evidence: Evidence = {
    cause,
    library,
    origins,
    path: value.path,
    isRefused: service.language === 'node',
    contracts: model.contracts,
  };
  return {
    finding: {
      rule: 'cors-origin-hardcoded',
      severity: (cause === 'local' && !isRendered(model)) || evidence.isRefused ? 'important' : 'advice',
      service: service.root,
      span: value,
      title: title(evidence),
      message: message(evidence),
      fix: cause === 'local' ? 'safe' : evidence.isRefused ? 'review' : 'manual',
      key: `${library} ${cause}`,
      platforms: model.contracts.map(({ id }) => id),
      steps: steps(evidence),
    },
    // Requests pass today: a list that nobody has made yet would end them.
    fix: () =>
      cause === 'any' && !evidence.isRefused ? UNKNOWN_SITES : fromEnvironment(allowed, evidence, model),
  };
}

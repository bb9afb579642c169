import type { ExposedRead, Finding, Model, Service } from '@unblock/engine';
import { isWholePage, standsOnServer } from '@unblock/engine/node/browser';
import { isLoaded } from '../node-loaded.ts';
import { type Evidence, message, steps, title } from './words.ts';

/** Who writes variables with a prefix into the code of browsers, and the package that shows that it does. */
const BUNDLERS = [
  { prefix: 'NEXT_PUBLIC_', name: 'Next.js', packages: ['next'] },
  { prefix: 'VITE_', name: 'Vite', packages: ['vite'] },
  { prefix: 'REACT_APP_', name: 'Create React App', packages: ['react-scripts'] },
  { prefix: 'EXPO_PUBLIC_', name: 'Expo', packages: ['expo'] },
] as const;

/** Names that only speak of a secret: whether one is asked for, where it is. */
const ABOUT =
  /(^|_)(ENABLED?|SHOW|HAS|USE|MIN|MAX|LENGTH|NAME|ID|URL|PATH|PUBLIC_KEY|MODEL|VERSION|HINT|RESET|FORGOT|DEMO|BASE|ENDPOINT|HOST|DOMAIN|PROJECT)(_|$)/;
/** The end of a name that says what its value is. */
const VALUE =
  /(SERVICE_ROLE(_KEY)?|SERVICE_KEY|SECRET(_KEY|_ACCESS_KEY)?|PRIVATE_KEY|PASSWORD|API_?KEY|_KEY|TOKEN)$/;
/** Secrets that another service gives out, and private keys. One of the application's own may be shared with browsers on purpose. */
const GIVEN_OUT =
  /SERVICE_ROLE|SERVICE_KEY|PRIVATE_KEY|STRIPE|PAYPAL|RAZORPAY|AWS|CLIENT_SECRET|OPENAI|ANTHROPIC|GROQ|MISTRAL|DEEPSEEK|REPLICATE|RESEND|SENDGRID|TWILIO/;
const SEVERITY = { browser: 'critical', unknown: 'important', server: 'advice' } as const;
const ORDER: readonly Evidence['reach'][] = ['browser', 'unknown', 'server'];

/** The secrets of a service that its bundler hands to browsers, each once. */
export function findExposed(service: Service, model: Model): Finding[] {
  if (service.language !== 'node') return [];
  const found = new Map<
    string,
    { read: ExposedRead; bundler: (typeof BUNDLERS)[number]; reach: Evidence['reach'] }
  >();
  for (const read of model.factsOf(service, 'exposed-read')) {
    const bundler = BUNDLERS.find(({ prefix }) => read.name.startsWith(prefix));
    const bare = bundler ? read.name.slice(bundler.prefix.length) : '';
    if (!bundler || !VALUE.test(bare) || ABOUT.test(bare)) continue;
    if (!service.dependencies.entries.some(({ name }) => bundler.packages.some((wanted) => wanted === name)))
      continue;
    const reach = reachOf(read, bundler.prefix, service, model);
    const known = found.get(read.name);
    if (reach && (!known || ORDER.indexOf(reach) < ORDER.indexOf(known.reach)))
      found.set(read.name, { read, bundler, reach });
  }
  return [...found.values()].map(({ read, bundler, reach }) => {
    const evidence: Evidence = {
      name: read.name,
      path: read.span.path,
      bundler: bundler.name,
      reach,
      prefix: bundler.prefix,
    };
    return {
      rule: 'secret-exposed-to-client',
      severity: reach === 'browser' && !GIVEN_OUT.test(read.name) ? 'important' : SEVERITY[reach],
      service: service.root,
      span: read.span,
      title: title(evidence),
      message: message(evidence),
      fix: 'manual',
      key: read.name,
      platforms: model.contracts.map(({ id }) => id),
      steps: steps(evidence),
    };
  });
}

/** Whether the code that reads it runs in browsers; null where the read is none that the bundler replaces. */
function reachOf(
  { reader, directive, span }: ExposedRead,
  prefix: string,
  service: Service,
  model: Model,
): Evidence['reach'] | null {
  const { path } = span;
  if (/(^|\/)[\w.-]+\.config\.[cm]?[jt]s$/.test(path)) return null;
  if (reader !== (prefix === 'VITE_' ? 'import.meta.env' : 'process.env')) return null;
  if (prefix !== 'NEXT_PUBLIC_') {
    if (standsOnServer(path)) return null;
    // A file that nothing names is no part of what is bundled, as far as can be seen.
    return isLoaded(path, service, model) ? 'browser' : 'unknown';
  }
  if (directive === 'client') return 'browser';
  if (directive === 'server' || standsOnServer(path) || /['"]server-only['"]/.test(model.read(path) ?? ''))
    return 'server';
  return isWholePage(path, model) ? 'browser' : 'unknown';
}

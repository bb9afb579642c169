import type { EnvironmentRead } from './facts.ts';
import { position } from './lines.ts';
import type { Model, Service } from './model.ts';
import { strongerNeed } from './need.ts';
import type { OutcomeVariable } from './outcome.ts';
import { looksSecret } from './secrets.ts';
import { environmentReads } from './services/environment-reads.ts';

/** Set by the platforms or the operating system; nobody declares them. */
const GIVEN =
  /^(PORT|HOSTNAME|PATH|HOME|USER|PWD|SHELL|LANG|TZ|TERM|TMPDIR|TEMP|TMP|CI|NODE_ENV|DYNO|K_SERVICE|WEB_CONCURRENCY|PYTHON\w*|PYTEST_\w+|VITEST|JEST_\w+|npm_\w+|GITHUB_\w+|RENDER(_\w+)?|RAILWAY_\w+|FLY_\w+|VERCEL(_\w+)?|NEXT_RUNTIME|NEXT_PHASE|APPDATA|USERPROFILE|LOCALAPPDATA|XDG_\w+|FORCE_COLOR|NO_COLOR|INIT_CWD|NODE_OPTIONS|NODE_APP_INSTANCE|HEROKU_\w+|NETLIFY|AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|GAE_\w+|(HTTPS?|NO|ALL)_PROXY|SYSTEMROOT|WERKZEUG_\w+|RUN_MAIN)$/;

/** Names that say that they switch something on or off: without them it is off. */
const SWITCH = /^(ENABLE|DISABLE|USE|SKIP|IS)_|_(ENABLED|DISABLED)$/;

/** Whether a variable comes from the platform or the operating system by itself. */
export function isGiven(name: string): boolean {
  return GIVEN.test(name);
}

/** The variables by which a service goes: those that its manifests declare, then those that its code reads. */
export function namesOfVariables(service: Service, model: Model): string[] {
  const declared = service.deployables.flatMap(({ variables }) => variables.map(({ name }) => name));
  return [...declared, ...model.factsOf(service, 'environment-read').map(({ name }) => name)];
}

/** The variables a service reads that someone has to give it: one entry a name, the first read, with the strongest need of any read. */
export function variablesOf(model: Model, service: Service): OutcomeVariable[] {
  const declared = new Set(service.deployables.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const found = new Map<string, OutcomeVariable>();
  for (const read of environmentReads(model, service)) {
    if (isGiven(read.name) || !/^[A-Za-z_]\w*$/.test(read.name)) continue;
    const known = found.get(read.name);
    if (known) {
      known.need = strongerNeed(known.need, needOf(read));
      continue;
    }
    found.set(read.name, describe(model, service, read, declared.has(read.name)));
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describe(model: Model, service: Service, read: EnvironmentRead, declared: boolean): OutcomeVariable {
  const { line } = position(model.read(read.span.path) ?? '', read.span.start);
  return {
    service: service.name,
    name: read.name,
    need: needOf(read),
    secret: looksSecret(read.name) && !isPlainSetting(model, read),
    path: read.span.path,
    line,
    declared: declared ? 'manifest' : null,
    patch: null,
    readSince: null,
  };
}

function needOf({ name, need }: EnvironmentRead): OutcomeVariable['need'] {
  return need === 'no-default' && SWITCH.test(name) ? 'optional' : need;
}

/** A number or a switch that the code itself gives: how long a token lives is no secret. */
function isPlainSetting(model: Model, { fallback }: EnvironmentRead): boolean {
  const value = fallback ? model.resolve(fallback) : null;
  return (
    value?.kind === 'literal' &&
    (/^(number|boolean)$/.test(typeof value.value) ||
      (typeof value.value === 'string' && /^(-?\d+(\.\d+)?|true|false)$/i.test(value.value.trim())))
  );
}

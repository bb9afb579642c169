import type { EnvironmentRead } from './facts.ts';
import { position } from './lines.ts';
import type { Model, Service } from './model.ts';
import { prismaReads } from './node/prisma.ts';
import type { OutcomeVariable } from './outcome.ts';
import { looksSecret } from './secrets.ts';

/** Set by the platforms or the operating system; nobody declares them. */
const GIVEN =
  /^(PORT|HOSTNAME|PATH|HOME|USER|PWD|SHELL|LANG|TZ|TERM|TMPDIR|TEMP|TMP|CI|NODE_ENV|DYNO|K_SERVICE|WEB_CONCURRENCY|PYTHON\w*|PYTEST_\w+|VITEST|JEST_\w+|npm_\w+|GITHUB_\w+|RENDER(_\w+)?|RAILWAY_\w+|FLY_\w+|VERCEL(_\w+)?|NEXT_RUNTIME|NEXT_PHASE|APPDATA|USERPROFILE|LOCALAPPDATA|XDG_\w+|SYSTEMROOT|WERKZEUG_\w+|RUN_MAIN)$/;

/** Whether a variable comes from the platform or the operating system by itself. */
export function isGiven(name: string): boolean {
  return GIVEN.test(name);
}

/** The variables a service reads that someone has to give it: one entry a name, the first read, required if any read is. */
export function variablesOf(model: Model, service: Service): OutcomeVariable[] {
  const declared = new Set(service.deployables.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const found = new Map<string, OutcomeVariable>();
  for (const read of [...model.factsOf(service, 'environment-read'), ...prismaReads(model, service)]) {
    if (isGiven(read.name) || !/^[A-Za-z_]\w*$/.test(read.name)) continue;
    const known = found.get(read.name);
    if (known) {
      known.required ||= read.required;
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
    required: read.required,
    secret: looksSecret(read.name),
    path: read.span.path,
    line,
    declared,
  };
}

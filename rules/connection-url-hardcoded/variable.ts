import { both, type Expression, type Model, type Service, type Skip } from '@unblock/engine';
import { namesOfVariables } from '@unblock/engine/variables';
import type { ServerKind } from './address.ts';

/** Where the address is to come from instead. */
export interface Source {
  variable: string;
  /** The settings object at hand that reads the variable: `settings.DATABASE_URL`; null for a plain read. */
  settings: string | null;
}

/** Names under which services know the address of a server, and the one that platforms and their guides use. */
const NAMES: Readonly<Record<ServerKind, { known: RegExp; usual: string }>> = {
  database: {
    known: /^((SQLALCHEMY_)?DATABASE_UR[IL]|DB_UR[IL]|POSTGRES(QL)?_(URL|URI|DSN)|PG_DSN|MYSQL_URL)$/,
    usual: 'DATABASE_URL',
  },
  redis: { known: /^REDIS(CLOUD|_TLS)?_?UR[IL]$/, usual: 'REDIS_URL' },
  mongo: { known: /^MONGO(DB)?_?(UR[IL]|CONNECTION(_STRING)?)$/, usual: 'MONGODB_URI' },
  amqp: { known: /^(RABBITMQ|CLOUDAMQP|AMQP)_UR[IL]$/, usual: 'RABBITMQ_URL' },
  search: {
    known: /^(ELASTIC(SEARCH)?|OPENSEARCH|BONSAI|SEARCH(BOX)?)_?(UR[IL]|HOSTS?)$/,
    usual: 'ELASTICSEARCH_URL',
  },
};

/** The variable that a manifest declares, or the service reads already, for a server of a kind; else the usual name. */
export function variableFor(kind: ServerKind, service: Service, model: Model): string {
  const { known, usual } = NAMES[kind];
  return namesOfVariables(service, model).find((name) => known.test(name)) ?? usual;
}

/** The settings object for the variable where the file has one at hand; a reason where a settings class is passed by. */
export function sourceFor(kind: ServerKind, path: string, service: Service, model: Model): Source | Skip {
  const variable = variableFor(kind, service, model);
  const field = model
    .factsOf(service, 'environment-read')
    .find(({ name, via, span }) => name === variable && via === 'settings' && isField(model, span));
  if (!field) return { variable, settings: null };
  const settings = settingsAt(model, path, variable);
  if (settings !== null) return { variable, settings };
  const { path: holder } = field.span;
  return {
    skip: both(
      `the settings class in ${holder} has a field for ${variable}, and ${path} has no object of it at hand: use it there`,
      `la classe de paramètres de ${holder} a un champ pour ${variable}, et ${path} n'en a aucun objet sous la main : l'y utiliser`,
    ),
  };
}

function isField(model: Model, span: { path: string; start: number; end: number }): boolean {
  const classes = Object.values(model.module(span.path)?.classes ?? {});
  return classes.some(({ fields }) => Object.values(fields).some((field) => field.span.start === span.start));
}

/** An imported object, or a function that gives one, with a field that reads the variable. */
function settingsAt(model: Model, path: string, variable: string): string | null {
  const span = { path, start: 0, end: 0 };
  for (const { local, name } of model.module(path)?.imports ?? []) {
    if (name === null || !/^\w+$/.test(local)) continue;
    const object: Expression = { span, kind: 'name', name: local, local: null };
    const made: Expression = { span, kind: 'call', callee: object, arguments: [], keywords: {} };
    for (const [owner, text] of [
      [object, local],
      [made, `${local}()`],
    ] as const)
      for (const property of [variable, variable.toLowerCase()]) {
        const value = model.resolve({ span, kind: 'member', object: owner, property });
        if (value.kind !== 'environment' || value.name !== variable) continue;
        const declaration = (model.read(value.declared.path) ?? '').slice(
          value.declared.start,
          value.declared.end,
        );
        const isText = /^\w+\s*:\s*(str|str \| None|Optional\[str\])\s*(=|$)/.test(declaration);
        if (/Secret/.test(declaration)) return `${text}.${property}.get_secret_value()`;
        return isText ? `${text}.${property}` : `str(${text}.${property})`;
      }
  }
  return null;
}

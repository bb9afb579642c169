import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { migrationEnvironments } from '@unblock/engine/alembic';
import { mentions, traceUrl, type UrlTrace } from '@unblock/engine/database/trace';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import type { Span } from '@unblock/engine/facts';
import { importedFiles } from '@unblock/engine/imported';
import { expressionOf } from '@unblock/engine/python/expression';
import { argumentsOf, calleeOf, type Node, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { COMPOSE } from '@unblock/engine/services/compose-command';
import { mayRunAlembic } from '@unblock/engine/services/migration-runs';
import { recognise } from '@unblock/engine/services/recognise';
import { expand } from '@unblock/engine/services/start';
import type { Contract } from '@unblock/platforms';

/** A value handed to Alembic's ConfigParser as it is. */
export interface Unescaped {
  /** Method it is given to: `set_main_option`. */
  method: string;
  option: string;
  span: Span;
  /** The value as it is written. */
  written: string;
  /** It was read from the same configuration before. */
  isOption: boolean;
  isEscaped: boolean;
  /** The SQLAlchemy URL object that the value is, or that `str()` makes text of; null for plain text. */
  object: string | null;
  /** `str()` of that object puts `***` in the place of the password. */
  hidesPassword: boolean;
  /** The variables the value comes from. */
  variables: string[];
  /** The URL is put together from parts, a password among them. */
  isComposed: boolean;
  /** A deploy may run Alembic; else only a person does. */
  isDeployed: boolean;
  /** Compose files alone start the service, and write the URL out: its characters are known. */
  isWrittenOut: boolean;
  /** The platforms it holds under. */
  contracts: Contract[];
}

/** Whether every platform writes the whole URL itself, for the database that it runs. */
export function isGiven({ variables, isComposed, contracts }: Unescaped): boolean {
  return (
    !isComposed &&
    variables.length > 0 &&
    variables.every((name) => contracts.every(({ databaseUrl }) => databaseUrl.value?.variable === name))
  );
}

const OPTION = /\.set_(main|section)_option\(/;

/** Options that name files, not addresses. */
const PATHS = /^(script_location|version_locations|prepend_sys_path|file_template)$/;

/** What may hold any character: a port, a host or a name of a database holds no `%`. */
const FREE = /pass|pwd|secret|ur[il]|dsn/i;

/** The values of a service's Alembic configuration in which a `%` would end the migration. */
export function findUnescaped(service: Service, model: Model): Unescaped[] {
  if (service.language !== 'python') return [];
  const environments = migrationEnvironments(model, service).map(({ path }) => path);
  // Another program that hands Alembic a URL counts where a deploy runs it: scripts by hand are nobody's deploy.
  const files = new Set([...environments, ...deployedFiles(service, model)]);
  const found = [...files].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!OPTION.test(text)) return [];
    const root = parsePython(text);
    // Flask-Migrate's template doubles the sign itself, in the function it takes the URL from.
    const isFlask = root.find({ rule: { kind: 'identifier', regex: '^current_app$' } }) !== null;
    if (isFlask || root.find({ rule: { kind: 'ERROR' } })) return [];
    const all = root
      .findAll({ rule: { kind: 'call' } })
      .flatMap((call) => inCall(call, path, root, service, model));
    // An option that is read comes back without its escapes, and is put in again as it is.
    const given = all.filter(({ isOption }) => !isOption);
    const isComposed = given.some((entry) => entry.isComposed);
    const bare = all.filter(({ isEscaped }) => !isEscaped);
    return given.length === 0 ? [] : bare.map((entry) => (entry.isOption ? { ...entry, isComposed } : entry));
  });
  return found.length > 0 && isUsed(environments, model) ? found : [];
}

/** Alembic that is set up, without a revision, and that no deploy runs, is not in use. */
function isUsed(environments: readonly string[], model: Model): boolean {
  const folders = environments.map((path) => `${path.slice(0, -'env.py'.length)}versions/`);
  return (
    mayRunAlembic(model) ||
    [...model.paths].some(
      (path) => folders.some((folder) => path.startsWith(folder)) && /\/(?!__init__)[^/]+\.py$/.test(path),
    )
  );
}

/** What the web process runs, the files that commands of a deploy start, and what those import. */
function deployedFiles(service: Service, model: Model): Set<string> {
  const isSet = service.files.some((path) => OPTION.test(model.read(path) ?? ''));
  if (!isSet) return new Set();
  const context = { root: service.root, paths: model.paths, read: (path: string) => model.read(path) };
  const steps = service.deployables.flatMap(({ preDeploy, build, start }) =>
    [preDeploy, build, start].flatMap((text) => (text ? expand(context, text, 0) : [])),
  );
  const entries = [...steps, ...service.starts.flatMap(({ commands }) => commands)].flatMap(
    ({ text, command, folder }) => recognise(context, text, command, folder)?.entry ?? [],
  );
  const started = entries.flatMap((path) => [path, ...importedFiles(model, path)]);
  return new Set([...webFiles(model, service), ...started]);
}

function inCall(call: Node, path: string, root: Node, service: Service, model: Model): Unescaped[] {
  const method = /\.(set_main_option|set_section_option)$/.exec(calleeOf(call))?.[1];
  if (!method) return [];
  const given = argumentsOf(call);
  const at = method === 'set_main_option' ? 0 : 1;
  const option = /^["'](.+)["']$/.exec(given[at]?.text() ?? '')?.[1];
  const value = given[at + 1];
  if (!option || !value || PATHS.test(option)) return [];
  const trace = traceUrl(model, path, root, value);
  if (isLocalFile(trace)) return [];
  const object = urlObject(value, path, model);
  const isOption = trace.calls.includes('get_main_option');
  if (trace.reads.length === 0 && object === null && !isOption) return [];
  const variables = [...new Set(trace.reads.map(({ name }) => name))];
  if (option !== 'sqlalchemy.url' && ![option, ...variables].some((name) => FREE.test(name))) return [];
  const isText = value.kind() === 'call' && calleeOf(value) === 'str';
  return [
    {
      method,
      option,
      span: { path, ...spanOf(value) },
      written: value.text(),
      isOption,
      isEscaped: mentions(model, trace, '%%'),
      object: object?.text() ?? null,
      hidesPassword:
        object !== null && isText && mayReach(versionOf(model, service.dependencies, 'sqlalchemy'), '2.0'),
      variables,
      // An option of another name is a part that the URL takes in.
      isComposed: trace.isComposed || option !== 'sqlalchemy.url',
      isDeployed: mayRunAlembic(model),
      isWrittenOut: variables.length > 0 && variables.every((name) => isInCompose(name, model)),
      contracts: contractsOf(model),
    },
  ];
}

/** Whether nothing but compose files starts the repository, and each that sets a variable gives it a URL without a `%`. */
function isInCompose(name: string, model: Model): boolean {
  if (contractsOf(model).some(({ id }) => id !== 'docker')) return false;
  const line = new RegExp(`^[ \\t]*(?:-[ \\t]*)?["']?${name}["']?[ \\t]*[:=](.*)$`, 'gm');
  const values = [...model.paths]
    .filter((path) => COMPOSE.test(path))
    .flatMap((path) => [...(model.read(path) ?? '').matchAll(line)].map((match) => match[1] ?? ''));
  return values.length > 0 && values.every((value) => WRITTEN_OUT.test(value));
}

/** A URL without variables of compose and without a `%`. */
const WRITTEN_OUT = /^[ \t]*["']?[a-z][\w+]*:\/\/[^\s%$"']+["']?[ \t]*(#.*)?\r?$/;

/** A platform that runs functions takes the front end of a repository whose server goes somewhere else. */
function contractsOf({ contracts }: Model): Contract[] {
  const servers = contracts.filter(({ runs }) => runs.value === 'server');
  return servers.length > 0 ? servers : [...contracts];
}

/** A folder from the environment in the address of a SQLite file. */
function isLocalFile({ literals, isComposed }: UrlTrace): boolean {
  return (
    isComposed &&
    literals.every((literal) => !/^(postgres|mysql|mariadb|mssql|oracle)/.test(literal)) &&
    literals.some((literal) => literal.startsWith('sqlite'))
  );
}

/** The URL object of SQLAlchemy that an expression is, or that `str()` is called on. */
function urlObject(value: Node, path: string, model: Model): Node | null {
  const isText = value.kind() === 'call' && calleeOf(value) === 'str';
  const object = isText ? argumentsOf(value)[0] : value;
  if (!object) return null;
  const engine =
    object.kind() === 'attribute' && object.field('attribute')?.text() === 'url'
      ? object.field('object')
      : null;
  const producer = model.producer(expressionOf(path, engine ?? object));
  if (!producer || !/^sqlalchemy(\.|$)/.test(producer.module)) return null;
  const wanted = engine ? /(^|\.)create_(async_)?engine$/ : /(^|\.)(make_url|URL|URL\.create)$/;
  return wanted.test(producer.name) ? object : null;
}

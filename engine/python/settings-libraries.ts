import type { EnvironmentReader } from '../environment-facts.ts';
import type { Expression } from '../facts.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** A read of a variable through a settings library, or a function of the repository. */
export interface LibraryRead {
  name: string;
  fallback: Expression | null;
  /** It raises without the variable and without a fallback. */
  required: boolean;
}

/** What a name or a member of a name leads to. */
export type ReaderOrigin =
  /** A name of a module outside the repository: `config` of `decouple`. */
  | { kind: 'outside'; module: string; name: string }
  /** An object that a call made, with the origin of the maker: `env = environ.Env(DEBUG=(bool, False))`. */
  | { kind: 'made'; module: string; name: string; call: Call }
  | { kind: 'reader'; reader: EnvironmentReader };

export type OriginOf = (expression: Expression) => ReaderOrigin | null;

/** Variables that methods of django-environ read where the call names none: https://django-environ.readthedocs.io/en/latest/types.html */
const DEFAULT_VARIABLES: Readonly<Record<string, string>> = {
  db: 'DATABASE_URL',
  db_url: 'DATABASE_URL',
  cache: 'CACHE_URL',
  cache_url: 'CACHE_URL',
  email: 'EMAIL_URL',
  email_url: 'EMAIL_URL',
  search_url: 'SEARCH_URL',
  channels: 'CHANNELS_URL',
  channels_url: 'CHANNELS_URL',
};
/** Methods of an environment object that read nothing. */
const NO_READ =
  /^(read_env|seal|prefixed|dump|parser|parser_for|add_parser|set|get_value_from|overwrite|validators)$/;

/**
 * What a call reads: decouple (https://github.com/HBNetwork/python-decouple), django-environ, environs
 * (https://github.com/sloria/environs), starlette.config (https://www.starlette.io/config/), or a function of the
 * repository. Null for any other call.
 */
export function libraryRead(call: Call, originOf: OriginOf): LibraryRead | null {
  const { callee } = call;
  const whole = originOf(callee);
  if (whole?.kind === 'reader') return repositoryRead(call, whole.reader);
  if (whole?.kind === 'outside' && whole.module === 'decouple' && /^config(\.get)?$/.test(whole.name))
    return plainRead(call, '');
  if (whole?.kind === 'outside' && whole.module === 'os') return systemRead(call, whole.name);
  // The object that environs brings: https://github.com/sloria/environs
  if (whole?.kind === 'outside' && whole.module === 'environs' && /^env(\.|$)/.test(whole.name))
    return NO_READ.test(whole.name.slice('env.'.length)) ? null : plainRead(call, '');
  if (whole?.kind === 'made') return madeRead(call, whole, '');
  if (callee.kind !== 'member') return null;
  const object = originOf(callee.object);
  return object?.kind === 'made' ? madeRead(call, object, callee.property) : null;
}

/** `e.get("X")`, where `e` is `os.environ` under another name. */
function systemRead(call: Call, name: string): LibraryRead | null {
  const variable = /^(getenv|environ\.(get|pop|setdefault))$/.test(name) ? nameOf(call) : null;
  const fallback = call.keywords.default ?? call.arguments[1] ?? null;
  return variable === null
    ? null
    : { name: variable, fallback, required: name === 'environ.pop' && fallback === null };
}

function madeRead(
  call: Call,
  { module, name, call: made }: Extract<ReaderOrigin, { kind: 'made' }>,
  method: string,
): LibraryRead | null {
  if (NO_READ.test(method) || Object.hasOwn(made.keywords, '**')) return null;
  switch (`${module}.${name}`) {
    case 'decouple.AutoConfig':
    case 'decouple.Config':
      return method === '' || method === 'get' ? plainRead(call, '') : null;
    case 'starlette.config.Config': {
      const prefix = textOf(made.keywords.env_prefix) ?? (made.keywords.env_prefix ? null : '');
      return prefix !== null && (method === '' || method === 'get') ? plainRead(call, prefix, 2) : null;
    }
    case 'environs.Env':
    case 'environs.FileAwareEnv': {
      const prefix = textOf(made.keywords.prefix) ?? (made.keywords.prefix ? null : '');
      return prefix === null ? null : plainRead(call, prefix);
    }
    case 'dynaconf.Dynaconf':
    case 'dynaconf.LazySettings': {
      const prefix = dynaconfPrefix(made);
      const read =
        /^(get|get_fresh|as_(int|bool|float|json))$/.test(method) && prefix !== null
          ? plainRead(call, prefix)
          : null;
      // A settings file may hold it.
      return (
        read && {
          name: read.name.toUpperCase(),
          fallback: { span: call.span, kind: 'unknown' },
          required: false,
        }
      );
    }
    case 'environ.Env':
    case 'environ.FileAwareEnv':
    case 'environ.environ.Env':
      return djangoRead(call, made, method);
    default:
      return null;
  }
}

/** `env("X")` falls back to what the constructor says of X: `environ.Env(X=(bool, False))`. */
function djangoRead(call: Call, made: Call, method: string): LibraryRead | null {
  // A prefix that is set later stands in front of every name.
  if (Object.hasOwn(made.keywords, 'prefix')) return null;
  const name = nameOf(call) ?? (call.arguments.length === 0 ? DEFAULT_VARIABLES[method] : undefined) ?? null;
  if (name === null) return null;
  const position = method === '' ? 2 : 1;
  const given = call.keywords.default ?? call.arguments[position] ?? null;
  if (given || Object.hasOwn(call.keywords, '**')) return { name, fallback: given, required: false };
  const scheme = Object.hasOwn(made.keywords, name) ? made.keywords[name] : undefined;
  // A bare type has no default; of a pair the second part is one.
  const hasDefault = scheme !== undefined && scheme.kind !== 'name' && scheme.kind !== 'member';
  return { name, fallback: hasDefault ? scheme : null, required: !hasDefault };
}

/**
 * `config("X", default=…)`, `env.str("X", "…")`: it raises where nothing is given.
 *
 * @param position of the default among the arguments: in starlette's `config("X", bool)` the type comes before it.
 */
function plainRead(call: Call, prefix: string, position = 1): LibraryRead | null {
  const name = nameOf(call);
  if (name === null) return null;
  const isKeyword = Object.hasOwn(call.keywords, 'default');
  const fallback = call.keywords.default ?? call.arguments[position] ?? null;
  return {
    name: prefix + name,
    fallback,
    required: fallback === null && !isKeyword && !Object.hasOwn(call.keywords, '**'),
  };
}

function repositoryRead(call: Call, reader: EnvironmentReader): LibraryRead | null {
  const { variable, fallback, need, otherwise } = reader;
  const asked = call.keywords[variable.name] ?? call.arguments[variable.position];
  const name = textOf(asked);
  if (name === null) return null;
  const given = fallback ? (call.keywords[fallback.name] ?? call.arguments[fallback.position]) : undefined;
  const value = given ?? fallback?.value ?? otherwise;
  const isNothing = value === null || (value.kind === 'literal' && value.value === null);
  return { name, fallback: value, required: need === 'required' && isNothing };
}

function nameOf(call: Call): string | null {
  const [first] = call.arguments;
  return textOf(
    first ?? call.keywords.var ?? call.keywords.name ?? call.keywords.option ?? call.keywords.key,
  );
}

function textOf(expression: Expression | undefined): string | null {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;
}

/**
 * What dynaconf puts in front of every variable: `DYNACONF_` unless its object says otherwise; null where that is not known.
 * https://www.dynaconf.com/envvars/
 */
export function dynaconfPrefix(made: Call): string | null {
  const given = made.keywords.envvar_prefix;
  if (!given) return Object.hasOwn(made.keywords, '**') ? null : 'DYNACONF_';
  if (given.kind !== 'literal') return null;
  if (typeof given.value === 'string') return `${given.value.toUpperCase()}_`;
  return given.value === false ? '' : null;
}

/** The variable that lies over a setting of dynaconf: `settings.PORT`, `settings["PORT"]`; null for any other member. */
export function dynaconfVariable(
  { object, property }: Extract<Expression, { kind: 'member' }>,
  originOf: OriginOf,
): string | null {
  const origin = originOf(object);
  const isMade =
    origin?.kind === 'made' && origin.module === 'dynaconf' && /^(Dynaconf|LazySettings)$/.test(origin.name);
  const isGlobal = origin?.kind === 'outside' && origin.module === 'dynaconf' && origin.name === 'settings';
  const prefix = isMade ? dynaconfPrefix(origin.call) : isGlobal ? 'DYNACONF_' : null;
  return prefix === null || DYNACONF_OWN.test(property) ? null : prefix + property.toUpperCase();
}

/** What dynaconf's object has beside the settings. */
const DYNACONF_OWN =
  /^(_.*|get\w*|set|setenv|using_env|from_env|exists\w*|as_\w+|to_dict|configure|reload|clean|update|unset|populate_obj|validators|load_\w+|find_file|path_for|keys|items|values|current_\w+|is_\w+|settings_module|loaded_\w+|store|fresh|settings_files?)$/;

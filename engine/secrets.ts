export const MASK = '***';

/** Words in a name that say that its value is a secret: for what is masked and for what is told to be one. */
const WORDS =
  'secret|passw(?:or)?d|passphrase|mot[_-]?de[_-]?passe|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|' +
  '(?:encryption|signing|jwt|master|session|hmac|stripe|auth)[_-]?key|_key(?![\\w-])|' +
  '(?<![a-zA-Z])(?:pass|pwd|mdp)\\d{0,2}(?![\\w-])';
/** A name with such a word. It starts where a name starts, so that a long word is looked at once. */
const NAME = String.raw`(?<![\w-])([\w-]{0,60}(?:${WORDS})[\w-]{0,60})`;
/** The name of a variable with such a word. */
const VARIABLE = String.raw`([A-Z\d_]{0,60}(?:${upperCase(WORDS)})[A-Z\d_]{0,60})`;
/** Names that hold such a word and say something about the secret: how long it lives, where it is asked for. */
const ABOUT =
  /(expir\w*|_exp|minutes|seconds|hours|days|ttl|lifetime|max_?age|length|limit|url|uri|type|algorithm|name|header|field|path|prefix|enabled|count|size)$/i;

/** `scheme://user:password@host`: the password, which may hold an `@` or a `/` of its own. */
const URL_PASSWORD = /(\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s:/@'"]{0,200}:)([^\s'"\x60]{1,300})(?=@)/gi;
/** `host=… password=…`, as libpq takes it: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING */
const CONNINFO =
  /(\b(?:host|hostaddr|port|dbname|user|sslmode|options|application_name|connect_timeout)[ \t]{0,9}=[ \t]{0,9}(?:'[^'\n]{0,200}'|[^\s"',=]{1,200})[ \t]{1,9}password[ \t]{0,9}=[ \t]{0,9}|["']password[ \t]{0,9}=[ \t]{0,9})('(?:[^'\\\n]|\\[^\n])+'|\\'(?:[^'\\\n]|\\[^'\n])+\\'|[^\s"',\\]+)(?=["'\s])/g;
/** `?password=…` of an address. */
const QUERY = new RegExp(String.raw`([?&])${NAME}(=)([^\s&#"'\x60]{4,})`, 'gi');

const QUOTED = String.raw`[rbuf]{0,2}(["'\x60]{3}|["'\x60])((?:\\[^\n]|(?!\3)[^\n\\]){4,})\3`;
/** A literal given to a name: `SECRET_KEY: str = "…"`, `"apiKey": '…'`, `password=…`, `= Field("…")`, `= ("…")`. */
const ASSIGNED = new RegExp(
  String.raw`${NAME}(["'\]]{0,2}\s*(?::\s*[\w.[\]|, ]{1,60}?\s*)?[:=]\s*(?:\(\s*)?(?:Field\(\s*(?:default\s*=\s*)?)?)${QUOTED}`,
  'gi',
);
/** More parts of a literal in brackets: `= ("***"\n "…")`. */
const PARTS = /(?<=\*\*\*["'\x60])((?:\s*[rbuf]{0,2}(?:"[^"\n]{4,}"|'[^'\n]{4,}'))+)(?=\s*\))/g;
/** The literal that stands in: `SECRET_KEY") or "…"`, `JWT_SECRET ?? '…'`. */
const ALTERNATIVE = new RegExp(String.raw`${NAME}(["'\])]{0,3}\s*(?:\?\?|\|\||\bor\b)\s*)${QUOTED}`, 'gi');
/** The default of an environment read: `getenv("SECRET_KEY", "…")`, `config("SECRET_KEY", default="…")`. */
const DEFAULT = new RegExp(
  String.raw`(?<=\b(?:getenv|environ\.(?:get|setdefault)|config(?:\.get)?|env(?:\.\w+)?)\(\s*["'])${NAME}(["']\s*,\s*(?:default\s*=\s*)?)${QUOTED}`,
  'gi',
);
/** The key of a call that signs or checks a token: `jwt.sign(payload, "…")`. */
const SIGNED = new RegExp(
  String.raw`(\bjwt\.(?:sign|verify|encode|decode)\([^"'\x60;]{1,300}?,\s*)()${QUOTED}(?=\s*[,)])`,
  'gi',
);
/** The default of a shell: `${SECRET_KEY:-…}`. */
const SHELL_DEFAULT = new RegExp(String.raw`(\$\{)${NAME}(:?[-=])([^\s}]{4,})`, 'gi');
/** A line of a file of variables, of a compose list: `SECRET_KEY = …`; of a YAML mapping: `SECRET_KEY: …`; `ENV SECRET_KEY …`; with blanks as Gmail shows its passwords. */
const LINE = new RegExp(
  String.raw`^([+\- ]?[ \t]*(?:-[ \t]+)?(?:(?:export|ENV|ARG)[ \t]+)?)${VARIABLE}([ \t]*=[ \t]*|:[ \t]+|(?<=^[+\- ]?[ \t]*ENV[ \t]+\w+)[ \t]+)((?:[a-z]{4} ){3}[a-z]{4}|[^\s"'=][^\s]{3,})(?=[ \t]*\r?$|[ \t]+#)`,
  'gm',
);
/** A variable anywhere in a line: `web: SECRET_KEY=… uvicorn`, `ENV A=1 SECRET_KEY=…`, `Environment="SECRET_KEY=…"`. */
const INLINE = new RegExp(
  String.raw`(?<!\w)()${VARIABLE}(=(?:\\?["'](?=[^\s"'\x60\\]))?)([^\s"'\x60\\=][^\s"'\x60\\]{3,})`,
  'g',
);
/** An option of a command: `--password …`, `--api-key=…`. */
const OPTION = new RegExp(
  String.raw`(?<![\w-])(--)([\w-]{0,60}(?:${WORDS})[\w-]{0,60})(=| +)([^\s"'\x60=-][^\s"'\x60]{3,})`,
  'gi',
);
/** `key: SECRET_KEY` with `value: …` after it, in the next line as Render's Blueprints have it, or in the same. */
const PAIR = new RegExp(
  String.raw`\b((?:key|name)["']?:[ \t]*["']?)${NAME}(["']?,?[ \t]*(?:\r?\n[+\- ]?[ \t]*)?["']?value["']?:[ \t]*)([^\s].*?)(?=[ \t]*(?:\}[ \t,\]]*)?\r?$)`,
  'gim',
);
/** The same with the value first. */
const PAIR_TURNED = new RegExp(
  String.raw`(\bvalue["']?:[ \t]*)([^\s][^\n]*?)(?=,?[ \t]*(?:\r?\n\+?)?[ \t]*["']?(?:key|name)["']?:[ \t]*["']?${NAME})`,
  'gim',
);
/** Keys that their own form gives away, whatever they are called. */
const SHAPES =
  /\b(?:[sr]k_(?:live|test)_\w{10,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z\d]{16}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(?:proj|ant|or)-[\w-]{20,}|xkeysib-[a-f\d]{40,}-\w{10,})/g;
const PRIVATE_KEY = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)(.*?(?=-----END)|[A-Za-z\d+/=\s]{40,})/gs;

/** Replaces the values of secrets in a text that people will see. The text keeps its lines; their length may change. */
export function maskSecrets(text: string): string {
  const quoted = (whole: string, name: string, _: string, quote: string, value: string) =>
    isPlain(name, value) ? whole : whole.slice(0, whole.length - value.length - quote.length) + MASK + quote;
  const bare = (whole: string, before: string, name: string, between: string, value: string) =>
    isPlain(name, value) || isCode(value, between) ? whole : before + name + between + MASK;
  return text
    .replace(
      PRIVATE_KEY,
      (_, begin: string, body: string) => begin + body.replace(/^([+\- ]?).+$/gm, `$1${MASK}`),
    )
    .replace(SHAPES, MASK)
    .replace(URL_PASSWORD, (whole, before: string, password: string) =>
      isPlaceholder(password) || isPort(before, password) ? whole : before + MASK,
    )
    .replace(CONNINFO, (whole, before: string, value: string) =>
      isPlaceholder(value) ? whole : before + MASK,
    )
    .replace(QUERY, bare)
    .replace(ASSIGNED, quoted)
    .replace(PARTS, (parts) => parts.replace(/(["']).*?\1/g, `$1${MASK}$1`))
    .replace(ALTERNATIVE, quoted)
    .replace(DEFAULT, quoted)
    .replace(SIGNED, (whole, _before: string, _: string, quote: string, value: string) =>
      isPlain('secret', value)
        ? whole
        : whole.slice(0, whole.length - value.length - quote.length) + MASK + quote,
    )
    .replace(SHELL_DEFAULT, bare)
    .replace(PAIR, (whole, before: string, name: string, between: string, value: string) =>
      isPlain(name, value.replace(/^["']|["']$/g, '')) ? whole : before + name + between + MASK,
    )
    .replace(PAIR_TURNED, (whole, before: string, value: string, name: string) =>
      isPlain(name, value.replace(/^["']|["']$/g, '')) ? whole : before + MASK,
    )
    .replace(LINE, bare)
    .replace(INLINE, bare)
    .replace(OPTION, bare);
}

/** The words as they stand in the name of a variable; what is escaped stays. */
function upperCase(words: string): string {
  return words.replace(/\\\w|[a-z]+/g, (part) => (part.startsWith('\\') ? part : part.toUpperCase()));
}

/** A value that is no secret: a placeholder, the name of a variable, nothing. */
function isPlain(name: string, value: string): boolean {
  return (
    !isSecretName(name) ||
    isPlaceholder(value) ||
    /^(process\.env|os\.|your[-_ ]|change[-_ ]?me)|^(null|none|true|false|undefined)$/i.test(value) ||
    /^[A-Z]+(_[A-Z]+)+[),;\]}]*$/.test(value)
  );
}

function isPlaceholder(value: string): boolean {
  return /^(\$\{|\$\(|\$[A-Z_][A-Z\d_]*[),;\]}]*$|\{|<|\*{3}|\*+$|%[sd]$|%\()/.test(value);
}

/** `http://localhost:3000/@scope`: a port. The address of a database has a user there. */
function isPort(before: string, value: string): boolean {
  return /^\d{1,5}[/?#]/.test(value) && !/^(postgres|mysql|mariadb|mssql|mongodb|redis|amqp)/i.test(before);
}

/** Whether a name is that of a secret. Of names that only end in a key, those of variables are: `primary_key` is none. */
function isSecretName(name: string): boolean {
  if (ABOUT.test(name) || name === 'PWD') return false;
  if (new RegExp(WORDS.replace('_key(?![\\w-])|', ''), 'i').test(name)) return true;
  return (
    /(^|_)KEY$/.test(name) &&
    !/(^|_)(PUBLIC|PUBLISHABLE|PRIMARY|FOREIGN|CACHE|SORT|PARTITION)_KEY$/.test(name)
  );
}

/** A value without quotes that is code: a call, an entry, a member of something known, a type after a colon. */
function isCode(value: string, between: string): boolean {
  if (between.startsWith(':') && between.trim() === ':' && !/[\d!@#%^&+=/-]/.test(value)) return true;
  return (
    /^[A-Za-z_][\w.]*[([](.*[)\]][,;]?)?$/.test(value) ||
    /^(os|process|settings|config|self|this|env|app|current_app)\.[\w.]+[),;]*$/.test(value) ||
    /^[A-Za-z_]+(\.[A-Za-z_]+)*(\.[A-Za-z_]+|[),])[),;]*$/.test(value)
  );
}

/** Names whose values are addresses that hold a secret as a part. */
const ADDRESS = /(_DSN$|DATABASE_URL|REDIS_URL|MONGO\w*_UR[LI]|WEBHOOK_URL)/i;

/** Whether a variable's name says that its value is a secret. */
export function looksSecret(name: string): boolean {
  return ADDRESS.test(name) || isSecretName(name);
}

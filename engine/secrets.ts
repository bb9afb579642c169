export const MASK = '***';

/** Words in a name that say that its value is a secret. */
const WORDS =
  'secret|passw(?:or)?d|passphrase|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|' +
  '(?:encryption|signing|jwt|master|session|hmac|stripe|auth)[_-]?key';
/** A name with such a word. It starts where a name starts, so that a long word is looked at once. */
const NAME = String.raw`(?<![\w-])([\w-]{0,60}(?:${WORDS})[\w-]{0,60})`;
/** Names that hold such a word and say something about the secret: how long it lives, where it is asked for. */
const ABOUT =
  /(expir\w*|minutes|seconds|hours|days|ttl|lifetime|length|limit|url|uri|type|algorithm|name|header|field|path|prefix|enabled|count|size)$/i;

/** `scheme://user:password@host`: the password, which may hold an `@` of its own. */
const URL_PASSWORD = /(\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s:/@'"]{0,200}:)([^\s'"/]+)(?=@)/gi;

const QUOTED = String.raw`[rbuf]{0,2}(["'\x60])((?:(?!\3)[^\n]){4,})\3`;
/** A literal given to a name: `SECRET_KEY: str = "…"`, `"apiKey": '…'`, `password=…`, `= Field("…")`. */
const ASSIGNED = new RegExp(
  String.raw`${NAME}(["'\]]{0,2}\s*(?::\s*[\w.[\]|, ]{1,60}?\s*)?[:=]\s*(?:Field\(\s*(?:default\s*=\s*)?)?)${QUOTED}`,
  'gi',
);
/** The literal that stands in: `SECRET_KEY") or "…"`, `JWT_SECRET ?? '…'`. */
const ALTERNATIVE = new RegExp(String.raw`${NAME}(["'\])]{0,3}\s*(?:\?\?|\|\||\bor\b)\s*)${QUOTED}`, 'gi');
/** The default of an environment read: `getenv("SECRET_KEY", "…")`, `config("SECRET_KEY", default="…")`. */
const DEFAULT = new RegExp(
  String.raw`(?<=\b(?:getenv|environ\.(?:get|setdefault)|config(?:\.get)?|env(?:\.\w+)?)\(\s*["'])${NAME}(["']\s*,\s*(?:default\s*=\s*)?)${QUOTED}`,
  'gi',
);
/** A line of a file of variables, of a Dockerfile or a compose list: `SECRET_KEY=…`; of a YAML mapping: `SECRET_KEY: …`. */
const LINE = new RegExp(
  String.raw`^([+\- ]?[ \t]*(?:-[ \t]+)?(?:(?:export|ENV|ARG)[ \t]+)?)([A-Z\d_]{0,60}(?:${WORDS.toUpperCase()})[A-Z\d_]{0,60})([ \t]*=[ \t]*|:[ \t]+)([^\s"'][^\s]{3,})(?=[ \t]*\r?$)`,
  'gm',
);
/** `key: SECRET_KEY` with `value: …` in the next line, as Render's Blueprints have it. */
const PAIR = new RegExp(
  String.raw`\b(key:[ \t]*["']?)${NAME}(["']?[ \t]*\r?\n[+\- ]?[ \t]*value:[ \t]*)([^\s].*?)(?=[ \t]*\r?$)`,
  'gim',
);
/** Keys that their own form gives away, whatever they are called. */
const SHAPES =
  /\b(?:[sr]k_(?:live|test)_\w{10,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z\d]{16}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(?:proj|ant|or)-[\w-]{20,})/g;
const PRIVATE_KEY = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)(.*?)(?=-----END)/gs;

/** Replaces the values of secrets in a text that people will see. The text keeps its lines; their length may change. */
export function maskSecrets(text: string): string {
  const quoted = (whole: string, name: string, _: string, quote: string, value: string) =>
    isPlain(name, value) ? whole : whole.slice(0, whole.length - value.length - 1) + MASK + quote;
  return text
    .replace(
      PRIVATE_KEY,
      (_, begin: string, body: string) => begin + body.replace(/^([+\- ]?).+$/gm, `$1${MASK}`),
    )
    .replace(SHAPES, MASK)
    .replace(URL_PASSWORD, (whole, before: string, password: string) =>
      isPlaceholder(password) ? whole : before + MASK,
    )
    .replace(ASSIGNED, quoted)
    .replace(ALTERNATIVE, quoted)
    .replace(DEFAULT, quoted)
    .replace(PAIR, (whole, before: string, name: string, between: string, value: string) =>
      isPlain(name, value.replace(/^["']|["']$/g, '')) ? whole : before + name + between + MASK,
    )
    .replace(LINE, (whole, before: string, name: string, between: string, value: string) =>
      isPlain(name, value) || isCode(value, between) ? whole : before + name + between + MASK,
    );
}

/** A value that is no secret: a placeholder, the name of a variable, nothing. */
function isPlain(name: string, value: string): boolean {
  return (
    ABOUT.test(name) ||
    isPlaceholder(value) ||
    /^(process\.env|os\.|your[-_ ]|change[-_ ]?me)|^(null|none|true|false|undefined)$/i.test(value) ||
    /^[A-Z]+(_[A-Z]+)+$/.test(value)
  );
}

function isPlaceholder(value: string): boolean {
  return /^(\$\{|\$\(|\$[A-Z_][A-Z\d_]*$|\{|<|\*+$|%[sd]$|%\()/.test(value);
}

/** A value without quotes that is code: a call, an entry, a member of something known, a type after a colon. */
function isCode(value: string, between: string): boolean {
  if (between.startsWith(':') && !/[\d!@#%^&+=/-]/.test(value)) return true;
  return (
    /^[A-Za-z_][\w.]*[([].*[)\]][,;]?$/.test(value) ||
    /^(os|process|settings|config|self|this|env|app|current_app)\.[\w.]+[,;]?$/.test(value)
  );
}

/** Names that speak of a secret and hold a number or a name: how long a token lives, how it is signed. */
const ABOUT_SECRET =
  /(EXPIR\w*|MINUTES|HOURS|DAYS|SECONDS|TTL|LENGTH|ALGORITHM|LIFETIME|MAX_AGE|HEADER|PREFIX)$/i;

/** Whether a variable's name says that its value is a secret. */
export function looksSecret(name: string): boolean {
  if (ABOUT_SECRET.test(name)) return false;
  return /(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE|CREDENTIAL|(^|_)KEY$|_DSN$|DATABASE_URL|REDIS_URL|MONGO\w*_UR[LI]|WEBHOOK_URL)/i.test(
    name,
  );
}

/** `scheme://user:password@host`: the password. */
const URL_PASSWORD = /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@'"]*:)([^\s@'"/]+)(@)/gi;
/** A literal given to a name that says it is a secret: `SECRET_KEY = "…"`, `"apiKey": '…'`, `password=…`. */
const NAMED_SECRET =
  /(\b[\w-]*(?:secret|passwd|password|token|api[_-]?key|private[_-]?key|access[_-]?key|credential)[\w-]*["']?\s*[:=]\s*)(["'])((?:(?!\2).){4,})\2/gi;
/** The same in a file of variables, without quotes. */
const ENV_SECRET =
  /^([+\- ]?\s*[A-Z][A-Z\d_]*(?:SECRET|PASSWORD|TOKEN|API_KEY|PRIVATE_KEY)[A-Z\d_]*\s*=\s*)([^\s"'${(][^\s]{5,})\s*$/gm;
const PLAIN_VALUE = /^(\$\{?\w|\{|<|process\.env|os\.|env\b|null$|none$|your[-_ ]|change[-_ ]?me)/i;

export const MASK = '***';

/** Replaces the values of secrets in a text that people will see. The text keeps its lines and its length may change. */
export function maskSecrets(text: string): string {
  return text
    .replace(URL_PASSWORD, (whole, before: string, password: string, after: string) =>
      isPlaceholder(password) ? whole : before + MASK + after,
    )
    .replace(NAMED_SECRET, (whole, before: string, quote: string, value: string) =>
      PLAIN_VALUE.test(value) ? whole : `${before}${quote}${MASK}${quote}`,
    )
    .replace(ENV_SECRET, (_, before: string) => before + MASK);
}

function isPlaceholder(password: string): boolean {
  return /^[$%{<*]/.test(password);
}

/** Whether a variable's name says that its value is a secret. */
export function looksSecret(name: string): boolean {
  return /(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE|CREDENTIAL|(^|_)KEY$|_DSN$|DATABASE_URL|REDIS_URL|MONGO\w*_UR[LI]|WEBHOOK_URL)/i.test(
    name,
  );
}

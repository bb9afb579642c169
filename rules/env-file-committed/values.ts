import { looksSecret, maskSecrets, type Span } from '@unblock/engine';

/** A variable of the file whose value looks like a real secret; never the value. */
export interface Secret {
  name: string;
  span: Span;
  /** Its own form says what it is: a live key, a private key, the login of a database elsewhere. */
  isCertain: boolean;
}

const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(.*)$/gm;

/** Keys that their own form gives away. */
const SHAPE =
  /^(?:[sr]k_live_\w{10,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{20,}|AKIA[A-Z\d]{16}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(?:proj|ant|or)-[\w-]{20,}|xkeysib-[a-f\d]{40,}-\w{10,}|re_[A-Za-z\d]{6,}_[A-Za-z\d]{16,}|\d{8,10}:[\w-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY-----.*)/;
/** `scheme://user:password@host`. */
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:([^\s@]{4,})@([^\s:/?]+)/i;
/** Shown to everyone anyway, or worth nothing. */
const PUBLIC =
  /^(NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|PUBLIC_)|PUBLIC|PUBLISHABLE|ANON|SITE_?KEY|CLIENT_ID|DSN|MEASUREMENT|KEY_ID$/;
/** Words of a text that stands for a value, in the languages that such files are written in. */
const DUMMY =
  /your|change|example|placeholder|x{4}|<|>|\.{3}|…|todo|dummy|fake|test|secret|passw|replace|insert|here|sample|default|super|insecure|local|dev|demo|troqu|chave|senha|clave|cambi|votre|remplac|segur|123456|qwerty|\*{3}|^\$|\$\{|\{\{|^(encrypted|vault|op|ref|arn|env|file):/i;
/** A password that Gmail makes for one application: four times four letters. https://support.google.com/mail/answer/185833 */
const OF_GMAIL = /^([a-z]{4} ?){3}[a-z]{4}$/;
/** A key whose end is one character again and again stands for one. */
const REPEATED = /([\w*-])\1{6}/;
/** Hosts of a machine of one's own, or of a compose file. */
const HOME = /^(localhost|127\.|0\.0\.0\.0|::1|host\.docker)|^[^.]+$|\.(local|internal|test|example)$/i;

/** How manifests give variables: Render's pairs, Docker's instructions, an object of JSON. */
const GIVEN: readonly RegExp[] = [
  /^[ \t]*(?:-[ \t]*)?key:[ \t]*["']?([A-Za-z_]\w*)["']?[ \t]*\r?\n[ \t]*value:[ \t]*(\S.*)$/gm,
  /^[ \t]*ENV[ \t]+([A-Za-z_]\w*)(?:=|[ \t]+)(\S.*)$/gm,
  /^[ \t]*"([A-Za-z_]\w*)"[ \t]*:[ \t]*("[^"\n]+")/gm,
];

/** The variables of a manifest whose values their own form proves. */
export function givenSecrets(path: string, text: string): Secret[] {
  const found = GIVEN.flatMap((pattern) => [...text.matchAll(pattern)]).filter(
    ([, name = '', rest = '']) => !PUBLIC.test(name) && isCertain(name, unquoted(rest.trim())),
  );
  const masked = found.length > 0 ? maskSecrets(text) : '';
  return found.flatMap((line) => {
    const [, name = '', rest = ''] = line;
    const value = unquoted(rest.trim());
    if (masked.includes(ADDRESS.exec(value)?.[1] ?? value)) return [];
    const start = line.index + line[0].indexOf(name);
    return [{ name, span: { path, start, end: start + name.length }, isCertain: true }];
  });
}

/** The variables of a file of variables whose values look real. */
export function secretsOf(path: string, text: string): Secret[] {
  const masked = maskSecrets(text);
  const isOfGmail = /\bgmail\b/i.test(text);
  return [...text.matchAll(LINE)].flatMap((line) => {
    const [, name = '', rest = ''] = line;
    const value = unquoted(rest.trim());
    const certain = isCertain(name, value) || (isOfGmail && /PASS/.test(name) && isGmails(value));
    if (PUBLIC.test(name) || !(certain || isRandom(name, value))) return [];
    // A report shows the lines around: what would not be masked there is not told.
    const hidden = ADDRESS.exec(value)?.[1] ?? value;
    if (masked.includes(hidden)) return [];
    const start = line.index + line[0].indexOf(name);
    return [{ name, span: { path, start, end: start + name.length }, isCertain: certain }];
  });
}

function unquoted(rest: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(rest);
  return quoted ? (quoted[2] ?? '') : rest.replace(/(?<!\s)\s+#.*$/, '');
}

function isCertain(name: string, value: string): boolean {
  if (SHAPE.test(value)) return !REPEATED.test(value);
  if (/^eyJ[\w-]+\.eyJ[\w-]+\./.test(value)) return /SERVICE|AUTH_TOKEN/.test(name);
  const [, password = '', host = ''] = ADDRESS.exec(value) ?? [];
  return password !== '' && !HOME.test(host) && !DUMMY.test(password) && !DUMMY.test(host);
}

function isGmails(value: string): boolean {
  return OF_GMAIL.test(value) && !DUMMY.test(value) && new Set(value).size > 6;
}

/** A long text without words: letters and digits as chance gives them. */
function isRandom(name: string, value: string): boolean {
  const isLong = value.length >= 20 && /^[!-~]+$/.test(value);
  if (!isLong || !looksSecret(name) || /:\/\//.test(value) || DUMMY.test(value)) return false;
  const words = value.split(/[-_. ]/).filter((word) => /^[a-z]{3,}$/i.test(word));
  return /\d/.test(value) && /[a-z]/i.test(value) && words.length < 3 && entropy(value) >= 3.3;
}

/** Bits for each character, by how often each one occurs. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}

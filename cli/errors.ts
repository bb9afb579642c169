import type { Bilingual, Language } from '@unblock/engine/outcome';

/** What the exit code of the tool says. */
export const EXIT = { clean: 0, findings: 1, usage: 2, bug: 70, tryAgain: 75 } as const;

/** The user asked for something that cannot be done as asked. One clear line in both languages; exit code 2. */
export class UsageError extends Error {
  readonly text: Bilingual;
  constructor(en: string, fr: string) {
    super(en);
    this.name = 'UsageError';
    this.text = { en, fr };
  }
}

/** Something outside changed or was busy meanwhile; the same command may well succeed. One clear line; exit code 75. */
export class TryAgainError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TryAgainError';
  }
}

/** Errors of the system that pass: too many open files, a full disk, a busy file, no memory. */
const PASSING = new Set(['EMFILE', 'ENFILE', 'ENOSPC', 'EBUSY', 'EAGAIN', 'ENOMEM', 'ETXTBSY']);

/** The language of an error that comes before, or from, the reading of the arguments. */
export function typedLanguage(args: readonly string[]): Language {
  const asked = args.flatMap((arg, index) =>
    arg === '--lang' ? (args[index + 1] ?? '') : arg.startsWith('--lang=') ? arg.slice(7) : [],
  );
  return asked.at(-1) === 'fr' ? 'fr' : 'en';
}

/** What the reader of the arguments says, by its code, in French; `$1` is what it quotes. */
const FRENCH: Record<string, string> = {
  'commander.unknownOption': "option '$1' inconnue",
  'commander.missingArgument': "l'argument '$1' manque",
  'commander.optionMissingArgument': "l'option '$1' demande une valeur",
  'commander.excessArguments': "trop d'arguments pour '$1'",
};

/** The exit code and the one line for an error that ends the run. */
export function describeError(error: unknown, language: Language = 'en'): { code: number; line: string } {
  const message = oneLine(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError)
    return { code: EXIT.usage, line: `unblock: ${oneLine(error.text[language])}` };
  if (error instanceof TryAgainError) return { code: EXIT.tryAgain, line: `unblock: ${message}` };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('commander.')) {
    const said = message.replace(/^error: /, '');
    return { code: EXIT.usage, line: `unblock: ${language === 'fr' ? inFrench(code, said) : said}` };
  }
  const [again, bug, help] =
    language === 'fr'
      ? ['réessayer', 'défaut de unblock\u00a0', 'merci de le signaler, avec ce que UNBLOCK_DEBUG=1 affiche']
      : ['try again', 'bug in unblock', 'please report it, with what UNBLOCK_DEBUG=1 prints'];
  const semicolon = language === 'fr' ? '\u00a0;' : ';';
  if (PASSING.has(code)) return { code: EXIT.tryAgain, line: `unblock: ${message}${semicolon} ${again}` };
  return { code: EXIT.bug, line: `${bug}: ${message}${semicolon} ${help}` };
}

function inFrench(code: string, said: string): string {
  const french = FRENCH[code];
  if (french === undefined) return said;
  const quoted = /'([^']*)'/.exec(said)?.[1] ?? '';
  const near = /\(Did you mean (.*)\?\)$/.exec(said)?.[1];
  const hint = near === undefined ? '' : `\u00a0; vouliez-vous dire ${near.replace(/^one of /, '')}\u00a0?`;
  return french.replace('$1', () => quoted) + hint;
}

function oneLine(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}

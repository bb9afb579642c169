import type { Language } from '@unblock/engine/outcome';

/** What the engine itself says of a file it could not read; `$1` is a code of the system. */
const FRENCH: readonly [RegExp, string][] = [
  [/^a git repository of its own: scan it by itself$/, "un dépôt Git à part\u00a0: l'analyser seul"],
  [/^folder cannot be opened \((.*)\)$/, "le dossier ne s'ouvre pas ($1)"],
  [/^not a regular file$/, "ce n'est pas un fichier ordinaire"],
  [/^binary content$/, 'contenu binaire'],
  [/^not valid UTF-8: save it as UTF-8$/, "pas de l'UTF-8 valide\u00a0: l'enregistrer en UTF-8"],
  [/^no permission to read it$/, 'lecture non autorisée'],
  [/^cannot be opened \((.*)\)$/, "ne s'ouvre pas ($1)"],
  [/^syntax error in line (\d+)$/, 'erreur de syntaxe à la ligne $1'],
];

/** Why a file could not be read. Parsers speak English: their words are quoted, behind the line they name. */
export function unreadReason(reason: string, language: Language): string {
  if (language === 'en') return reason;
  const known = FRENCH.find(([form]) => form.test(reason));
  if (known) return reason.replace(...known);
  const [, line, said = reason] = /^line (\d+): (.*)$/s.exec(reason) ?? [];
  const place = line === undefined ? '' : `ligne ${line}\u00a0: `;
  return `${place}«\u00a0${said}\u00a0» (message de l'analyseur, en anglais)`;
}

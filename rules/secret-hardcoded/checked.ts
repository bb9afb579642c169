import type { Model, Service, Span } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { environmentReads } from '@unblock/engine/services/environment-reads';

const STOPS = /\b(throw|raise|process\.exit|sys\.exit|abort)\b/;

/** Whether something in the service refuses to start, or to go on, without the variable. */
export function isChecked(variable: string, literal: Span, service: Service, model: Model): boolean {
  const reads = environmentReads(model, service).filter(({ name }) => name === variable);
  if (reads.some(({ need }) => need === 'required')) return true;
  const paths = new Set([literal.path, ...reads.map(({ span }) => span.path)]);
  if (
    [...paths].some((path) =>
      stops(model.read(path) ?? '', variable, path === literal.path ? localName(literal, model) : null),
    )
  )
    return true;
  return service.files.some((path) => model.isParsed(path) && lists(model.read(path) ?? '', variable));
}

/** The name that a file gives a literal: `const JWT_KEY = 'x'`, `config['JWT_KEY'] = 'x'`; null without one. */
export function localName({ path, start }: Span, model: Model): string | null {
  const before = (model.read(path) ?? '').slice(Math.max(0, start - 200), start);
  const [, key, name] = /(?:\[['"]([\w$]+)['"]\]|([\w$]+))\s*(?::[^=\n]*)?=(?!=)[^=\n]*$/.exec(before) ?? [];
  return key ?? name ?? null;
}

/** `if (isProduction && !JWT_SECRET) throw …`, `if not settings.SECRET_KEY: raise …`. */
function stops(text: string, variable: string, local: string | null): boolean {
  const names = [variable, ...(local ? [local] : [])].map(escaped).join('|');
  const named = new RegExp(`(?<![\\w$])(${names})(?![\\w$])`);
  for (const { index } of text.matchAll(/\bif\b/g)) {
    const [condition = '', ...rest] = text.slice(index, index + 400).split('\n');
    if (!named.test(condition)) continue;
    if (STOPS.test([condition, ...rest.slice(0, 4)].join('\n'))) return true;
  }
  return false;
}

/** `['JWT_SECRET', …].forEach((name) => { if (!process.env[name]) throw … })`. */
function lists(text: string, variable: string): boolean {
  return (
    new RegExp(`["']${escaped(variable)}["']`).test(text) &&
    /process\.env\[\w+\]|environ(\.get)?[([]\w+[)\]]/.test(text)
  );
}

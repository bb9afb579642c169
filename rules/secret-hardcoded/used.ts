import type { Model, Service, Span } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';

/** What a read is put under: `secret: process.env.X`, `const SECRET = …`, `SECRET: str = …`, `config['SECRET'] = …`. */
const LABEL = /(?:['"]([\w$]+)['"]\s*\]?|([\w$]+))\s*(?:(?::[^=:\n{}]*)?=(?!=)|:)\s*[^=:\n(]*$/;

const FIELD = /^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)/;

/** Whether anything takes what is read, as far as its name tells: a setting that nobody asks for signs nothing. */
export function isUsed(read: Span, service: Service, model: Model): boolean {
  const own = model.read(read.path) ?? '';
  const [, key, name] =
    LABEL.exec(own.slice(Math.max(0, own.lastIndexOf('\n', read.start)), read.start)) ?? [];
  // A field of a settings class is the read itself, with its name in it.
  const [, field] = FIELD.exec(own.slice(read.start, read.end)) ?? [];
  const label = key ?? name ?? field;
  // Handed over where it is read, or taken by Flask, which knows the name.
  if (!label || (label === 'SECRET_KEY' && /^(flask|quart)$/.test(service.framework ?? ''))) return true;
  const named = new RegExp(`(?<![\\w$])${escaped(label)}(?![\\w$])`);
  const others = [own.slice(0, read.start), own.slice(read.end)].flatMap((part) =>
    part.split(named).slice(1),
  );
  // One of them is the label itself, where it stands in front.
  return (
    others.length > ((key ?? name) ? 1 : 0) ||
    service.files.some((path) => path !== read.path && named.test(model.read(path) ?? ''))
  );
}

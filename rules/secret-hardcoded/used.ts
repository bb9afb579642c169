import type { Model, Service, Span } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';

/** What a read is put under: `secret: process.env.X`, `const SECRET = …`, `SECRET: str = …`, `config['SECRET'] = …`. */
const LABEL = /(?:['"]([\w$]+)['"]\s*\]?|([\w$]+))\s*(?:(?::[^=:\n{}]*)?=(?!=)|:)\s*[^=:\n(]*$/;

/** Whether anything takes what is read, as far as its name tells: a setting that nobody asks for signs nothing. */
export function isUsed(read: Span, service: Service, model: Model): boolean {
  const own = model.read(read.path) ?? '';
  const [, key, name] =
    LABEL.exec(own.slice(Math.max(0, own.lastIndexOf('\n', read.start)), read.start)) ?? [];
  const label = key ?? name;
  // Handed over where it is read, or taken by Flask, which knows the name.
  if (!label || (label === 'SECRET_KEY' && /^(flask|quart)$/.test(service.framework ?? ''))) return true;
  const named = new RegExp(`(?<![\\w$])${escaped(label)}(?![\\w$])`);
  const others = [own.slice(0, read.start), own.slice(read.end)].flatMap((part) =>
    part.split(named).slice(1),
  );
  // One of them is the label itself.
  return (
    others.length > 1 ||
    service.files.some((path) => path !== read.path && named.test(model.read(path) ?? ''))
  );
}

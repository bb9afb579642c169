import type { Edit } from '@unblock/codemods';
import { replaceExpression } from '@unblock/codemods/python/index';
import type { Model, Service } from '@unblock/engine';
import { type Node, spanOf } from '@unblock/engine/python/tree';
import { namesOfVariables } from '@unblock/engine/variables';

/** A part of an address, written as a literal in its own place. */
export interface Part {
  name: PartName;
  node: Node;
}

export type PartName = 'HOST' | 'PORT' | 'USER' | 'PASSWORD' | 'NAME';

/** The names of the parts as keywords of clients and as keys of Django's settings have them. */
const PARTS: Readonly<Record<string, PartName>> = {
  host: 'HOST',
  port: 'PORT',
  user: 'USER',
  password: 'PASSWORD',
  passwd: 'PASSWORD',
  db: 'NAME',
  database: 'NAME',
  dbname: 'NAME',
  name: 'NAME',
};
/** Names under which services know the parts of the address of their database. */
const PREFIX = '^(DB|DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|SQL)_?';
const KNOWN: Readonly<Record<PartName, RegExp>> = {
  HOST: new RegExp(`${PREFIX}HOST(NAME)?$`),
  PORT: new RegExp(`${PREFIX}PORT$`),
  USER: new RegExp(`${PREFIX}USER(NAME)?$`),
  PASSWORD: new RegExp(`${PREFIX}(PASS(WORD)?|PWD)$`),
  NAME: new RegExp(`${PREFIX}(NAME|DATABASE|DB)$`),
};

/** The part that a keyword or a key names; null where its value is no literal, or it names none. */
export function addressPart(key: string, node: Node): Part | null {
  const name = PARTS[key.toLowerCase()];
  return name && /^(string|integer)$/.test(String(node.kind())) ? { name, node } : null;
}

/** The variable for a part: one that a manifest declares or the service reads already, else `DB_HOST` and its like. */
export function variableOfPart(name: PartName, service: Service, model: Model): string {
  return namesOfVariables(service, model).find((variable) => KNOWN[name].test(variable)) ?? `DB_${name}`;
}

/** Reads each part from a variable of its own; today's value stays as the fallback where `keeps`. */
export function readEach(
  text: string,
  parts: readonly Part[],
  keeps: boolean,
  service: Service,
  model: Model,
): Edit[] {
  return parts.flatMap(({ name, node }) => {
    const code = node.text();
    const quote = code.startsWith("'") ? "'" : '"';
    const variable = `${quote}${variableOfPart(name, service, model)}${quote}`;
    const isNumber = node.kind() === 'integer';
    const fallback = isNumber ? `${quote}${code}${quote}` : code;
    const read =
      keeps || name === 'PORT' ? `os.environ.get(${variable}, ${fallback})` : `os.environ[${variable}]`;
    return replaceExpression(text, spanOf(node), isNumber ? `int(${read})` : read);
  });
}

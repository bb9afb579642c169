import type { Model } from '@unblock/engine';
import type { NodeSchema } from '@unblock/engine/node/database-schema';

const MODEL = /^[ \t]*model[ \t]+(\w+)[ \t]*\{([\s\S]*?)^[ \t]*\}/gm;
/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#map-1 */
const MAPPED = /@@map\(\s*(?:name:\s*)?"([^"]+)"/;
const MADE = /\b(?:CREATE\s+TABLE(?:\s+IF\s+NOT\s+EXISTS)?|RENAME\s+TO)\s+([^\s(;]+)/gi;

/** The models of a schema whose table none of the migrations makes: they came by `db push`, or by hand. */
export function unmadeTables({ path, migrations }: NodeSchema, model: Model): string[] {
  const made = new Set(migrations.flatMap((file) => tablesOf(model.read(file) ?? '')));
  return [...(model.read(path) ?? '').matchAll(MODEL)]
    .map(([, name = '', body = '']) => ({ name, table: MAPPED.exec(body)?.[1] ?? name }))
    .filter(({ table }) => !made.has(table.toLowerCase()))
    .map(({ name }) => name);
}

/** The names without quotes, and without the schema in front. */
function tablesOf(text: string): string[] {
  return [...text.matchAll(MADE)].map(([, name = '']) =>
    (
      name
        .replace(/["`[\]]/g, '')
        .split('.')
        .at(-1) ?? ''
    ).toLowerCase(),
  );
}

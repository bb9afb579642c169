import { expect } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';
import type { Value } from '../value.ts';

export const PACKAGE = { 'package.json': '{"dependencies":{"express":"4"}}\n' };
export const APP = "import express from 'express';\nconst app = express();\n";

/** The port of the one `app.listen` in src/server.ts, in short: `3000`, `$PORT ?? 3000`, `unknown`. */
export async function port(code: string, files: Files = {}, path = 'src/server.ts'): Promise<string> {
  return inFolder({ ...PACKAGE, [path]: code, ...files }, async (root) => {
    const model = await modelOf(root);
    const calls = (model.facts(path)?.facts ?? []).filter((fact) => fact.kind === 'server-call');
    expect(calls).toHaveLength(1);
    const given = calls[0]?.port;
    return given ? short(model.resolve(given)) : 'none';
  });
}

export function short(value: Value): string {
  if (value.kind === 'literal') return JSON.stringify(value.value);
  if (value.kind === 'unknown') return 'unknown';
  return `$${value.name}${value.fallback ? ` ?? ${short(value.fallback)}` : ''}`;
}

import { capital, fill } from './random.mjs';

/** A module without anything of deploying. Every thirtieth speaks of a listener. */
export function typescriptPlain(choose, index, extension) {
  const [noun, other] = [choose.noun(), choose.noun()];
  let head = `import { ${choose.verb()} } from '../helpers/${noun}';\nimport type { ${capital(other)} } from '../domain/${other}';\n\n`;
  if (index % 30 === 0) {
    head += `/** Tells the bus of changes. */\nexport function attach(bus: { listen(topic: string, handler: () => void): void }) {\n  bus.listen('${noun}', () => {});\n}\n\n`;
  }
  const parts = extension === 'tsx' ? [component, types, helper] : [types, helper, service];
  return fill(head, choose.size(), () => choose.of(parts)(choose));
}

/** A module with routes, or one that reads the environment. */
export function typescriptFact(choose, index) {
  if (index % 7 < 4) {
    const noun = choose.noun();
    const head = `import { Router } from 'express';\n\nexport const router = Router();\n\n`;
    return fill(head, choose.size(), () => endpoint(choose, noun));
  }
  const name = choose.noun().toUpperCase();
  const head = `export const ${name}_URL = process.env.${name}_URL ?? 'https://${choose.noun()}.example.org';\nexport const timeout = Number(process.env.${name}_TIMEOUT || 30);\n\n`;
  return fill(head, choose.size(), () => helper(choose));
}

/** The module that starts the server. */
export function typescriptServer(choose, host) {
  const head = `import express from 'express';\nimport { config } from './config';\n\nconst app = express();\n\napp.get('/health', (_request, response) => {\n  response.json({ status: 'ok' });\n});\n\n`;
  return `${fill(head, 1500, () => helper(choose))}app.listen(config.port, '${host}');\n`;
}

/** The configuration object of a service. */
export function typescriptSettings(choose) {
  const fields = Array.from(
    { length: 12 },
    (_, index) => `  ${choose.noun()}${index}: '${choose.noun()}',\n`,
  );
  return `export const config = {\n  port: Number(process.env.PORT ?? 3000),\n  databaseUrl: process.env.DATABASE_URL,\n${fields.join('')}};\n`;
}

function types(choose) {
  const fields = Array.from({ length: 3 + choose.below(6) }, (_, index) => {
    const type = choose.of(['string', 'number', 'Date | null', 'string[]', 'Record<string, unknown>']);
    return `  ${choose.noun()}${index}: ${type};\n`;
  });
  return `/** One ${choose.noun()} of a ${choose.noun()}. */\nexport interface ${capital(choose.noun())}${capital(choose.noun())} {\n${fields.join('')}}\n\n`;
}

function helper(choose) {
  const [verb, noun, other, limit] = [choose.verb(), choose.noun(), choose.noun(), choose.below(90) + 2];
  return `/** ${capital(verb)} the ${noun}s that have a ${other}, at most \`limit\` of them. */
export function ${verb}${capital(noun)}s<T extends { ${other}?: string; lines: { amount: number }[] }>(${noun}s: T[], limit = ${limit}): T[] {
  const found: { entry: T; total: number }[] = [];
  for (const [position, ${noun}] of ${noun}s.entries()) {
    // A ${noun} without a ${other} is not counted.
    if (${noun}.${other} === undefined || position > limit * 2) continue;
    const total = ${noun}.lines.reduce((sum, line) => sum + line.amount, 0);
    found.push({ entry: ${noun}, total: Math.round(total * 100) / 100 });
    if (found.length >= limit) break;
  }
  return found.sort((a, b) => b.total - a.total).map(({ entry }) => entry);
}

`;
}

function service(choose) {
  const [noun, other] = [choose.noun(), choose.noun()];
  return `export class ${capital(noun)}Service {
  private readonly ${other}s = new Map<string, { id: number; name: string }>();

  constructor(private readonly store: { find(id: number): Promise<{ ${other}: string } | null> }) {}

  async ${choose.verb()}(id: number, options: { since?: Date } = {}): Promise<string> {
    const row = await this.store.find(id);
    if (row === null) throw new Error(\`no ${noun} \${id}\`);
    const { since = new Date(Date.now() - ${choose.below(30) + 1} * 86_400_000) } = options;
    const ${other} = this.${other}s.get(row.${other});
    try {
      return [id, ${other}?.name ?? 'none', since.toISOString()].join('/');
    } finally {
      this.${other}s.delete(row.${other});
    }
  }
}

`;
}

function component(choose) {
  const [noun, other] = [choose.noun(), choose.noun()];
  return `export function ${capital(noun)}List({ ${noun}s, onSelect }: { ${noun}s: { id: number; ${other}: string }[]; onSelect: (id: number) => void }) {
  if (${noun}s.length === 0) return <p className="empty">No ${noun} yet.</p>;
  return (
    <ul className="${noun}-list">
      {${noun}s.map((${noun}) => (
        <li key={${noun}.id} onClick={() => onSelect(${noun}.id)}>
          <strong>{${noun}.${other}}</strong> <span>{${noun}.id.toFixed(0)}</span>
        </li>
      ))}
    </ul>
  );
}

`;
}

function endpoint(choose, noun) {
  const [verb, other] = [choose.verb(), choose.noun()];
  return `router.${choose.of(['get', 'post', 'put'])}('/${noun}s/:id/${verb}-${other}', async (request, response) => {
  const id = Number(request.params.id);
  if (Number.isNaN(id)) {
    response.status(400).json({ error: 'no such ${noun}' });
    return;
  }
  response.json({ id, ${other}: request.query.${other} ?? null, limit: ${choose.below(90) + 10} });
});

`;
}

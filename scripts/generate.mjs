// Writes the list of rules from the folders of rules/. `--check` fails when the list is out of date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from './lib.mjs';

const file = join(top, 'rules', 'index.generated.ts');
const ids = readdirSync(join(top, 'rules'))
  .filter((id) => existsSync(join(top, 'rules', id, 'rule.ts')))
  .sort();
const names = ids.map((id) => id.replace(/-./g, (part) => part.charAt(1).toUpperCase()));

const head = 'export const rules: Rule[] = [';
const oneLine = `${head}${names.join(', ')}];`;
const list = oneLine.length <= 110 ? oneLine : [head, ...names.map((name) => `  ${name},`), '];'].join('\n');
const text = [
  '// Written by `npm run generate` from the folders beside this file.',
  `import type { Rule } from '@unblock/engine/rule';`,
  ...ids.map((id, index) => `import { rule as ${names[index]} } from './${id}/rule.ts';`),
  '',
  '/** Every rule, sorted by its name. */',
  list,
  '',
].join('\n');

const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
if (!process.argv.includes('--check')) {
  if (current !== text) writeFileSync(file, text);
} else if (current !== text) {
  process.stderr.write('rules/index.generated.ts is out of date: run `npm run generate`\n');
  process.exitCode = 1;
}

import type { ImportSummary, ModuleSummary } from '../facts.ts';

/** What a file imports: at module level, and inside its functions. */
export type ModuleImports = Pick<ModuleSummary, 'imports' | 'innerImports'>;

/** What a header opens, as far as imports in it are concerned. */
type Block = 'function' | 'class' | 'branch' | 'opaque';

const HEADERS: Readonly<Record<string, Block>> = {
  def: 'function',
  class: 'class',
  match: 'opaque',
  case: 'opaque',
  if: 'branch',
  elif: 'branch',
  else: 'branch',
  try: 'branch',
  except: 'branch',
  finally: 'branch',
  for: 'branch',
  while: 'branch',
  with: 'branch',
};

/** All that decides where a statement begins and ends. Strings are skipped where they begin. */
const TOKEN = /"""|'''|["'#()[\]{};:\n]|\\\r?\n/g;
const START = /[ \t\f]*(?:async[ \t]+)?(\w*)(\*?)/y;
const STRING_END = {
  '"': /["\n\\]/g,
  "'": /['\n\\]/g,
  '"""': /"""|\\/g,
  "'''": /'''|\\/g,
} as const;
const BEGINNING = /\s*(?:import|from)\b/y;
const STATEMENT = /^import (.+)$|^from ?([\w.]+) ?import\b ?\(?([^)]*)\)?$/;

/**
 * The imports of a Python text as its module summary lists them, told by its tokens: what a web process runs is asked of
 * a thousand files that hold nothing else, and parsing takes twenty times as long.
 */
export function pythonImports(path: string, text: string): ModuleImports {
  const found: ModuleImports = { imports: [], innerImports: [] };
  if (!text.includes('import')) return found;
  const blocks: { indent: number; block: Block }[] = [];
  let position = 0;
  while (position < text.length) position = readLine(path, text, position, blocks, found);
  return found;
}

/** Reads one logical line, and returns where the next one begins. */
function readLine(
  path: string,
  text: string,
  from: number,
  blocks: { indent: number; block: Block }[],
  found: ModuleImports,
): number {
  START.lastIndex = from;
  const [head = '', word = '', star] = START.exec(text) ?? [];
  const first = text[from + head.length];
  const isBlank = word === '' && (first === undefined || first === '\n' || first === '\r' || first === '#');
  const indent = indentOf(head);
  if (!isBlank) while ((blocks.at(-1)?.indent ?? -1) >= indent) blocks.pop();
  let header = Object.hasOwn(HEADERS, word) ? HEADERS[word] : undefined;
  if (word === 'except' && star) header = 'opaque';
  let start = from;
  let depth = 0;
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token] = match;
    const { index } = match;
    if (token === '#') {
      const end = text.indexOf('\n', index);
      if (depth === 0) {
        take(path, text, start, index, blocks, found);
        return end < 0 ? text.length : end + 1;
      }
      TOKEN.lastIndex = end < 0 ? text.length : end;
    } else if (token in STRING_END) {
      TOKEN.lastIndex = afterString(text, index + token.length, token as keyof typeof STRING_END);
    } else if (token === '(' || token === '[' || token === '{') depth++;
    else if (token === ')' || token === ']' || token === '}') depth = Math.max(0, depth - 1);
    else if (depth > 0 || token.startsWith('\\')) continue;
    else if (token === '\n') {
      take(path, text, start, index, blocks, found);
      return index + 1;
    } else if (token === ';') {
      take(path, text, start, index, blocks, found);
      start = index + 1;
    } else if (header) {
      blocks.push({ indent, block: header });
      header = undefined;
      start = index + 1;
    }
  }
  take(path, text, start, text.length, blocks, found);
  return text.length;
}

/** Columns, with the tabulator stops that Python counts. */
function indentOf(head: string): number {
  let column = 0;
  for (const character of head) {
    if (character === '\t') column += 8 - (column % 8);
    else if (character === ' ') column++;
    else if (character === '\f') column = 0;
    else break;
  }
  return column;
}

function afterString(text: string, from: number, quote: keyof typeof STRING_END): number {
  const end = STRING_END[quote];
  end.lastIndex = from;
  for (let match = end.exec(text); match; match = end.exec(text)) {
    if (match[0] === '\n') return match.index;
    if (match[0] !== '\\') return end.lastIndex;
    end.lastIndex = match.index + (text.startsWith('\r\n', match.index + 1) ? 3 : 2);
  }
  return text.length;
}

/** Takes over a statement when it imports. */
function take(
  path: string,
  text: string,
  from: number,
  to: number,
  blocks: readonly { block: Block }[],
  found: ModuleImports,
): void {
  BEGINNING.lastIndex = from;
  if (!BEGINNING.test(text)) return;
  const raw = text.slice(from, to);
  const statement = raw.trim();
  const start = from + raw.indexOf(statement);
  const plain = statement.replace(/#.*/g, ' ').replace(/\\\r?\n|\s+/g, ' ');
  const [, modules, module = '', names = ''] = STATEMENT.exec(plain) ?? [];
  const span = { path, start, end: start + statement.length };
  const entries: ImportSummary[] = [];
  if (modules)
    for (const [name, local] of pairs(modules))
      entries.push({ local: local ?? name, module: name, name: null, span });
  else if (module && module !== '__future__')
    for (const [name, local] of pairs(names)) entries.push({ local: local ?? name, module, name, span });
  if (blocks.some(({ block }) => block === 'function')) found.innerImports.push(...entries);
  else if (blocks.length === 0) found.imports.push(...entries);
  else if (blocks.every(({ block }) => block === 'branch'))
    found.imports.push(...entries.map((entry) => ({ ...entry, conditional: true as const })));
}

function pairs(list: string): [name: string, local: string | undefined][] {
  return list.split(',').flatMap((entry): [string, string | undefined][] => {
    const [name, as, local] = entry.trim().split(' ');
    return name ? [[name, as === 'as' ? local : undefined]] : [];
  });
}

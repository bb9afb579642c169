import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlatformId } from '@unblock/platforms';
import { parse } from 'yaml';

/** One case of a rule: a small repository and what the rule must say and do. */
export interface Case {
  name: string;
  platforms?: PlatformId[];
  files: Record<string, string>;
  /** `path:line severity` for each finding, in order of path and line. */
  findings?: string[];
  /** Files as they must be after the fix; all others stay as they are. Absent: the fix refuses or is manual. */
  after?: Record<string, string>;
  /** Paths that the outcome lists as unread; none when absent. */
  unread?: string[];
  /** Part of the English reason when the fix refuses. */
  refused?: string;
}

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'rules');

/** The rules that have cases. */
export function rulesWithCases(): string[] {
  return readdirSync(FIXTURES).sort();
}

/** The cases of a rule: what it finds, or what it must leave alone. */
export function casesOf(rule: string, kind: 'found' | 'silent'): Case[] {
  const file = join(FIXTURES, rule, `${kind}.yaml`);
  return existsSync(file) ? ((parse(readFileSync(file, 'utf8')) as Case[] | null) ?? []) : [];
}

/** Writes files below a new folder of the machine's temporary folder, runs the test on it, removes it. */
export async function inFolder<T>(
  files: Record<string, string>,
  test: (root: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'unblock-case-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await test(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** All files below a folder, with their texts. */
export function readTree(root: string, folder = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) Object.assign(tree, readTree(root, path));
    else tree[path] = readFileSync(join(root, path), 'utf8');
  }
  return tree;
}

/** Compiles Python sources with Python's own compiler. @throws when one does not compile, naming it. */
export function compilePython(sources: Record<string, string>): void {
  const program =
    'import json,sys\nfor name, text in json.load(sys.stdin).items():\n    compile(text.encode(), name, "exec", dont_inherit=True)\n';
  execFileSync('python3', ['-c', program], {
    input: JSON.stringify(sources),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

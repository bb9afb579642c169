import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlatformId } from '@unblock/platforms';
import { Inventory } from './inventory/inventory.ts';
import type { Model } from './model.ts';
import { Workspace } from './plan/workspace.ts';
import { defineRule, type Finding, type Rule } from './rule.ts';
import type { RunOptions } from './run.ts';
import { emptyCache } from './source-facts.ts';
import { both } from './text.ts';
import type { Value } from './value.ts';

/** Files of a test repository by path. */
export type Files = Record<string, string | Uint8Array>;

/** A server that a test rule finds, in the smallest service there is. */
export const SERVER = 'import uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\n';
export const RUN = 'if __name__ == "__main__":\n    uvicorn.run(app, host="127.0.0.1", port=8000)\n';

/** Writes files into a new folder of the machine's temporary folder, runs the test there, removes it. */
export async function inFolder<T>(files: Files, test: (root: string) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'unblock-engine-'));
  try {
    writeFiles(root, files);
    return await test(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Every file below a folder with its bytes as Latin-1 text, git's own left out. Links are named, not followed. */
export function readTree(root: string, folder = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (path === '.git') continue;
    if (entry.isDirectory()) Object.assign(tree, readTree(root, path));
    else tree[path] = entry.isFile() ? readFileSync(join(root, path), 'latin1') : '(no regular file)';
  }
  return tree;
}

/** Runs git in a folder and returns what it prints. @throws when it fails. */
export function git(root: string, ...command: string[]): string {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  return execFileSync('git', [...identity, ...command], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      GIT_AUTHOR_DATE: '2024-05-01T12:00:00Z',
      GIT_COMMITTER_DATE: '2024-05-01T12:00:00Z',
    },
  });
}

/** Makes a folder a git repository with everything in it committed. */
export function commitAll(root: string): void {
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Start', '--allow-empty');
}

export function options(root: string, platforms: PlatformId[] = ['generic']): RunOptions {
  return { root, platforms, version: '0.0.0' };
}

/** The model of a test repository. */
export async function modelOf(root: string, platforms: PlatformId[] = ['generic']): Promise<Model> {
  return (await workspaceOf(root, platforms)).model;
}

export async function workspaceOf(root: string, platforms: PlatformId[] = ['generic']): Promise<Workspace> {
  return new Workspace(await Inventory.of(root), platforms, emptyCache());
}

/** A value in short: `8000`, `$PORT or 8000`, `$PORT!` where it is required, `unknown`. */
export function short(value: Value): string {
  if (value.kind === 'literal') return JSON.stringify(value.value);
  if (value.kind === 'unknown') return 'unknown';
  return `$${value.name}${value.required ? '!' : ''}${value.fallback ? ` or ${short(value.fallback)}` : ''}`;
}

/** A finding of a test rule with everything a reader does not look at filled in. */
export function finding(given: Pick<Finding, 'service' | 'span' | 'key'> & Partial<Finding>): Finding {
  const text = both('text', 'texte');
  return {
    rule: 'test-rule',
    severity: 'critical',
    title: text,
    message: { what: text, why: text, todo: text },
    fix: 'safe',
    platforms: ['generic'],
    ...given,
  };
}

export const PARAGRAPH = {
  now: both('now', 'état'),
  effect: both('effect', 'effet'),
  change: both('change', 'changement'),
  guarantee: both('guarantee', 'garantie'),
};

/** A rule that finds servers on the literal 127.0.0.1 and writes 0.0.0.0 where the literal stands. */
export function testRule(changes: Partial<Rule> = {}): Rule {
  const rule: Rule = defineRule({
    id: 'test-rule',
    severity: 'critical',
    summary: both('A server on loopback', 'Un serveur sur loopback'),
    stage: 'code',
    platforms: () => true,
    detect: (service, model) =>
      model.factsOf(service, 'server-call').flatMap((call) => {
        const value = call.host && model.resolve(call.host);
        if (value?.kind !== 'literal' || value.value !== '127.0.0.1') return [];
        return [finding({ rule: rule.id, service: service.root, span: value.declared, key: 'host' })];
      }),
    fix: ({ span }) => ({
      safety: 'safe',
      title: both('Listen on all interfaces', 'Écouter sur toutes les interfaces'),
      paragraph: PARAGRAPH,
      edits: [{ path: span.path, edits: [{ start: span.start, end: span.end, text: '"0.0.0.0"' }] }],
    }),
    ...changes,
  });
  return rule;
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '@unblock/engine/outcome';
import { applied, outcome } from '@unblock/report/testing';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Runs the built tool as a user would, without a terminal. */
export function unblock(args: string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  const env = { ...process.env, FORCE_COLOR: '', NO_COLOR: '', ...options.env };
  const run = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env,
    encoding: 'utf8',
    input: '',
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** A terminal that remembers what was written, with a person who gives one answer. */
export function fakeTerminal(changes: Partial<Terminal> & { answer?: string } = {}) {
  const written = { out: '', err: '', asked: 0 };
  const terminal: Terminal = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    colour: false,
    errColour: false,
    interactive: true,
    cwd: process.cwd(),
    endProgress: () => {},
    ask: async () => {
      written.asked += 1;
      return changes.answer ?? '';
    },
    ...changes,
  };
  return { terminal, written };
}

/** An engine that knows one outcome, and remembers how it was called. */
export function fakeTool(
  settings: { dirty?: string[]; unknown?: string[]; planned?: Outcome; masked?: string } = {},
) {
  const planned = settings.planned ?? outcome();
  const diff = planned.patches.map((patch) => patch.diff).join('');
  const calls: { options: Parameters<Tool['scan']>[0][]; applied: number } = { options: [], applied: 0 };
  const tool: Tool = {
    scan: async (options) => {
      calls.options.push(options);
      return { outcome: planned, source: () => null };
    },
    plan: async (options) => {
      calls.options.push(options);
      return {
        outcome: planned,
        source: () => null,
        diff,
        displayDiff: settings.masked ?? diff,
        changes: planned.patches.length,
        apply: async () => {
          calls.applied += 1;
          return applied(true);
        },
      };
    },
    dirtyFiles: async (_folder, touched = []) => [
      ...(settings.dirty ?? []),
      ...(settings.unknown ?? []).filter((path) => touched.includes(path)),
    ],
    rules: async () =>
      ['host-not-public', 'port-hardcoded'].map((id) => ({
        id,
        severity: 'critical',
        summary: { en: `Summary of ${id}`, fr: `Résumé de ${id}` },
        stage: 'code',
        platforms: () => true,
        detect: () => [],
      })),
    page: async (id, language) => `# ${id} ${language}`,
  };
  return { tool, calls, diff };
}

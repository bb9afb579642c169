import { resolve } from 'node:path';
import type { RunOptions } from '@unblock/engine';
import type { Language, Severity } from '@unblock/engine/outcome';
import { PLATFORM_IDS } from '@unblock/platforms/contract';
import { SEVERITIES } from '@unblock/report';
import { EXIT } from './errors.ts';
import { oneOf } from './suggest.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';
import { version } from './version.ts';

/** Options of every command that reads a repository, as they were typed. */
export interface TargetFlags {
  platform?: string[];
  rule?: string[];
  lang: string;
}

/** Options of the commands whose exit code counts findings. */
export interface CountFlags extends TargetFlags {
  format: string;
  failOn: string;
}

/** @throws {UsageError} for a language there is no text in */
export function languageOf(flags: { lang: string }): Language {
  return oneOf('language', flags.lang, ['en', 'fr']);
}

/** What a run of the engine needs, from what was typed. Throws a UsageError for an unknown name. */
export async function runOptions(
  dir: string,
  flags: TargetFlags,
  tool: Tool,
  terminal: Terminal,
): Promise<RunOptions> {
  const ids = flags.rule ? (await tool.rules()).map((rule) => rule.id) : [];
  const rules = flags.rule?.map((rule) => oneOf('rule', rule, ids));
  return {
    root: resolve(terminal.cwd, dir),
    platforms: (flags.platform ?? []).map((platform) => oneOf('platform', platform, PLATFORM_IDS)),
    rules,
    progress: terminal.progress,
    version,
  };
}

/** @throws {UsageError} for an unknown format or severity */
export function countOptions(flags: CountFlags): { isJson: boolean; failOn: Severity } {
  return {
    isJson: oneOf('format', flags.format, ['pretty', 'json']) === 'json',
    failOn: oneOf('severity', flags.failOn, SEVERITIES),
  };
}

/** 1 when there is a finding at or above the severity, else 0. */
export function exitCode(counts: Record<Severity, number>, failOn: Severity): number {
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return counted.some((severity) => counts[severity] > 0) ? EXIT.findings : EXIT.clean;
}

/** The target as it has to be typed again in a suggested command; '' for the current folder. */
export function typedTarget(dir: string): string {
  if (dir === '.') return '';
  return /^[\w@%+=:,./-]+$/.test(dir) ? dir : `'${dir.replaceAll("'", "'\\''")}'`;
}

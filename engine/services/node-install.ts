import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';
import { packageManagerOf } from './package-manager.ts';

/** What a command of a package manager does to the installed packages. */
export interface Install {
  /** Those of a manifest; only those for production; `named`: others that the command lists. */
  packages: 'all' | 'production' | 'named';
  /** The packages for development are taken out, and nothing is installed. */
  prunes: boolean;
  /** Whether scripts of the project and of its packages run. */
  runsScripts: boolean;
  /** The packages it lists. */
  names: string[];
}

const SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  npm: ['ci', 'install', 'i', 'clean-install', 'ic', 'install-clean', 'add', 'in', 'prune'],
  pnpm: ['install', 'i', 'add', 'prune'],
  yarn: ['install', 'add', ''],
  bun: ['install', 'i', 'add'],
};
const PRODUCTION =
  /^(--production(=true)?|--prod(=true)?|--omit=dev|--only=prod(uction)?|--no-dev|--production-only)$/;
const DEVELOPMENT = /^(--include=dev|--production=false|--prod=false|--no-production|--no-prod|--dev)$/;

/**
 * Reads `npm ci --omit=dev` and the like; null for a command that installs nothing.
 *
 * https://docs.npmjs.com/cli/commands/npm-install · https://classic.yarnpkg.com/en/docs/cli/install ·
 * https://pnpm.io/cli/install · https://bun.com/docs/cli/install
 *
 * @param isProduction whether NODE_ENV is `production` around the command.
 */
export function installOf(
  files: Files,
  folder: string,
  command: SimpleCommand,
  isProduction: boolean,
): Install | null {
  const manager = programName(command.words[0]?.value ?? '');
  const known = Object.hasOwn(SUBCOMMANDS, manager) ? SUBCOMMANDS[manager] : undefined;
  if (!known) return null;
  const words = command.words.slice(1).map(({ value }) => value ?? '');
  const flags = words.filter((word) => word.startsWith('-'));
  const plain = words.filter((word) => !word.startsWith('-'));
  const isOmitted = words.some((word, index) => word === '--omit' && words[index + 1] === 'dev');
  const isIncluded = words.some((word, index) => word === '--include' && words[index + 1] === 'dev');
  const [sub = ''] = plain;
  if (!known.includes(sub) || flags.some((flag) => /^(--version|--help|-v|-h)$/.test(flag))) return null;
  const names = plain.slice(1).filter((word) => word !== 'dev');
  const runsScripts = !flags.includes('--ignore-scripts');
  if (flags.some((flag) => /^(-g|--global)$/.test(flag)) || (names.length > 0 && sub !== 'prune'))
    return { packages: 'named', prunes: false, runsScripts, names };
  const given = command.assignments.find(({ name }) => name === 'NODE_ENV')?.value ?? null;
  const isDefault =
    readsEnvironment(files, folder, manager) && (given === null ? isProduction : given === 'production');
  const isFlagged =
    isOmitted || flags.some((flag) => PRODUCTION.test(flag) || (flag === '-P' && manager === 'pnpm'));
  const isWhole = isIncluded || flags.some((flag) => DEVELOPMENT.test(flag));
  return {
    packages: isFlagged || (isDefault && !isWhole) ? 'production' : 'all',
    prunes: sub === 'prune',
    runsScripts,
    names: [],
  };
}

/** Yarn from version 2 on and bun leave NODE_ENV alone. */
function readsEnvironment(files: Files, folder: string, manager: string): boolean {
  if (manager === 'npm' || manager === 'pnpm') return true;
  return manager === 'yarn' && isClassicYarn(files, folder);
}

export function isClassicYarn(files: Files, folder: string): boolean {
  const { root, version, lock } = packageManagerOf(files, folder);
  if (files.paths.has(joinPath(root, '.yarnrc.yml'))) return false;
  if (version !== null) return version.startsWith('1.');
  return !/^__metadata:/m.test(lock ? (files.read(lock) ?? '') : '');
}

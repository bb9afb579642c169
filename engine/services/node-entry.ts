import type { SimpleCommand, Word } from '@unblock/codemods/shell/index';
import { jsonAt, recordOf } from '../json-value.ts';
import { joinPath } from '../paths.ts';
import { nestProject } from './nest-cli.ts';
import { nxTarget, targetNamed } from './nx.ts';
import { compiledFrom } from './source-of.ts';
import type { StartContext } from './start.ts';

/** Options of a program that take the next word, and sub-commands in front of the file. */
interface Runner {
  valued: RegExp;
  words?: readonly string[];
}

const NODE =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--env-file-if-exists|--watch-path|--icu-data-dir|--title|--inspect-port|--max-http-header-size|--stack-trace-limit|--input-type)$/;

/**
 * https://nodejs.org/api/cli.html · https://typestrong.org/ts-node/docs/options · https://tsx.is/usage ·
 * https://github.com/remy/nodemon · https://pm2.keymetrics.io/docs/usage/pm2-doc-single-page/
 */
const RUNNERS: Readonly<Record<string, Runner>> = {
  node: { valued: NODE },
  'babel-node': { valued: /^(-r|--require|--presets|--plugins|-x|--extensions|--config-file)$/ },
  'ts-node': {
    valued:
      /^(-r|--require|-P|--project|-O|--compilerOptions|-C|--compiler|-I|--ignore|--cwd|--dir|--loader)$/,
  },
  'ts-node-dev': { valued: /^(-r|--require|-P|--project|--watch|--ignore-watch|--debounce|--interval)$/ },
  tsx: { valued: new RegExp(`${NODE.source}|^--tsconfig$`), words: ['watch'] },
  bun: {
    valued: /^(-r|--preload|--env-file|--tsconfig-override|--cwd|-d|--define|-l|--loader)$/,
    words: ['run'],
  },
  nodemon: {
    valued: /^(-e|--ext|-w|--watch|-i|--ignore|-d|--delay|--config|-x|--exec|--signal|-r|--require)$/,
  },
  pm2: {
    valued:
      /^(-i|--instances|-n|--name|--env|--node-args|--cwd|-o|--output|-e|--error|-l|--log|--max-memory-restart|--interpreter|--watch-delay|-c|--cron|--only|--kill-timeout)$/,
    words: ['start'],
  },
  forever: { valued: /^(-m|-l|-o|-e|-p|-c|-a|--minUptime|--spinSleepTime|--uid)$/, words: ['start'] },
};

/** The same programs under other names. */
const ALIASES: Readonly<Record<string, string>> = {
  'pm2-runtime': 'pm2',
  'ts-node-esm': 'ts-node',
  tsnd: 'ts-node-dev',
  'swc-node': 'node',
};

function runnerOf(name: string): Runner | null {
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  return known !== undefined && Object.hasOwn(RUNNERS, known) ? (RUNNERS[known] ?? null) : null;
}

/** The source file that a command such as `node dist/main.js` runs, or what it was compiled from; null when it cannot be told. */
export function nodeEntry(context: StartContext, words: readonly string[]): string | null {
  const [name = '', ...rest] = words;
  if (name === 'nest') return nestEntry(context, rest);
  if (name === 'nx') return nxEntry(context, words);
  const file = fileIn(runnerOf(name) ?? { valued: NODE }, rest);
  return file === null ? null : sourceAt(context, file);
}

/** The word of a command that names the file which `node` runs; null where it runs none, or not by its path. */
export function fileWord({ words }: SimpleCommand): Word | null {
  const file = fileIn(
    { valued: NODE },
    words.slice(1).map(({ value }) => value ?? ''),
  );
  return words.slice(1).find(({ value }) => file !== null && value === file) ?? null;
}

/** The first word that is no option, sub-command or value; null where a program is given by `-e`, or none. */
function fileIn({ valued, words = [] }: Runner, given: readonly string[]): string | null {
  for (let index = 0; index < given.length; index++) {
    const word = given[index] ?? '';
    if (word === '-e' || word === '--eval' || word === '-p' || word === '--print') {
      if (!valued.test(word)) return null;
    }
    if (word === '-x' || word === '--exec') {
      const [program = '', ...inner] = (given[index + 1] ?? '').split(/\s+/);
      const runner = runnerOf(program);
      const file = inner.length > 0 ? fileIn(runner ?? { valued: NODE }, inner) : null;
      if (file !== null) return file;
      if (runner && given[index + 2]?.startsWith('-')) return fileIn(runner, given.slice(index + 2));
    }
    if (valued.test(word)) index++;
    else if (!word.startsWith('-') && !words.includes(word) && /[./\w]/.test(word)) return word;
  }
  return null;
}

/** `nest start api` runs what it has compiled from the entry file of the project. https://docs.nestjs.com/cli/usages#nest-start */
function nestEntry(context: StartContext, words: readonly string[]): string | null {
  if (words[0] !== 'start') return null;
  const given = optionOf(words, '--entryFile');
  const project = words
    .slice(1)
    .find((word, index) => !word.startsWith('-') && words[index] !== '--entryFile');
  const whole = nestProject(context, project ?? null);
  return whole && sourceAt(context, `${whole.sourceRoot}/${given ?? whole.entryFile}`);
}

/** `@nx/js:node` runs what its build target compiles. https://nx.dev/technologies/typescript/api/js/executors/node */
function nxEntry(context: StartContext, words: readonly string[]): string | null {
  const target = nxTarget(context, words);
  const build = target?.options.buildTarget;
  if (!target || typeof build !== 'string' || !/:node$/.test(target.executor)) return null;
  const [project = '', name = ''] = build.split(':');
  const main = targetNamed(context, project, name)?.options.main;
  if (typeof main !== 'string') return null;
  const path = joinPath('', main.replaceAll('{projectRoot}', target.folder));
  return context.paths.has(path) ? path : null;
}

/** The source of a path that a command names: the file itself, its folder's, or what it is compiled from. */
function sourceAt(context: StartContext, file: string): string | null {
  const target = joinPath(context.root, file);
  const main = mainOf(context, target);
  const candidates = [target, ...(main ? [main] : [])];
  return candidates.map((path) => compiledFrom(context, path)).find((path) => path !== null) ?? null;
}

/** `node .` runs what the package.json in that folder names. */
function mainOf(context: StartContext, folder: string): string | null {
  const { main } = recordOf(jsonAt(context, joinPath(folder, 'package.json')));
  return typeof main === 'string' ? joinPath(folder, main) : null;
}

function optionOf(words: readonly string[], name: string): string | null {
  const at = words.indexOf(name);
  return at < 0 ? null : (words[at + 1] ?? null);
}

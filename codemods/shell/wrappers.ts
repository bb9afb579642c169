/** A program that starts another one, given as its last words. */
export interface Wrapper {
  /** The words that call it; the first one is compared without its folder. */
  readonly call: readonly string[];
  /** Options whose value is the next word. */
  readonly valued?: readonly string[];
  /** Whether `NAME=value` words may stand in front of the program. */
  readonly assignments?: true;
  /** Words of its own between its options and the program: the time of `timeout`. */
  readonly operands?: number;
  /** Whether everything up to `--`, when there is one, belongs to the wrapper. */
  readonly separator?: true;
}

/** Known wrappers; longer calls stand before shorter ones that they begin with. */
export const WRAPPERS: readonly Wrapper[] = [
  { call: ['exec'], valued: ['-a'] },
  { call: ['command'] },
  { call: ['nohup'] },
  { call: ['time'], valued: ['-f', '-o'] },
  { call: ['nice'], valued: ['-n'] },
  { call: ['timeout'], valued: ['-k', '-s', '--kill-after', '--signal'], operands: 1 },
  { call: ['stdbuf'], valued: ['-i', '-o', '-e'] },
  { call: ['sudo'], valued: ['-u', '-g'], assignments: true },
  { call: ['gosu'], operands: 1 },
  { call: ['su-exec'], operands: 1 },
  { call: ['env'], valued: ['-u', '--unset', '-C', '--chdir'], assignments: true },
  { call: ['cross-env'], assignments: true },
  { call: ['cross-env-shell'], assignments: true },
  { call: ['env-cmd'], valued: ['-f', '--file', '-e', '--environments', '-r', '--rc-file'] },
  { call: ['corepack'] },
  { call: ['dotenv', 'run'], separator: true },
  { call: ['dotenv'], valued: ['-e', '-f', '-v', '-c', '-p', '--file'], separator: true },
  { call: ['dotenvx', 'run'], valued: ['-f', '-e', '--env-file', '--env'], separator: true },
  {
    call: ['doppler', 'run'],
    valued: ['-p', '-c', '-t', '--project', '--config', '--token'],
    separator: true,
  },
  { call: ['dumb-init'], valued: ['-r', '--rewrite'] },
  { call: ['tini'], valued: ['-p', '-e'] },
  { call: ['poetry', 'run'] },
  { call: ['pipenv', 'run'] },
  { call: ['pdm', 'run'], valued: ['-p', '--project'] },
  { call: ['hatch', 'run'] },
  { call: ['rye', 'run'] },
  { call: ['pixi', 'run'], valued: ['-e', '--environment'] },
  { call: ['conda', 'run'], valued: ['-n', '--name', '-p', '--prefix', '--cwd'] },
  { call: ['micromamba', 'run'], valued: ['-n', '--name', '-p', '--prefix', '--cwd'] },
  {
    call: ['uv', 'run'],
    valued: [
      '--with',
      '--with-requirements',
      '--extra',
      '--group',
      '--no-group',
      '--only-group',
      '--env-file',
      '--python',
      '-p',
      '--directory',
      '--project',
      '--package',
    ],
  },
  { call: ['npx'], valued: ['-p', '--package', '-w', '--workspace'] },
  { call: ['bunx'] },
  { call: ['pnpm', 'exec'] },
  { call: ['pnpm', 'dlx'], valued: ['--package'] },
  { call: ['yarn', 'exec'] },
  { call: ['yarn', 'dlx'], valued: ['-p', '--package'] },
  { call: ['npm', 'exec'], valued: ['-p', '--package', '-w', '--workspace'] },
  { call: ['wait-for-it.sh'], operands: 1, separator: true },
  { call: ['wait-for-it'], operands: 1, separator: true },
  { call: ['wait-for.sh'], operands: 1, separator: true },
  { call: ['wait-for'], operands: 1, separator: true },
  {
    call: ['dockerize'],
    valued: ['-wait', '-timeout', '-wait-retry-interval', '-template', '-stdout', '-stderr'],
  },
  { call: ['infisical', 'run'], valued: ['--env', '--path', '--projectId'], separator: true },
  { call: ['ddtrace-run'] },
  { call: ['newrelic-admin', 'run-program'] },
  { call: ['opentelemetry-instrument'] },
];

const SHELLS: readonly string[] = ['sh', 'bash', 'ash', 'dash', 'zsh'];

/** The name of a program without its folder: `/bin/sh` is `sh`. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Index of the script in the words of `sh -c script`; -1 when the words call no shell with `-c`. */
export function scriptIndex(words: readonly (string | null)[]): number {
  const [shell] = words;
  if (typeof shell !== 'string' || !SHELLS.includes(programName(shell))) return -1;
  let takesCommand = false;
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    if (typeof word !== 'string' || !/^[-+]/.test(word)) return takesCommand ? index : -1;
    if (/^-[a-z]*c[a-z]*$/i.test(word)) takesCommand = true;
    if (/^[-+][a-z]*o$/i.test(word)) index++; // -o pipefail: its value is the next word
  }
  return -1;
}

/** Number of leading words that belong to a wrapper, 0 when the first word is no wrapper with a program behind it. */
export function wrapperLength(words: readonly (string | null)[]): number {
  const wrapper = WRAPPERS.find((candidate) =>
    candidate.call.every((name, index) => {
      const word = words[index];
      return typeof word === 'string' && (index === 0 ? programName(word) : word) === name;
    }),
  );
  if (!wrapper) return 0;
  const length = afterSeparator(words, wrapper) ?? afterOptions(words, wrapper);
  return length < words.length ? length : 0;
}

function afterSeparator(words: readonly (string | null)[], wrapper: Wrapper): number | null {
  const separator = wrapper.separator ? words.indexOf('--') : -1;
  return separator < 0 ? null : separator + 1;
}

function afterOptions(words: readonly (string | null)[], wrapper: Wrapper): number {
  let index = wrapper.call.length;
  for (let word = words[index]; word?.startsWith('-'); word = words[index]) {
    index++;
    if (word === '--') break;
    if (wrapper.valued?.includes(word)) index++;
  }
  index += wrapper.operands ?? 0;
  if (wrapper.assignments) {
    while (isAssignment(words[index])) index++;
  }
  return index;
}

/** Whether a word reads `NAME=value`. */
export function isAssignment(word: string | null | undefined): boolean {
  return typeof word === 'string' && /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}

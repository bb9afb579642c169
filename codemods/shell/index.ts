export { type CommandOption, option, removeFlag, removeOption, setOption } from './option.ts';
export { parseShell, ShellError, type SimpleCommand } from './parse.ts';
export { commandsIn, sequencesIn } from './runnable.ts';
export { type Link, type Sequence, type Statement, sequencesOf } from './sequence.ts';
export type { Word } from './word.ts';
export { joinWords, literalWords, withExec } from './words.ts';

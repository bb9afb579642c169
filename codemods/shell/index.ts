export { type CommandOption, option, removeFlag, removeOption, setOption } from './option.ts';
export {
  parseShell,
  ShellError,
  type SimpleCommand,
  type Word,
} from './parse.ts';
export { joinWords, literalWords, withExec } from './words.ts';

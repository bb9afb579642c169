import { parse } from 'unbash';

/** The ranges of a script that run under a condition: the branches of `if` and `case`. Empty where it does not parse. */
export function branchesOf(text: string): { start: number; end: number }[] {
  const script = parse(text);
  if ((script.errors ?? []).length > 0) return [];
  return script.commands
    .map(({ command }) => (command.type === 'Redirected' ? command.command : command))
    .filter(({ type }) => type === 'If' || type === 'Case')
    .map(({ pos, end }) => ({ start: pos, end }));
}

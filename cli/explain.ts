import { EXIT, UsageError } from './errors.ts';
import { languageOf } from './options.ts';
import { oneOf } from './suggest.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';

/** `unblock explain <rule>`: the page of a rule. */
export async function explainCommand(
  rule: string,
  flags: { lang: string },
  tool: Tool,
  terminal: Terminal,
): Promise<number> {
  const language = languageOf(flags);
  const ids = (await tool.rules()).map((one) => one.id);
  const page = await tool.page(oneOf('rule', rule, ids), language);
  if (page === null) {
    throw new UsageError(
      `no page for "${rule}" in this installation`,
      `pas de page pour "${rule}" dans cette installation`,
    );
  }
  terminal.out(page.endsWith('\n') ? page : `${page}\n`);
  return EXIT.clean;
}

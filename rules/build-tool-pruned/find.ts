import type { Model, Service } from '@unblock/engine';
import { packageScript } from '@unblock/engine/services/scripts';
import type { PlacedCommand } from '@unblock/engine/services/start';
import type { Contract, Deployable } from '@unblock/platforms';
import { builtServices, type MissingTool, missingTools } from '../pruned.ts';

/** An install that leaves out what commands behind it call. */
export interface PrunedTools {
  contracts: Contract[];
  install: PlacedCommand;
  /** NODE_ENV, and not the command itself, leaves them out: the file that sets it. */
  variable: string | null;
  tools: MissingTool[];
  /** The first command that fails. */
  fails: PlacedCommand;
  /** The command is one that the install itself runs: `prepare`. */
  isPrepare: boolean;
  /** It removes what an earlier install brought: the build belongs in front of it. */
  isPrune: boolean;
}

const FLAGGED = /^(--production(=true)?|--prod(=true)?|-P|--omit=dev|--omit|--only=prod(uction)?|--no-dev)$/;

/** The installs of a service that leave out what its build calls. */
export function findPrunedTools(service: Service, model: Model): PrunedTools[] {
  const found = new Map<string, PrunedTools>();
  for (const { contracts, ran, dockerfile, build } of builtServices(service, model)) {
    for (const command of ran) {
      const install = command.installed.by?.placed;
      const tools = install ? missingTools(command, service, model) : [];
      if (!install || tools.length === 0) continue;
      const key = `${install.text.source.path}:${install.text.source.start}:${install.command.start}`;
      const known = found.get(key);
      const all = [...(known?.tools ?? []), ...tools];
      found.set(key, {
        install,
        variable: isFlagged(install) ? null : (dockerfile ?? pathOf(build?.deployable ?? null)),
        fails: command.placed,
        isPrepare: isPrepare(command.placed, service, model),
        isPrune: command.installed.by?.install?.prunes === true,
        ...known,
        contracts: [...new Set([...(known?.contracts ?? []), ...contracts])],
        tools: all.filter((tool, index) => all.findIndex(({ name }) => name === tool.name) === index),
      });
    }
  }
  return [...found.values()];
}

function isFlagged({ command }: PlacedCommand): boolean {
  return command.words.some(({ value }) => FLAGGED.test(value ?? ''));
}

function pathOf(deployable: Deployable | null): string | null {
  return deployable?.path ?? null;
}

function isPrepare({ text }: PlacedCommand, { root }: Service, model: Model): boolean {
  const context = { root, paths: model.paths, read: (path: string) => model.read(path) };
  return packageScript(context, 'prepare')?.source.start === text.source.start;
}

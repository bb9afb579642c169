import { programName } from '@unblock/codemods/shell/wrappers';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { isLeftOut } from '@unblock/engine/dependencies/node-lock';
import type { PlacedCommand } from '@unblock/engine/services/start';
import type { Contract } from '@unblock/platforms';
import { type BuiltService, builtServices, missingTools } from '../pruned.ts';
import { type Imported, importedPackages, packageName } from './imported.ts';

/** What a start needs of a package that is taken out, or never installed. */
export interface PrunedRuntime {
  contracts: Contract[];
  name: string;
  /** The command that calls it, or the file that imports it. */
  need: { kind: 'command'; placed: PlacedCommand; program: string } | { kind: 'import'; imported: Imported };
  /** What leaves it out: a command, or the platform by itself. */
  by: PlacedCommand | null;
}

/** The packages that the start of a service needs and that its production install leaves out. */
export function findPrunedRuntime(service: Service, model: Model): PrunedRuntime[] {
  const found = new Map<string, PrunedRuntime>();
  for (const built of builtServices(service, model)) {
    if (built.end.packages !== 'production') continue;
    for (const start of built.starts) {
      for (const entry of [
        ...called(start, built, service, model),
        ...imported(start, built, service, model),
      ]) {
        const known = found.get(entry.name);
        const contracts = [...new Set([...(known?.contracts ?? []), ...entry.contracts])];
        found.set(entry.name, { ...(known ?? entry), contracts });
      }
    }
  }
  return [...found.values()];
}

function called(start: StartCommand, built: BuiltService, service: Service, model: Model): PrunedRuntime[] {
  const { contracts, end } = built;
  const by = end.by?.placed ?? null;
  return start.commands.flatMap((placed): PrunedRuntime[] => {
    const tools = missingTools({ placed, installed: end }, service, model).map(({ name, program }) => ({
      name,
      program,
    }));
    const loaded = /\|\|/.test(placed.text.text)
      ? []
      : preloaded(placed).filter((name) => !end.named.has(name) && isLeftOut(model, service, name));
    const all = [...tools, ...loaded.map((name) => ({ name, program: name }))];
    return all.map(({ name, program }) => ({
      contracts,
      name,
      by,
      need: { kind: 'command', placed, program },
    }));
  });
}

/** `node -r dotenv/config`, `node --import tsx`: packages that Node loads in front of the file. */
function preloaded({ command: { words } }: PlacedCommand): string[] {
  if (programName(words[0]?.value ?? '') !== 'node') return [];
  return words.flatMap(({ value }, index) => {
    const option = words[index - 1]?.value ?? '';
    const isValue = /^(-r|--require|--import|--loader|--experimental-loader)$/.test(option);
    const given = isValue
      ? value
      : (/^--(?:require|import|loader|experimental-loader)=(.+)$/.exec(value ?? '')?.[1] ?? null);
    return given && /^[@\w]/.test(given) ? [packageName(given)] : [];
  });
}

function imported(start: StartCommand, built: BuiltService, service: Service, model: Model): PrunedRuntime[] {
  const { contracts, end } = built;
  const declared = service.dependencies.entries.filter(
    ({ production, name }) => !production && !name.startsWith('@types/') && !end.named.has(name),
  );
  const names = new Set(declared.map(({ name }) => name));
  return importedPackages(start, names, service, model)
    .filter(({ name }) => isLeftOut(model, service, name))
    .map((entry) => ({
      contracts,
      name: entry.name,
      by: end.by?.placed ?? null,
      need: { kind: 'import', imported: entry },
    }));
}

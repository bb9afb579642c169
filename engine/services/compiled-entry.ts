import type { Model, Service } from '../model.ts';
import { outputOf } from './build-output.ts';
import { packageScript } from './scripts.ts';
import { expand, type StartContext } from './start.ts';

/** What the build makes of a source file. */
export interface CompiledEntry {
  /** Relative to the service's folder: `dist/main.js`. */
  file: string;
  /** The build command, where no script of package.json names one. */
  build: string | null;
  /** Whether the build writes every source beside it too: a bundle holds nothing but its entry. */
  isPlain: boolean;
}

/** What the build makes of a file; null where that cannot be told. `nest build` is the build of a package that names none. */
export function compiledEntry(service: Service, model: Model, main: string): CompiledEntry | null {
  const context: StartContext = { root: service.root, paths: model.paths, read: (path) => model.read(path) };
  const own = packageScript(context, 'build');
  const hasNest = service.dependencies.entries.some(({ name }) => name === '@nestjs/cli');
  if (!own && !hasNest) return null;
  const text = own ?? {
    text: 'nest build',
    form: 'shell' as const,
    source: { path: '', kind: 'package.json' as const, start: 0, end: 0 },
  };
  const { steps } = outputOf(model, service, expand(context, text, 0));
  const written = steps.flatMap(({ outputs }) => [...outputs]);
  const output = written.find(([, source]) => source === main)?.[0];
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const prefix = service.root ? `${service.root}/` : '';
  if (!output?.startsWith(prefix)) return null;
  return {
    file: output.slice(prefix.length),
    build: own ? null : 'nest build',
    isPlain: written.some(([, source]) => source !== main && source.startsWith(folder)),
  };
}

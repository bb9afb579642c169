import { moduleName } from '@unblock/engine/python/modules';

/** The function that starts the scheduler, with its file; null for the method of the scheduler itself. */
export interface Begin {
  path: string | null;
  name: string | null;
  isAwaited: boolean;
}

/** What the module is made of. */
export interface Parts {
  path: string;
  /** The scheduler's name, and the file that binds it. */
  name: string;
  home: string;
  begin: Begin;
  /** Files to import: they give the scheduler its jobs. */
  others: readonly string[];
  isAsync: boolean;
}

/** The text of the module; null where one of its imports has no dotted name. */
export function moduleText(search: string, parts: Parts): string | null {
  const own = moduleName(parts.path, search);
  const lines = importsOf(search, parts);
  if (own === null || lines === null) return null;
  const head = `"""Runs the scheduler in a process of its own: \`python -m ${own}\`."""\n\n`;
  return head + (parts.isAsync ? asyncText(lines, parts) : threadText(lines, parts));
}

function importsOf(search: string, { name, home, begin, others }: Parts): string[] | null {
  const wanted = new Map<string, string[]>(others.map((path) => [path, []]));
  wanted.get(home)?.push(name);
  if (begin.path && begin.name) wanted.get(begin.path)?.push(begin.name);
  const lines: string[] = [];
  for (const [path, names] of wanted) {
    const module = moduleName(path, search);
    if (module === null) return null;
    lines.push(
      names.length > 0
        ? `from ${module} import ${[...new Set(names)].sort().join(', ')}`
        : `import ${module}  # noqa: F401  gives the scheduler its jobs`,
    );
  }
  return lines.sort();
}

function threadText(imports: readonly string[], { name, begin }: Parts): string {
  return `import logging
import signal
import threading

${imports.join('\n')}

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("scheduler")


def main() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not ${name}.running:
        ${begin.name ?? `${name}.start`}()
${isStarted(name, begin)}    log.info("scheduler runs %d jobs", len(${name}.get_jobs()))
    stop.wait()
    ${name}.shutdown()
    log.info("scheduler stopped")


if __name__ == "__main__":
    main()
`;
}

function asyncText(imports: readonly string[], { name, begin }: Parts): string {
  return `import asyncio
import logging
import signal

${imports.join('\n')}

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("scheduler")


async def main() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if not ${name}.running:
        ${begin.isAwaited ? 'await ' : ''}${begin.name ?? `${name}.start`}()
${isStarted(name, begin)}    log.info("scheduler runs %d jobs", len(${name}.get_jobs()))
    await stop.wait()
    ${name}.shutdown()
    log.info("scheduler stopped")


if __name__ == "__main__":
    asyncio.run(main())
`;
}

/** A function of the repository starts nothing where the variable is missing: that has to be seen. */
function isStarted(name: string, begin: Begin): string {
  return begin.name === null
    ? ''
    : `    if not ${name}.running:
        raise SystemExit("the scheduler did not start: RUN_SCHEDULER is not true")
`;
}

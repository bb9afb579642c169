/** What the module is made of, by dotted names. */
export interface LoopParts {
  own: string;
  /** The module of the function, and its name. */
  home: string;
  name: string;
  /** Modules to import: they give the function its jobs. */
  others: readonly string[];
  /** The function returns at once. */
  isRepeated: boolean;
}

/** The module for a function that a thread ran. */
export function threadLoopText(parts: LoopParts): string {
  return `${headOf(parts, ['logging', 'signal', 'threading'])}
def main() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    thread = threading.Thread(target=${parts.name}, daemon=True)
    thread.start()
    log.info("scheduler runs")
    while thread.is_alive() and not stop.wait(1):
        pass
    if not stop.is_set():
        raise SystemExit("the scheduler ended by itself")
    log.info("scheduler stopped")


if __name__ == "__main__":
    main()
`;
}

/** The module for a coroutine that a task ran. */
export function asyncLoopText(parts: LoopParts): string {
  const watched = parts.isRepeated ? '' : '    task.add_done_callback(lambda _: stop.set())\n';
  const ended = parts.isRepeated
    ? '    task.cancel()\n'
    : `    if task.done():
        task.result()
        raise SystemExit("the scheduler ended by itself")
    task.cancel()
`;
  return `${headOf(parts, ['asyncio', 'logging', 'signal'])}
async def main() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    task = asyncio.create_task(${parts.name}())
${watched}    log.info("scheduler runs")
    await stop.wait()
${ended}    log.info("scheduler stopped")


if __name__ == "__main__":
    asyncio.run(main())
`;
}

function headOf({ own, home, name, others }: LoopParts, modules: readonly string[]): string {
  const imports = [
    `from ${home} import ${name}`,
    ...others.map((other) => `import ${other}  # noqa: F401  gives the scheduler its jobs`),
  ];
  return `"""Runs the schedule in a process of its own: \`python -m ${own}\`."""

${modules.map((module) => `import ${module}`).join('\n')}

${imports.sort().join('\n')}

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("scheduler")

`;
}

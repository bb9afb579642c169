import { findDependency, type Model, type Service } from '@unblock/engine';
import { loads, moduleName } from '@unblock/engine/python/modules';
import type { Ground } from '@unblock/engine/services/beside';
import type { Queue } from './queue.ts';
import { decoratedTasks, sentBy, type Task } from './tasks.ts';

/** A library whose tasks are functions under a decorator of one object, which its worker is given. */
interface Library {
  title: string;
  dependency: string;
  modules: RegExp;
  /** Methods that put a task on the queue, and whether the plain call does too. */
  methods: RegExp;
  isPlainCall: boolean;
  /** Makers whose tasks run where they are called, or whose queue no other process reaches. */
  inProcess: RegExp;
  program: string;
  line: RegExp;
  words: readonly string[];
  /** The command for the object of a module. */
  command(ground: Ground, module: string, name: string, others: readonly string[]): string;
}

const LIBRARIES: readonly Library[] = [
  {
    // https://huey.readthedocs.io/en/latest/consumer.html
    title: 'Huey',
    dependency: 'huey',
    modules: /^huey$/,
    methods: /^schedule$/,
    isPlainCall: true,
    inProcess: /^Memory/,
    program: 'huey_consumer.py …',
    line: /\bhuey_consumer\b|\brun_huey\b/,
    words: ['huey_consumer'],
    command: (ground, module, name) => `${ground.run('huey_consumer.py')} ${module}.${name} --workers 2`,
  },
  {
    // https://taskiq-python.github.io/guide/cli.html
    title: 'Taskiq',
    dependency: 'taskiq',
    modules: /^taskiq(_|\.|$)/,
    methods: /^kiq$/,
    isPlainCall: false,
    inProcess: /InMemoryBroker$/,
    program: 'taskiq worker …',
    line: /\btaskiq\b.*\bworker\b/,
    words: ['taskiq', 'worker'],
    command: (ground, module, name, others) =>
      [`${ground.run('taskiq')} worker ${module}:${name}`, ...others, '--workers 1'].join(' '),
  },
  {
    // https://procrastinate.readthedocs.io/en/stable/howto/basics/command_line.html
    title: 'Procrastinate',
    dependency: 'procrastinate',
    modules: /^procrastinate(\.|$)/,
    methods: /^(defer|defer_async)$/,
    isPlainCall: false,
    inProcess: /InMemoryConnector$/,
    program: 'procrastinate … worker',
    line: /\bprocrastinate\b.*\bworker\b/,
    words: ['procrastinate', 'worker'],
    command: (ground, module, name) => `${ground.run('procrastinate')} --app=${module}.${name} worker`,
  },
];

/** What works off a queue in a process of the application itself. */
const WORKS_HERE = /\bcreate_consumer\(|\brun_receiver_task\(|\bReceiver\(|\.run_worker(_async)?\(/;

/** The queues of a service that are filled by functions under a decorator. */
export function decoratedQueues(service: Service, model: Model): Queue[] {
  return LIBRARIES.flatMap((library) => queueOf(library, service, model) ?? []);
}

function queueOf(library: Library, service: Service, model: Model): Queue | null {
  if (!findDependency(service.dependencies, library.dependency)) return null;
  const tasks = decoratedTasks(service, model, library.modules).filter(({ maker }) => maker !== null);
  const [first] = tasks;
  const maker = first?.maker;
  if (!first?.made || !maker || tasks.some((task) => runsHere(task, library, model))) return null;
  if (service.files.some((path) => WORKS_HERE.test(model.read(path) ?? ''))) return null;
  const sent = sentBy(service, model, tasks, library.methods, library.isPlainCall);
  const periodic = tasks.find(({ isPeriodic }) => isPeriodic);
  const use = sent ?? (periodic ? { what: `${periodic.name}()`, span: periodic.span } : null);
  if (!use) return null;
  const marks = { line: library.line, words: library.words };
  return {
    library: library.title,
    program: library.program,
    made: { what: `${first.made.name}(…)`, span: first.made.span },
    sent: use,
    schedule: null,
    lacking: null,
    marks: { worker: marks, beat: marks },
    command: (_part, ground) => commandOf(library, tasks, ground, model),
  };
}

/** Tasks that run in the process that calls them, as the code says or may say. */
function runsHere({ made, maker }: Task, { inProcess }: Library, model: Model): boolean {
  if (!made || inProcess.test(made.name)) return true;
  const text = model.read(made.span.path)?.slice(made.span.start, made.span.end) ?? '';
  return maker === null || /\bimmediate\s*=(?!\s*False\b)/.test(text) || /InMemory/.test(text);
}

/** The command, where one object has all tasks and a module is known that loads them. */
function commandOf(library: Library, tasks: readonly Task[], ground: Ground, model: Model): string | null {
  const makers = new Set(tasks.map(({ maker }) => `${maker?.path}#${maker?.name}`));
  const [maker] = tasks.flatMap((task) => task.maker ?? []);
  // A queue in a file is one of its container: another process may not see it.
  if (!maker || makers.size > 1 || tasks.some(({ made }) => /^(Sqlite|File)/.test(made?.name ?? '')))
    return null;
  const files = [...new Set(tasks.map(({ path }) => path))].sort();
  if (library.title === 'Taskiq') {
    const others = files.filter((path) => path !== maker.path).map((path) => moduleName(path, ground.search));
    const module = moduleName(maker.path, ground.search);
    return module && others.every((name) => name !== null)
      ? library.command(
          ground,
          module,
          maker.name,
          others.filter((name) => name !== null),
        )
      : null;
  }
  const named = files.filter((path) =>
    (model.imports(path)?.imports ?? []).some(
      ({ local, name }) => local === maker.name && name === maker.name,
    ),
  );
  const holder = [maker.path, ...named].find((path) => {
    const reached = loads(path, model);
    return files.every((file) => reached.includes(file));
  });
  const says = library.title === 'Procrastinate' && /\bimport_paths\s*=/.test(model.read(maker.path) ?? '');
  const module = moduleName(holder ?? (says ? maker.path : ''), ground.search);
  return (holder || says) && module ? library.command(ground, module, maker.name, []) : null;
}

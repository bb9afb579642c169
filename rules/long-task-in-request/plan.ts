import { posix } from 'node:path';
import { findDependency, type Model, type Service } from '@unblock/engine';
import type { Handler, Program } from './handlers.ts';
import { dockerfile, enqueue, type Generated, SQL, server } from './templates.ts';

/** What a worker for some handlers needs, and the files that make it. */
export interface WorkerPlan {
  /** Handlers that the worker runs as they are, and those that a person has to change first. */
  moved: Handler[];
  left: Handler[];
  /** Packages of Debian that their programs come in. */
  packages: string[];
  /** A file of the repository that runs the same program in a process that stays; null without one. */
  existing: string | null;
  /** Where the client calls the handlers: `app/page.tsx:12`. */
  callers: string[];
  route: string;
  variables: { url: string; key: string };
  /** Null where a person has to choose something first. */
  files: { path: string; text: string }[] | null;
  /** Why there are no files. */
  reason: 'store' | 'existing' | 'input' | 'taken' | null;
}

const PACKAGES: Record<Program, readonly string[]> = {
  ffmpeg: ['ffmpeg'],
  chromium: ['chromium', 'fonts-liberation'],
};

/** The worker that would take what the handlers do. */
export function planOf(handlers: readonly Handler[], service: Service, model: Model): WorkerPlan {
  const moved = handlers.filter(({ canMove }) => canMove);
  const left = handlers.filter(({ canMove }) => !canMove);
  const programs = [...new Set(handlers.map(({ program }) => program))];
  const fonts = handlers.some(({ drawsText }) => drawsText) ? ['fonts-dejavu-core'] : [];
  const packages = [...new Set([...programs.flatMap((program) => PACKAGES[program]), ...fonts])].sort();
  const variables = variablesIn(service, model);
  const at = (name: string) => (service.root ? `${service.root}/${name}` : name);
  const app = handlers[0]?.path.slice(at('').length).startsWith('src/') ? 'src/app' : 'app';
  const paths = [
    'worker/server.ts',
    'worker/Dockerfile',
    'worker/jobs.sql',
    `${app}/api/background-jobs/route.ts`,
  ];
  const existing = existingWorker(programs, service, model);
  const isFree = !paths.some((path) => model.paths.has(at(path)));
  const hasStore = findDependency(service.dependencies, '@supabase/supabase-js') !== undefined;
  const reason =
    existing !== null
      ? 'existing'
      : moved.length === 0
        ? 'input'
        : !hasStore
          ? 'store'
          : isFree
            ? null
            : 'taken';
  const generated: Generated = {
    tasks: moved.map(({ url, path }) => ({
      url,
      module: posix.relative(at('worker'), path.replace(/\.[jt]s$/, '')),
    })),
    headers: [...new Set(moved.flatMap((handler) => handler.headers))].sort(),
    packages,
    hasChromium: programs.includes('chromium'),
    lock: lockOf(service, model),
    variables,
  };
  const texts = [server(generated), dockerfile(generated), SQL, enqueue(generated)];
  return {
    moved,
    left,
    packages,
    existing,
    callers: callersOf(handlers, model),
    route: '/api/background-jobs',
    variables,
    files:
      reason === null ? paths.map((path, index) => ({ path: at(path), text: texts[index] ?? '' })) : null,
    reason,
  };
}

/** The names under which the code reads the address and the service key of Supabase. */
function variablesIn(service: Service, model: Model): WorkerPlan['variables'] {
  const names = [...new Set(model.factsOf(service, 'environment-read').map(({ name }) => name))].sort();
  const url = names.find((name) => /(^|_)SUPABASE_URL$/.test(name));
  const key = names.find((name) => /SUPABASE_SERVICE(_ROLE)?(_KEY)?$/.test(name));
  return { url: url ?? 'SUPABASE_URL', key: key ?? 'SUPABASE_SERVICE_ROLE_KEY' };
}

function lockOf({ root }: Service, model: Model): string | null {
  const names = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'];
  return names.find((name) => model.paths.has(root ? `${root}/${name}` : name)) ?? null;
}

/** A file beside the handlers that runs the same program in a process that polls for work. */
function existingWorker(programs: readonly Program[], service: Service, model: Model): string | null {
  const words = programs.includes('ffmpeg') ? /ffmpeg/ : /puppeteer|playwright/;
  for (const other of model.services) {
    if (other === service || other.language !== 'node') continue;
    const found = other.files.find((path) => {
      const text = /\.[cm]?[jt]s$/.test(path) ? (model.read(path) ?? '') : '';
      return (
        words.test(text) &&
        /setInterval|setTimeout|new Worker\(|\.process\(|while\s*\(true\)/.test(text) &&
        /job/i.test(text)
      );
    });
    if (found !== undefined) return found;
  }
  return null;
}

/** Where other files name the address of a handler in quotes. */
function callersOf(handlers: readonly Handler[], model: Model): string[] {
  const urls = handlers.map(({ url }) => url);
  const own = new Set(handlers.map(({ path }) => path));
  return [...model.paths]
    .filter(
      (path) =>
        /\.[jt]sx?$/.test(path) &&
        !own.has(path) &&
        !/(^|\/)(__tests__|tests?)\/|\.(test|spec)\.|backup/i.test(path),
    )
    .sort()
    .flatMap((path) => {
      const text = model.read(path) ?? '';
      if (!text.includes('/api/')) return [];
      return text
        .split('\n')
        .flatMap((line, index) =>
          urls.some((url) => [`'${url}'`, `"${url}"`, `\`${url}\``].some((quoted) => line.includes(quoted)))
            ? [`${path}:${index + 1}`]
            : [],
        );
    });
}

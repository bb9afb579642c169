/** What the files of a worker are made of. */
export interface Generated {
  /** The handlers, by their path on the server, with their modules as the worker's folder names them. */
  tasks: { url: string; module: string }[];
  headers: string[];
  packages: string[];
  hasChromium: boolean;
  /** The lock file at the root of the service; null without one. */
  lock: string | null;
  variables: { url: string; key: string };
}

/** The table of jobs. `skip locked` gives a job to one worker only. https://www.postgresql.org/docs/current/sql-select.html */
export const SQL = `-- The jobs that the worker takes. Only the service key reaches them: no policy lets anybody else in.
create table if not exists background_jobs (
  id uuid primary key default gen_random_uuid(),
  task text not null,
  body jsonb not null,
  headers jsonb not null default '{}',
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed')),
  result jsonb,
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);

create index if not exists background_jobs_waiting on background_jobs (created_at) where status = 'waiting';

alter table background_jobs enable row level security;

-- Takes the oldest job that waits; of two workers, one gets it.
create or replace function claim_background_job() returns setof background_jobs
language sql as $$
  update background_jobs set status = 'running', started_at = now()
  where id = (
    select id from background_jobs where status = 'waiting'
    order by created_at limit 1 for update skip locked
  )
  returning *;
$$;

revoke execute on function claim_background_job() from public, anon, authenticated;
grant execute on function claim_background_job() to service_role;
`;

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

function client({ variables: { url, key } }: Generated): string {
  return `createClient(process.env.${url} ?? '', process.env.${key} ?? '', {
  auth: { persistSession: false },
})`;
}

/** The route that puts a job into the table, and tells how it stands. */
export function enqueue(plan: Generated): string {
  return `import { createClient } from '@supabase/supabase-js';
import { type NextRequest, NextResponse } from 'next/server';

/** The handlers that the worker runs. */
const TASKS = [${quoted(plan.tasks.map(({ url }) => url))}];
/** The headers that those handlers read: the worker forgets them when it takes the job. */
const HEADERS: string[] = [${quoted(plan.headers)}];

const table = () => ${client(plan).replaceAll('\n', '\n  ')}.from('background_jobs');

/** \`{ task, body }\`: what the handler of \`task\` was sent so far is \`body\` now. Answers with the id of the job. */
export async function POST(request: NextRequest) {
  const { task, body } = await request.json();
  if (!TASKS.includes(task)) return NextResponse.json({ error: 'unknown task' }, { status: 400 });
  const headers: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const { data, error } = await table().insert({ task, body, headers }).select('id').single();
  if (error) return NextResponse.json({ error: error.message }, { status: 500 });
  return NextResponse.json({ id: data.id }, { status: 202 });
}

/** \`?id=\`: waiting, running, done with the result, or failed with the error. */
export async function GET(request: NextRequest) {
  const id = request.nextUrl.searchParams.get('id') ?? '';
  const { data, error } = await table().select('id, status, result, error').eq('id', id).maybeSingle();
  if (error || !data) return NextResponse.json({ error: 'no such job' }, { status: 404 });
  return NextResponse.json(data);
}
`;
}

/** The process that stays: it takes jobs, runs the handlers, and answers /health and /stats. */
export function server(plan: Generated): string {
  const tasks = plan.tasks.map(({ url, module }) => `  '${url}': () => import('${module}'),`).join('\n');
  return `import { createServer } from 'node:http';
import { createClient } from '@supabase/supabase-js';
import { NextRequest } from 'next/server';

interface Job {
  id: string;
  task: string;
  body: unknown;
  headers: Record<string, string>;
}

type Task = { POST: (request: NextRequest) => Promise<Response> };

/** The handlers that ran inside requests, by their path. */
const TASKS: Record<string, () => Promise<Task>> = {
${tasks}
};

/** Milliseconds between two looks at the table when it was empty. */
const POLL_INTERVAL = Number(process.env.POLL_INTERVAL ?? 5000);
const PORT = Number(process.env.PORT ?? 8080);

const database = ${client(plan)};
const stats = { processed: 0, failed: 0, lastJobAt: null as string | null };
let isEnding = false;

async function next(): Promise<Job | null> {
  const { data, error } = await database.rpc('claim_background_job');
  if (error) throw new Error(error.message);
  return (data as Job[])[0] ?? null;
}

async function end(id: string, values: Record<string, unknown>): Promise<void> {
  const ended = { ...values, headers: {}, ended_at: new Date().toISOString() };
  const { error } = await database.from('background_jobs').update(ended).eq('id', id);
  if (error) console.error(\`job \${id} ended, and could not be written: \${error.message}\`);
}

async function work({ id, task, body, headers }: Job): Promise<void> {
  try {
    const load = TASKS[task];
    if (!load) throw new Error(\`unknown task \${task}\`);
    const { POST } = await load();
    const response = await POST(
      new NextRequest(\`http://localhost\${task}\`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    const text = await response.text();
    if (!response.ok) throw new Error(\`\${response.status} \${text}\`);
    await end(id, { status: 'done', result: JSON.parse(text || 'null') });
    stats.processed += 1;
  } catch (error) {
    stats.failed += 1;
    await end(id, { status: 'failed', error: error instanceof Error ? error.message : String(error) });
  }
  stats.lastJobAt = new Date().toISOString();
}

async function poll(): Promise<void> {
  while (!isEnding) {
    try {
      const job = await next();
      if (job) {
        await work(job);
        continue;
      }
    } catch (error) {
      console.error(error);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL));
  }
  process.exit(0);
}

createServer((request, response) => {
  const answers: Record<string, unknown> = { '/health': { status: 'ok' }, '/stats': stats };
  const answer = answers[request.url ?? ''];
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? { error: 'not found' }));
}).listen(PORT, '0.0.0.0', () => console.log(\`worker on port \${PORT}, looking for jobs every \${POLL_INTERVAL} ms\`));

// The job under way is finished before the process ends.
process.once('SIGTERM', () => {
  isEnding = true;
});

void poll();
`;
}

const INSTALLS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm ci && npm install --no-save tsx@4',
  'yarn.lock': 'corepack enable && yarn install --frozen-lockfile && npm install --prefix /tools tsx@4',
  'pnpm-lock.yaml': 'corepack enable && pnpm install --frozen-lockfile && npm install --prefix /tools tsx@4',
};

/** The image of the worker. It is built in the folder of the service: \`docker build -f worker/Dockerfile .\` */
export function dockerfile({ packages, hasChromium, lock }: Generated): string {
  const install =
    (lock !== null && Object.hasOwn(INSTALLS, lock) ? INSTALLS[lock] : undefined) ??
    'npm install && npm install --no-save tsx@4';
  const loader = install.includes('/tools') ? '/tools/node_modules/tsx/dist/loader.mjs' : 'tsx';
  const chromium = hasChromium
    ? 'ENV PUPPETEER_SKIP_DOWNLOAD=true \\\n    PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium\n'
    : '';
  return `# Built in the folder above: docker build -f worker/Dockerfile .
FROM node:22-slim

RUN apt-get update && apt-get install -y --no-install-recommends \\
${packages.map((name) => `      ${name} \\`).join('\n')}
    && rm -rf /var/lib/apt/lists/*
${chromium}
WORKDIR /app
COPY . .
RUN ${install}

ENV NODE_ENV=production
CMD ["node", "--import", "${loader}", "worker/server.ts"]
`;
}

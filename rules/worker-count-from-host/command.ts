import { option } from '@unblock/codemods/shell/index';
import type { Model, Service } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { commandSpan, contractsOf, type StartedServer, serversOf, webStarts } from '@unblock/engine/started';
import { type Evidence, message, PATCH, paragraph, title } from './words.ts';

const READ = `\${WEB_CONCURRENCY:-2}`;
const COUNTS = /\bnproc\b|\bcpu_count\b|_NPROCESSORS_ONLN/;
/** A variable with its value from a count: another value can be given, or a smaller one is taken. */
const SWITCHED = /:-|:=|\bmin\b|[<>]/;

/** What gives the count: the value of the option, or the assignment of the variable that is its value. */
interface Count {
  text: string;
  start: number;
  end: number;
  replacement: string;
}

/** `gunicorn --workers $(nproc)` and its like in what a platform starts. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return serversOf(webStarts(service)).flatMap((started): Entry[] => {
    const contracts = contractsOf(model, started.starts).filter(
      ({ processors }) => processors.value === 'host',
    );
    const [contract] = contracts;
    const count = contract ? countOf(started) : null;
    if (!count || !contract) return [];
    const { server } = started;
    const evidence: Evidence = {
      count: count.text,
      path: server.text.source.path,
      replacement: count.replacement,
      contract,
    };
    return [
      {
        finding: {
          rule: 'worker-count-from-host',
          severity: 'important',
          service: service.root,
          span: commandSpan(server),
          title: title(evidence),
          message: message(evidence),
          fix: 'review',
          key: `${server.program} workers`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => {
          if (count.start < 0) return HIDDEN;
          const { start, end, replacement } = count;
          const edit = editCommand(model, server.text, [{ start, end, text: replacement }]);
          if ('skip' in edit) return edit;
          return { safety: 'review', title: PATCH, paragraph: paragraph(evidence), edits: [edit] };
        },
      },
    ];
  });
}

function countOf({ server, starts }: StartedServer): Count | null {
  if (!/^(gunicorn|uvicorn|hypercorn|granian|fastapi)$/.test(server.program)) return null;
  const given = option(server.command, ['--workers', '-w']);
  if (!given || given.value !== null) return null;
  const { raw, start, end } = given;
  if (COUNTS.test(raw)) return SWITCHED.test(raw) ? null : { text: raw, start, end, replacement: READ };
  const name = /^["']?\$\{?(\w+)\}?["']?$/.exec(raw)?.[1];
  const assigned = (starts[0]?.commands ?? [])
    .filter(({ text }) => text === server.text)
    .flatMap(({ command }) => command.assignments)
    .filter((assignment) => assignment.name === name && assignment.start >= 0);
  const [only] = assigned;
  if (!only || assigned.length > 1) return null;
  const text = server.text.text.slice(only.start, only.end);
  if (!COUNTS.test(text) || SWITCHED.test(text)) return null;
  return { text, start: only.start, end: only.end, replacement: `${only.name}=${READ}` };
}

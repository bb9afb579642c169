import type { Edit } from '@unblock/codemods';
import { ensureImport, replaceExpression } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import { option } from '@unblock/codemods/shell/index';
import type { Expression, Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { gunicornFile, gunicornSetting } from '@unblock/engine/gunicorn';
import { expressionOf } from '@unblock/engine/python/expression';
import { flowOf } from '@unblock/engine/python/flow';
import { calleeOf } from '@unblock/engine/python/tree';
import { contractsOf, type StartedServer, serversOf, webStarts } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';
import { countsProcessors } from './count.ts';
import { withoutImport } from './imports.ts';
import { type Evidence, message, PATCH, paragraph, title } from './words.ts';

const READ = 'int(os.environ.get("WEB_CONCURRENCY", "2"))';

/** Worker counts in gunicorn's configuration file, and in the file that a start command runs. */
export function findInCode(service: Service, model: Model): Entry[] {
  return serversOf(webStarts(service)).flatMap((started): Entry[] => {
    const contracts = contractsOf(model, started.starts).filter(
      ({ processors }) => processors.value === 'host',
    );
    const [contract] = contracts;
    if (!contract) return [];
    const settings =
      started.server.program === 'gunicorn'
        ? inConfiguration(started, service, model)
        : inStartedFile(started, model);
    return settings
      .filter((setting) => countsProcessors(model, setting))
      .map((setting) => entryOf(setting, [contract, ...contracts.slice(1)], service, model));
  });
}

function inConfiguration({ server, starts }: StartedServer, service: Service, model: Model): Expression[] {
  const [start] = starts;
  // The command line wins over the file.
  if (!start || option(server.command, ['--workers', '-w'])) return [];
  const file = gunicornFile(model, service, start, server);
  if (file === 'none' || file === 'unknown') return [];
  const setting = gunicornSetting(model, file.path, 'workers');
  return setting ? [setting] : [];
}

/** `uvicorn.run(…, workers=…)`, and the options of a gunicorn application that the file makes itself. */
function inStartedFile({ server }: StartedServer, model: Model): Expression[] {
  const { entry, program } = server;
  const text = program === 'python' && entry ? model.read(entry) : null;
  if (!entry || !text?.includes('workers') || !/cpu_count/.test(text)) return [];
  const hasGunicorn = model.module(entry)?.imports.some(({ module }) => module.startsWith('gunicorn.app'));
  const found = parsePython(text).findAll({
    rule: { any: [{ kind: 'keyword_argument' }, { kind: 'pair' }] },
  });
  return found.flatMap((node): Expression[] => {
    const value = node.field('value');
    if (!value || flowOf(node).conditional) return [];
    const call = node.parent()?.parent();
    const isUvicorn =
      node.kind() === 'keyword_argument' &&
      node.field('name')?.text() === 'workers' &&
      call?.kind() === 'call' &&
      calleeOf(call) === 'uvicorn.run';
    const isGunicorn =
      hasGunicorn && node.kind() === 'pair' && /^['"]workers['"]$/.test(node.field('key')?.text() ?? '');
    return isUvicorn || isGunicorn ? [expressionOf(entry, value)] : [];
  });
}

function entryOf(
  setting: Expression,
  contracts: readonly [Contract, ...Contract[]],
  service: Service,
  model: Model,
): Entry {
  const { path, start, end } = setting.span;
  const text = model.read(path)?.slice(start, end) ?? '';
  const evidence: Evidence = { count: text, path, replacement: READ, contract: contracts[0] };
  return {
    finding: {
      rule: 'worker-count-from-host',
      severity: 'important',
      service: service.root,
      span: setting.span,
      title: title(evidence),
      message: message(evidence),
      fix: 'review',
      key: 'workers',
      platforms: contracts.map(({ id }) => id),
    },
    fix: () => readInstead(setting, evidence, model),
  };
}

function readInstead({ span }: Expression, evidence: Evidence, model: Model): Fix | Skip {
  const text = model.read(span.path);
  if (text === null) return unreadable(span.path);
  const added = ensureImport(text, span.start, 'os');
  const edits: Edit[] = [...replaceExpression(text, span, READ), ...withoutImport(text, span, added)];
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(evidence),
    edits: [{ path: span.path, edits }],
  };
}

import type { SgNode } from '@ast-grep/napi';
import { guardStatement, quoteStyle } from '@unblock/codemods/ecmascript';
import {
  both,
  type Finding,
  type Fix,
  type Model,
  type Service,
  type Skip,
  type Span,
} from '@unblock/engine';
import { runs } from '@unblock/engine/callers';
import type { Entry } from '@unblock/engine/entry';
import { calleeOf, expressionOf, named, spanOf } from '@unblock/engine/node/expression';
import { flowOf } from '@unblock/engine/node/flow';
import { parseNode } from '@unblock/engine/node/parse';
import { webFiles } from '@unblock/engine/python/web';
import { listingsOf } from '@unblock/engine/services/beside';
import { declare, NOTHING_DECLARED } from '@unblock/engine/services/declare';
import { severalProcesses } from '@unblock/engine/services/processes';
import { runnerOf } from './elsewhere.ts';
import {
  type NodeEvidence,
  nodeFixTitle,
  nodeMessage,
  nodeParagraph,
  nodeSteps,
  nodeTitle,
} from './node-words.ts';

const SWITCH = { variable: 'RUN_SCHEDULER', process: 'scheduler' } as const;
const HINT = /['"](node-cron|cron|node-schedule|agenda|@hokify\/agenda|bree|toad-scheduler)['"]/;
const PACKAGES = /^(node-cron|cron|node-schedule|agenda|@hokify\/agenda|bree|toad-scheduler)$/;
/** One process at a time, or the one that is chosen, does the work. */
const TURNS =
  /\b\w*(?:[lL]ock|[mM]utex)\w*\s*\(|redlock|advisory|cluster\.is|NODE_APP_INSTANCE|isLeader|isPrimary|leaderElect/;
/** Methods that begin a schedule, of objects that these modules make or are. */
const METHODS: readonly { name: RegExp; module: RegExp; title: string }[] = [
  { name: /^schedule$/, module: /^node-cron$/, title: 'node-cron' },
  { name: /^scheduleJob$/, module: /^node-schedule$/, title: 'node-schedule' },
  { name: /^start$/, module: /^cron$/, title: 'cron' },
  { name: /^start$/, module: /^(@hokify\/)?agenda$/, title: 'Agenda' },
  { name: /^start$/, module: /^bree$/, title: 'Bree' },
  {
    name: /^add(Simple|Long)?IntervalJob$|^addCronJob$/,
    module: /^toad-scheduler$/,
    title: 'toad-scheduler',
  },
];

interface Begun {
  path: string;
  call: SgNode;
  title: string;
}

/** The schedules that a Node web process begins by a library, on no condition, outside of NestJS. */
export function nodeSchedules(service: Service, model: Model): Entry[] {
  if (service.role !== 'web' || service.language !== 'node') return [];
  const isUsed = service.dependencies.entries.some(
    ({ name, production }) => production && PACKAGES.test(name),
  );
  if (!isUsed) return [];
  const begun = [...webFiles(model, service)].sort().flatMap((path) => begunIn(path, service, model));
  if (begun.length === 0) return [];
  const runner = runnerOf(service, model);
  const processes = severalProcesses(model, service);
  const declared = runner.declared ? NOTHING_DECLARED : declare(service, model, processes, SWITCH);
  // Several processes: a manifest that lists them gets one more, by the rule that finds it missing.
  const hasPlace = runner.declared || declared.way !== null || listingsOf(service, model).length > 0;
  return begun.map((one, index) => {
    const { path, call, title } = one;
    const evidence: NodeEvidence = {
      library: title,
      path,
      what: `${calleeOf(call)?.text() ?? title}(…)`,
      processes,
      declared,
      hasPlace,
    };
    const span = spanOf(path, call);
    return {
      finding: findingOf(evidence, span, index === 0, service, model),
      fix: async () => {
        const edits = await guarded(one, model);
        if ('skip' in edits) return edits;
        return {
          safety: 'review',
          title: nodeFixTitle(evidence),
          paragraph: nodeParagraph(evidence),
          edits: [...edits, ...declared.edits],
        };
      },
    };
  });
}

function findingOf(
  evidence: NodeEvidence,
  span: Span,
  isFirst: boolean,
  service: Service,
  model: Model,
): Finding {
  const steps = isFirst ? nodeSteps(evidence) : [];
  return {
    rule: 'scheduler-not-gated',
    severity: evidence.processes ? 'important' : 'advice',
    service: service.root,
    span,
    title: nodeTitle(evidence),
    message: nodeMessage(evidence),
    fix: evidence.hasPlace ? 'review' : 'manual',
    key: `${evidence.library} ${evidence.what}`,
    platforms: model.contracts.map(({ id }) => id),
    ...(steps.length > 0 ? { steps } : {}),
    group: `scheduler:${service.root}`,
  };
}

function begunIn(path: string, service: Service, model: Model): Begun[] {
  const text = model.read(path) ?? '';
  if (!/\.[cm]?[jt]s$/.test(path) || !HINT.test(text) || TURNS.test(text)) return [];
  return parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'call_expression' }, { kind: 'new_expression' }] } })
    .flatMap((call) => {
      const title = libraryOf(path, call, model);
      return title && runs(model, service, flowOf(call)) ? [{ path, call, title }] : [];
    });
}

/** The library whose schedule a call begins. */
function libraryOf(path: string, call: SgNode, model: Model): string | null {
  const callee = calleeOf(call);
  if (!callee) return null;
  if (call.kind() === 'new_expression') return isStartedJob(path, call, callee, model) ? 'cron' : null;
  const given = call.field('arguments')?.text() ?? '';
  if (/\bscheduled\s*:\s*false/.test(given)) return null;
  if (callee.kind() === 'identifier') {
    const imported = model.module(path)?.imports.find(({ local }) => local === callee.text());
    const found = METHODS.find(
      ({ name, module }) => imported?.name && name.test(imported.name) && module.test(imported.module),
    );
    return found?.name.test('schedule') || found?.name.test('scheduleJob') ? found.title : null;
  }
  const object = callee.field('object');
  const method = callee.field('property')?.text() ?? '';
  if (!object || !METHODS.some(({ name }) => name.test(method))) return null;
  const imported = model.module(path)?.imports.find(({ local }) => local === object.text());
  const module = imported?.module ?? model.producer(expressionOf(path, object))?.module ?? '';
  return METHODS.find((entry) => entry.name.test(method) && entry.module.test(module))?.title ?? null;
}

/** `new CronJob(time, work, null, true)` starts at once. https://github.com/kelektiv/node-cron#api */
function isStartedJob(path: string, call: SgNode, callee: SgNode, model: Model): boolean {
  const imported = model.module(path)?.imports.find(({ local }) => local === callee.text());
  const isJob = imported?.module === 'cron' && imported.name === 'CronJob';
  return isJob && named(call.field('arguments') ?? call)[3]?.text() === 'true';
}

/** An `if` in front of the statement; one whose result is used further on stays. */
async function guarded({ path, call }: Begun, model: Model): Promise<Fix['edits'] | Skip> {
  const text = model.read(path) ?? '';
  const parent = call.parent();
  const statement = parent?.kind() === 'await_expression' ? parent.parent() : parent;
  if (statement?.kind() !== 'expression_statement') return HELD;
  const quote = await quoteStyle(path, text);
  const condition = `process.env.RUN_SCHEDULER === ${quote}true${quote}`;
  return [{ path, edits: await guardStatement(path, text, spanOf(path, call), condition) }];
}

const HELD: Skip = {
  skip: both(
    'what the call begins is used further on, so the call cannot be left out',
    "ce que l'appel démarre sert encore ensuite : l'appel ne peut pas manquer",
  ),
};

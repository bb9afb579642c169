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
import type { Entry } from '@unblock/engine/entry';
import { calleeOf, spanOf } from '@unblock/engine/node/expression';
import { listingsOf } from '@unblock/engine/services/beside';
import { declare, NOTHING_DECLARED } from '@unblock/engine/services/declare';
import { severalProcesses } from '@unblock/engine/services/processes';
import { runnerOf } from './elsewhere.ts';
import { type Begun, begunSchedules } from './node-begun.ts';
import { memoryOfJob } from './node-memory.ts';
import {
  type NodeEvidence,
  nodeFixTitle,
  nodeMessage,
  nodeParagraph,
  nodeSteps,
  nodeTitle,
} from './node-words.ts';

const SWITCH = { variable: 'RUN_SCHEDULER', process: 'scheduler' } as const;
/** The schedules that a Node web process begins by a library, on no condition, outside of NestJS. */
export function nodeSchedules(service: Service, model: Model): Entry[] {
  if (service.role !== 'web' || service.language !== 'node') return [];
  const begun = begunSchedules(service, model);
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
      memory: memoryOfJob(path, call, model),
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
  const steps = isFirst || evidence.memory ? nodeSteps(evidence) : [];
  return {
    rule: 'scheduler-not-gated',
    severity: evidence.processes && (!evidence.memory || evidence.memory.doesMore) ? 'important' : 'advice',
    service: service.root,
    span,
    title: nodeTitle(evidence),
    message: nodeMessage(evidence),
    fix: evidence.hasPlace && !evidence.memory ? 'review' : 'manual',
    key: `${evidence.library} ${evidence.what}`,
    platforms: model.contracts.map(({ id }) => id),
    ...(steps.length > 0 ? { steps } : {}),
    group: `scheduler:${service.root}`,
  };
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

import type { SgNode } from '@ast-grep/napi';
import { guardStatement, quoteStyle, setProperty } from '@unblock/codemods/ecmascript';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { runs } from '@unblock/engine/callers';
import type { Entry } from '@unblock/engine/entry';
import { calleeOf, expressionOf, named, spanOf } from '@unblock/engine/node/expression';
import { flowOf } from '@unblock/engine/node/flow';
import { parseNode } from '@unblock/engine/node/parse';
import { webFiles } from '@unblock/engine/python/web';
import { listingsOf } from '@unblock/engine/services/beside';
import { declare } from '@unblock/engine/services/declare';
import { severalProcesses } from '@unblock/engine/services/processes';
import { givenTo } from '../declared-words.ts';
import type { NestConsumer } from './nest-consumers.ts';
import { effect, fixTitle, GUARANTEE, STEP, TODO, title } from './nest-words.ts';

const SWITCH = { variable: 'RUN_WORKER', process: 'worker' } as const;
const PACKAGES = /^(bullmq|bull|bee-queue|pg-boss)$/;
const HINT = /['"](bullmq|bull|bee-queue|pg-boss)['"]|\.(process|work)\(/;
/** Methods that take jobs, of objects that these modules make. */
const METHODS: readonly { name: string; module: RegExp; library: NestConsumer['library'] }[] = [
  { name: 'process', module: /^bull$/, library: 'Bull' },
  { name: 'process', module: /^bee-queue$/, library: 'Bee-Queue' },
  { name: 'work', module: /^pg-boss$/, library: 'pg-boss' },
];

/** What puts jobs into a queue. A process that only takes them is a worker, whatever page it answers beside. */
const FILLS: Readonly<Record<NestConsumer['library'], RegExp>> = {
  BullMQ: /\bnew\s+(Queue|FlowProducer)\b/,
  Bull: /\.add(Bulk)?\(/,
  'Bee-Queue': /\.createJob\(/,
  'pg-boss': /\.(send\w*|publish|insert|schedule)\(/,
};

/** What takes jobs of a queue: the call, and for a worker of BullMQ its options where they are written in place. */
interface Taking {
  path: string;
  call: SgNode;
  library: NestConsumer['library'];
  options: SgNode | null;
}

/** The consumers of queues that a Node web process starts, on no condition, outside of NestJS. */
export function findInNode(service: Service, model: Model): Entry[] {
  const isUsed = service.dependencies.entries.some(
    ({ name, production }) => production && PACKAGES.test(name),
  );
  if (!isUsed) return [];
  const files = [...webFiles(model, service)].sort();
  const found = files
    .flatMap((path) => takingIn(path, files, service, model))
    .filter(({ library }) => files.some((path) => FILLS[library].test(model.read(path) ?? '')));
  if (found.length === 0) return [];
  const declared = declare(service, model, severalProcesses(model, service), SWITCH);
  const hasPlace = declared.way !== null || listingsOf(service, model).length > 0;
  return found.map((taking, index) => {
    const { path, call, library } = taking;
    const what = `${calleeOf(call)?.text() ?? library}(…)`;
    const now = both(
      `\`${path}\` takes jobs of ${library} (\`${call.kind() === 'new_expression' ? 'new ' : ''}${what}\`) in the process that serves HTTP.`,
      `\`${path}\` prend des tâches de ${library} (\`${call.kind() === 'new_expression' ? 'new ' : ''}${what}\`) dans le processus qui sert HTTP.`,
    );
    const given = givenTo(declared, 'worker');
    return {
      finding: {
        rule: 'queue-worker-not-gated',
        severity: 'advice',
        service: service.root,
        span: spanOf(path, call),
        title: title({ library }),
        message: { what: now, why: effect({ library }), todo: TODO },
        fix: hasPlace ? 'review' : 'manual',
        key: `${library} ${what}`,
        platforms: model.contracts.map(({ id }) => id),
        ...(index === 0 && !hasPlace ? { steps: [STEP] } : {}),
        group: `worker:${service.root}`,
      },
      fix: async () => {
        const edits = await gated(taking, model);
        if ('skip' in edits) return edits;
        return {
          safety: 'review',
          title: fixTitle({ library }),
          paragraph: {
            now,
            effect: effect({ library }),
            change: both(
              `The patch takes jobs only where \`RUN_WORKER\` is \`true\`. Missing means off.${given.en}`,
              `Le patch ne prend des tâches que si \`RUN_WORKER\` vaut \`true\`. Absente, la variable vaut non.${given.fr}`,
            ),
            guarantee: GUARANTEE,
          },
          edits: [...edits, ...declared.edits],
        };
      },
    };
  });
}

/** @param files those of the web process: what only another entry calls is a process of its own. */
function takingIn(path: string, files: readonly string[], service: Service, model: Model): Taking[] {
  const text = model.read(path) ?? '';
  if (!/\.[cm]?[jt]s$/.test(path) || !HINT.test(text) || /@nestjs\//.test(text)) return [];
  return parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'call_expression' }, { kind: 'new_expression' }] } })
    .flatMap((call) => {
      const taking = takingOf(path, call, model);
      return taking && runs(model, service, flowOf(call), files) ? [taking] : [];
    });
}

function takingOf(path: string, call: SgNode, model: Model): Taking | null {
  const callee = calleeOf(call);
  if (call.kind() === 'new_expression') {
    const imported = model.module(path)?.imports.find(({ local }) => local === callee?.text());
    if (imported?.module !== 'bullmq' || imported.name !== 'Worker') return null;
    const given = named(call.field('arguments') ?? call);
    const options = given[2]?.kind() === 'object' ? given[2] : null;
    // Without a function there is nothing to run, and `autorun` says itself whether jobs are taken.
    return !given[1] || /\bautorun\b/.test(call.text()) ? null : { path, call, library: 'BullMQ', options };
  }
  const method = callee?.field('property')?.text();
  const object = callee?.field('object');
  const known = METHODS.filter(({ name }) => name === method);
  if (!object || known.length === 0) return null;
  const module = model.producer(expressionOf(path, object))?.module ?? '';
  const found = known.find((entry) => entry.module.test(module));
  return found ? { path, call, library: found.library, options: null } : null;
}

/** `autorun` for a worker of BullMQ, which other code may listen to; an `if` in front of the statement for any other. */
async function gated({ path, call, library, options }: Taking, model: Model): Promise<Fix['edits'] | Skip> {
  const text = model.read(path) ?? '';
  const quote = await quoteStyle(path, text);
  const condition = `process.env.RUN_WORKER === ${quote}true${quote}`;
  if (library === 'BullMQ')
    return options
      ? [{ path, edits: await setProperty(path, text, spanOf(path, options), 'autorun', condition) }]
      : NO_OPTIONS;
  const parent = call.parent();
  const statement = parent?.kind() === 'await_expression' ? parent.parent() : parent;
  if (statement?.kind() !== 'expression_statement') return HELD;
  return [{ path, edits: await guardStatement(path, text, spanOf(path, call), condition) }];
}

const NO_OPTIONS: Skip = {
  skip: both(
    'the options of the worker are not written in place, so `autorun` cannot be added there',
    'les options du worker ne sont pas écrites sur place : `autorun` ne peut pas y être ajouté',
  ),
};
const HELD: Skip = {
  skip: both(
    'what the call begins is used further on, so the call cannot be left out',
    "ce que l'appel démarre sert encore ensuite : l'appel ne peut pas manquer",
  ),
};

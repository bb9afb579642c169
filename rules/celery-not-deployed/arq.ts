import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency, type Model, type Service } from '@unblock/engine';
import { spanOf } from '@unblock/engine/python/expression';
import { moduleName } from '@unblock/engine/python/modules';
import { argumentsOf, calleeOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import type { Queue, Use } from './queue.ts';

const MARKS = { line: /\barq\b["',\]]*\s+["']?[\w.]+|\brun_worker\b/, words: ['arq'] };

/** The settings of a worker of arq, with the names of its functions. */
interface Settings {
  path: string;
  name: string;
  functions: string[];
  span: Use['span'];
}

/** The jobs of arq that the web process puts on a queue: https://arq-docs.helpmanual.io/ */
export function arqQueue(service: Service, model: Model): Queue | null {
  if (!findDependency(service.dependencies, 'arq')) return null;
  if (service.files.some((path) => /\brun_worker\(|\.async_run\(/.test(model.read(path) ?? ''))) return null;
  const all = service.files.flatMap((path) => settingsIn(path, model));
  const [settings, other] = all;
  const sent = settings
    ? sentJob(
        service,
        model,
        all.flatMap(({ functions }) => functions),
      )
    : null;
  if (!settings || !sent) return null;
  return {
    library: 'arq',
    program: 'arq …',
    made: { what: settings.name, span: settings.span },
    sent,
    schedule: null,
    lacking: null,
    marks: { worker: MARKS, beat: MARKS },
    command(_part, ground) {
      const module = moduleName(settings.path, ground.search);
      return module && !other ? `${ground.run('arq')} ${module}.${settings.name}` : null;
    },
  };
}

/** `class WorkerSettings: functions = [send_mail]`. */
function settingsIn(path: string, model: Model): Settings[] {
  const text = model.read(path) ?? '';
  if (!/^class \w+/m.test(text) || !/^[ \t]+functions\b.*=/m.test(text)) return [];
  return parsePython(text)
    .findAll({ rule: { kind: 'class_definition' } })
    .flatMap((node) => {
      const list = node
        .findAll({ rule: { kind: 'assignment' } })
        .find((assignment) => assignment.field('left')?.text() === 'functions');
      const functions = (list?.field('right')?.findAll({ rule: { kind: 'identifier' } }) ?? []).map((one) =>
        one.text(),
      );
      const name = node.field('name')?.text();
      return name && functions.length > 0 ? [{ path, name, functions, span: spanOf(path, node) }] : [];
    });
}

function sentJob(service: Service, model: Model, functions: readonly string[]): Use | null {
  for (const path of [...webFiles(model, service)].sort()) {
    const text = model.read(path) ?? '';
    if (!text.includes('.enqueue_job(')) continue;
    const call = parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .find((one) => {
        const name = argumentsOf(one)[0]?.text().replace(/["']/g, '') ?? '';
        return /\.enqueue_job$/.test(calleeOf(one)) && functions.includes(name);
      });
    if (call) return { what: `${calleeOf(call)}()`, span: spanOf(path, call) };
  }
  return null;
}

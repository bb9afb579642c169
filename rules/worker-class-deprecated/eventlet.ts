import type { Dependency, Fix, Model, Service, Skip } from '@unblock/engine';
import { findDependency } from '@unblock/engine';
import { boundRequirement } from '@unblock/engine/dependencies/bound';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import type { Entry } from '@unblock/engine/entry';
import { isPythonOlder } from '@unblock/engine/services/python-version';
import { commandSpan, contractsOf } from '@unblock/engine/started';
import type { Place } from './uvicorn.ts';
import * as words from './words.ts';

const EVENTLET = /^(egg:gunicorn#)?eventlet$|^gunicorn\.workers\.geventlet\.\w+$/;

/** The eventlet worker with a gunicorn that may be one that no longer has it: 26 and later, which need Python 3.10. */
export function findEventlet({ started, worker }: Place, service: Service, model: Model): Entry[] {
  if (!('value' in worker) || !EVENTLET.test(worker.value)) return [];
  const declared = findDependency(service.dependencies, 'gunicorn');
  const version = versionOf(model, service.dependencies, 'gunicorn');
  if (!declared || declared.path === '' || !mayReach(version, '26.0')) return [];
  if (isPythonOlder(service, model, 10)) return [];
  const span = worker.place === 'file' ? worker.literal : commandSpan(started.server);
  const evidence = { written: worker.value, path: span.path, version, manifest: declared.path };
  return [
    {
      finding: {
        rule: 'worker-class-deprecated',
        severity: 'critical',
        service: service.root,
        span,
        title: words.EVENTLET_TITLE,
        message: words.eventletMessage(evidence),
        fix: 'safe',
        key: `worker class ${worker.value}`,
        platforms: contractsOf(model, started.starts).map(({ id }) => id),
        group: `worker-class-deprecated:${service.root}:eventlet`,
      },
      fix: () => fix(declared, evidence, service, model),
    },
  ];
}

function fix(
  declared: Dependency,
  evidence: words.EventletEvidence,
  service: Service,
  model: Model,
): Fix | Skip {
  const bound = boundRequirement(model, service.dependencies, declared, '26');
  if ('skip' in bound) return bound;
  return {
    safety: 'safe',
    title: words.EVENTLET_PATCH,
    paragraph: words.eventletParagraph(evidence, bound.written),
    edits: [{ path: declared.path, edits: bound.edits }],
  };
}

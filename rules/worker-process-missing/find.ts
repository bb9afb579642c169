import type { Finding, Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { type Listing, listingsOf } from '@unblock/engine/services/beside';
import { declare } from '@unblock/engine/services/declare';
import { severalProcesses } from '@unblock/engine/services/processes';
import { type Gate, openGates } from './gates.ts';
import { nodeWorker, type Worker } from './node-worker.ts';
import { findSeparate } from './separate.ts';
import { type Evidence, message, paragraph, steps, TITLE, title } from './words.ts';

/** The gated work of a web service that no process is given the variable for. */
export function find(service: Service, model: Model): Entry[] {
  if (service.role !== 'web') return [];
  const gates = openGates(service, model);
  if (gates.length === 0)
    return service.language === 'node' ? findSeparate(service, model, listingsOf(service, model)) : [];
  const listings = listingsOf(service, model);
  return service.language === 'python'
    ? inPython(service, model, gates, listings)
    : inNode(service, model, gates, listings);
}

function inNode(
  service: Service,
  model: Model,
  gates: readonly Gate[],
  listings: readonly Listing[],
): Entry[] {
  const worker = nodeWorker(service, model);
  // A script starts it: which processes run is then for whoever calls it.
  if (listings.length === 0 && (!worker.isNest || worker.script || isSetElsewhere(gates, model))) return [];
  const evidence = evidenceOf(gates, listings, worker);
  const finding = findingOf(evidence, gates, service, model);
  return finding ? [{ finding, fix: () => worker.fix(evidence, gates, listings) }] : [];
}

const DECLARES = /\.(ya?ml|sh|toml|tf|json|service|cjs)$|(^|\/)(Dockerfile|Makefile)|\.config\.[cm]?[jt]s$/;

/** Whether a file that starts processes somewhere else sets one of the switches: a compose file, a chart, a script. */
function isSetElsewhere(gates: readonly Gate[], model: Model): boolean {
  const names = gates.map(({ name }) => name).join('|');
  const set = new RegExp(`\\b(${names})\\b["']?\\s*([:=]|\\n\\s*value:)\\s*["']?(true|1)\\b`, 'i');
  return [...model.paths].some((path) => DECLARES.test(path) && set.test(model.read(path) ?? ''));
}

function evidenceOf(gates: readonly Gate[], listings: readonly Listing[], worker: Worker | null): Evidence {
  return {
    names: gates.map(({ name }) => name),
    path: gates[0]?.span.path ?? '',
    manifests: listings.map(({ web }) => web.path),
    places: listings.map(({ web, contract }) => ({ contract, free: web.freePlan })),
    entry: worker?.entry ?? null,
    script: worker?.script ?? null,
  };
}

/** Python: the variable on the web process while it is alone, else on one more process of the same application. */
function inPython(
  service: Service,
  model: Model,
  gates: readonly Gate[],
  listings: readonly Listing[],
): Entry[] {
  return gates.flatMap((gate) => {
    const work = {
      variable: gate.name,
      process: gate.name === 'RUN_SCHEDULER' ? 'scheduler' : 'worker',
    } as const;
    const declared = declare(service, model, severalProcesses(model, service), work);
    const evidence = { ...evidenceOf([gate], listings, null), declared };
    const finding = declared.way === null ? null : findingOf(evidence, [gate], service, model);
    if (!finding) return [];
    return [
      {
        finding,
        fix: () => ({
          safety: 'review' as const,
          title: TITLE,
          paragraph: paragraph(evidence),
          edits: declared.edits,
        }),
      },
    ];
  });
}

function findingOf(
  evidence: Evidence,
  gates: readonly Gate[],
  service: Service,
  model: Model,
): Finding | null {
  const [first] = gates;
  const contracts = evidence.places.length > 0 ? evidence.places.map(({ contract }) => contract) : null;
  if (!first) return null;
  return {
    rule: 'worker-process-missing',
    // Without a manifest a process may have been typed in somewhere.
    severity: contracts ? 'important' : 'advice',
    service: service.root,
    span: first.span,
    title: title(evidence),
    message: message(evidence),
    fix: 'review',
    key: service.language === 'python' ? `process for ${first.name}` : contracts ? 'process' : 'entry',
    platforms: (contracts ?? model.contracts).map(({ id }) => id),
    steps: steps(evidence),
  };
}

import { applyEdits } from '@unblock/codemods';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { groundOf, type Listing, listingsOf } from '@unblock/engine/services/beside';
import { commandSpan } from '@unblock/engine/started';
import { editManifest } from '@unblock/platforms';
import { type Part, type Queue, queuesOf } from './queue.ts';
import { mayBeStarted } from './started.ts';
import { type Evidence, fixTitle, message, noPlace, paragraph, steps, title } from './words.ts';

/** A manifest with the command of the missing part; null where it cannot be told from the code. */
interface Place extends Listing {
  command: string | null;
  /** A worker takes what the part sends: its platform starts one, or the patch adds one to the same manifest. */
  hasWorker: boolean;
}

/** The parts of task queues that a service fills and that nothing starts. */
export function find(service: Service, model: Model): Entry[] {
  if (service.role !== 'web' || service.language !== 'python') return [];
  const listings = listingsOf(service, model);
  if (listings.length === 0) return [];
  return queuesOf(service, model).flatMap((queue) =>
    partsOf(queue)
      .filter((part) => !mayBeStarted(queue.marks[part], model))
      .map((part) => entryOf(service, model, queue, part, listings)),
  );
}

function partsOf({ sent, schedule }: Queue): Part[] {
  return [...(sent || schedule ? (['worker'] as const) : []), ...(schedule ? (['beat'] as const) : [])];
}

function entryOf(service: Service, model: Model, queue: Queue, part: Part, given: readonly Listing[]): Entry {
  const listings = given.map((listing): Place => {
    const ground = groundOf(listing.start, listing.web.root, model);
    const command = ground && queue.command(part, ground);
    const own = { ...listing, command: ground && queue.command('worker', ground), hasWorker: true };
    const isAdded = !mayBeStarted(queue.marks.worker, model) && changed(own, 'worker', model) !== null;
    const hasWorker =
      part === 'worker' || isAdded || mayBeStarted(queue.marks.worker, model, listing.web.platform);
    return { ...listing, command, hasWorker };
  });
  const idle = listings.find(({ hasWorker }) => !hasWorker);
  const evidence: Evidence = {
    queue,
    part,
    manifests: listings.map(({ web }) => web.path),
    command: listings.find(({ command }) => command !== null)?.command ?? null,
    added: listings
      .filter((listing) => queue.lacking === null && changed(listing, part, model) !== null)
      .map(({ web }) => web.path),
    idle: idle && { path: idle.web.path, platform: idle.contract.title, both: withBeat(queue, idle, model) },
    lacksBeat: queue.schedule !== null && !mayBeStarted(queue.marks.beat, model),
  };
  const [first] = listings;
  const { server } = first?.start ?? { server: null };
  return {
    finding: {
      rule: 'celery-not-deployed',
      severity: 'important',
      service: service.root,
      span: server && first?.web.start ? commandSpan(server) : queue.made.span,
      title: title(evidence),
      message: message(evidence),
      fix: evidence.added.length > 0 ? 'review' : 'manual',
      key: `${queue.library} ${part}`,
      platforms: [...new Set(listings.map(({ contract }) => contract.id))],
      steps: steps(
        evidence,
        listings.map(({ web, contract }) => ({
          contract,
          free: web.freePlan,
          isAdded: evidence.added.includes(web.path),
        })),
      ),
      group: `${queue.library} processes`,
    },
    fix: () => fixOf(evidence, listings, model),
  };
}

/** The command of one process that sends planned tasks and runs them; null where it cannot be told. */
function withBeat(queue: Queue, { start, web }: Listing, model: Model): string | null {
  const ground = groundOf(start, web.root, model);
  const worker = ground && queue.command('worker', ground);
  return worker && `${worker} -B`;
}

/** The manifest's text with the part in it; null where it has no place there, or where beat would be alone. */
function changed({ web, command, hasWorker }: Place, part: Part, model: Model) {
  const text = model.read(web.path);
  if (text === null || command === null || !hasWorker) return null;
  const role = part === 'beat' ? 'scheduler' : 'worker';
  return editManifest(text, { kind: 'process', like: web, name: part, role, command, variables: [] });
}

function fixOf(evidence: Evidence, listings: readonly Place[], model: Model): Fix | Skip {
  const edits = listings.flatMap((listing) => {
    const made = changed(listing, evidence.part, model);
    const text = model.read(listing.web.path) ?? '';
    return made && applyEdits(text, made) !== text ? [{ path: listing.web.path, edits: made }] : [];
  });
  if (edits.length === 0) return noPlace(evidence);
  return { safety: 'review', title: fixTitle(evidence), paragraph: paragraph(evidence), edits };
}

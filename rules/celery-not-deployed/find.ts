import { applyEdits } from '@unblock/codemods';
import type { Fix, Model, Service, Skip, StartCommand } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { commandSpan, contractsOf, webStarts } from '@unblock/engine/started';
import { type Contract, type Deployable, editManifest } from '@unblock/platforms';
import { groundOf } from './command.ts';
import { type Part, type Queue, queuesOf } from './queue.ts';
import { mayBeStarted } from './started.ts';
import { type Evidence, fixTitle, message, noPlace, paragraph, steps, title } from './words.ts';

/** A manifest that names the processes of a service, with its web process. */
interface Listing {
  web: Deployable;
  start: StartCommand;
  contract: Contract;
  /** The command of the missing part; null where it cannot be told from the code. */
  command: string | null;
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

/**
 * The manifests that say which processes a service has: what they leave out does not run. One that describes a single
 * service says so of it where it gives its start command, which no dashboard overrides.
 */
function listingsOf(service: Service, model: Model): Omit<Listing, 'command'>[] {
  const starts = webStarts(service);
  return service.deployables.flatMap((web, index, all) => {
    const isFirst = all.findIndex((other) => other.path === web.path && other.role === 'web') === index;
    const start = starts.find(
      ({ command, platforms }) =>
        platforms.includes(web.platform) &&
        (web.start === null ||
          (command.source.path === web.path && command.source.start === web.start.source.start)),
    );
    const [contract] = start ? contractsOf(model, [start]).filter(({ id }) => id === web.platform) : [];
    if (!isFirst || web.role !== 'web' || !start || !contract || !isListing(web)) return [];
    return [{ web, start, contract }];
  });
}

function isListing({ kind, start }: Deployable): boolean {
  if (kind === 'railway.json' || kind === 'railway.toml') return start !== null;
  return kind === 'Procfile' || kind === 'render.yaml' || kind === 'fly.toml';
}

function entryOf(
  service: Service,
  model: Model,
  queue: Queue,
  part: Part,
  given: readonly Omit<Listing, 'command'>[],
): Entry {
  const listings = given.map((listing): Listing => {
    const ground = groundOf(listing.start, listing.web.root, model);
    return { ...listing, command: ground && queue.command(part, ground) };
  });
  const evidence: Evidence = {
    queue,
    part,
    manifests: listings.map(({ web }) => web.path),
    command: listings.find(({ command }) => command !== null)?.command ?? null,
    added: listings.filter((listing) => changed(listing, part, model) !== null).map(({ web }) => web.path),
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

/** The manifest's text with the part in it; null where it has no place there. */
function changed({ web, command }: Listing, part: Part, model: Model) {
  const text = model.read(web.path);
  if (text === null || command === null) return null;
  const role = part === 'beat' ? 'scheduler' : 'worker';
  return editManifest(text, { kind: 'process', like: web, name: part, role, command, variables: [] });
}

function fixOf(evidence: Evidence, listings: readonly Listing[], model: Model): Fix | Skip {
  const edits = listings.flatMap((listing) => {
    const made = changed(listing, evidence.part, model);
    const text = model.read(listing.web.path) ?? '';
    return made && applyEdits(text, made) !== text ? [{ path: listing.web.path, edits: made }] : [];
  });
  if (edits.length === 0) return noPlace(evidence);
  return { safety: 'review', title: fixTitle(evidence), paragraph: paragraph(evidence), edits };
}

import type { Model } from '@unblock/engine';
import type { Span } from '@unblock/engine/facts';
import {
  type BlueprintProblem,
  checkBlueprint,
  contracts,
  type PlatformId,
  type Refusal,
} from '@unblock/platforms';

export const MANIFEST = 'render.yaml';

/** One reason for which the platform refuses a manifest, with all places that give it. */
export interface Refused {
  path: string;
  text: string;
  span: Span;
  refusal: Refusal;
  key: string;
  /** The first line that says it, without blanks around it. */
  line: string;
  /** What the reader of the file says of a text that it cannot read. */
  reason: string;
  places: BlueprintProblem[];
  platforms: PlatformId[];
  /** Whether a page names an address of the platform: what runs there came from an earlier state, or from the dashboard. */
  isLive: boolean;
}

/** Told once for a model: every service asks. */
const told = new WeakMap<Model, Refused[]>();

/** Why the manifest at the top of the repository is refused; a copy in another folder may be read by nothing. */
export function refusedIn(model: Model): Refused[] {
  const known = told.get(model);
  if (known) return known;
  const found = read(model);
  told.set(model, found);
  return found;
}

function read(model: Model): Refused[] {
  const text = model.paths.has(MANIFEST) ? model.read(MANIFEST) : null;
  if (!text?.trim()) return [];
  const readers = contracts.filter(({ startSources }) => startSources.value[0] === MANIFEST);
  const isAsked = readers.some(({ id }) => model.contracts.some((contract) => contract.id === id));
  // A manifest that cannot be read names no platform: it is told where no other hosted one is found.
  const isHosted = model.contracts.some(({ publicHost }) => publicHost.value.suffixes.length > 0);
  if (!isAsked && isHosted) return [];
  const groups = new Map<string, BlueprintProblem[]>();
  for (const problem of checkBlueprint(text)) {
    if (problem.refusal === null) continue;
    const name = `${problem.refusal} ${homeOf(problem)}`;
    const group = groups.get(name);
    if (group) group.push(problem);
    else groups.set(name, [problem]);
  }
  const suffixes = readers.flatMap(({ publicHost }) => publicHost.value.suffixes);
  const isLive = groups.size > 0 && namesAddress(model, suffixes);
  return [...groups.values()].flatMap((places): Refused[] => {
    const [first] = places;
    if (!first?.refusal) return [];
    const span = lineSpan(text, first.line);
    return [
      {
        path: MANIFEST,
        text,
        span: { path: MANIFEST, ...span },
        refusal: first.refusal,
        key: first.key,
        line: text.slice(span.start, span.end),
        reason: first.message,
        places,
        platforms: readers.map(({ id }) => id),
        isLive,
      },
    ];
  });
}

/** Keys in a wrong place come together: those of one service, or of the top of the file, are one mistake. */
function homeOf({ refusal, path, key }: BlueprintProblem): string {
  return refusal === 'key' && !path.includes('envVars') ? path.slice(0, -1).join('.') : key;
}

function lineSpan(text: string, line: number): { start: number; end: number } {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const own = lines[line - 1] ?? '';
  const start = before + own.length - own.trimStart().length;
  return { start, end: start + own.trim().length };
}

/** Asked only of a repository whose manifest is refused. Addresses such as `https://your-app.onrender.com` are examples. */
function namesAddress(model: Model, suffixes: readonly string[]): boolean {
  const pages = [...model.paths].filter((path) =>
    /\.(md|rst|txt|py|[cm]?[jt]sx?|html|ya?ml|json)$/i.test(path),
  );
  return pages.some((path) => {
    const text = model.read(path) ?? '';
    return suffixes.some((suffix) =>
      [...text.matchAll(/\/\/([\w-]+)(\.[\w.-]+)/g)].some(
        ([, name = '', host = '']) => host.startsWith(suffix) && !/^(your|my|example|app|xxx)\b/i.test(name),
      ),
    );
  });
}

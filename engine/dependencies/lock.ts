import { normalizeName } from '@unblock/codemods/requirements/index';
import { readToml } from '@unblock/codemods/toml/index';
import { strings, table } from './toml-entries.ts';

/**
 * The packages that a lock file installs for these requirements, with all that they bring, extras and optional ones
 * included; null where the file cannot be read. Pipfile.lock lists what is for production by itself.
 */
export function lockedNames(
  path: string,
  text: string,
  requirements: readonly string[],
): ReadonlySet<string> | null {
  if (path.endsWith('Pipfile.lock')) return pipenvNames(text);
  const graph = graphOf(path, text);
  if (!graph) return null;
  const found = new Set<string>();
  const open = [...requirements];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || !graph.has(name)) continue;
    found.add(name);
    open.push(...(graph.get(name) ?? []));
  }
  return found;
}

/** What every package of a lock file brings; null where the file says nothing. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** Lock files are large, and are asked about each package that may be absent: the last text of each is read once. */
const GRAPHS = new Map<string, { text: string; graph: Graph | null }>();

function graphOf(path: string, text: string): Graph | null {
  const known = GRAPHS.get(path);
  if (known?.text === text) return known.graph;
  const graph = readGraph(text);
  GRAPHS.set(path, { text, graph });
  return graph;
}

function readGraph(text: string): Graph | null {
  const { values } = readToml(text);
  if (!values || !Array.isArray(values.package)) return null;
  const graph = new Map<string, string[]>();
  for (const entry of values.package.map(table)) {
    const name = normalizeName(String(entry.name ?? ''));
    const optional = Object.values(table(entry['optional-dependencies'])).flatMap(namesOf);
    graph.set(name, [...(graph.get(name) ?? []), ...namesOf(entry.dependencies), ...optional]);
  }
  return graph;
}

/** uv lists tables with a name, PDM requirements as text, Poetry a table whose keys are the names. */
function namesOf(dependencies: unknown): string[] {
  if (!Array.isArray(dependencies)) return Object.keys(table(dependencies)).map(normalizeName);
  const texts = strings(dependencies).map((text) => /^[\w.-]+/.exec(text)?.[0] ?? '');
  const named = strings(dependencies.map((entry) => table(entry).name));
  return [...texts, ...named].map(normalizeName);
}

function pipenvNames(text: string): ReadonlySet<string> | null {
  try {
    const { default: production } = table(JSON.parse(text));
    return new Set(Object.keys(table(production)).map(normalizeName));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

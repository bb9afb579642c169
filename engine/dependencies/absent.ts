import { normalizeName } from '@unblock/codemods/requirements/index';
import type { Model } from '../model.ts';
import { broughtBy } from './brings.ts';
import type { Dependencies, Dependency } from './dependencies.ts';
import { DEVELOPMENT } from './installed.ts';
import type { KnownPackage } from './known-packages.ts';
import { lockedNames } from './lock.ts';

/** Packages that bring half an ecosystem: nothing is known to be absent beside them. */
export const LARGE =
  /^(apache-airflow|apache-superset|mlflow|langchain|llama-index|gradio|streamlit|chainlit|crewai|autogen|dagster|prefect|wagtail|saleor|odoo|zenml|feast|kedro|haystack|litellm|open-webui|vllm|ray|bentoml|chromadb|jupyter|notebook|sagemaker|ultralytics|paddleocr|unstructured|django-cms|mezzanine|oscar)/;

/** Whether it is proved that the platform installs no package that gives a module: none declares, brings or locks it. */
export function isAbsent(
  model: Pick<Model, 'read'>,
  dependencies: Dependencies,
  { name, others, often }: KnownPackage,
): boolean {
  const { manifest, complete, entries, locks } = dependencies;
  const names = [name, ...others];
  if (!manifest || !complete) return false;
  const declared = entries.filter((entry) => names.includes(entry.name));
  // A group that is not for development may be installed by a command nobody sees here.
  if (declared.some((entry) => entry.production || !DEVELOPMENT.test(entry.group ?? ''))) return false;
  const production = entries.filter((entry) => entry.production);
  if (production.length === 0 || production.some((entry) => isPlace(model, entry))) return false;
  const graphs = locks.filter((path) => path.endsWith('.lock'));
  if (graphs.length > 0) {
    const requirements = production.map((entry) => entry.name);
    return graphs.every((path) => {
      const locked = lockedNames(path, model.read(path) ?? '', requirements);
      return locked !== null && locked.size > 0 && !names.some((entry) => locked.has(entry));
    });
  }
  const frozen = frozenEntries(production);
  return production.every((entry) => !mayBring(entry, names, often, frozen.has(entry)));
}

/** Packages that nobody requires by hand. */
const TRANSITIVE =
  /^(annotated-types|anyio|asgiref|blinker|certifi|charset-normalizer|greenlet|h11|httpcore|idna|mako|markupsafe|pycparser|pydantic-core|six|sniffio|sqlparse|typing-extensions|urllib3|werkzeug)$/;

/**
 * The requirements that `pip freeze` wrote: in order, pinned, with what they bring among them, so that nothing else comes
 * with them. What a person added below is none of them.
 */
function frozenEntries(production: readonly Dependency[]): ReadonlySet<Dependency> {
  const end = production.findIndex((entry, index) => {
    const previous = production[index - 1];
    const isSorted = !previous || (previous.path === entry.path && previous.name <= entry.name);
    return !isSorted || !/^===?/.test(entry.specifier);
  });
  const head = production.slice(0, end === -1 ? production.length : end);
  const isFrozen = head.filter(({ name }) => TRANSITIVE.test(name)).length >= 3;
  return new Set(isFrozen ? head : []);
}

function mayBring(entry: Dependency, names: readonly string[], often: boolean, isFrozen: boolean): boolean {
  // FastAPI 0.111 alone required what its extra brings since: https://fastapi.tiangolo.com/release-notes/#01110
  const isWhole = entry.name === 'fastapi' && /^==\s*0\.111\b/.test(entry.specifier);
  const extras = isWhole ? ['standard'] : entry.extras.map(normalizeName);
  const brought = broughtBy(entry.name, extras);
  if (brought) return names.some((name) => brought.includes(name));
  if (isFrozen && extras.length === 0) return false;
  return often || LARGE.test(entry.name) || names.some((name) => isRelated(entry.name, name));
}

/** `flask-cors` and `flask`, `psycopg2-pool` and `psycopg2-binary`: one of a family may bring the other. */
function isRelated(unknown: string, name: string): boolean {
  const stem = name.replace(/^(python|py|django|flask|fastapi|google)-/, '').split('-')[0] ?? name;
  if (name === 'python-multipart' || name === 'email-validator')
    return /multipart|validator|fastapi|starlette|pydantic|nicegui|^mcp/.test(unknown);
  return unknown.includes(stem) || (name.includes('django') && unknown.includes('django'));
}

/** An address or a path: the package behind it brings what it wants. */
export function isPlace(model: Pick<Model, 'read'>, { path, start, end }: Dependency): boolean {
  const text = path ? (model.read(path) ?? '') : '';
  const table = /^["']?\s*=\s*(\{[^}\n]*)/.exec(text.slice(end))?.[1] ?? '';
  return /:\/\/|^\.{0,2}\//.test(text.slice(start, end)) || /\b(git|path|url)\s*=/.test(table);
}

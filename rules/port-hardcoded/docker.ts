import { applyEdits, type Edit } from '@unblock/codemods';
import { type DockerCommand, readDockerfile } from '@unblock/codemods/dockerfile/index';
import { parseShell } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type Skip, type StartCommand } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { writeCommand } from '@unblock/platforms';

/**
 * Adds to a fix what keeps the Dockerfiles in step that start the server: a health check that asks the old port asks the
 * new one, and a single EXPOSE names the port that stays the fallback.
 */
export function withDockerfile(
  fix: Fix,
  starts: readonly StartCommand[],
  port: string,
  model: Model,
): Fix | Skip {
  const paths = starts.map(({ command }) => command.source).filter(({ kind }) => kind === 'Dockerfile');
  const edits = new Map(fix.edits.map((entry) => [entry.path, entry.edits]));
  for (const path of new Set(paths.map((source) => source.path))) {
    const text = model.read(path);
    if (text === null) return unreadable(path);
    const { image } = readDockerfile(text);
    if (!image) continue;
    const check = image.healthcheck ? checkEdits(path, text, image.healthcheck, port) : [];
    if ('skip' in check) return check;
    // The value of the image's own PORT is the fallback there: EXPOSE names that one.
    const isSet = image.env.some(({ name }) => name === 'PORT');
    const more = isSet ? check : [...check, ...exposeEdits(text, image.exposes, port)];
    if (more.length > 0) edits.set(path, [...(edits.get(path) ?? []), ...more]);
  }
  return { ...fix, edits: [...edits].map(([path, list]) => ({ path, edits: list })) };
}

/** Several EXPOSE name several servers: which one is this one's cannot be told. */
function exposeEdits(
  text: string,
  exposes: readonly { port: number | null; start: number; end: number }[],
  port: string,
): Edit[] {
  const [only] = exposes;
  if (exposes.length !== 1 || !only || only.port === null || String(only.port) === port) return [];
  const digits = /^\d+/.exec(text.slice(only.start, only.end))?.[0].length ?? 0;
  return [{ start: only.start, end: only.start + digits, text: port }];
}

function checkEdits(path: string, text: string, check: DockerCommand, port: string): Edit[] | Skip {
  const edits: Edit[] = [];
  for (const word of parseShell(check.text).flatMap(({ words }) => words)) {
    const places = portsIn(word.raw, port);
    if (places.length === 0) continue;
    // Nothing is expanded between single quotes.
    if (word.start < 0 || (word.raw.includes("'") && !word.raw.startsWith('"'))) return QUOTED_CHECK;
    for (const at of places) {
      const start = word.start + at;
      edits.push({ start, end: start + port.length, text: `\${PORT:-${port}}` });
    }
  }
  if (edits.length === 0) return [];
  const source = { path, kind: 'Dockerfile', start: check.start, end: check.end } as const;
  return writeCommand(text, { text: check.text, form: check.form, source }, applyEdits(check.text, edits));
}

/** Where a word of a health check names the port: alone, or behind the container's own address. */
function portsIn(raw: string, port: string): number[] {
  if (raw === port) return [0];
  const address = new RegExp(`(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1\\]):(?=${port}(?!\\d))`, 'g');
  return [...raw.matchAll(address)].map((found) => found.index + found[0].length);
}

const QUOTED_CHECK: Skip = {
  skip: both(
    'the HEALTHCHECK of the Dockerfile asks this port between quotes that hide a variable; change both by hand',
    'le HEALTHCHECK du Dockerfile interroge ce port entre des guillemets qui cachent une variable ; changer les deux à la main',
  ),
};

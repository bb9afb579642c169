import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { isProductionSource, languageOf } from '@unblock/engine/inventory/classify';
import { COMPOSE } from '@unblock/engine/services/compose-command';
import type { Deployable, PlatformId } from '@unblock/platforms';
import type { Part } from './queue.ts';

/** How the command of a part is recognised, in one line or anywhere in a file. */
export interface Marks {
  line: RegExp;
  words: readonly string[];
}

/** Kinds of files whose lines hold one command each, and much else. */
const LINES = /^Procfile|^Dockerfile|\.Dockerfile$|\.dockerfile$|^render\.yaml$|\.(toml|ini|cfg|env)$/;
/** Files that say how something is run, read as a whole. */
const WHOLE =
  /\.(sh|bash|conf|ya?ml|service|tf|hcl|config|j2|tpl|tmpl|nix|nomad)$|^[^.]+$|^app\.json$|task-?def/i;
const NEVER =
  /^(Makefile|Justfile|LICENSE|README|CHANGELOG|pyproject\.toml|Pipfile|poetry\.lock|setup\.cfg|CODEOWNERS)/i;
const DEVELOPMENT =
  /(^|[._/-])(dev|devel|development|local|test|tests|testing|example|sample|debug)([._/-]|$)/i;
/** Calls that start a program. */
const STARTS_PROGRAM =
  /(^|\.)(Popen|run|call|check_call|check_output|system|exec[lv]\w*|spawn\w*|create_subprocess_\w+)$/;
/** Programs that run something this cannot see. */
const OPAQUE = /^(make|just|task|inv|invoke|doit|poe|foreman|circusd|overmind|goreman|s6-svscan|runsvdir)$/;

/**
 * Whether something in the repository starts a part, or may: what cannot be read is not called missing.
 *
 * @param platform what only other platforms read starts nothing on this one.
 */
export function mayBeStarted(marks: Marks, model: Model, platform: PlatformId | null = null): boolean {
  const all = model.services.flatMap(({ deployables }) => deployables);
  const isOf = (process: Deployable) =>
    platform === null || process.platform === platform || process.kind === 'Dockerfile';
  const processes = all.filter(isOf);
  const foreign = new Set(all.filter((process) => !isOf(process)).map(({ path }) => path));
  const isHidden = processes.some(
    ({ role, start, dockerfile }) =>
      role !== 'web' && role !== 'static' && role !== 'migration' && !start && !dockerfile,
  );
  const commands = model.services.flatMap(({ starts }) => starts.flatMap((start) => start.commands));
  const isOpaque = commands.some(({ command }) => OPAQUE.test(command.words[0]?.value ?? ''));
  if (isHidden || isOpaque || processes.some(({ start }) => start && marks.line.test(start.text)))
    return true;
  const files = [...model.paths].filter((path) => !foreign.has(path));
  return (
    files.some((path) => isStarter(path, marks, model)) ||
    files.some(
      (path) => path.endsWith('.py') && isProductionSource(path) && startsFromPython(path, marks, model),
    )
  );
}

/** The compose files, which say what developers run: what they start is needed, not deployed. */
export function composeFiles(model: Model): string[] {
  return [...model.paths].filter((path) => COMPOSE.test(nameOf(path)));
}

function isStarter(path: string, marks: Marks, model: Model): boolean {
  const name = nameOf(path);
  if (languageOf(path) || COMPOSE.test(name) || NEVER.test(name)) return false;
  const isPipeline = path.startsWith('.github/workflows/') || name === '.gitlab-ci.yml';
  if (!isPipeline && (!isProductionSource(path) || DEVELOPMENT.test(path))) return false;
  const isLined = LINES.test(name);
  if (!isLined && !WHOLE.test(name)) return false;
  const text = withoutComments(model.read(path) ?? '');
  const isSaid = text.split('\n').some((line) => marks.line.test(line));
  const found = isSaid || (!isLined && marks.words.every((word) => new RegExp(`\\b${word}\\b`).test(text)));
  return found && !isForCompose(path, model);
}

/** A script that compose files alone name. */
function isForCompose(path: string, model: Model): boolean {
  const name = nameOf(path);
  const names = (file: string) => (model.read(file) ?? '').includes(name);
  const others = [...model.paths].filter(
    (file) =>
      file !== path && !COMPOSE.test(nameOf(file)) && (LINES.test(nameOf(file)) || WHOLE.test(nameOf(file))),
  );
  return composeFiles(model).some(names) && !others.some(names);
}

/** `Popen(["celery", …])`, `app.worker_main(…)`: text in documentation starts nothing. */
function startsFromPython(path: string, marks: Marks, model: Model): boolean {
  const text = model.read(path) ?? '';
  const [program = ''] = marks.words;
  if (program === 'celery' && /\.(worker_main|Worker)\(/.test(text)) return true;
  if (!new RegExp(`["'\\s/]${program}["'\\s]`).test(text)) return false;
  return parsePython(text)
    .findAll({ rule: { kind: 'string' } })
    .some((node) => {
      const value = node.text().replace(/^\w*["']+|["']+$/g, '');
      if (value === program) return node.parent()?.kind() === 'list' || isGiven(node);
      return marks.line.test(value) && isGiven(node);
    });
}

/** Whether a string is what a call starts. */
function isGiven(node: SgNode): boolean {
  return node
    .ancestors()
    .some((up) => up.kind() === 'call' && STARTS_PROGRAM.test(up.field('function')?.text() ?? ''));
}

function withoutComments(text: string): string {
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/^[ \t]*[#;].*$/gm, '')
    .replace(/\s#\s.*$/gm, '');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How the commands of Celery are told. */
export const CELERY: Readonly<Record<Part, Marks>> = {
  worker: { line: /\bcelery\b.*\bworker\b/, words: ['celery', 'worker'] },
  beat: { line: /\bcelery\b.*(\bbeat\b|\s-B\b|\s-[a-zA-Z]*B\b)/, words: ['celery', 'beat|-B'] },
};

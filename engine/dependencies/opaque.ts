/** Tools that install what other files list. */
const TOOLS = /^(make|just|task|invoke|conda|mamba|micromamba|pixi|nix|nix-env|ansible-playbook)$/;
/** Programs whose own installs are read, wherever they lie. */
const READ = /(^|\/)(pip[\d.]*|python[\d.]*|uv|poetry|pdm|pipenv)$/;

/** Whether install commands hold a step that may install anything: a script, a Makefile, files of another image. */
export function hasOpaqueStep(build: string, dockerfile: string): boolean {
  const lines = dockerfile.split('\n').map((line) => line.trim());
  const stages = new Set(
    lines.flatMap((line) => /^FROM\s.*\sAS\s+(\S+)/i.exec(line)?.[1]?.toLowerCase() ?? []),
  );
  const runs = lines.flatMap((line) => /^RUN\s+(?:--\S+\s+)*(.*)$/i.exec(line)?.[1] ?? []);
  return (
    [...build.split('\n'), ...runs].some((line) => line.split(/&&|\|\||[;|]/).some(isOpaque)) ||
    lines.some((line) => isForeignCopy(line, stages))
  );
}

function isOpaque(step: string): boolean {
  const words = step
    .trim()
    .split(/\s+/)
    .filter((word) => !/^(sudo|exec|time|\w+=.*)$/.test(word));
  const [program = '', ...rest] = words;
  const file = rest.find((word) => !word.startsWith('-')) ?? '';
  if (/^((ba|da|z)?sh)$/.test(program)) return file !== '' && !rest.some((word) => /^-[a-z]*c$/.test(word));
  if (/^python[\d.]*$/.test(program))
    return /\.py$/.test(rest[0] ?? '') && !/manage\.py$/.test(rest[0] ?? '');
  return TOOLS.test(program) || (program.includes('/') && !READ.test(program));
}

/** Files copied from an image that is no stage of this file. The one of uv holds that program only. */
function isForeignCopy(line: string, stages: ReadonlySet<string>): boolean {
  const from = /^COPY\s.*--from=(\S+)/i.exec(line)?.[1]?.toLowerCase();
  return (
    from !== undefined && !/^\d+$/.test(from) && !stages.has(from) && !from.startsWith('ghcr.io/astral-sh/uv')
  );
}

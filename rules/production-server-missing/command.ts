import { type DockerFile, readDockerfile } from '@unblock/codemods/dockerfile/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { presence } from '@unblock/engine/dependencies/installed';
import { serverPackages } from '@unblock/engine/dependencies/server-packages';

/** Images that bring nothing but Python: any other one may hold a server. */
const PLAIN_IMAGE =
  /^(docker\.io\/)?(library\/)?(python|debian|ubuntu|alpine|node|bitnami\/python|scratch)([:@]|$)|^ghcr\.io\/astral-sh\/uv\b/;

/** A start command with the packages it needs that nothing installs. */
export interface CommandNeed {
  start: StartCommand;
  missing: string[];
}

export function needsOf(service: Service, model: Model): CommandNeed[] {
  return service.starts.flatMap((start): CommandNeed[] => {
    const packages = serverPackages(start, service, model);
    if (!start.server || packages.length === 0 || installsItself(start, service, model)) return [];
    const usesDevelopment = /\buv run\b(?!.*--no-dev)/.test(start.command.text);
    const missing = packages.filter(
      (name) =>
        presence(model, service.dependencies, name) === 'absent' &&
        !installedByImage(service, model, name) &&
        !(usesDevelopment && service.dependencies.entries.some((entry) => entry.name === name)),
    );
    return missing.length > 0 ? [{ start, missing }] : [];
  });
}

/** The command fetches its packages itself: `pip install ... && gunicorn`, `uvx`, `uv run --with`. */
function installsItself(
  { command, commands, server }: StartCommand,
  service: Service,
  model: Model,
): boolean {
  if (/\b(uvx|pipx run|uv tool run)\b|--with[ =]|\bpip3? install\b/.test(command.text)) return true;
  if (commands.some(({ text }) => /\bpip3? install\b/.test(text.text))) return true;
  // A program in a folder of its own is no package of this environment.
  const path = server?.command.words[0]?.value ?? '';
  if (path.includes('/') && !/(^|\/)(\.?venv|env|bin)\//.test(path)) return true;
  return dockerfilesOf(service, model).some(({ stages }) => {
    const names = new Set(stages.map(({ name }) => name));
    return !stages.every(({ base }) => names.has(base) || PLAIN_IMAGE.test(base));
  });
}

/** A Dockerfile that names the package in a RUN line installs it in some way of its own. */
function installedByImage(service: Service, model: Model, name: string): boolean {
  return dockerfilesOf(service, model).some(({ image }) =>
    image?.runs.some(({ text }) => text.includes(name)),
  );
}

function dockerfilesOf(service: Service, model: Model): DockerFile[] {
  const paths = service.deployables.flatMap(({ kind, path, dockerfile }) =>
    kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
  );
  return [...new Set(paths)].map((path) => readDockerfile(model.read(path) ?? ''));
}

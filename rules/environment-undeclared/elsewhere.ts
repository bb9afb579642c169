import type { Model, Service, StartCommand } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import type { NeededVariable } from '@unblock/engine/python/load';

/** A file of variables that is deployed with the code; an example is read by nobody. */
const DOTENV = /(^|\/)\.(flask)?env(\.(?!example|sample|template|dist|test|ci)[\w-]+)?$/;

/** Whether something in the repository gives the variable before it is read: a command, the code, a committed `.env`. */
export function isSetElsewhere(
  { read }: NeededVariable,
  service: Service,
  starts: readonly StartCommand[],
  model: Model,
): boolean {
  return [read.name, ...(read.others ?? [])].some(
    (name) =>
      starts.some(({ command, commands }) =>
        [command.text, ...commands.map(({ text }) => text.text)].some((text) => isAssigned(name, text)),
      ) ||
      isSetInCode(name, service, model) ||
      isInDotenv(name, service, model),
  );
}

function isAssigned(name: string, shell: string): boolean {
  return new RegExp(`\\b${escaped(name)}=`).test(shell);
}

/** `os.environ.setdefault("X", …)`, `os.environ["X"] = …`. */
function isSetInCode(name: string, { files }: Service, model: Model): boolean {
  const set = new RegExp(
    `environ(\\.setdefault\\(\\s*["']${escaped(name)}["']|\\[["']${escaped(name)}["']\\]\\s*=[^=])`,
  );
  return files.some((path) => set.test(model.read(path) ?? ''));
}

function isInDotenv(name: string, { root }: Service, model: Model): boolean {
  const line = new RegExp(`^[ \\t]*(export[ \\t]+)?${escaped(name)}[ \\t]*=`, 'mi');
  return [...model.paths].some((path) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const isNear =
      root === '' || folder === '' || `${root}/`.startsWith(folder) || folder.startsWith(`${root}/`);
    return isNear && DOTENV.test(path) && line.test(model.read(path) ?? '');
  });
}

import { type Contract, contracts } from '@unblock/platforms';
import { escaped } from '../escaped.ts';
import { isProductionSource, languageOf } from '../inventory/classify.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { isSignedBy, READMES, withoutComments } from '../targets.ts';
import { PRODUCTION_SERVER } from './production-servers.ts';

const INSTALLS =
  /^[ \t]*((python3? -m )?pip3? install|poetry install|uv (sync|pip install)|pipenv (install|sync))\b/m;
/** Nothing but a platform reads it: it asks for a Python there. https://devcenter.heroku.com/articles/python-runtimes */
const RUNTIME = 'runtime.txt';
const DEVELOPS = /\b(runserver|flask run)\b/;

/**
 * The file by which a service seems to be deployed with a command that somebody typed in, where all the given platforms ask for
 * one in their dashboard; null where none does.
 */
export function signOf(service: Service, model: Model, about: readonly Contract[]): string | null {
  return about.every((contract) => contract.typedStart) ? typedStart(service, model) : null;
}

/**
 * The file by which a service seems to be deployed on a platform that asks for the start command in its dashboard: code that
 * names its variables or hosts, a README with such an address, a build script that no
 * manifest runs, a file that asks it for a Python. Null where none does.
 */
function typedStart({ root }: Pick<Service, 'root'>, model: Pick<Model, 'paths' | 'read'>): string | null {
  const script = joinPath(root, 'build.sh');
  const build = model.paths.has(script) ? (model.read(script) ?? '') : '';
  if (INSTALLS.test(build) && !DEVELOPS.test(build) && !PRODUCTION_SERVER.test(build)) return script;
  const runtime = [joinPath(root, RUNTIME), RUNTIME].find((path) => model.paths.has(path));
  if (runtime) return runtime;
  const known = NAMING.get(model);
  if (known !== undefined) return known;
  const found =
    [...model.paths].sort().find((path) => {
      const text = isRead(path) ? (model.read(path) ?? '') : '';
      return (
        (READMES.includes(path) || ANY.test(text)) && TYPING.some((contract) => names(contract, path, text))
      );
    }) ?? null;
  NAMING.set(model, found);
  return found;
}

/** The platforms that ask for the start command in their dashboard. */
const TYPING = contracts.filter((contract) => contract.typedStart !== undefined);

/** Any of their names. Few files hold one at all: one test of their text passes over all others. */
const ANY = new RegExp(
  TYPING.flatMap(({ signs, publicHost }) => [...(signs?.value.names ?? []), ...publicHost.value.suffixes])
    .map(escaped)
    .join('|'),
);

/** The first file that names such a platform is the same for every service. */
const NAMING = new WeakMap<Pick<Model, 'paths' | 'read'>, string | null>();

function isRead(path: string): boolean {
  return READMES.includes(path) || (languageOf(path) !== null && isProductionSource(path));
}

function names(contract: Contract, path: string, whole: string): boolean {
  const hosts = contract.publicHost.value.suffixes;
  const holds = (text: string) => hosts.some((host) => new RegExp(`\\w${escaped(host)}\\b`).test(text));
  if (READMES.includes(path)) return holds(whole) || tells(contract, whole);
  const text = withoutComments(whole);
  return languageOf(path) === 'python' ? isSignedBy(contract, text) : holds(text);
}

/** `Set these variables in your Render dashboard`, or a guide of the platform for whoever deploys. */
function tells({ title, typedStart: clause }: Contract, text: string): boolean {
  const guide = clause ? new URL(clause.docs).hostname : null;
  const dashboard = new RegExp(`\\b${escaped(title.en)} dashboard\\b`, 'i');
  return text
    .split('\n')
    .some(
      (line) =>
        dashboard.test(line) || (guide !== null && line.includes(`//${guide}/`) && /\bdeploy/i.test(line)),
    );
}

import { parsePython } from '@unblock/codemods/python/parse';
import type { ImportSummary, Model } from '@unblock/engine';
import type { KnownPackage } from '@unblock/engine/dependencies/known-packages';
import type { StartImports } from '@unblock/engine/python/start-imports';

type Node = ReturnType<typeof parsePython>;

/** A feature of a framework that needs a package which the framework itself does not require. */
export interface Feature {
  package: KnownPackage;
  /** As the texts name it: `Form`, `EmailStr`. */
  name: string;
  span: ImportSummary['span'];
}

interface Needing {
  modules: RegExp;
  names: RegExp;
  package: string;
  /** Where the name has to stand for the package to be asked for; null: the import alone asks for it. */
  used: 'parameter' | 'field' | 'call' | null;
}

const NEEDING: readonly Needing[] = [
  // https://fastapi.tiangolo.com/tutorial/request-forms/ · https://fastapi.tiangolo.com/tutorial/request-files/
  {
    modules: /^fastapi(\.params|\.param_functions|\.datastructures)?$/,
    names: /^(Form|File|UploadFile)$/,
    package: 'python-multipart',
    used: 'parameter',
  },
  // https://fastapi.tiangolo.com/tutorial/security/simple-oauth2/
  {
    modules: /^fastapi\.security(\.oauth2)?$/,
    names: /^OAuth2PasswordRequestForm(Strict)?$/,
    package: 'python-multipart',
    used: 'parameter',
  },
  // https://docs.pydantic.dev/latest/api/networks/#pydantic.networks.EmailStr
  {
    modules: /^pydantic(\.networks)?$/,
    names: /^(EmailStr|NameEmail)$/,
    package: 'email-validator',
    used: 'field',
  },
  // https://www.starlette.io/middleware/#sessionmiddleware
  {
    modules: /^starlette\.middleware\.sessions$/,
    names: /^SessionMiddleware$/,
    package: 'itsdangerous',
    used: null,
  },
  // https://fastapi.tiangolo.com/advanced/templates/
  {
    modules: /^(fastapi|starlette)\.templating$/,
    names: /^Jinja2Templates$/,
    package: 'jinja2',
    used: 'call',
  },
];

/** The features that are used, whenever the service starts, in the files it loads. */
export function featuresUsed(model: Model, { files }: StartImports): Feature[] {
  return [...files].flatMap((path) =>
    (model.imports(path)?.imports ?? []).flatMap((entry) => {
      const found = NEEDING.find(
        ({ modules, names }) => modules.test(entry.module) && names.test(entry.name ?? ''),
      );
      if (!found || entry.conditional || !isUsed(model, entry, found.used)) return [];
      const known = { name: found.package, others: [], often: /jinja2|itsdangerous/.test(found.package) };
      return [{ package: known, name: entry.name ?? '', span: entry.span }];
    }),
  );
}

/** Whether the imported name stands where the framework looks at it while the module loads. */
function isUsed(model: Model, { local, span }: ImportSummary, used: Needing['used']): boolean {
  if (used === null) return true;
  const root = parsePython(model.read(span.path) ?? '');
  const isPlace = { parameter: isParameter, field: isField, call: isCalled }[used];
  return root
    .findAll({ rule: { kind: 'identifier', regex: `^${local}$` } })
    .some((node) => isPlace(node, node.ancestors()));
}

/** In the parameters of a function that is decorated as a route at module level. */
function isParameter(_: Node, around: readonly Node[]): boolean {
  const list = around.findIndex((up) => up.kind() === 'parameters');
  const decorated = around[list + 1]?.parent();
  return (
    list !== -1 &&
    decorated?.kind() === 'decorated_definition' &&
    decorated.parent()?.kind() === 'module' &&
    /^@[\w.]+\.(post|put|patch|delete|get|api_route|route)\(/.test(decorated.child(0)?.text() ?? '')
  );
}

/** In the annotation of a field of a class at module level. */
function isField(_: Node, around: readonly Node[]): boolean {
  const scope = around.find((up) => isScope(String(up.kind())));
  const isClass = scope?.kind() === 'class_definition' && scope.parent()?.kind() === 'module';
  return isClass && around.some((up) => up.kind() === 'type');
}

/** Called at module level. */
function isCalled(node: Node, around: readonly Node[]): boolean {
  const [call] = around;
  const isCallee = call?.kind() === 'call' && call.field('function')?.id() === node.id();
  return isCallee && !around.some((up) => isScope(String(up.kind())));
}

function isScope(kind: string): boolean {
  return kind === 'function_definition' || kind === 'class_definition' || kind === 'lambda';
}

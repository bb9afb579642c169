import { escaped } from '../escaped.ts';
import type { Route } from '../facts.ts';
import type { Model } from '../model.ts';
import type { ApplicationPath } from '../services/application.ts';

/**
 * Words of code that adds routes in another way than by a decorator, or answers in the place of one. Being wrong here
 * costs a finding only.
 */
const OTHER_WAYS = [
  /\.mount\(|\broutes\s*=|\.routes\.(append|extend|insert)|\bscope\b/,
  /\b(add_api_route|add_api_websocket_route|add_url_rule|add_route|add_resource|add_namespace|as_view|MethodView)\b/,
  /\b(StaticFiles|static_url_path|WSGIMiddleware|DispatcherMiddleware|BaseHTTPMiddleware|FastAPIUsers|FastMCP)\b/,
  /\b(mount_gradio_app|importlib|__import__|import_string|find_modules|iter_modules|setattr|root_path)\b/,
  /@[\w.]+\.(middleware|before_request|before_app_request|errorhandler\((404|Exception|HTTPException)|exception_handler\((404|Exception|HTTPException|StarletteHTTPException))/,
  /\b(register_error_handler|add_exception_handler|before_request_funcs)\b/,
];

/** Libraries that take an application and add no route to it, or none that is a health check. */
const HARMLESS =
  /^(CORS|init_app|Migrate|JWTManager|SQLAlchemy|Bcrypt|LoginManager|Mail|Limiter|Marshmallow|Session|run|ProxyFix|CSRFProtect|CSRF|Cache|SocketIO|Talisman|Compress|Babel|Moment|Bootstrap|TestClient|Config|FlaskInstrumentor|instrument_app|print|len|str|isinstance|type)$/;

const DECORATOR = /^[ \t]*@[\w.]+\.(get|post|put|delete|patch|head|options|route|api_route|websocket)\(/gm;

/** Whether files of a web process may answer requests by routes that no fact tells of. */
export function hidesRoutes(
  files: ReadonlySet<string>,
  model: Model,
  { object }: ApplicationPath,
  found: readonly Route[],
): boolean {
  const name = object.factory ? 'app' : object.name;
  const handed = new RegExp(`([\\w]+)\\(\\s*(${escaped(name)}|app|application)\\s*[,)]`, 'g');
  return [...files].some((path) => {
    const text = model.read(path);
    if (text === null || !path.endsWith('.py')) return true;
    if (OTHER_WAYS.some((way) => way.test(text)) || model.module(path) === null) return true;
    const decorated = text.match(DECORATOR)?.length ?? 0;
    if (decorated !== found.filter(({ span }) => span.path === path).length) return true;
    return [...text.matchAll(handed)].some(
      ([, callee = '']) => !HARMLESS.test(callee) && !isOwnFunction(callee, path, files, model),
    );
  });
}

/** A function of these files: what it does is seen where it stands. */
function isOwnFunction(name: string, path: string, files: ReadonlySet<string>, model: Model): boolean {
  const imported = model.module(path)?.imports.find(({ local }) => local === name);
  if (!imported)
    return new RegExp(`^[ \\t]*(async )?def ${escaped(name)}\\(`, 'm').test(model.read(path) ?? '');
  const target = model.locate(path, imported.module);
  return target !== null && files.has(target);
}

import type { Expression } from '../facts.ts';
import type { Model, ServerCommand } from '../model.ts';
import { applicationFile } from './application-file.ts';

/** An application object by its maker: the interface it speaks, and the method a server calls it by. */
export interface LoadedApplication {
  interface: 'asgi' | 'wsgi';
  framework: string;
  /** The class whose `__call__` the server calls, as Python's error names it. */
  callable: string;
  /** The file of the object, relative to the repository. */
  path: string;
}

const asgi = (framework: string, callable: string) => ({ interface: 'asgi', framework, callable }) as const;
const wsgi = (framework: string, callable: string) => ({ interface: 'wsgi', framework, callable }) as const;

/** What makes applications that speak one interface only, by module and name. */
const MAKERS: Readonly<Record<string, Omit<LoadedApplication, 'path'>>> = {
  'fastapi.FastAPI': asgi('FastAPI', 'FastAPI'),
  'fastapi.applications.FastAPI': asgi('FastAPI', 'FastAPI'),
  'starlette.applications.Starlette': asgi('Starlette', 'Starlette'),
  'litestar.Litestar': asgi('Litestar', 'Litestar'),
  'litestar.app.Litestar': asgi('Litestar', 'Litestar'),
  'quart.Quart': asgi('Quart', 'Quart'),
  'quart.app.Quart': asgi('Quart', 'Quart'),
  'django.core.asgi.get_asgi_application': asgi('Django', 'ASGIHandler'),
  'channels.routing.ProtocolTypeRouter': asgi('Django Channels', 'ProtocolTypeRouter'),
  'flask.Flask': wsgi('Flask', 'Flask'),
  'flask.app.Flask': wsgi('Flask', 'Flask'),
  'django.core.wsgi.get_wsgi_application': wsgi('Django', 'WSGIHandler'),
};

/**
 * The application that a server command loads, told by the call that makes it. Null where that cannot be followed, or the
 * object is wrapped in another one.
 *
 * @param folder where the command runs, relative to the repository.
 */
export function loadedApplication(
  model: Model,
  { program, command, application }: ServerCommand,
  folder: string,
): LoadedApplication | null {
  const named = /^[\w.]+(?::(\w+)(\(.*\))?)?$/.exec(application ?? '');
  const path = named && applicationFile(model.paths, { command, application }, folder);
  if (!path) return null;
  const [, name, called] = named;
  const span = { path, start: 0, end: 0 };
  // gunicorn takes `application` from a module that is named alone.
  const object: Expression = { span, kind: 'name', name: name ?? 'application', local: null };
  const isFactory =
    called !== undefined ||
    (/^(uvicorn|granian)$/.test(program) && command.words.some(({ value }) => value === '--factory'));
  const producer = model.producer(
    isFactory ? { span, kind: 'call', callee: object, arguments: [], keywords: {} } : object,
  );
  const maker = producer ? `${producer.module}.${producer.name}` : '';
  const made = Object.hasOwn(MAKERS, maker) ? MAKERS[maker] : undefined;
  return made ? { ...made, path } : null;
}

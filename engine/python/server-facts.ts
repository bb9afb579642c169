import type { SgNode } from '@ast-grep/napi';
import type { Fact, ServerApi, ServerCall } from '../facts.ts';
import { argumentsOf, enclosingFunction, expressionOf, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';
import { isUnderMain } from './scheduler.ts';

/** Calls that start a server, as they are written. */
export const SERVER_CALL =
  /^(uvicorn\.run|uvicorn\.Config|hypercorn\.run|waitress\.serve|serve|web\.run_app|run_app|[\w.]+\.run)$/;

/** The call that starts a server, as a fact. */
export function extractServerCall(
  path: string,
  node: SgNode,
  callee: string,
  list: SgNode,
  facts: Fact[],
): void {
  const { positional, keywords } = argumentsOf(path, list);
  const api = apiOf(callee);
  const member = node.field('function');
  const receiver = member?.kind() === 'attribute' ? member.field('object') : null;
  // `subprocess.run`, `asyncio.run`, `typer.run`: no server ever has these receivers.
  if (
    api === null &&
    /^(subprocess|asyncio|anyio|trio|typer|loop|self|cls|pipeline|runner|bot|client|mcp)$/.test(
      receiver?.text() ?? '',
    )
  )
    return;
  const isWerkzeug = api === null;
  // `socketio.run(app, host, port)` takes the application first.
  const first = isWerkzeug && /(^|[._])(socketio|socket_io|sio)$/i.test(receiver?.text() ?? '') ? 1 : 0;
  const fact: ServerCall = {
    kind: 'server-call',
    span: spanOf(path, node),
    api,
    callee,
    receiver: receiver && isWerkzeug ? expressionOf(path, receiver) : null,
    host: keywords.host ?? (isWerkzeug ? (positional[first] ?? null) : null),
    port: keywords.port ?? (isWerkzeug ? (positional[first + 1] ?? null) : null),
    debug: keywords.debug ?? (isWerkzeug ? (positional[first + 2] ?? null) : null),
    reload: keywords.reload ?? keywords.use_reloader ?? null,
    application: isWerkzeug ? null : (positional[0] ?? keywords.app ?? null),
    options: null,
    arguments: positional.map((argument) => argument.span),
    mainOnly: isUnderMain(node),
    inFunction: enclosingFunction(node)?.field('name')?.text() ?? null,
    flow: flowOf(node),
  };
  // Hidden arguments may hold the host: what is not seen is unknown.
  const hidden = keywords['**'];
  const socket = keywords.uds ?? keywords.fd ?? keywords.sock ?? keywords.path ?? keywords.unix_socket;
  const elsewhere = hidden ?? (socket ? ({ kind: 'unknown', span: socket.span } as const) : null);
  fact.host ??= elsewhere;
  fact.port ??= elsewhere;
  fact.reload ??= hidden ?? null;
  fact.debug ??= hidden ?? null;
  facts.push(fact);
}

function apiOf(callee: string): ServerApi | null {
  if (callee === 'uvicorn.run' || callee === 'uvicorn.Config') return 'uvicorn';
  if (callee === 'hypercorn.run') return 'hypercorn';
  if (callee.endsWith('serve')) return 'waitress';
  if (callee.endsWith('run_app')) return 'aiohttp';
  return null;
}

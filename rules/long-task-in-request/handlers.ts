import type { Model, Service, Span } from '@unblock/engine';
import { calleeOf, named, spanOf } from '@unblock/engine/node/expression';
import type { Node } from '@unblock/engine/node/options';
import { parseNode } from '@unblock/engine/node/parse';

/** A program that works for minutes, and whether it comes with a package: others have to be there already. */
export type Program = 'ffmpeg' | 'chromium';

/** A handler that a platform runs as a function, with the work that it does inside a request. */
export interface Handler {
  path: string;
  /** Its path on the server: `/api/create-video`. */
  url: string;
  program: Program;
  /** The program is brought by a package; else the function's image has to hold it, and does not. */
  isBundled: boolean;
  span: Span;
  /** The worker can run it as it is: it takes JSON by POST, and sends nothing bit by bit. */
  canMove: boolean;
  /** The headers that it reads, in lower case. */
  headers: string[];
  /** Fonts are drawn: into a video, or on a canvas. */
  drawsText: boolean;
}

const ROUTE = /(^|\/)(?:src\/)?app\/(.*\/)?route\.[jt]s$/;
const PAGE = /(^|\/)(?:src\/)?pages\/(api\/.*)\.[jt]s$/;
const HINT = /ffmpeg|puppeteer|playwright/;
const RUNS =
  /^(spawn|spawnSync|exec|execSync|execFile|execFileSync|execa|execAsync|execPromise|execPromisified|run)$/;
const BUNDLED = /['"](fluent-ffmpeg|ffmpeg-static|@ffmpeg-installer\/ffmpeg|@ffmpeg\/ffmpeg)['"]/;
/** Chromium that is made for functions, or runs somewhere else. */
const ELSEWHERE = /@sparticuz\/chromium|chrome-aws-lambda|browserWSEndpoint|wsEndpoint|\.connect(OverCDP)?\(/;
/** What a worker cannot give a handler, or cannot keep. */
const OTHER_INPUT =
  /formData\(|arrayBuffer\(\s*\).*req|\.blob\(\)|nextUrl|searchParams|next\/headers|ReadableStream|req(uest)?\.body\b/;

/** The handlers of Next.js in a service that do minutes of work themselves. */
export function longHandlers(service: Service, model: Model): Handler[] {
  return service.files.flatMap((path): Handler[] => {
    const url = urlOf(path, service.root);
    const text = url === null ? '' : (model.read(path) ?? '');
    if (url === null || !HINT.test(text) || /runtime\s*=\s*['"]edge['"]/.test(text) || !model.module(path))
      return [];
    const root = parseNode(path, text);
    const found = workIn(path, root, text);
    if (!found) return [];
    const methods = [
      ...text.matchAll(/export\s+(?:async\s+function|const)\s+(GET|POST|PUT|PATCH|DELETE)\b/g),
    ];
    const isPost = methods.length === 1 && methods[0]?.[1] === 'POST';
    const headers = [...text.matchAll(/\breq(?:uest)?\.headers\.get\(\s*['"]([\w-]+)['"]/g)].map(
      ([, name = '']) => name.toLowerCase(),
    );
    return [
      {
        ...found,
        path,
        url,
        canMove: isPost && ROUTE.test(path) && /\.json\(\)/.test(text) && !OTHER_INPUT.test(text),
        headers: [...new Set(headers)].sort(),
        drawsText: /drawtext|from\s+['"]canvas['"]|require\(['"]canvas['"]\)/.test(text),
      },
    ];
  });
}

/** The path of a route file on the server; null for any other file, and for one with parameters in its path. */
function urlOf(path: string, root: string): string | null {
  const own = root === '' ? path : path.startsWith(`${root}/`) ? path.slice(root.length + 1) : '';
  const folder = ROUTE.exec(own);
  const page = PAGE.exec(own);
  if (own === '' || folder?.[1] || page?.[1]) return null;
  const found = folder ? (folder[2] ?? '').replace(/\/$/, '') : page?.[2]?.replace(/\/index$/, '');
  if (found === undefined || /[[\]@]/.test(found)) return null;
  return `/${found
    .split('/')
    .filter((part) => !/^\(.*\)$/.test(part))
    .join('/')}`;
}

function workIn(
  path: string,
  root: Node,
  text: string,
): Pick<Handler, 'program' | 'isBundled' | 'span'> | null {
  const calls = root.findAll({ rule: { kind: 'call_expression' } });
  const isBundled = BUNDLED.test(text);
  const started = calls.find((call) => {
    const name = (calleeOf(call)?.field('property') ?? calleeOf(call))?.text() ?? '';
    return RUNS.test(name) && isFfmpeg(named(call.field('arguments') ?? call)[0], root);
  });
  if (started) return { program: 'ffmpeg', isBundled: false, span: spanOf(path, started) };
  const fluent = calls.find((call) => calleeOf(call)?.text() === 'ffmpeg');
  if (fluent && isBundled)
    return {
      program: 'ffmpeg',
      isBundled: /ffmpeg-static|ffmpeg-installer|@ffmpeg\/ffmpeg/.test(text),
      span: spanOf(path, fluent),
    };
  const launched = calls.find((call) =>
    /^(puppeteer|chromium|playwright\.chromium|browserType)\.launch$/.test(calleeOf(call)?.text() ?? ''),
  );
  const isFull = /['"](puppeteer|playwright)['"]/.test(text) && !ELSEWHERE.test(text);
  return launched && isFull ? { program: 'chromium', isBundled: false, span: spanOf(path, launched) } : null;
}

/** `'ffmpeg'`, a command that begins with it, or a name that is given such a command. */
function isFfmpeg(node: Node | undefined, root: Node): boolean {
  if (!node) return false;
  if (/^['"`]ffmpeg(\s|['"`])/.test(node.text())) return true;
  if (node.kind() !== 'identifier') return false;
  const name = node.text();
  const values = root
    .findAll({ rule: { any: [{ kind: 'variable_declarator' }, { kind: 'assignment_expression' }] } })
    .filter((entry) => (entry.field('name') ?? entry.field('left'))?.text() === name)
    .map((entry) => (entry.field('value') ?? entry.field('right'))?.text() ?? '');
  return values.length > 0 && values.every((value) => value === '' || /^['"`]ffmpeg\s/.test(value));
}

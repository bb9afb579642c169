import { quoteStyle, replaceExpression } from '@unblock/codemods/ecmascript';
import type { Finding, Fix, Model, Service, Skip, Span } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { unreadable } from '@unblock/engine/entry';
import { isInBranch } from '@unblock/engine/node/branches';
import { spanOf } from '@unblock/engine/node/expression';
import { parseNode } from '@unblock/engine/node/parse';
import { joinPath } from '@unblock/engine/paths';
import { variableOf } from './bundler.ts';
import { ADDRESS } from './calls.ts';
import { message, paragraph, type Rewrites, steps, title, titleOfFix } from './rewrite-words.ts';

interface Destination {
  span: Span;
  origin: string;
  rest: string;
}

const BEGINS = new RegExp(`^${ADDRESS.source}`);
const COMPOSE = /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/;
/** What tells development from production, in a configuration that may leave the rewrites out. */
const CHOOSES = /NODE_ENV|\bisDev|development|\bVERCEL|\bphase\b|PHASE_|NEXT_PHASE|\bCI\b/i;
/** Commands that start something beside Next.js, on the same machine. */
const BESIDE =
  /\b(concurrently|supervisord?|pm2|pm2-runtime|foreman|honcho|s6)\b|\.sh\b|[^&]&\s*[^&\s]|run-p\b|\bwait\b/;

/**
 * Rewrites of Next.js that lead to the machine it runs on, where the platform starts nothing but Next.js there. The build
 * writes them down: https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites
 */
export function findRewrites(service: Service, model: Model): Entry[] {
  if (!service.dependencies.entries.some(({ name }) => name === 'next')) return [];
  const path = ['js', 'mjs', 'ts', 'mts', 'cjs']
    .map((end) => joinPath(service.root, `next.config.${end}`))
    .find((file) => model.paths.has(file));
  const text = path === undefined ? null : model.read(path);
  if (path === undefined || text === null || !/\brewrites\b/.test(text) || !ADDRESS.test(text)) return [];
  const found = CHOOSES.test(text) ? [] : destinationsIn(path, text);
  const places = model.contracts.filter((contract) => startsNextAlone(contract, service));
  const [first] = found;
  const isOne = found.every(({ origin }) => origin === first?.origin);
  if (!first || places.length === 0 || sharesHost(model)) return [];
  const variable = variableOf(SERVER, 'http', service, model);
  const rewrites: Rewrites = { path, origin: first.origin, count: found.length, variable, contracts: places };
  const finding: Finding = {
    rule: 'client-url-hardcoded',
    severity: 'important',
    service: service.root,
    span: first.span,
    title: title(rewrites),
    message: message(rewrites),
    fix: isOne ? 'review' : 'manual',
    key: 'rewrites',
    platforms: places.map(({ id }) => id),
    group: `rewrites:${service.root}`,
    steps: steps(rewrites),
  };
  return [{ finding, fix: () => fromVariable(found, path, rewrites, model) }];
}

/** Variables of the server have no prefix. */
const SERVER = {
  name: 'Next.js',
  prefix: '',
  read: (variable: string) => `process.env.${variable}`,
  development: () => 'false',
};

/** A container on the network of its host has the other services of that host on its own addresses. */
function sharesHost(model: Model): boolean {
  return [...model.paths].some(
    (path) => COMPOSE.test(path) && /network_mode:\s*["']?host/.test(model.read(path) ?? ''),
  );
}

function startsNextAlone(
  { id, runs }: Model['contracts'][number],
  { starts, deployables }: Service,
): boolean {
  const own = deployables.filter(({ platform }) => platform === id);
  if (runs.value === 'functions') return own.length > 0;
  const here = starts.filter(({ platforms }) => platforms.includes(id));
  return (
    own.length > 0 &&
    here.length > 0 &&
    here.every(
      ({ command, commands, server }) =>
        server !== null && commands.length === 1 && !BESIDE.test(command.text),
    )
  );
}

/** `destination: 'http://localhost:8000/:path*'`, on no condition. */
function destinationsIn(path: string, text: string): Destination[] {
  return parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'string' }, { kind: 'template_string' }] } })
    .flatMap((node): Destination[] => {
      const content = node.text().slice(1, -1);
      const [origin] = BEGINS.exec(content) ?? [];
      const pair = node.parent();
      const isDestination =
        pair?.kind() === 'pair' &&
        pair.field('key')?.text() === 'destination' &&
        pair.field('value')?.id() === node.id() &&
        /^['"]?source['"]?$/m.test(
          pair
            .parent()
            ?.children()
            .map((child) => child.field('key')?.text() ?? '')
            .join('\n') ?? '',
        );
      const isOfRewrites = node
        .ancestors()
        .some((up) => /^(async\s+)?rewrites\b|^rewrites\s*:/.test(up.text()));
      if (origin === undefined || !isDestination || !isOfRewrites || isInBranch(node, false)) return [];
      if (node.kind() === 'template_string' && content.includes('${')) return [];
      return [{ span: spanOf(path, node), origin, rest: content.slice(origin.length) }];
    });
}

async function fromVariable(
  found: readonly Destination[],
  path: string,
  rewrites: Rewrites,
  model: Model,
): Promise<Fix | Skip> {
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const quote = await quoteStyle(path, text);
  const edits: Fix['edits'][number]['edits'] = [];
  for (const { span, origin, rest } of found) {
    const address = `process.env.${rewrites.variable} || ${quote}${origin}${quote}`;
    const value = rest === '' ? address : `\`\${${address}}${rest.replace(/`|\$\{/g, '\\$&')}\``;
    edits.push(...(await replaceExpression(path, text, span, value)));
  }
  return {
    safety: 'review',
    title: titleOfFix(rewrites.variable),
    paragraph: paragraph(rewrites),
    edits: [{ path, edits }],
  };
}

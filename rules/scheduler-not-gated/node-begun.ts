import type { SgNode } from '@ast-grep/napi';
import type { Model, Service } from '@unblock/engine';
import { runs } from '@unblock/engine/callers';
import { calleeOf, expressionOf, named } from '@unblock/engine/node/expression';
import { flowOf } from '@unblock/engine/node/flow';
import { parseNode } from '@unblock/engine/node/parse';
import { webFiles } from '@unblock/engine/python/web';

const HINT = /['"](node-cron|cron|node-schedule|agenda|@hokify\/agenda|bree|toad-scheduler)['"]/;
const PACKAGES = /^(node-cron|cron|node-schedule|agenda|@hokify\/agenda|bree|toad-scheduler)$/;
/** One process at a time, or the one that is chosen, does the work. */
const TURNS =
  /\b\w*(?:[lL]ock|[mM]utex)\w*\s*\(|redlock|advisory|cluster\.is|NODE_APP_INSTANCE|isLeader|isPrimary|leaderElect/;
/** What reaches people or money: a timer with such a call does a job, and keeps no memory of its own process. */
const SENDS =
  /\.(sendMail|sendEmail|sendSms|sendMessage|sendNotification|sendMulticast|sendEachForMulticast)\(|\.(emails|messages|charges|paymentIntents|payouts|transfers)\s*\.(send|create)\(/;
const SENDERS =
  /^(nodemailer|resend|twilio|stripe|firebase-admin|web-push|telegraf|node-telegram-bot-api|@sendgrid\/mail|mailgun\.js|postmark)$/;
/** Methods that begin a schedule, of objects that these modules make or are. */
const METHODS: readonly { name: RegExp; module: RegExp; title: string }[] = [
  { name: /^schedule$/, module: /^node-cron$/, title: 'node-cron' },
  { name: /^scheduleJob$/, module: /^node-schedule$/, title: 'node-schedule' },
  { name: /^start$/, module: /^cron$/, title: 'cron' },
  { name: /^start$/, module: /^(@hokify\/)?agenda$/, title: 'Agenda' },
  { name: /^start$/, module: /^bree$/, title: 'Bree' },
  {
    name: /^add(Simple|Long)?IntervalJob$|^addCronJob$/,
    module: /^toad-scheduler$/,
    title: 'toad-scheduler',
  },
];

/** A call that begins a schedule. */
export interface Begun {
  path: string;
  call: SgNode;
  title: string;
}

/** The calls of a Node web process that begin a schedule on no condition, outside of NestJS. */
export function begunSchedules(service: Service, model: Model): Begun[] {
  const isUsed = (names: RegExp) =>
    service.dependencies.entries.some(({ name, production }) => production && names.test(name));
  const [plans, sends] = [isUsed(PACKAGES), isUsed(SENDERS)];
  if (!plans && !sends) return [];
  const files = [...webFiles(model, service)].sort();
  return files.flatMap((path) => begunIn(path, { plans, sends, files }, service, model));
}

/** `files`: those of the web process. What only another entry calls is a process of its own. */
function begunIn(
  path: string,
  { plans, sends, files }: { plans: boolean; sends: boolean; files: readonly string[] },
  service: Service,
  model: Model,
): Begun[] {
  if (!/\.[cm]?[jt]s$/.test(path)) return [];
  const text = model.read(path) ?? '';
  const isTimer = sends && text.includes('setInterval(') && SENDS.test(text);
  const isPlan = plans && HINT.test(text);
  if ((!isTimer && !isPlan) || TURNS.test(text) || /@nestjs\//.test(text)) return [];
  return parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'call_expression' }, { kind: 'new_expression' }] } })
    .flatMap((call) => {
      const title = libraryOf(path, call, model);
      return title && runs(model, service, flowOf(call), files) ? [{ path, call, title }] : [];
    });
}

/** The library whose schedule a call begins. */
function libraryOf(path: string, call: SgNode, model: Model): string | null {
  const callee = calleeOf(call);
  if (!callee) return null;
  if (call.kind() === 'new_expression') return isStartedJob(path, call, callee, model) ? 'cron' : null;
  const given = call.field('arguments')?.text() ?? '';
  if (/\bscheduled\s*:\s*false/.test(given)) return null;
  if (callee.text() === 'setInterval') return isJob(path, call, model) ? 'setInterval' : null;
  if (callee.kind() === 'identifier') {
    const imported = model.module(path)?.imports.find(({ local }) => local === callee.text());
    const found = METHODS.find(
      ({ name, module }) => imported?.name && name.test(imported.name) && module.test(imported.module),
    );
    return found?.name.test('schedule') || found?.name.test('scheduleJob') ? found.title : null;
  }
  const object = callee.field('object');
  const method = callee.field('property')?.text() ?? '';
  if (!object || !METHODS.some(({ name }) => name.test(method))) return null;
  const imported = model.module(path)?.imports.find(({ local }) => local === object.text());
  const module = imported?.module ?? model.producer(expressionOf(path, object))?.module ?? '';
  return METHODS.find((entry) => entry.name.test(method) && entry.module.test(module))?.title ?? null;
}

/** Whether the function that a timer calls sends something, by itself or one call further in its file. */
function isJob(path: string, call: SgNode, model: Model): boolean {
  const root = parseNode(path, model.read(path) ?? '');
  const [work] = named(call.field('arguments') ?? call);
  const bodyOf = (name: string) =>
    root
      .findAll({ rule: { any: [{ kind: 'function_declaration' }, { kind: 'variable_declarator' }] } })
      .find((node) => node.field('name')?.text() === name)
      ?.text() ?? '';
  const text = work?.kind() === 'identifier' ? bodyOf(work.text()) : (work?.text() ?? '');
  const called = [...text.matchAll(/\b(\w+)\(/g)].map(([, name]) => bodyOf(name ?? ''));
  return [text, ...called].some((body) => SENDS.test(body));
}

/** `new CronJob(time, work, null, true)` starts at once. https://github.com/kelektiv/node-cron#api */
function isStartedJob(path: string, call: SgNode, callee: SgNode, model: Model): boolean {
  const imported = model.module(path)?.imports.find(({ local }) => local === callee.text());
  const isJob = imported?.module === 'cron' && imported.name === 'CronJob';
  return isJob && named(call.field('arguments') ?? call)[3]?.text() === 'true';
}

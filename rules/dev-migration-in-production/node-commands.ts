import type { SimpleCommand } from '@unblock/codemods/shell/index';
import type { Model, Service } from '@unblock/engine';
import { programWords } from '@unblock/engine/migration-command';
import { drizzleSchema, prismaSchema } from '@unblock/engine/node/database-schema';
import type { DevelopmentCommand } from './commands.ts';

/** Asks for nothing, drops what has to go. */
const ACCEPTS = /^(--accept-data-loss|--force-reset|--force)(=true)?$/;
const KEPT = /^--(schema|config)(=|$)/;

/** A command that does to a database what belongs to development, by the tools of Node; null for any other. */
export function nodeDevelopment(
  command: SimpleCommand,
  service: Service,
  model: Model,
): DevelopmentCommand | null {
  const [program, ...rest] = programWords(command);
  const [first = '', second = ''] = rest.filter((word) => !word.startsWith('-'));
  switch (program) {
    case 'prisma':
      return prismaOf(command, first, second, rest, service, model);
    case 'drizzle-kit':
      return drizzleOf(command, first, rest, service, model);
    case 'typeorm':
    case 'typeorm-ts-node-commonjs':
    case 'typeorm-ts-node-esm':
      return typeormOf(first);
    case 'sequelize':
    case 'sequelize-cli':
      return /^db:(drop|migrate:undo:all)$/.test(first) ? destroy('Sequelize', first) : null;
    case 'knex':
      return first === 'migrate:rollback' && rest.includes('--all') ? destroy('Knex', first) : null;
    default:
      return null;
  }
}

function destroy(tool: DevelopmentCommand['tool'], action: string): DevelopmentCommand {
  return { effect: 'destroy', tool, action, variant: null, isLossy: true, schema: null };
}

/** https://www.prisma.io/docs/orm/reference/prisma-cli-reference */
function prismaOf(
  command: SimpleCommand,
  first: string,
  second: string,
  words: readonly string[],
  service: Service,
  model: Model,
): DevelopmentCommand | null {
  const call = `${first} ${second}`;
  if (call !== 'db push' && call !== 'migrate dev' && call !== 'migrate reset') return null;
  const schema = prismaSchema(service, model);
  if (!schema?.isServer) return null;
  const kept = keptOptions(command);
  const common = { tool: 'Prisma', schema } as const;
  if (call === 'db push') {
    const isLossy = words.some((word) => ACCEPTS.test(word));
    const effect = words.includes('--force-reset') ? 'destroy' : 'push';
    return { ...common, effect, action: 'db', variant: `migrate deploy${kept}`, isLossy };
  }
  const effect = call === 'migrate dev' ? 'generate' : 'destroy';
  return { ...common, effect, action: second, variant: `deploy${kept}`, isLossy: effect === 'destroy' };
}

/** https://orm.drizzle.team/docs/drizzle-kit-push */
function drizzleOf(
  command: SimpleCommand,
  first: string,
  words: readonly string[],
  service: Service,
  model: Model,
): DevelopmentCommand | null {
  if (!/^push(:pg|:mysql)?$/.test(first)) return null;
  const schema = drizzleSchema(service, model);
  if (!schema?.isServer) return null;
  const isLossy = words.some((word) => ACCEPTS.test(word));
  const variant = `migrate${keptOptions(command)}`;
  return { effect: 'push', tool: 'Drizzle', action: first, variant, isLossy, schema };
}

/** https://typeorm.io/docs/advanced-topics/using-cli */
function typeormOf(first: string): DevelopmentCommand | null {
  if (first === 'schema:drop') return destroy('TypeORM', first);
  return first === 'schema:sync'
    ? { effect: 'push', tool: 'TypeORM', action: first, variant: null, isLossy: true, schema: null }
    : null;
}

/** What says where the schema is, as it is written: the deploy variant needs it too. */
function keptOptions({ words }: SimpleCommand): string {
  const kept = words.flatMap(({ raw }, index) => {
    if (!KEPT.test(raw)) return [];
    const next = words[index + 1]?.raw;
    return raw.includes('=') || next === undefined ? [raw] : [`${raw} ${next}`];
  });
  return kept.map((option) => ` ${option}`).join('');
}

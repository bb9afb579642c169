import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { commandSpan } from '@unblock/engine/started';
import { findCommands, type PlacedDevelopment } from './commands.ts';
import { fixCommand } from './fix-command.ts';
import { fixSchema } from './fix-schema.ts';
import { findSchemaCalls, type SchemaCall } from './schema.ts';
import * as words from './words.ts';

/** Work on a schema that belongs to development, done by the deploy: migrations made up, tables dropped or made at start. */
export const rule: Rule = defineRule({
  id: 'dev-migration-in-production',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'manifest',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return [
    ...findCommands(service, model).map((placed) => commandEntry(placed, service, model)),
    ...findSchemaCalls(service, model).map((call) => schemaEntry(call, service, model)),
  ];
}

function commandEntry(placed: PlacedDevelopment, service: Service, model: Model): Entry {
  const { sequence, statement, link, command, text, effect, tool, written, contracts } = placed;
  const place = sequence.statements[statement]?.links[link];
  const isOuter = sequence.nested === 0 && place;
  const range = isOuter ? { start: place.start, end: place.end } : { start: -1 };
  return {
    finding: {
      rule: 'dev-migration-in-production',
      severity: effect === 'destroy' || tool !== 'Django' ? 'critical' : 'important',
      service: service.root,
      span: commandSpan({ command: { ...command, ...range }, text }),
      title: words.commandTitle(placed),
      message: words.commandMessage(placed),
      fix: 'review',
      key: written,
      platforms: contracts.map(({ id }) => id),
    },
    fix: () => fixCommand(placed, service, model),
  };
}

function schemaEntry(call: SchemaCall, service: Service, model: Model): Entry {
  const { method, receiver, span, isFirst, contracts } = call;
  const isHarmless = method === 'create_all' && !isFirst;
  return {
    finding: {
      rule: 'dev-migration-in-production',
      severity: method === 'drop_all' ? 'critical' : isFirst ? 'important' : 'advice',
      service: service.root,
      span,
      title: words.schemaTitle(call),
      message: words.schemaMessage(call),
      fix: isHarmless ? 'manual' : 'review',
      key: `${receiver}.${method}`,
      platforms: contracts.map(({ id }) => id),
      ...(method === 'create_all' && isFirst ? { steps: words.STEPS } : {}),
    },
    fix: () => (isHarmless ? words.HARMLESS : fixSchema(call, model)),
  };
}

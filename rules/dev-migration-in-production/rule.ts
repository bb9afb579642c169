import { defineRule, type Finding, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { migrationTool, stampCommand } from '@unblock/engine/services/migration-tool';
import { commandSpan } from '@unblock/engine/started';
import { findCommands, type PlacedDevelopment } from './commands.ts';
import { fixCommand } from './fix-command.ts';
import { fixSchema } from './fix-schema.ts';
import { findSynced, type SyncedSchema } from './node-schema.ts';
import { SYNCED, syncedMessage, syncedSteps, syncedTitle } from './node-schema-words.ts';
import { nodeSteps } from './node-words.ts';
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
    ...findSynced(service, model).map((synced) => syncedEntry(synced, service)),
  ];
}

function commandEntry(placed: PlacedDevelopment, service: Service, model: Model): Entry {
  const { sequence, statement, link, command, text, written, contracts } = placed;
  const place = sequence.statements[statement]?.links[link];
  const isOuter = sequence.nested === 0 && place;
  const steps = nodeSteps(placed);
  const range = isOuter ? { start: place.start, end: place.end } : { start: -1 };
  return {
    finding: {
      rule: 'dev-migration-in-production',
      severity: severityOf(placed),
      service: service.root,
      span: commandSpan({ command: { ...command, ...range }, text }),
      title: words.commandTitle(placed),
      message: words.commandMessage(placed),
      fix: isByHand(placed) ? 'manual' : 'review',
      key: written,
      platforms: contracts.map(({ id }) => id),
      ...(steps.length > 0 ? { steps } : {}),
    },
    fix: () => fixCommand(placed, service, model),
  };
}

/** Data is lost or the deploy stops; elsewhere the tables come to differ from what is committed. */
function severityOf({ effect, tool, isLossy, schema }: PlacedDevelopment): Finding['severity'] {
  if (effect === 'push') return isLossy ? 'critical' : 'important';
  const isKept = tool === 'Django' || (schema !== null && schema.migrations.length > 0);
  return effect === 'generate' && isKept ? 'important' : 'critical';
}

/** Nothing that is committed could stand in its place. */
function isByHand({ effect, variant, schema }: PlacedDevelopment): boolean {
  return schema?.migrations.length === 0 || (effect === 'push' && variant === null);
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
      ...(method === 'create_all' && isFirst
        ? { steps: words.stampSteps(stampCommand(migrationTool(service, model))) }
        : {}),
    },
    fix: () => (isHarmless ? words.HARMLESS : fixSchema(call, model)),
  };
}

function syncedEntry(synced: SyncedSchema, service: Service): Entry {
  const { span, written, contracts } = synced;
  return {
    finding: {
      rule: 'dev-migration-in-production',
      severity: 'critical',
      service: service.root,
      span,
      title: syncedTitle(synced),
      message: syncedMessage(synced),
      fix: 'manual',
      key: written,
      platforms: contracts.map(({ id }) => id),
      steps: syncedSteps(synced),
    },
    fix: () => SYNCED,
  };
}

import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { type Connection, findConnections } from './find.ts';
import { fixConnection, safetyOf, variablesFor } from './fix.ts';
import { sourceFor } from './variable.ts';
import { message, SUMMARY, steps, title } from './words.ts';

/** The address of a database or another server, written in the code that connects to it. */
export const rule: Rule = defineRule({
  id: 'connection-url-hardcoded',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findConnections(service, model).map((connection): Entry => {
    const { span, severity, contracts } = connection;
    return {
      finding: {
        rule: 'connection-url-hardcoded',
        severity,
        service: service.root,
        span,
        title: title(connection),
        message: message(connection, variablesFor(connection, service, model)),
        fix: fixKind(connection, service, model),
        key: `${connection.to} ${connection.kind}`,
        platforms: contracts.map(({ id }) => id),
        steps: steps(connection, variablesFor(connection, service, model), hasManifest(service)),
      },
      fix: () => fixConnection(connection, service, model),
    };
  });
}

/** A manifest that lists variables describes the service already: none will be written for it. */
function hasManifest({ deployables }: Service): boolean {
  return deployables.some(({ kind }) => kind === 'render.yaml');
}

function fixKind(connection: Connection, service: Service, model: Model): 'safe' | 'review' {
  const source = sourceFor(connection.kind, connection.span.path, service, model);
  return 'skip' in source ? 'review' : safetyOf(connection, source);
}

import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { commandSpan } from '@unblock/engine/started';
import { losingCompose } from './composed.ts';
import { findSwallows, togetherOnTheWay } from './find.ts';
import { fixSwallows, safetyOfAll } from './fix.ts';
import { fixHandled } from './fix-handler.ts';
import { findHandled } from './handler.ts';

import { composeSteps, handledMessage, handledTitle, message, SUMMARY, title } from './words.ts';

/** A database migration that fails, and a deploy that goes on all the same. */
export const rule: Rule = defineRule({
  id: 'migration-failure-swallowed',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return [...inCommands(service, model), ...inCode(service, model)];
}

function inCode(service: Service, model: Model): Entry[] {
  return findHandled(service, model).map((handled): Entry => {
    const { span, written, clauses, contracts, isMeant } = handled;
    return {
      finding: {
        rule: 'migration-failure-swallowed',
        severity: isMeant ? 'important' : 'critical',
        service: service.root,
        span,
        title: handledTitle(handled),
        message: handledMessage(handled),
        fix: 'review',
        key: `${written} ${clauses.join(' ') || 'unchecked'}`,
        platforms: contracts.map(({ id }) => id),
      },
      fix: () => fixHandled(handled, model),
    };
  });
}

function inCommands(service: Service, model: Model): Entry[] {
  return togetherOnTheWay(findSwallows(service, model)).map((group): Entry => {
    const [placed] = group;
    const { swallow, text, contracts, image, step } = placed;
    const composed = image ? losingCompose([image], model) : [];
    const { sequence, statement, link, migration, way, isMeant } = swallow;
    const place = sequence.statements[statement]?.links[link];
    const isOuter = sequence.nested === 0 && place;
    const command = {
      ...swallow.command,
      ...(isOuter ? { start: place.start, end: place.end } : { start: -1 }),
    };
    return {
      finding: {
        rule: 'migration-failure-swallowed',
        severity: image ? 'advice' : step === 'build' || isMeant ? 'important' : 'critical',
        service: service.root,
        span: commandSpan({ command, text }),
        title: title(placed),
        message: message(group),
        fix: safetyOfAll(group),
        key: `${migration} ${way}`,
        platforms: contracts.map(({ id }) => id),
        ...(composed.length > 0 ? { steps: composeSteps(composed) } : {}),
      },
      fix: () => fixSwallows(group, model),
    };
  });
}

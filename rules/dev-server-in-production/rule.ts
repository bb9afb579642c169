import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { developmentServers } from '@unblock/engine/development';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { callKey, commandSpan, contractsOf } from '@unblock/engine/started';
import { fixNodeDevelopment, nodeDevelopment } from './node.ts';
import { nodeMessage, nodeTitle } from './node-words.ts';
import { replaceServer } from './replace.ts';
import { describe, message, SUMMARY, title } from './words.ts';

/** A server made for development as what a platform starts. */
export const rule: Rule = defineRule({
  id: 'dev-server-in-production',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return [...ofPython(service, model), ...ofNode(service, model)];
}

function ofNode(service: Service, model: Model): Entry[] {
  return nodeDevelopment(service, model).map((found): Entry => {
    const { path, start, end } = found.placed.text.source;
    return {
      finding: {
        rule: 'dev-server-in-production',
        severity: 'important',
        service: service.root,
        span: { path, start, end },
        title: nodeTitle(found),
        message: nodeMessage(found),
        fix: 'review',
        key: `${found.name} ${found.start.command.source.path}`,
        platforms: found.contracts.map(({ id }) => id),
      },
      fix: () => fixNodeDevelopment(found, service, model),
    };
  });
}

function ofPython(service: Service, model: Model): Entry[] {
  return developmentServers(service, model).flatMap((development): Entry[] => {
    const { started, call } = development;
    const contracts = contractsOf(model, started.starts);
    const evidence = describe(development);
    const contract = contracts[0];
    if (!contract) return [];
    return [
      {
        finding: {
          rule: 'dev-server-in-production',
          severity: 'important',
          service: service.root,
          span: commandSpan(started.server),
          title: title(evidence),
          message: message(evidence, contract),
          fix: started.server.program === 'fastapi' ? 'safe' : 'review',
          key: call ? `${call.span.path} ${callKey(call)}` : started.server.program,
          platforms: contracts.map(({ id }) => id),
          // What the call in the file says of address and debug mode is dead with it: one patch tells both.
          ...(call ? { group: `code:${call.span.path}` } : {}),
        },
        fix: () => replaceServer(development, evidence, service, model),
      },
    ];
  });
}

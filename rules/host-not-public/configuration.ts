import { replaceExpression } from '@unblock/codemods/python/index';
import type { Expression, Fix, Model, Service, Skip } from '@unblock/engine';
import { reachOf } from '@unblock/engine/address';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { contractsOf, gunicornBind, startedServers } from '@unblock/engine/started';
import { type HostEvidence, message, PATCH, paragraph, title } from './words.ts';

/** `bind = "127.0.0.1:8000"` in the configuration file of a gunicorn that a start command runs. */
export function findInConfiguration(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap((started): Entry[] => {
    const setting = gunicornBind(started, service, model);
    const literal = setting && addressLiteral(setting.bind, model);
    const contracts = contractsOf(model, started.starts).filter(
      ({ bind }) => bind.value === 'all-interfaces',
    );
    const contract = contracts[0];
    if (!literal || !contract) return [];
    const reach = reachOf(literal.host);
    if (reach === 'all' || reach === 'unknown') return [];
    const { path } = literal.span;
    const evidence: HostEvidence = { server: 'bind', host: literal.host, given: true, path, contract };
    return [
      {
        finding: {
          rule: 'host-not-public',
          severity: 'critical',
          service: service.root,
          span: literal.span,
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: 'gunicorn bind',
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => fix(literal, evidence, model),
      },
    ];
  });
}

interface AddressLiteral {
  host: string;
  span: Expression['span'];
  /** The literal is only a part of an f-string: it has no quotes of its own. */
  isPart: boolean;
}

/** The literal that begins with the host: a whole string, or the first part of one put together. */
function addressLiteral(bind: Expression, model: Model): AddressLiteral | null {
  const first = bind.kind === 'concat' ? bind.parts[0] : bind;
  const value = first && model.resolve(first);
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return null;
  const text = model.read(value.declared.path)?.slice(value.declared.start, value.declared.end) ?? '';
  const host = /^(\[[^\]]+\]|[^:/]+)(:|$)/.exec(value.value)?.[1];
  return host ? { host, span: value.declared, isPart: !/^["']/.test(text) } : null;
}

function fix({ host, span, isPart }: AddressLiteral, evidence: HostEvidence, model: Model): Fix | Skip {
  const text = model.read(span.path);
  if (text === null) return unreadable(span.path);
  const old = text.slice(span.start, span.end);
  const edits = isPart
    ? [{ start: span.start, end: span.start + host.length, text: '0.0.0.0' }]
    : replaceExpression(text, span, old.replace(host, '0.0.0.0'));
  return {
    safety: 'safe',
    title: PATCH,
    paragraph: paragraph(evidence),
    edits: [{ path: span.path, edits }],
  };
}

import { ensureImport, replaceExpression } from '@unblock/codemods/python/index';
import type { Fix, Model, Service, Skip, Value } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { contractsOf, gunicornBind, startedServers } from '@unblock/engine/started';
import { withDockerfile } from './docker.ts';
import { weigh } from './weigh.ts';
import { message, PATCH, type PortEvidence, paragraph, title } from './words.ts';

/** `bind = "0.0.0.0:8000"` in the configuration file of a gunicorn that a start command runs. */
export function findInConfiguration(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap((started): Entry[] => {
    const setting = gunicornBind(started, service, model);
    const value = setting && model.resolve(setting.bind);
    if (value?.kind !== 'literal' || typeof value.value !== 'string') return [];
    const [, host, port] = /^(\[[^\]]+\]|[^:/]*):([1-9]\d*)$/.exec(value.value) ?? [];
    const weight = port === undefined ? null : weigh(contractsOf(model, started.starts), service, port);
    if (host === undefined || port === undefined || !weight) return [];
    const evidence: PortEvidence = {
      server: 'bind',
      port,
      given: true,
      path: value.declared.path,
      replacement: `os.environ.get("PORT", "${port}")`,
      weight,
    };
    return [
      {
        finding: {
          rule: 'port-hardcoded',
          severity: weight.severity,
          service: service.root,
          span: value.declared,
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: 'gunicorn bind port',
          platforms: weight.platforms,
        },
        fix: () => {
          const fix = fixBind(value.declared, host, evidence, model);
          return 'skip' in fix ? fix : withDockerfile(fix, started.starts, port, model);
        },
      },
    ];
  });
}

function fixBind(span: Value['declared'], host: string, evidence: PortEvidence, model: Model): Fix | Skip {
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const [outer, inner] = text.startsWith("'", span.start) ? [`'`, `"`] : [`"`, `'`];
  const read = `os.environ.get(${inner}PORT${inner}, ${inner}${evidence.port}${inner})`;
  const edits = [
    ...ensureImport(text, span.start, 'os'),
    ...replaceExpression(text, span, `f${outer}${host}:{${read}}${outer}`),
  ];
  return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [{ path, edits }] };
}

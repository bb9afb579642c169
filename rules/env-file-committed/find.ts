import type { Finding, Model, Service } from '@unblock/engine';
import { isManifestPath } from '@unblock/platforms';
import { givenSecrets, secretsOf } from './values.ts';
import { type Evidence, message, steps, title } from './words.ts';

/** Files of variables, copies of them among them. */
const FILE = /(^|\/)(\.env([._-]?[\w.-]+)?|[\w-]+\.env)$/;
/** Examples, and files of tests, whose values are nobody's. */
const EXAMPLE =
  /example|sample|template|\btpl\b|dist$|default|schema|\.vault$|\.d\.ts$|(^|[._-])(ci|tests?|testing|e2e|spec|keys)([._-]|$)/i;

/** Every service asks for them: the paths of a repository are gone through once. */
const NAMED = new WeakMap<ReadonlySet<string>, string[]>();

function namedIn(paths: ReadonlySet<string>): string[] {
  // The first test passes over nearly all paths, and takes no time.
  const named =
    NAMED.get(paths) ??
    [...paths].filter((path) => (path.includes('.env') && FILE.test(path)) || isManifest(path));
  NAMED.set(paths, named);
  return named;
}

/** The files of variables that git has, with values that look real. */
export function findFiles(service: Service, model: Model): Finding[] {
  const paths = namedIn(model.paths)
    .filter((path) => isOf(path, service, model))
    .sort();
  return paths.flatMap((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (EXAMPLE.test(name) || /(^|\/)(tests?|__tests__|fixtures|examples?|docs?)\//i.test(path)) return [];
    const read = isManifest(path) ? givenSecrets : secretsOf;
    const secrets = model.isTracked(path) ? read(path, model.read(path) ?? '') : [];
    const [first] = secrets;
    if (!first) return [];
    const evidence: Evidence = {
      path,
      names: secrets.map((secret) => secret.name),
      contracts: model.contracts,
      isManifest: isManifest(path),
    };
    return [
      {
        rule: 'env-file-committed',
        severity: secrets.some(({ isCertain }) => isCertain) ? 'critical' : 'important',
        service: service.root,
        span: first.span,
        title: title(evidence),
        message: message(evidence),
        fix: 'manual',
        key: 'secrets',
        platforms: model.contracts.map(({ id }) => id),
        steps: steps(evidence),
      },
    ];
  });
}

/** Manifests that give variables their values. */
function isManifest(path: string): boolean {
  if (!/(^|\/)(render\.yaml|vercel\.json)$|Dockerfile/.test(path)) return false;
  return isManifestPath(path) !== null;
}

/** A file belongs to the innermost service around it; one that is in none belongs to the first service. */
function isOf(path: string, service: Service, model: Model): boolean {
  const around = model.services.filter(({ root }) => root === '' || path.startsWith(`${root}/`));
  const depth = Math.max(...around.map(({ root }) => root.length));
  return (around.find(({ root }) => root.length === depth) ?? model.services[0]) === service;
}

import { isScalar, parseDocument, visit } from 'yaml';
import type { EnvironmentRead } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { named, spanOf } from './expression.ts';
import { parseNode } from './parse.ts';

const FILE = /(^|\/)custom-environment-variables\.(json5?|ya?ml|[cm]?[jt]s)$/;

/**
 * The variables that node-config lays over its settings: the texts in its file of names.
 * https://github.com/node-config/node-config/wiki/Environment-Variables#custom-environment-variables
 */
export function nodeConfigReads(model: Model, service: Service): EnvironmentRead[] {
  if (service.language !== 'node') return [];
  const prefix = service.root ? `${service.root}/` : '';
  const files = FILES.get(model.paths) ?? [...model.paths].filter((path) => FILE.test(path));
  FILES.set(model.paths, files);
  return files
    .filter((path) => path.startsWith(prefix))
    .flatMap((path) => {
      const text = model.read(path) ?? '';
      return /s$/.test(path) ? inCode(path, text) : inData(path, text);
    });
}

/** Every service asks for the same files: once for a repository is enough. */
const FILES = new WeakMap<ReadonlySet<string>, string[]>();

function inCode(path: string, text: string): EnvironmentRead[] {
  return parseNode(path, text)
    .findAll({ rule: { kind: 'pair' } })
    .flatMap((pair) => {
      const value = pair.field('value');
      const name = value?.kind() === 'string' ? value.text().slice(1, -1) : null;
      const key = pair.field('key');
      return value && name && named(pair).length > 0 && key?.text() !== '__format'
        ? [readOf(path, name, spanOf(path, value))]
        : [];
    });
}

/** JSON is YAML too. */
function inData(path: string, text: string): EnvironmentRead[] {
  const reads: EnvironmentRead[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(value) || typeof value.value !== 'string' || !value.range) return;
      if (isScalar(key) && key.value === '__format') return;
      reads.push(readOf(path, value.value, { path, start: value.range[0], end: value.range[1] }));
    },
  });
  return reads;
}

function readOf(path: string, name: string, span: EnvironmentRead['span']): EnvironmentRead {
  return {
    kind: 'environment-read',
    span: { ...span, path },
    name,
    fallback: null,
    need: 'no-default',
    via: 'settings',
  };
}

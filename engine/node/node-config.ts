import { readYaml, type YamlPath } from '@unblock/codemods/yaml/index';
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
  const file = readYaml(text);
  const below = (at: YamlPath): EnvironmentRead[] =>
    (file.mappingAt(at)?.entries ?? []).flatMap(({ key }) => {
      const scalar = file.scalarAt([...at, key]);
      if (!scalar) return below([...at, key]);
      const { value, start, end, style } = scalar;
      const isName = typeof value === 'string' && style !== 'alias' && key !== '__format';
      return isName ? [readOf(path, value, { path, start, end })] : [];
    });
  return below([]);
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

import { parse } from 'yaml';
import { applyEdits, type Edit, lineEnding } from '../edit.ts';
import { lineEnd, lineStart } from '../lines.ts';
import { readYaml, YamlError, type YamlMapping, type YamlPath } from './read.ts';

/**
 * Adds a key to a mapping, behind another key of it, in the mapping's own notation and indentation.
 *
 * @param value the value in YAML, its further lines indented as if the key began the line.
 * @param behind keys in order of preference; the new key goes behind the last key where the mapping has none of them.
 * @throws YamlError when there is no mapping at the path, it has the key, or the value does not fit into it.
 */
export function addKey(
  text: string,
  path: YamlPath,
  key: string,
  value: string,
  behind: readonly string[] = [],
): Edit[] {
  return addKeys(text, [path], key, value, behind);
}

/** As `addKey`, in several mappings: the text is parsed twice, however many they are. */
export function addKeys(
  text: string,
  paths: readonly YamlPath[],
  key: string,
  value: string,
  behind: readonly string[] = [],
): Edit[] {
  const file = readYaml(text);
  const edits = paths.map((path): Edit => {
    const mapping = file.mappingAt(path);
    if (!mapping) throw new YamlError(`there is no mapping at ${path.join('.')}`);
    if (mapping.entries.some((entry) => entry.key === key))
      throw new YamlError(`${path.join('.')} has the key ${key} already`);
    const neighbour = neighbourOf(mapping, behind);
    if (!neighbour) throw new YamlError(`the mapping at ${path.join('.')} is empty`);
    return mapping.flow
      ? { start: neighbour.end, end: neighbour.end, text: `, ${key}: ${value}` }
      : newLine(
          text,
          mapping.entries[0] ?? neighbour,
          neighbour.end,
          `${key}:${/^\n/.test(value) ? '' : ' '}${value}`,
        );
  });
  const after = readYaml(applyEdits(text, edits));
  for (const path of paths) {
    if (after.mappingAt(path)?.entries.length !== (file.mappingAt(path)?.entries.length ?? 0) + 1)
      throw new YamlError(`${key} does not fit into the mapping at ${path.join('.')}`);
  }
  return edits;
}

/**
 * Takes keys with their values out of mappings in block notation, one of each, with the whole lines that they stand on.
 *
 * @throws YamlError when it is not there, is the only key or the first of an item of a list, or shares its lines.
 */
export function removeKeys(text: string, paths: readonly YamlPath[]): Edit[] {
  const file = readYaml(text);
  const edits = paths.map((path): Edit => {
    const key = String(path.at(-1));
    const mapping = file.mappingAt(path.slice(0, -1));
    const entry = mapping?.entries.find((candidate) => candidate.key === key);
    if (!mapping || !entry || mapping.flow)
      throw new YamlError(`there is no key ${path.join('.')} to take out`);
    const start = lineStart(text, entry.start);
    if (/\S/.test(text.slice(start, entry.start)))
      throw new YamlError(`${path.join('.')} cannot be taken out`);
    const stop = lineEnd(text, text.slice(0, entry.end).trimEnd().length);
    const end = text.startsWith('\r\n', stop) ? stop + 2 : Math.min(stop + 1, text.length);
    return { start, end, text: '' };
  });
  const after = readYaml(applyEdits(text, edits));
  for (const path of paths) {
    const home = path.slice(0, -1);
    if (after.mappingAt(home)?.entries.length !== (file.mappingAt(home)?.entries.length ?? 0) - 1)
      throw new YamlError(`${path.join('.')} cannot be taken out`);
  }
  return edits;
}

/** A text as a YAML scalar in one line, plain where YAML 1.1 and 1.2 both read it back as this text. */
export function yamlScalar(value: string): string {
  const isPlain =
    !/[\r\n,[\]{}]/.test(value) && ['1.1', '1.2'].every((version) => plainValue(value, version) === value);
  if (isPlain) return value;
  return /[\r\n]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

function plainValue(value: string, version: string): unknown {
  try {
    const data: unknown = parse(`k: ${value}`, {
      version: version === '1.1' ? '1.1' : '1.2',
      logLevel: 'silent',
    });
    return typeof data === 'object' && data !== null && 'k' in data ? data.k : null;
  } catch {
    // A text that is no plain scalar: `*`, `a: b`, `"a`.
    return null;
  }
}

function neighbourOf(mapping: YamlMapping, behind: readonly string[]) {
  for (const key of behind) {
    const entry = mapping.entries.find((candidate) => candidate.key === key);
    if (entry) return entry;
  }
  return mapping.entries.at(-1);
}

function newLine(text: string, first: { start: number }, end: number, entry: string): Edit {
  const eol = lineEnding(text);
  const indent = ' '.repeat(first.start - lineStart(text, first.start));
  // The range of a block scalar or of a nested collection may end behind its last line end.
  const place = lineEnd(text, text.slice(0, end).trimEnd().length);
  return { start: place, end: place, text: `${eol}${indent}${entry.split('\n').join(`${eol}${indent}`)}` };
}

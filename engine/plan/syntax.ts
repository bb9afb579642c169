import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { syntaxError } from '@unblock/codemods/ecmascript';
import { readIni } from '@unblock/codemods/ini/index';
import { readJson } from '@unblock/codemods/json/read';
import { pythonSyntaxError } from '@unblock/codemods/python/index';
import { readToml } from '@unblock/codemods/toml/index';
import { readYaml } from '@unblock/codemods/yaml/index';
import { languageOf } from '../inventory/classify.ts';

/** Parses a file again after an edit; a reason when it does not parse. Formats without a grammar always do. */
export async function parseFailure(path: string, text: string): Promise<string | null> {
  const language = languageOf(path);
  if (language === 'python') return pythonSyntaxError(text) === null ? null : 'it is no longer valid Python';
  if (language === 'node') return (await syntaxError(path, text)) === null ? null : 'it no longer parses';
  if (/\.ya?ml$/.test(path)) return describe(readYaml(text).problem);
  if (path.endsWith('.toml') || path.endsWith('Pipfile')) return describe(readToml(text).error);
  if (/\.(ini|cfg)$/.test(path)) return describe(readIni(text).error);
  if (path.endsWith('.json')) return jsonFailure(text);
  if (/(^|\/)([\w-]+\.)?Dockerfile(\.[\w-]+)?$/.test(path)) return describe(readDockerfile(text).problem);
  return null;
}

function jsonFailure(text: string): string | null {
  const reading = readJson(text, { comments: true });
  return 'error' in reading ? `it no longer parses: ${reading.error}` : null;
}

function describe(error: { reason: string } | null): string | null {
  return error ? `it no longer parses: ${error.reason}` : null;
}

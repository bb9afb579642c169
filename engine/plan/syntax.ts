import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { syntaxError } from '@unblock/codemods/ecmascript';
import { readIni } from '@unblock/codemods/ini/index';
import { readJson } from '@unblock/codemods/json/read';
import { pythonSyntaxError } from '@unblock/codemods/python/index';
import { readToml } from '@unblock/codemods/toml/index';
import { readYaml } from '@unblock/codemods/yaml/index';
import { languageOf } from '../inventory/classify.ts';
import type { Bilingual } from '../outcome.ts';
import { both } from '../text.ts';

/** Parses a file again after an edit; a reason when it does not parse. Formats without a grammar always do. */
export async function parseFailure(path: string, text: string): Promise<Bilingual | null> {
  const language = languageOf(path);
  if (language === 'python')
    return pythonSyntaxError(text) === null
      ? null
      : both('it is no longer valid Python', "ce n'est plus du Python valide");
  if (language === 'node') return (await syntaxError(path, text)) === null ? null : UNREADABLE;
  if (/\.ya?ml$/.test(path)) return describe(readYaml(text).problem);
  if (path.endsWith('.toml') || path.endsWith('Pipfile')) return describe(readToml(text).error);
  if (/\.(ini|cfg)$/.test(path)) return describe(readIni(text).error);
  if (path.endsWith('.json')) return jsonFailure(text);
  if (/(^|\/)([\w-]+\.)?Dockerfile(\.[\w-]+)?$/.test(path)) return describe(readDockerfile(text).problem);
  return null;
}

function jsonFailure(text: string): Bilingual | null {
  const reading = readJson(text, { comments: true });
  return 'error' in reading ? because(reading.error) : null;
}

function describe(error: { reason: string } | null): Bilingual | null {
  return error ? because(error.reason) : null;
}

const UNREADABLE = both('it no longer parses', "sa syntaxe n'est plus valide");

/** A parser's own words stay in English. */
function because(reason: string): Bilingual {
  return both(`${UNREADABLE.en}: ${reason}`, `${UNREADABLE.fr} : ${reason}`);
}

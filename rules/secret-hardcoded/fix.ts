import {
  insertStatementBefore,
  quoteStyle,
  replaceExpression,
  semicolons,
} from '@unblock/codemods/ecmascript';
import { ensureImport, replaceExpression as replacePython } from '@unblock/codemods/python/index';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { requiredRead } from '../required-read.ts';
import type { Key } from './find.ts';
import { DEVELOPMENT, type Evidence, fixTitle, paragraph } from './words.ts';

type FileEdits = Fix['edits'][number];

/** Reads the key from the environment: in Python always, in Node wherever `NODE_ENV` says production. */
export async function readInstead(
  key: Key,
  isFirst: boolean,
  evidence: Evidence,
  manifests: readonly FileEdits[],
  service: Service,
  model: Model,
): Promise<Fix | Skip> {
  const text = model.read(key.literal.path);
  if (text === null) return unreadable(key.literal.path);
  const edits =
    service.language === 'node' ? await inNode(key, isFirst, text) : inPython(key, text, service, model);
  if ('skip' in edits) return edits;
  const files = manifests.map(({ path }) => path);
  return {
    safety: 'review',
    title: fixTitle(key.variable),
    paragraph: paragraph(evidence, files),
    edits: [{ path: key.literal.path, edits }, ...manifests],
  };
}

/** Development keeps a text of its own; production stops without the variable. */
async function inNode(
  { cause, variable, literal }: Key,
  isFirst: boolean,
  text: string,
): Promise<FileEdits['edits']> {
  const { path } = literal;
  const quote = await quoteStyle(path, text);
  const end = (await semicolons(path, text)) ? ';' : '';
  const check = `if (process.env.NODE_ENV === ${quote}production${quote} && !process.env.${variable}) {
  throw new Error(${quote}${variable} is not set${quote})${end}
}`;
  const read = `process.env.${variable} || ${quote}${DEVELOPMENT}${quote}`;
  return [
    ...(isFirst ? await insertStatementBefore(path, text, literal, check) : []),
    ...(cause === 'literal' ? await replaceExpression(path, text, literal, read) : []),
  ];
}

function inPython(
  { cause, variable, literal }: Key,
  text: string,
  service: Service,
  model: Model,
): FileEdits['edits'] | Skip {
  const required = `os.environ["${variable}"]`;
  if (cause === 'literal')
    return [...ensureImport(text, literal.start, 'os'), ...replacePython(text, literal, required)];
  return requiredRead(literal, service, model) ?? BY_HAND(variable);
}

const BY_HAND = (variable: string): Skip => ({
  skip: both(
    `the read of ${variable} is not one of the forms that are changed: take its default out by hand`,
    `la lecture de ${variable} n'a pas une forme que le patch sait changer : retirer sa valeur par défaut à la main`,
  ),
});

import { ensureImport, insertAfterStatement, replaceExpression } from '@unblock/codemods/python/index';
import { both, type Fix, type Model, type Service, type Skip, type Span } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { spanOf } from '@unblock/engine/python/tree';
import { djangoSwitch } from '../debug-enabled/django-switch.ts';
import { declareGenerated } from '../generated-variable.ts';
import type { FoundSecret } from './find.ts';
import { inImages } from './image.ts';
import { PATCH, paragraph } from './words.ts';

/** Production reads the key from the environment. A key of startproject stays for development alone, another one goes. */
export function writeSecret(found: FoundSecret, service: Service, model: Model): Fix | Skip {
  const { evidence } = found;
  const images = inImages(service, model, evidence.variable);
  if ('skip' in images) return images;
  const edited = evidence.cause === 'literal' ? replaced(found, model) : required(found, service, model);
  if ('skip' in edited) return edited;
  const manifests = declareGenerated(service, model, evidence.variable);
  const paths = (files: readonly FileEdits[]) => files.map(({ path }) => path);
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(evidence, paths(manifests), paths(images)),
    edits: [edited, ...manifests, ...images],
  };
}

type FileEdits = Fix['edits'][number];

function replaced({ step, evidence }: FoundSecret, model: Model): FileEdits | Skip {
  const { path } = step.statement;
  const text = model.read(path);
  if (text === null || !step.value) return unreadable(path);
  if (!/string$/.test(String(step.value.kind()))) return ELSEWHERE;
  const span = spanOf(step.value);
  const read = `os.environ["${evidence.variable}"]`;
  return { path, edits: [...ensureImport(text, span.start, 'os'), ...replaceExpression(text, span, read)] };
}

/** Below the key and DEBUG, whichever comes last, the key of production takes the place of the other one. */
function required(
  { settings, step, evidence }: FoundSecret,
  service: Service,
  model: Model,
): FileEdits | Skip {
  if (djangoSwitch(settings, service, model)) return DEBUG_ON;
  const debug = settings.steps('DEBUG').at(-1);
  if (debug?.kind !== 'assign' || debug.maybe) return DEBUG_UNKNOWN;
  const place = later(step.statement, debug.statement, settings.path);
  const text = place ? model.read(place.path) : null;
  if (!place || text === null) return DEBUG_UNKNOWN;
  const read = `SECRET_KEY = os.environ["${evidence.variable}"]`;
  const code = debug.value?.kind() === 'false' ? read : `if not DEBUG:\n    ${read}`;
  return {
    path: place.path,
    edits: [...ensureImport(text, place.start, 'os'), ...insertAfterStatement(text, place, code)],
  };
}

/** Of two statements the one that runs last; of two files that is the one that production names. */
function later(a: Span, b: Span, last: string): Span | null {
  if (a.path === b.path) return a.start > b.start ? a : b;
  return [a, b].find(({ path }) => path === last) ?? null;
}

const ELSEWHERE: Skip = {
  skip: both(
    'the key is not written where the setting is: read it from the environment there',
    "la clé n'est pas écrite là où est le réglage : la lire dans l'environnement à cet endroit",
  ),
};
const DEBUG_ON: Skip = {
  skip: both(
    'DEBUG is on in production: turn it off first, so that production can be told from development',
    "DEBUG est actif en production : le désactiver d'abord, pour que la production se distingue du développement",
  ),
};
const DEBUG_UNKNOWN: Skip = {
  skip: both(
    'nothing here tells production from development: read the key from the environment',
    "rien ici ne distingue la production du développement : lire la clé dans l'environnement",
  ),
};

import type { Edit } from '@unblock/codemods';
import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { parseShell, ShellError } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';

type FileEdits = Fix['edits'][number];
/** Django's own command, whatever it is called with. */
const RUNS_DJANGO = /\bmanage\.py\b|\bdjango-admin\b/;
/** Programs that start it, and those that only handle its file. */
const PROGRAM = /(^|\/)(python[\d.]*|manage\.py|django-admin)$/;
const HANDLES = /^(chmod|chown|sed|cp|mv|dos2unix|test|ls)$/;

/**
 * While an image is built, no platform sets the variable: what runs Django there gets a value for that command alone,
 * which no layer keeps.
 */
export function inImages(service: Service, model: Model, variable: string): FileEdits[] | Skip {
  const found: FileEdits[] = [];
  for (const path of dockerfiles(service, model)) {
    const text = model.read(path) ?? '';
    const image = readDockerfile(text).image;
    const runs = image?.runs.filter((run) => RUNS_DJANGO.test(run.text)) ?? [];
    if (runs.length === 0 || text.includes(variable)) continue;
    const edits = runs.map(({ form, start, end }) =>
      form === 'shell' ? valueFor(text.slice(start, end), start, variable) : null,
    );
    if (edits.includes(null)) return refusal(path, variable);
    found.push({ path, edits: edits.flatMap((list) => list ?? []) });
  }
  return found;
}

function dockerfiles({ root }: Service, model: Model): string[] {
  const isNear = (path: string) => root === '' || path.startsWith(`${root}/`) || !path.includes('/');
  return [...model.paths].filter((path) => /(^|\/)[^/]*Dockerfile[^/]*$/i.test(path) && isNear(path)).sort();
}

/** Puts the value in front of each command that runs Django; null where they cannot be told apart. */
function valueFor(run: string, offset: number, variable: string): Edit[] | null {
  try {
    const commands = parseShell(run).filter(
      ({ words }) => words.some(({ raw }) => RUNS_DJANGO.test(raw)) && !HANDLES.test(words[0]?.raw ?? ''),
    );
    const places = commands.map(({ words, wrappers, nested }) => {
      const all = [...wrappers, ...words].filter(({ raw }) => !raw.startsWith('--'));
      const program = words.find(({ raw }) => !raw.startsWith('--'));
      return nested === 0 && PROGRAM.test(program?.raw ?? '') ? (all[0]?.start ?? -1) : -1;
    });
    if (places.some((start) => start < 0)) return null;
    return places.map((start) => ({
      start: offset + start,
      end: offset + start,
      text: `${variable}=build-only `,
    }));
  } catch (error) {
    if (error instanceof ShellError) return null;
    throw error;
  }
}

function refusal(path: string, variable: string): Skip {
  return {
    skip: both(
      `${path} runs manage.py while the image is built, where \`${variable}\` is not set: set it in that RUN first`,
      `${path} lance manage.py pendant la construction de l'image, où \`${variable}\` n'est pas définie : la définir d'abord dans ce RUN`,
    ),
  };
}

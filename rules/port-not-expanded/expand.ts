import { applyEdits, type Edit } from '@unblock/codemods';
import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { joinWords, withExec } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import type { CommandText } from '@unblock/platforms';
import type { Unexpanded } from './find.ts';
import { type Evidence, PATCH, paragraph } from './words.ts';

/** A word that is nothing but plain text and one variable: a shell reads it the same without quotes, but for brackets and stars. */
const VARIABLE = /^[\w./:=,@%+[\]*-]*\$(\w+|\{\w+(:?-[\w./:-]*)?\})[\w./:=,@%+-]*$/;

/** Has a shell run the command, in the notation of its manifest, and the server take the shell's place. */
export function expandPort(
  found: Unexpanded,
  evidence: Evidence,
  service: Service,
  model: Model,
): Fix | Skip {
  const { text, command } = found.placed;
  if (text.source.start < 0) return HIDDEN_PARTS;
  const fallback = fallbackOf(text, service, model);
  if (fallback === null) return NO_VALUE;
  const edits = command.words.flatMap(({ value, raw, start, end }): Edit[] => {
    const isHeld = value !== null && VARIABLE.test(value);
    const word = isHeld ? (/[[\]*]/.test(value) ? `"${value}"` : value) : raw;
    const whole = fallback === '' ? word : word.replace(/\$(PORT\b|\{PORT\})/, `\${PORT:-${fallback}}`);
    return start < 0 || whole === raw ? [] : [{ start, end, text: whole }];
  });
  const script = applyEdits(text.text, edits);
  if (!/\$/.test(script)) return HIDDEN;
  const isArray = text.source.kind === 'Dockerfile';
  if (!isArray && text.source.kind === 'systemd' && script.includes("'")) return HIDDEN;
  // An exec array gets its shell when it is written; a command in one string is given one here.
  const whole = isArray ? script : joinWords(['/bin/sh', '-c', withExec(script)]);
  const edit = editCommand(model, text, [{ start: 0, end: text.text.length, text: whole }]);
  if ('skip' in edit) return edit;
  const shown = isArray ? `sh -c "${withExec(script)}"` : whole;
  return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence, shown), edits: [edit] };
}

/**
 * The port to fall back on where the command names none: '' where the platform or the manifest sets PORT, or the image's one
 * EXPOSE says it; null where nothing sets it, so that a shell would put nothing in its place.
 */
function fallbackOf(text: CommandText, service: Service, model: Model): string | null {
  const { path, kind } = text.source;
  const isSet = service.deployables.some(
    (own) => own.path === path && own.variables.some(({ name }) => name === 'PORT'),
  );
  if (isSet || /\$\{PORT:?-/.test(text.text)) return '';
  if (kind === 'fly.toml') return null;
  const image = kind === 'Dockerfile' ? readDockerfile(model.read(path) ?? '').image : null;
  const [only] = image?.exposes ?? [];
  return image?.exposes.length === 1 && typeof only?.port === 'number' ? String(only.port) : '';
}

const HIDDEN_PARTS: Skip = {
  skip: both(
    'the command is put together from ENTRYPOINT and CMD: write it in one of them, as `["sh", "-c", "exec …"]`',
    'la commande est composée d\'ENTRYPOINT et de CMD : l\'écrire dans un seul des deux, sous la forme `["sh", "-c", "exec …"]`',
  ),
};
const NO_VALUE: Skip = {
  skip: both(
    'nothing sets PORT here: give it in `[env]`, with the value of `internal_port`, or write the number',
    "rien ne définit PORT ici : le donner dans `[env]`, avec la valeur d'`internal_port`, ou écrire le nombre",
  ),
};

import { lineEnding } from '@unblock/codemods';
import { setJsonPath } from '@unblock/codemods/json/set';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { unreadable } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { canWrite } from '@unblock/engine/services/image-user';
import { packageManagerOf } from '@unblock/engine/services/package-manager';
import { packageScript } from '@unblock/engine/services/scripts';
import type { Unbuilt } from './find.ts';
import { ELSEWHERE, NOTHING, OTHER_USER, PATCH, PRUNED, paragraph } from './words.ts';

type PlacedEdit = Fix['edits'][number];

/** Builds where the platform builds, by the script that is there or by one that runs the compiler. */
export function fixUnbuilt(unbuilt: Unbuilt, service: Service, model: Model): Fix | Skip {
  const { remedy, build, dockerfile } = unbuilt;
  if (!remedy) return NOTHING;
  const script = 'script' in remedy ? remedy.script : 'build';
  const command = `${packageManagerOf(model, service.root).name} run ${script}`;
  const edits: PlacedEdit[] = [];
  const text = 'command' in remedy ? remedy.command : null;
  const path = joinPath(service.root, 'package.json');
  if (text !== null) {
    const manifest = model.read(path);
    if (manifest === null) return unreadable(path);
    edits.push({ path, edits: setJsonPath(manifest, ['scripts', 'build'], text) });
  }
  const placed = build ? inBuild(unbuilt, command, service, model) : inImage(unbuilt, command, model);
  if (placed && 'skip' in placed) return placed;
  if (placed) edits.push(placed);
  const [first] = edits;
  if (!first) return NOTHING;
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(unbuilt, text, placed ? command : null, placed?.path ?? dockerfile ?? path),
    edits,
  };
}

/** Where the build runs the script; null where the platform runs `build` by itself, once it is there. */
function inBuild(
  { build, remedy }: Unbuilt,
  command: string,
  service: Service,
  model: Model,
): PlacedEdit | Skip | null {
  if (build?.root !== service.root) return ELSEWHERE;
  const written = build.deployable?.build;
  const end = (text: string) => text.trimEnd().length;
  if (written) {
    if (/\bcd\s|[&|;]\s*$/.test(written.text)) return ELSEWHERE;
    const at = end(written.text);
    return editCommand(model, written, [{ start: at, end: at, text: ` && ${command}` }]);
  }
  const context = { root: service.root, paths: model.paths, read: (path: string) => model.read(path) };
  const scripts = build.contract.nodeBuild?.value.scripts ?? [];
  const found = scripts.flatMap((name) => packageScript(context, name) ?? [])[0];
  if (found) {
    const at = end(found.text);
    return editCommand(model, found, [{ start: at, end: at, text: ` && ${command}` }]);
  }
  if (remedy && 'command' in remedy) return null;
  const path = joinPath(service.root, 'package.json');
  const manifest = model.read(path);
  return manifest === null
    ? unreadable(path)
    : { path, edits: setJsonPath(manifest, ['scripts', 'build'], command) };
}

/** Behind all that is copied and installed, in front of what removes packages, as the user who installs. */
function inImage({ stage, dockerfile }: Unbuilt, command: string, model: Model): PlacedEdit | Skip {
  const text = dockerfile === null ? null : model.read(dockerfile);
  if (text === null || dockerfile === null || !stage) return unreadable(dockerfile ?? '');
  const installs = stage.steps.flatMap((entry) =>
    entry.kind === 'command' && entry.install && entry.placed
      ? [{ end: entry.placed.text.source.end, prunes: entry.install.prunes }]
      : [],
  );
  const copies = stage.steps.flatMap((entry) => (entry.kind === 'copy' ? [entry.step] : []));
  const whole = copies.find(({ from, sources }) => from === null && sources.some((path) => path === '.'));
  const installed = Math.max(0, ...installs.filter(({ prunes }) => !prunes).map(({ end }) => end));
  // What is copied again later is in the whole context already.
  const least = Math.max(whole?.end ?? 0, installed);
  const last = Math.max(installed, ...copies.map(({ end }) => end));
  const isWrong = (place: number) =>
    !canWrite(text, place, [installed]) || installs.some(({ prunes, end }) => prunes && end <= place);
  const at = isWrong(last) && whole ? least : last;
  if (installs.some(({ prunes, end }) => prunes && end <= at)) return PRUNED;
  if (!canWrite(text, at, [installed])) return OTHER_USER;
  return { path: dockerfile, edits: [{ start: at, end: at, text: `${lineEnding(text)}RUN ${command}` }] };
}

import { posix } from 'node:path';
import { type DockerCommand, readDockerfile } from '@unblock/codemods/dockerfile/index';
import { literalWords, parseShell } from '@unblock/codemods/shell/index';
import { type CommandText, type Deployable, ManifestError } from '../deployable.ts';
import { folderName, folderOf, type ManifestFile, roleOf, variable } from '../reading.ts';

/**
 * Reads the last stage of a Dockerfile.
 *
 * @see https://docs.docker.com/reference/dockerfile/
 * @throws ManifestError when it is no Dockerfile.
 */
export function readDocker(file: ManifestFile): Deployable[] {
  const { image, problem } = readDockerfile(file.text);
  if (!image) throw new ManifestError(problem ? `line ${problem.line}: ${problem.reason}` : 'no stage');
  const root = folderOf(file.path);
  const variant = posix.basename(file.path).replace(/^Dockerfile\.?|\.Dockerfile$/g, '');
  const name = variant || folderName(root, 'docker');
  return [
    {
      platform: 'docker',
      kind: 'Dockerfile',
      path: file.path,
      name,
      role: roleOf(name, 'web'),
      root,
      freePlan: false,
      start: startOf(file.path, image.entrypoint, image.cmd),
      build: null,
      preDeploy: null,
      health: null,
      dockerfile: file.path,
      variables: image.env.map((entry) => variable(entry.name, entry.value)),
    },
  ];
}

/**
 * What a container runs. An ENTRYPOINT that only starts its arguments (`tini --`, a script) leaves the word to CMD.
 * Where both make up one command, it has no single place and cannot be edited.
 */
function startOf(
  path: string,
  entrypoint: DockerCommand | null,
  cmd: DockerCommand | null,
): CommandText | null {
  const command =
    entrypoint?.form === 'exec' && cmd && startsArguments(entrypoint) ? cmd : (entrypoint ?? cmd);
  if (!command) return null;
  const { form, text, start, end } = command;
  // A shell-form ENTRYPOINT ignores CMD.
  if (command === entrypoint && entrypoint.form === 'exec' && cmd) {
    const joined =
      cmd.form === 'exec' ? `${text} ${cmd.text}` : `${text} /bin/sh -c ${JSON.stringify(cmd.text)}`;
    return { text: joined.trim(), form, source: { path, kind: 'Dockerfile', start: -1, end: -1 } };
  }
  return text === '' ? null : { text, form, source: { path, kind: 'Dockerfile', start, end } };
}

function startsArguments(entrypoint: DockerCommand): boolean {
  const [first, ...rest] = literalWords(entrypoint.text) ?? [];
  if (first === undefined) return true;
  if (rest.length === 0 && /\.sh$|entrypoint/.test(first)) return true;
  const [command] = parseShell(`${entrypoint.text} program`);
  return command?.words[0]?.value === 'program';
}

/** A command of CMD, ENTRYPOINT, RUN or HEALTHCHECK. */
export interface DockerCommand {
  form: 'exec' | 'shell';
  /** The command in one line; the words of an exec array are joined as shell words. */
  text: string;
  /** The words of an exec array, null for the shell form. */
  args: string[] | null;
  /** Range of the arguments, continuations included. */
  start: number;
  end: number;
}

/** A port of EXPOSE. */
export interface DockerExpose {
  /** The number; null when it is a variable or a range. */
  port: number | null;
  start: number;
  end: number;
}

/** A variable of ENV. */
export interface DockerVariable {
  name: string;
  value: string;
  /** Range of the value, with its quotes. */
  start: number;
  end: number;
}

export interface DockerCopy {
  sources: string[];
  destination: string;
  /** The stage or image of `--from`. */
  from: string | null;
  start: number;
  end: number;
}

export interface DockerStage {
  name: string | null;
  /** The image, or the name of an earlier stage, it begins with. */
  base: string;
  start: number;
  /** Paths of the build context that the stage copies. */
  sources: string[];
}

/** What changes the content of a stage, or what its commands see. */
export type DockerStep =
  | ({ kind: 'run' } & DockerCommand)
  | ({ kind: 'copy' } & DockerCopy)
  | { kind: 'env'; variables: DockerVariable[] }
  | { kind: 'workdir'; folder: string };

/** One stage with its instructions in their order. */
export interface DockerLayer {
  name: string | null;
  base: string;
  steps: DockerStep[];
}

/** What the last stage gives, with what it inherits from earlier stages of the same file. */
export interface DockerImage {
  cmd: DockerCommand | null;
  entrypoint: DockerCommand | null;
  healthcheck: DockerCommand | null;
  exposes: DockerExpose[];
  env: DockerVariable[];
  workdir: string | null;
  runs: DockerCommand[];
  copies: DockerCopy[];
}

/** Why a text is no Dockerfile. */
export interface DockerProblem {
  /** Counted from 1. */
  line: number;
  reason: string;
}

export interface DockerFile {
  stages: DockerStage[];
  /** The character that continues lines. */
  escapeCharacter: string;
  /** Null when there is a problem. */
  image: DockerImage | null;
  problem: DockerProblem | null;
}

export { continuationAt, decode } from './lines.ts';
export type {
  DockerCommand,
  DockerCopy,
  DockerExpose,
  DockerFile,
  DockerImage,
  DockerProblem,
  DockerStage,
  DockerVariable,
} from './model.ts';
export { readDockerfile } from './read.ts';

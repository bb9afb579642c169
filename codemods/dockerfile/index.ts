export { continuationAt, decode } from './lines.ts';
export {
  type DockerCommand,
  type DockerCopy,
  type DockerExpose,
  type DockerFile,
  type DockerImage,
  type DockerProblem,
  type DockerStage,
  type DockerVariable,
  readDockerfile,
} from './read.ts';

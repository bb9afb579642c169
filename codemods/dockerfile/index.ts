export { continuationAt, decode } from './lines.ts';
export type {
  DockerCommand,
  DockerCopy,
  DockerFile,
  DockerLayer,
  DockerStep,
} from './model.ts';
export { readDockerfile, readLayers } from './read.ts';

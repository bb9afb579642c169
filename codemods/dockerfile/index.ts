export { continuationAt, decode } from './lines.ts';
export type {
  DockerCommand,
  DockerFile,
} from './model.ts';
export { readDockerfile } from './read.ts';

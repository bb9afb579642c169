export {
  readYaml,
  scalarAt,
  type YamlFile,
  type YamlPath,
} from './read.ts';
export { appendToSequence, setScalar } from './write.ts';

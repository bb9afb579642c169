export {
  readYaml,
  scalarAt,
  YamlError,
  type YamlFile,
  type YamlPath,
  type YamlProblem,
  type YamlScalar,
  type YamlSequence,
} from './read.ts';
export { appendToSequence, setScalar } from './write.ts';

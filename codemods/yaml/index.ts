export { addKey, removeKey, yamlScalar } from './key.ts';
export {
  readYaml,
  scalarAt,
  YamlError,
  type YamlFile,
  type YamlPath,
} from './read.ts';
export { appendToSequence, setScalar } from './write.ts';

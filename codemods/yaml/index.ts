export { addKey, addKeys, removeKeys, yamlScalar } from './key.ts';
export {
  readYaml,
  scalarAt,
  YamlError,
  type YamlFile,
  type YamlPath,
} from './read.ts';
export { appendToSequence, setScalar, setScalars } from './write.ts';

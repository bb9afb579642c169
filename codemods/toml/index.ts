export { addToArray, replaceArrayItem } from './array.ts';
export { setKey } from './key.ts';
export { readToml, type TomlReading } from './read.ts';

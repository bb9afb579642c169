export { addToArray, replaceArrayItem } from './array.ts';
export { setKey } from './key.ts';
export { readToml, type TomlPlace, tomlPlaces } from './read.ts';

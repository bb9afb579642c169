export { addToArray, replaceArrayItem } from './array.ts';
export { setKey } from './key.ts';
export { readToml, type TomlPlace, type TomlReading, tomlPlaces } from './read.ts';

export { addToArray, replaceArrayItem } from './array.ts';
export { setKey } from './key.ts';
export { readToml, TomlError, type TomlPlace, tomlPlaces } from './read.ts';
export { addTable, addToTables, tomlString } from './table.ts';

export { commentOutKey } from './comment.ts';
export { type IniEntry, type IniReading, type IniSection, iniEntry, readIni } from './read.ts';

export { commentOutKey } from './comment.ts';
export { type IniEntry, type IniReading, iniEntry, readIni } from './read.ts';

export { type Clause, type Contract, type ManifestKind, PLATFORM_IDS, type PlatformId } from './contract.ts';
export { contracts, platform } from './contracts.ts';
export {
  type CommandSource,
  type CommandText,
  type DeclaredVariable,
  type Deployable,
  ManifestError,
  type Role,
} from './deployable.ts';
export { isManifestPath, readManifests } from './manifest.ts';
export type { ManifestFile } from './reading.ts';
export { writeCommand } from './write-command.ts';

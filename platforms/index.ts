export type { ManifestChange, ManifestVariable, VariableSource } from './change.ts';
export {
  type Clause,
  type Contract,
  type ManifestKind,
  PLATFORM_IDS,
  type PlatformId,
  type PythonManager,
} from './contract.ts';
export { contracts, platform } from './contracts.ts';
export {
  type CommandText,
  type DeclaredVariable,
  type Deployable,
  ManifestError,
  type Role,
} from './deployable.ts';
export { setImageVariable } from './docker/edit.ts';
export { editManifest } from './edit-manifest.ts';
export { writeProcfile } from './heroku/write.ts';
export { isManifestPath, readManifests, UNREAD_STARTS } from './manifest.ts';
export { type BlueprintProblem, checkBlueprint, type Refusal } from './render/check.ts';
export {
  type Blueprint,
  type BlueprintVariable,
  writeRenderYaml,
} from './render/write.ts';
export { keepStore, keyValueStores } from './stores.ts';
export { ownServerHomes, unreadHomes } from './unread.ts';
export { hostedFrontEnds } from './vercel/front-ends.ts';
export { writeCommand } from './write-command.ts';

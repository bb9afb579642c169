export { addRequirement, splitExtra } from './edit.ts';
export {
  isHashed,
  normalizeName,
  parseRequirementOptions,
  parseRequirements,
} from './parse.ts';

export { addRequirement, splitExtra } from './edit.ts';
export {
  isHashed,
  normalizeName,
  parseRequirementOptions,
  parseRequirements,
  type Requirement,
  type RequirementOption,
} from './parse.ts';

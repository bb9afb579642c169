export { addRequirement, splitExtra } from './edit.ts';
export {
  isHashed,
  logicalLines,
  normalizeName,
  parseRequirementOptions,
  parseRequirements,
} from './parse.ts';
export { refusedLine } from './refused.ts';

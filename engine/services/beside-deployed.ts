import type { Model, Service } from '../model.ts';

/**
 * Whether a project lies in the folder of another one of its language that a manifest starts, and no manifest speaks of it: a
 * side tool that stays behind when the other is deployed, as far as anybody can tell.
 */
export function isBesideDeployed({ root, language, deployables, starts }: Service, model: Model): boolean {
  if (root === '' || deployables.length > 0 || starts.length > 0) return false;
  return model.services.some(
    (other) =>
      other.language === language &&
      other.root !== root &&
      (other.root === '' || root.startsWith(`${other.root}/`)) &&
      other.deployables.some(({ start, role }) => start !== null && role === 'web'),
  );
}

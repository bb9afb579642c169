import type { Service } from '../model.ts';

/**
 * Folders in which people keep what was: `Previous Build`, `old`, `backup_20250602`, `app_backup_v2`; a service may well be called
 * `backup`.
 */
const KEPT =
  /(^|\/)(previous|old|bak|archived|deprecated|obsolete|unused|(backups?|archive)(?=[ _-]|\/))([ _-][^/]*)?(\/|$)|[ _-](backup|bak|old)([ _-]?v?\d*)?(\/|$)/i;

/** An earlier state that somebody keeps beside what is deployed: no manifest of a platform in it says anything else. */
export function isKeptCopy({ root, deployables }: Service): boolean {
  return (
    KEPT.test(root) &&
    !deployables.some(({ path, kind }) => kind !== 'Dockerfile' && path.startsWith(`${root}/`))
  );
}

/** The group of a requirement whose marker keeps it from a platform, which runs Linux and a Python that is maintained. */
export const ELSEWHERE = 'elsewhere';

const OTHER_SYSTEM =
  /(sys_platform|platform_system|os_name)\s*==\s*["']?(win32|cygwin|darwin|windows|nt)["']?|(sys_platform|platform_system)\s*!=\s*["']?linux["']?|^["']?(win32|darwin|windows)["']?$/i;
const OLD_PYTHON = /python_(full_)?version\s*<=?\s*["'](2[\d.]*|3\.[0-9](\.\d+)?)["']/;

/** Whether an environment marker leaves a requirement out on a platform: it names another system or an old Python. */
export function isElsewhere(marker: string): boolean {
  // One of two conditions may hold.
  if (/\bor\b/.test(marker)) return false;
  return OTHER_SYSTEM.test(marker.trim()) || OLD_PYTHON.test(marker);
}

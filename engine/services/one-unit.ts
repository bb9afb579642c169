import type { Model } from '../model.ts';

const SSH = /uses\s*:\s*['"]?appleboy\/ssh-action@/;
const RESTARTED = /\bsystemctl\s+(?:--user\s+)?(?:reload-or-)?restart\s+([^\n;&|]+)/g;
/** Units that are not the service itself. */
const OTHERS = /^(nginx|caddy|apache2|httpd|redis(-server)?|postgresql|mysql|mariadb)(\.service)?$/;
/** What asks a server for several processes: in the text of a unit, or of a description that holds one. */
const SEVERAL =
  /\bExecStart\s*=(?:[^\n]*\\\r?\n)*[^\n]*(?:--workers|-w)[=\s]*(?!1\b)|--scale\b|\bWEB_CONCURRENCY\b/;

/**
 * Whether the workflows deploy by restarting one unit of systemd on a server over SSH: `systemctl restart` ends the old process
 * before the new one starts. https://www.freedesktop.org/software/systemd/man/latest/systemctl.html#restart%20PATTERN%E2%80%A6
 */
export function restartsOneUnit(model: Pick<Model, 'paths' | 'read'>): boolean {
  const paths = [...model.paths];
  const texts = paths
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
    .map((path) => model.read(path) ?? '');
  const units = new Set(
    texts
      .filter((text) => SSH.test(text))
      .flatMap((text) => [...text.matchAll(RESTARTED)])
      .flatMap((match) => (match[1] ?? '').trim().split(/\s+/))
      .filter((unit) => !OTHERS.test(unit)),
  );
  const [unit] = units;
  if (units.size !== 1 || !unit || !/^[\w.-]+$/.test(unit)) return false;
  return !paths.some((path) => /\.service$|^[^/]+\.md$/.test(path) && SEVERAL.test(model.read(path) ?? ''));
}

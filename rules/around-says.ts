import type { Model } from '@unblock/engine';

/** Configuration of the service around the application. */
const AROUND =
  /(^|\/)(Procfile|Makefile|[^/]*Dockerfile[^/]*|Caddyfile|[^/]*\.(sh|conf|ini|ya?ml|toml|json|cfg))$/i;
/** Longer files are locks and data. */
const LONGEST = 200_000;

/** Whether a manifest, a script or another file around the application says something; `files` are those that count. */
export function aroundSays(pattern: RegExp, model: Model, files = AROUND): boolean {
  return [...model.paths].some((path) => {
    if (!files.test(path)) return false;
    const text = model.read(path) ?? '';
    return pattern.test(path) || (text.length < LONGEST && pattern.test(text));
  });
}

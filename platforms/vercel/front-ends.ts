/** A script that the platform runs in place of `build`: https://vercel.com/docs/builds/configure-a-build */
const BUILD_SCRIPT = /"vercel-build"\s*:/;
/** A package that one platform builds and serves by itself, without any manifest. */
const FRONT_END = /"next"\s*:/;
/** A file made for it, or a page about the deploy there. */
const SIGNS = /(^|\/)(\.vercelignore|[\w-]*vercel[\w-]*\.md)$/i;
/** An address or a command of that platform; what the template of the framework says of it is nobody's choice. */
const NAMES = /\.vercel\.app\b|\bvercel (deploy|--prod)\b|\bdeploy(ed|ment|s)?\b[^.\n]{0,40}\bvercel\b/i;
const TEMPLATE = /vercel\.com\/new|^#+ .*$|easiest way to deploy/i;

/**
 * The package.json files of front ends that a platform seems to serve as functions, judging by a script, a file or a README
 * made for it. One of them tells where those beside it are.
 *
 * @param read gives the text of a file.
 */
export function hostedFrontEnds(paths: Iterable<string>, read: (path: string) => string | null): string[] {
  const packages: string[] = [];
  const readmes: string[] = [];
  let isSigned = false;
  for (const path of paths) {
    if (path.endsWith('.md') || path.endsWith('.vercelignore')) {
      if (SIGNS.test(path)) isSigned = true;
      if (/(^|\/)README\.md$/i.test(path)) readmes.push(path);
    }
    if (!path.endsWith('package.json') || !/(^|\/)package\.json$/.test(path)) continue;
    const text = read(path) ?? '';
    if (!FRONT_END.test(text)) continue;
    packages.push(path);
    if (BUILD_SCRIPT.test(text)) isSigned = true;
  }
  if (isSigned || packages.length === 0) return packages;
  return packages.filter((path) =>
    readmes.some((readme) => isBeside(readme, path) && names(read(readme) ?? '')),
  );
}

/** A README of the package's own folder, or of the whole repository. */
function isBeside(readme: string, path: string): boolean {
  const folder = readme.slice(0, readme.lastIndexOf('/') + 1);
  return folder === '' || folder === path.slice(0, path.lastIndexOf('/') + 1);
}

function names(text: string): boolean {
  return text.split('\n').some((line) => NAMES.test(line) && !TEMPLATE.test(line));
}

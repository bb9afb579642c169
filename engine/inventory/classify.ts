/** What the name of a file says of its part in production. */

const TEST_FOLDERS = new Set([
  'test',
  'tests',
  'testing',
  '__tests__',
  '__mocks__',
  'spec',
  'specs',
  'e2e',
  'cypress',
  'playwright',
  'fixtures',
  'testdata',
  'examples',
  'example',
  'docs',
  'doc',
  'documentation',
  'stories',
  '.storybook',
  'benchmark',
  'benchmarks',
  'bench',
  'notebooks',
  'samples',
  'demo',
  'demos',
  '.github',
  '.devcontainer',
  'loadtest',
  'loadtests',
  'locust',
]);
const TEST_FILE =
  /(^test_.*\.py$)|(_tests?\.py$)|(^tests?\.py$)|(^conftest\.py$)|([.-](spec|test|e2e-spec|stories|mock|bench)\.[cm]?[jt]sx?$)|(^locustfile\.py$)/;
/** Whole names: `local.strategy.ts` and `setup.controller.ts` are parts of an application. */
const DEVELOPMENT_FILE =
  /^(dev|local|dev[-_]?server|run[-_]?(dev|local)|start[-_]?dev|serve[-_]?dev|server[-_.]dev|mock[-_]?server|setup|noxfile|fabfile|gulpfile|gruntfile)\.([cm]?[jt]sx?|py)$/i;
const TOOL_CONFIGURATION =
  /^(webpack|vite|vitest|jest|rollup|rspack|karma|playwright|cypress|eslint|babel|postcss|tailwind|metro)\.config(\.[\w-]+)*\.[cm]?[jt]sx?$/i;
/** What a file manager calls a second copy: `app 2.py`, `app copy.py`, `app (1).py`. Nobody imports a module of such a name. */
const COPY = / (\d+|\(\d+\)|(- )?cop(y|ie)( \d+| \(\d+\))?)\.(py|[cm]?[jt]sx?)$/i;
const SOURCE = /\.(py|[cm]?[jt]sx?)$/;
/** Made by a tool; `._name` is what macOS writes beside a file on a disk of another system. */
const GENERATED = /(\.d\.[cm]?ts|\.min\.[cm]?js|[.-]bundle\.js)$|(^|\/)\._[^/]*$/;

/** The name a bundler gives its output: `index-BgtM3Jyb.js`, with eight letters and digits of a hash. */
const HASHED = /-(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{8}\.m?js$/;

/** The language of a source file by its extension; null for anything else, declarations and minified code included. */
export function languageOf(path: string): 'python' | 'node' | null {
  const known = LANGUAGES.get(path);
  if (known !== undefined) return known;
  const language = languageByName(path);
  LANGUAGES.set(path, language);
  return language;
}

/** Each part of a run asks for every path. */
const LANGUAGES = new Map<string, 'python' | 'node' | null>();
const PRODUCTION = new Map<string, boolean>();

function languageByName(path: string): 'python' | 'node' | null {
  if (!SOURCE.test(path) || GENERATED.test(path) || HASHED.test(path.slice(path.lastIndexOf('/') + 1)))
    return null;
  return path.endsWith('.py') ? 'python' : 'node';
}

/** Whether a file takes part in what production runs, as far as its name tells: no test, example, documentation, tooling. */
export function isProductionSource(path: string): boolean {
  const known = PRODUCTION.get(path) ?? isProductionName(path);
  PRODUCTION.set(path, known);
  return known;
}

function isProductionName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const notProduction = [TEST_FILE, DEVELOPMENT_FILE, TOOL_CONFIGURATION, COPY];
  if (notProduction.some((form) => form.test(name))) return false;
  return isProductionFolder(path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
}

/** Whether a folder may hold what production runs, as far as the names of it and of those above it tell. */
export function isProductionFolder(folder: string): boolean {
  // `{{cookiecutter.slug}}/`: a template from which a project is made.
  return !folder
    .split('/')
    .some((segment) => TEST_FOLDERS.has(segment.toLowerCase()) || segment.includes('{{'));
}

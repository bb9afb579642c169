import type { Model } from '../model.ts';
import { withoutComments } from '../targets.ts';

/** Words by which code or a command of its own runs Alembic, alone or as Flask-Migrate. */
const ALEMBIC =
  /\balembic\b[^\n]{0,80}\bupgrade\b|\b(command|db)\.upgrade\(|\bflask_migrate\b[^\n]*\bupgrade\b|\bdb\b["',\s]+\bupgrade\b/;

const DOCUMENT = /\.(md|rst|txt|adoc|html?)$/i;
const TEXT =
  /\.(py|sh|bash|sql|ya?ml|toml|json|ini|cfg|conf|hcl|tf|service|tpl|j2|ps1|js|ts)$|\/(\w|-)*$|(^|\/)[\w.-]*(Dockerfile|Procfile)[\w.-]*$/;
const DEVELOPMENT =
  /(^|\/)app\.json$|(^|\/)(tests?|testing|docs?|examples?|node_modules|fixtures|locale|static|templates|\.devcontainer|\.vscode|migrations|versions)\/|(^|\/)(conftest|test_\w+|\w+_test|env)\.py$|package-lock\.json$|\.lock$/i;
/** Targets that a person runs by name. */
const TARGETS = /(^|\/)(Makefile|justfile)$/i;
/** A script that prepares a machine of development by its name, unless a file of the repository calls it. */
const PREPARES = /(^|\/)[\w-]*(setup|install|reset|seed|dev|local|test)[\w-]*\.sh$/;
const WORKFLOW = /^\.github\/|^\.gitlab-ci|^\.circleci\/|^bitbucket-pipelines|^azure-pipelines/;
const DEPLOYS = /deploy|release|heroku|fly(ctl)?\b|render|railway|\bssh\b|gcloud|kubectl|\becs\b|production/i;

/**
 * The files that may do something to the deployed database, in whatever way: a script that a dashboard names, code at start, a
 * pipeline that deploys. Documents and files of development alone are left out, and app.json, whose commands run once, when
 * an app is made. https://devcenter.heroku.com/articles/app-json-schema
 *
 * @param says whether a text does it. A line of code that is commented out runs nothing: it gets the text without.
 * @param skip paths that do not count.
 */
export function mayRunInDeploy(
  model: Model,
  says: (text: string, path: string) => boolean,
  skip: (path: string) => boolean,
): boolean {
  const files = [...model.paths].filter(
    (path) => TEXT.test(`/${path}`) && !DOCUMENT.test(path) && !isDevelopmentFile(path) && !skip(path),
  );
  return files.some((path) => {
    const text = model.read(path);
    const code = /\.(py|sh|bash)$|Dockerfile/.test(path) ? withoutComments(text ?? '') : (text ?? '');
    if (text === null || !says(code, path)) return false;
    if (PREPARES.test(path)) return isCalled(path, files, model);
    return !WORKFLOW.test(path) || DEPLOYS.test(text);
  });
}

/** A test, an example, a migration: no part of a deploy runs it as a program. */
function isDevelopmentFile(path: string): boolean {
  return DEVELOPMENT.test(path);
}

/** Whether a deploy may run Alembic. Where not, only a person does, from a machine of their own. */
export function mayRunAlembic(model: Model): boolean {
  const known =
    RUN.get(model) ??
    mayRunInDeploy(
      model,
      (text) => ALEMBIC.test(text),
      (path) => TARGETS.test(path),
    );
  RUN.set(model, known);
  return known;
}

/** Several rules ask for it, for every service. */
const RUN = new WeakMap<Model, boolean>();

/** The code that makes missing tables with `create_all`, which changes no table that exists; null without such code. */
export function tablesMadeIn(model: Model): string | null {
  const files = [...model.paths].filter((path) => path.endsWith('.py') && !isDevelopmentFile(path));
  return files.sort().find((path) => /\bcreate_all\b/.test(withoutComments(model.read(path) ?? ''))) ?? null;
}

function isCalled(script: string, files: readonly string[], model: Model): boolean {
  const name = script.slice(script.lastIndexOf('/') + 1);
  return files.some((path) => path !== script && model.read(path)?.includes(name) === true);
}

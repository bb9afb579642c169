import type { Model } from '@unblock/engine';

/** Words by which a file may bring a database up to date, in whatever language it is written. */
const MIGRATES: readonly RegExp[] = [
  /\balembic\b[^\n]{0,80}\bupgrade\b/,
  /\b(command|db)\.upgrade\(/,
  /\bflask_migrate\b[^\n]*\bupgrade\b/,
  /\bdb\b["',\s]+\bupgrade\b/,
  /\b(manage(\.py)?|django-admin)\b[^\n]{0,60}\bmigrate\b/,
  /\bcall_command\(\s*["']migrate/,
  /["']migrate["']|\bmigrate\s*&&/,
  /\b(MigrationExecutor|aerich|yoyo)\b/,
  /\b(CREATE TABLE|create table)\b/,
];
/** Someone is told to migrate the deployed database by hand. */
const BY_HAND =
  /(heroku run|fly(ctl)? (ssh|console|machine)|railway (run|ssh)|render ssh|koyeb|kubectl exec)[^\n]{0,120}\b(migrate|upgrade)\b/;

const DOCUMENT = /\.(md|rst|txt|adoc|html?)$/i;
const TEXT =
  /\.(py|sh|bash|sql|ya?ml|toml|json|ini|cfg|conf|hcl|tf|service|tpl|j2|ps1|js|ts)$|\/(\w|-)*$|(^|\/)[\w.-]*(Dockerfile|Procfile)[\w.-]*$/;
const DEVELOPMENT =
  /(^|\/)app\.json$|(^|\/)(tests?|testing|docs?|examples?|node_modules|fixtures|locale|static|templates|\.devcontainer|\.vscode|migrations|versions)\/|(^|\/)(conftest|test_\w+|\w+_test|env)\.py$|(^|\/)(docker-)?compose[\w.-]*\.ya?ml$|package-lock\.json$|\.lock$/i;
/** A script that prepares a machine of development by its name, unless a file of the repository calls it. */
const PREPARES = /(^|\/)[\w-]*(setup|install|reset|seed|dev|local|test)[\w-]*\.sh$/;
const WORKFLOW = /^\.github\/|^\.gitlab-ci|^\.circleci\/|^bitbucket-pipelines|^azure-pipelines/;
const DEPLOYS = /deploy|release|heroku|fly(ctl)?\b|render|railway|\bssh\b|gcloud|kubectl|\becs\b|production/i;

/**
 * Whether anything in the repository may migrate the deployed database, in a way that no manifest shows: a script that a
 * dashboard names, code at start, a pipeline that deploys. Files of development alone are left out, and app.json, whose
 * commands run once, when an app is made. https://devcenter.heroku.com/articles/app-json-schema
 */
export function mayMigrateElsewhere(model: Model): boolean {
  const files = [...model.paths].filter(
    (path) => TEXT.test(`/${path}`) && !DOCUMENT.test(path) && !DEVELOPMENT.test(path),
  );
  return files.some((path) => {
    const text = model.read(path);
    if (text === null || !saysSo(path, text)) return false;
    if (PREPARES.test(path)) return isCalled(path, files, model);
    return !WORKFLOW.test(path) || DEPLOYS.test(text);
  });
}

function isCalled(script: string, files: readonly string[], model: Model): boolean {
  const name = script.slice(script.lastIndexOf('/') + 1);
  return files.some((path) => path !== script && model.read(path)?.includes(name) === true);
}

/** The document or file that tells a person to migrate the deployed database; null without one. */
export function migratedByHand(model: Model): string | null {
  const files = [...model.paths].filter((path) => /\.(md|rst|txt)$|(^|\/)(Makefile|justfile)$/i.test(path));
  return files.sort().find((path) => BY_HAND.test(model.read(path) ?? '')) ?? null;
}

/** The code that makes missing tables with `create_all`, which changes no table that exists; null without such code. */
export function tablesMadeIn(model: Model): string | null {
  const files = [...model.paths].filter((path) => path.endsWith('.py') && !DEVELOPMENT.test(path));
  return files.sort().find((path) => /\bcreate_all\b/.test(withoutComments(model.read(path) ?? ''))) ?? null;
}

/** A line of code that is commented out runs nothing; in a manifest, someone has decided against it. */
function saysSo(path: string, text: string): boolean {
  const code = /\.(py|sh|bash)$|Dockerfile/.test(path) ? withoutComments(text) : text;
  return MIGRATES.some((pattern) => pattern.test(code));
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}

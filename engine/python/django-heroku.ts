import type { Node } from './tree.ts';

/** What django-heroku and django-on-heroku set where a keyword does not forbid it: https://github.com/heroku/django-heroku */
const HEROKU: Readonly<Record<string, readonly string[]>> = {
  allowed_hosts: ['ALLOWED_HOSTS'],
  staticfiles: ['STATIC_ROOT', 'STATIC_URL', 'MIDDLEWARE', 'STATICFILES_STORAGE', 'STORAGES'],
  secret_key: ['SECRET_KEY'],
  databases: ['DATABASES'],
  logging: ['LOGGING'],
  test_runner: ['TEST_RUNNER'],
};

/** The settings that `django_heroku.settings(locals(), …)` may set. */
export function herokuNames(call: Node): string[] {
  const text = call.field('arguments')?.text() ?? '';
  return Object.entries(HEROKU).flatMap(([keyword, names]) =>
    new RegExp(`\\b${keyword}\\s*=\\s*False\\b`).test(text) ? [] : names,
  );
}

import { plan, scan } from '@unblock/engine';
import { describe, expect, test } from 'vitest';
import { inFolder } from './cases.test-helper.ts';
import { rules } from './index.ts';

const MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';
/** What startproject writes, and how it is put on Heroku. */
const PROJECT = {
  Procfile: 'web: gunicorn shop.wsgi\n',
  'requirements.txt': 'django==5.1.4\ngunicorn==23.0.0\n',
  'manage.py': MANAGE,
  'shop/__init__.py': '',
  'shop/wsgi.py': `${MANAGE}from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n`,
  'shop/urls.py': 'from django.contrib import admin\nurlpatterns = [path("admin/", admin.site.urls)]\n',
  'shop/settings.py': `from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "django-insecure-0000000000000000"
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.staticfiles"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
ROOT_URLCONF = "shop.urls"
STATIC_URL = "static/"
`,
};
const POETRY = '[tool.poetry.dependencies]\npython = "^3.12"\ndjango = "5.1.4"\ngunicorn = "23.0.0"\n';
const IDS = ['debug-enabled', 'django-hosts', 'django-secret', 'django-static'];

/** What each patch does, in order, and the reasons for what is left. */
async function planned(files: Record<string, string>, ids = IDS) {
  return inFolder(files, async (root) => {
    const { outcome } = await plan(
      { root, platforms: [], rules: ids, version: 'test', safety: 'review' },
      rules,
    );
    return {
      patches: outcome.patches.map(({ title }) => title.en.split('; ')),
      left: outcome.skipped.map(({ rule, reason }) => `${rule}: ${reason.en}`),
      steps: outcome.manual.map(({ step }) => step.en),
    };
  });
}

describe('DEBUG off, hosts, static files and key of a Django project', () => {
  test('come in one patch, debug behind what it needs', async () => {
    const { patches, left } = await planned(PROJECT);
    expect(patches).toEqual([
      [
        'Take the hosts from the environment',
        'Serve static files with WhiteNoise',
        'Debug off unless the environment asks for it',
        "Read production's SECRET_KEY from the environment",
      ],
    ]);
    expect(left).toEqual([]);
  });

  test('whoever develops is told to turn debug on', async () => {
    const steps = async (line: string, more = {}) => {
      const settings = PROJECT['shop/settings.py'].replace('SECRET_KEY', `${line}\nSECRET_KEY`);
      return (await planned({ ...PROJECT, ...more, 'shop/settings.py': settings })).steps.join('\n');
    };
    expect(await steps('')).toContain('`export DEBUG=1`');
    const dotenv = 'from dotenv import load_dotenv\nload_dotenv(BASE_DIR / ".env")';
    expect(await steps(dotenv)).toContain('the line `DEBUG=1` in a `.env` that Git does not hold');
    const compose = 'services:\n  web:\n    build: .\n    command: python manage.py runserver 0.0.0.0:8000\n';
    expect(await steps('', { 'docker-compose.yml': compose })).toContain('runserver in `docker-compose.yml`');
    // Production reads a file of the repository too.
    expect(await steps(dotenv, { '.env': 'A=1\n' })).toContain('`export DEBUG=1`');
  });

  test('whoever develops in containers is told where a key goes that nothing replaces', async () => {
    const settings = PROJECT['shop/settings.py'].replace(
      /django-insecure-[^'"]*/,
      'k3y-of-their-own-making-50-characters-0123456789ab',
    );
    const compose = 'services:\n  web:\n    build: .\n    command: python manage.py runserver 0.0.0.0:8000\n';
    const { steps } = await planned({
      ...PROJECT,
      'shop/settings.py': settings,
      'docker-compose.yml': compose,
    });
    expect(steps.join('\n')).toContain(
      'to any text, and under `environment:` of the service that runs runserver',
    );
  });

  test('static files that something serves hold debug back in no way', async () => {
    const { 'shop/settings.py': settings, 'requirements.txt': packages } = PROJECT;
    const noise = settings
      .replace('MIDDLEWARE = [', 'MIDDLEWARE = ["django.middleware.common.CommonMiddleware", ')
      .replace('SecurityMiddleware"', 'SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"');
    const behind = {
      ...PROJECT,
      'requirements.txt': `${packages}whitenoise==6.7.0\n`,
      'shop/settings.py': `${noise}STATIC_ROOT = BASE_DIR / "staticfiles"\n`,
    };
    const { patches } = await planned(behind);
    expect(patches.flat()).toContain('Debug off unless the environment asks for it');
    const heroku = `import django_heroku\n${settings}django_heroku.settings(locals(), allowed_hosts=False, secret_key=False)\n`;
    const { patches: added, steps } = await planned({ ...PROJECT, 'shop/settings.py': heroku });
    expect(added.flat()).toContain('Debug off unless the environment asks for it');
    expect(steps.join()).not.toContain('WhiteNoise');
  });

  test('files that are served while DEBUG is on are told as such', async () => {
    const titles = async (urls: string) =>
      inFolder({ ...PROJECT, 'shop/urls.py': `${PROJECT['shop/urls.py']}${urls}` }, async (root) => {
        const run = { root, platforms: [], rules: ['django-static'], version: 'test' };
        return (await scan(run, rules)).outcome.findings.map(({ title }) => title.en);
      });
    expect(await titles('')).toEqual(['Nothing serves the static files']);
    const now = 'urlpatterns += static(settings.STATIC_URL, document_root=settings.STATIC_ROOT)\n';
    expect(await titles(now)).toEqual(['Nothing serves the static files once DEBUG is off']);
    expect(await titles(`# ${now}`)).toEqual(['Nothing serves the static files']);
  });

  test('debug stays on where the static files cannot be mended', async () => {
    const { 'requirements.txt': _, ...rest } = PROJECT;
    const { patches, left } = await planned({ ...rest, 'poetry.lock': '', 'pyproject.toml': POETRY });
    expect(patches).toEqual([['Take the hosts from the environment']]);
    expect(left.map((reason) => reason.split(': ')[0]).sort()).toEqual([
      'debug-enabled',
      'django-secret',
      'django-static',
    ]);
  });

  test('debug stays on where its rule runs alone', async () => {
    const { patches, left } = await planned(PROJECT, ['debug-enabled']);
    expect(patches).toEqual([]);
    expect(left.join()).toContain('ALLOWED_HOSTS lets no request');
  });
});

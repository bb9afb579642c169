import { describe, expect, test } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';
import { djangoSettings } from './django-settings.ts';
import { itemsOf } from './django-values.ts';

const MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';
const PROJECT: Files = {
  'manage.py': MANAGE,
  'requirements.txt': 'django\ngunicorn\n',
  Procfile: 'web: gunicorn shop.wsgi\n',
  'shop/__init__.py': '',
  'shop/wsgi.py': `${MANAGE}from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n`,
};

/** What ALLOWED_HOSTS can hold, and `…` where more may be in it; null where the settings are not known. */
async function hosts(files: Files): Promise<string[] | null> {
  return inFolder({ ...PROJECT, ...files }, async (folder) => {
    const model = await modelOf(folder, ['heroku']);
    const [service] = model.services;
    const settings = service ? djangoSettings(service, model) : null;
    if (!settings) return null;
    const { texts, variables, isComplete } = itemsOf(settings, 'ALLOWED_HOSTS', model);
    return [
      ...texts.map(({ text }) => text),
      ...variables.map((name) => `$${name}`),
      ...(isComplete ? [] : ['…']),
    ];
  });
}

const one = (settings: string) => hosts({ 'shop/settings.py': settings });

describe('one module', () => {
  test('the last assignment, and what is added to it', async () => {
    expect(await one('ALLOWED_HOSTS = ["a"]\nALLOWED_HOSTS = ["b"]\nALLOWED_HOSTS += ["c"]\n')).toEqual([
      'b',
      'c',
    ]);
    expect(
      await one('ALLOWED_HOSTS = ["a"]\nALLOWED_HOSTS.append("b")\nALLOWED_HOSTS.extend(("c", "d"))\n'),
    ).toEqual(['a', 'b', 'c', 'd']);
    expect(await one('ALLOWED_HOSTS = ["a"]\nALLOWED_HOSTS.insert(0, "b")\n')).toEqual(['a', 'b']);
  });

  test('branches: production runs with DEBUG off', async () => {
    expect(
      await one('DEBUG = True\nif DEBUG:\n    ALLOWED_HOSTS = ["a"]\nelse:\n    ALLOWED_HOSTS = ["b"]\n'),
    ).toEqual(['b']);
    expect(await one('ALLOWED_HOSTS = ["a"]\nif not DEBUG and True:\n    ALLOWED_HOSTS = ["b"]\n')).toEqual([
      'b',
    ]);
    expect(await one('ALLOWED_HOSTS = ["a"] if DEBUG else ["b"]\n')).toEqual(['b']);
    expect(
      await one('import os\nALLOWED_HOSTS = ["a"]\nif os.environ.get("X"):\n    ALLOWED_HOSTS = ["b"]\n'),
    ).toEqual(['a', 'b']);
  });

  test('values: other names, split texts, variables', async () => {
    expect(await one('X = ["a"]\nALLOWED_HOSTS = X + list(("b",)) + "c,d".split(",")\n')).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(await one('import os\nHOST = os.environ.get("HOST")\nALLOWED_HOSTS = ["a", HOST]\n')).toEqual([
      'a',
      '$HOST',
    ]);
    expect(await one('import os\nALLOWED_HOSTS = os.environ.get("HOSTS", "a").split(",")\n')).toEqual(['…']);
  });

  test('what may change any setting', async () => {
    expect(await one('ALLOWED_HOSTS = ["a"]\nglobals().update(more)\n')).toEqual(['a', '…']);
    expect(await one('ALLOWED_HOSTS = ["a"]\nfrom outside.settings import *\n')).toEqual(['a', '…']);
    expect(
      await one('import django_heroku\nALLOWED_HOSTS = ["a"]\ndjango_heroku.settings(locals())\n'),
    ).toEqual(['a', '…']);
    expect(
      await one(
        'import django_heroku\nALLOWED_HOSTS = ["a"]\ndjango_heroku.settings(locals(), allowed_hosts=False)\n',
      ),
    ).toEqual(['a']);
  });
});

describe('several modules', () => {
  test('a star, and one name of another module', async () => {
    const base = { 'shop/base.py': 'ALLOWED_HOSTS = ["a"]\nDEBUG = True\n' };
    expect(
      await hosts({ ...base, 'shop/settings.py': 'from .base import *\nALLOWED_HOSTS += ["b"]\n' }),
    ).toEqual(['a', 'b']);
    expect(await hosts({ ...base, 'shop/settings.py': 'from shop.base import ALLOWED_HOSTS\n' })).toEqual([
      'a',
    ]);
    expect(await hosts({ ...base, 'shop/settings.py': 'from shop.base import DEBUG\n' })).toEqual([]);
  });

  test('modules that import each other end', async () => {
    const files = {
      'shop/settings.py': 'from .other import *\n',
      'shop/other.py': 'from .settings import *\n',
    };
    expect(await hosts(files)).toEqual([]);
  });

  test('a module for production beside the default: nobody knows which one is used', async () => {
    const files = {
      'shop/settings.py': 'ALLOWED_HOSTS = ["a"]\n',
      'shop/production.py': 'from .settings import *\n',
    };
    expect(await hosts(files)).toBeNull();
    const helper = { ...files, 'shop/production.py': 'def plan():\n    return 1\n' };
    expect(await hosts(helper)).toEqual(['a']);
    const Procfile = 'web: DJANGO_SETTINGS_MODULE=shop.production gunicorn shop.wsgi\n';
    expect(await hosts({ ...files, Procfile })).toEqual(['a']);
  });
});

import { expect, test } from 'vitest';
import { flask, resolved } from './settings.test-helper.ts';

test.each([
  [
    'dynaconf',
    'from dynaconf import Dynaconf\nsettings = Dynaconf(envvar_prefix="APP")\n',
    'settings.PORT',
    '$APP_PORT or unknown',
  ],
  [
    'dynaconf by item',
    'from dynaconf import Dynaconf\ns = Dynaconf()\n',
    's["port"]',
    '$DYNACONF_PORT or unknown',
  ],
  [
    'dynaconf without a prefix',
    'from dynaconf import Dynaconf\ns = Dynaconf(envvar_prefix=False)\n',
    's.get("PORT", 5)',
    '$PORT or unknown',
  ],
  ['a method of dynaconf', 'from dynaconf import Dynaconf\ns = Dynaconf()\n', 's.reload', 'unknown'],
  [
    'a setting of dynaconf under a name',
    'from dynaconf import Dynaconf\ns = Dynaconf(envvar_prefix="APP")\nPORT = s.PORT\n',
    'PORT',
    '$APP_PORT or unknown',
  ],
  [
    "Flask's configuration of a class",
    flask('app.config.from_object(Config)'),
    'app.config["PORT"]',
    '$PORT or "5"',
  ],
  [
    "Flask's configuration by name",
    flask('app.config.from_object("app.config.Config")'),
    'app.config["PORT"]',
    '$PORT or "5"',
  ],
  ["Flask's configuration by hand", flask('app.config["PORT"] = 5'), 'app.config["PORT"]', '5'],
  [
    "Flask's configuration of two kinds",
    flask('app.config.from_object(Config)\napp.config["PORT"] = 5'),
    'app.config["PORT"]',
    'unknown',
  ],
  [
    "Flask's configuration of a chosen class",
    flask('app.config.from_object(all[x])'),
    'app.config["PORT"]',
    'unknown',
  ],
  [
    "Flask's configuration under a condition",
    flask('if x:\n    app.config.from_object(Config)'),
    'app.config["PORT"]',
    'unknown',
  ],
  [
    "Flask's configuration with a file over it",
    flask('app.config.from_object(Config)\napp.config.from_pyfile("local.cfg")'),
    'app.config["PORT"]',
    'unknown',
  ],
  [
    "Flask's configuration from the environment",
    flask('app.config.from_object(Config)\napp.config.from_prefixed_env()'),
    'app.config["PORT"]',
    'unknown',
  ],
  ['the object of dynaconf', 'from dynaconf import settings\n', 'settings.PORT', '$DYNACONF_PORT or unknown'],
  ['the object of environs', 'from environs import env\nPORT = env.int("PORT", 5)\n', 'PORT', '$PORT or 5'],
  [
    'the environment under a name',
    'from os import environ as e\nPORT = e.get("PORT", "5")\n',
    'PORT',
    '$PORT or "5"',
  ],
  ['its items', 'from os import environ as e\nPORT = e["PORT"]\n', 'PORT', '$PORT!'],
  ['a class that is its own base', 'class A(B):\n    pass\nclass B(A):\n    pass\n', 'A.PORT', 'unknown'],
])('%s', async (_, config, expression, expected) => {
  expect(await resolved(config, expression)).toBe(expected);
});

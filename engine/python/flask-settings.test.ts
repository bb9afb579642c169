import { expect, test } from 'vitest';
import { type Files, inFolder, modelOf, short } from '../testing.ts';
import { flaskSettings } from './flask-settings.ts';

const CONFIG = `import os
class Config:
    KEY = "base"
    MODE = "base"
class DevelopmentConfig(Config):
    MODE = "dev"
class ProductionConfig(Config):
    MODE = "prod"
    if os.getenv("X"):
        MAYBE = "x"
config = {"development": DevelopmentConfig, "production": ProductionConfig, "default": DevelopmentConfig}
config_by_name = dict(dev=DevelopmentConfig, prod=ProductionConfig)
def get_config():
    env = os.getenv("FLASK_ENV", "development").lower()
    if env == "production":
        return ProductionConfig
    return DevelopmentConfig
MODE = "module"
`;
const HEAD =
  'import os\nfrom flask import Flask\nfrom config import *\nfrom config import get_config\nimport config as settings\n';
const module = (body: string) => `${HEAD}app = Flask(__name__)\n${body}\n`;
const factory = (parameters: string, body: string, call = 'app = create_app()') =>
  `${HEAD}def create_app(${parameters}):\n    app = Flask(__name__)\n${body.replace(/^/gm, '    ')}\n    return app\n${call}\n`;

const FLY = '[env]\n  FLASK_ENV = "production"\n';

/** What the configuration holds in production: the value, and what would give another one. */
async function found(app: string, more: Files = {}, name = 'MODE'): Promise<string> {
  const files = { 'requirements.txt': 'flask\n', Procfile: 'web: gunicorn app:app\n', 'app.py': app };
  return inFolder({ ...files, 'config.py': CONFIG, ...more }, async (root) => {
    const model = await modelOf(root);
    const [service] = model.services;
    const setting = service && flaskSettings(model, service)?.setting(name);
    if (!setting) return 'nothing';
    const { value, unless, production } = setting;
    const choice = unless ? ` unless ${unless}${production ? `=${production}` : ''}` : '';
    return `${short(model.resolve(value))}${choice}`;
  });
}

test.each([
  ['a class', module('app.config.from_object(DevelopmentConfig)'), '"dev"'],
  ['a class of a module', module('app.config.from_object(settings.ProductionConfig)'), '"prod"'],
  ['an object of a class', module('app.config.from_object(ProductionConfig())'), '"prod"'],
  ['a class by its name', module('app.config.from_object("config.DevelopmentConfig")'), '"dev"'],
  ['a module by its name', module('app.config.from_object("config")'), '"module"'],
  ['a module', module('app.config.from_object(settings)'), '"module"'],
  ['the own module', module('MODE = "own"\napp.config.from_object(__name__)'), '"own"'],
  ['an entry', module('app.config.from_object(config["production"])'), '"prod"'],
  ['an entry of dict()', module('app.config.from_object(config_by_name["prod"])'), '"prod"'],
  ['an entry that is not there', module('app.config.from_object(config["staging"])'), 'nothing'],
  [
    'a variable chooses, with a default',
    module('app.config.from_object(config[os.getenv("FLASK_CONFIG", "default")])'),
    '"dev" unless FLASK_CONFIG=production',
  ],
  [
    'a variable chooses, or a default',
    module('name = os.environ.get("FLASK_CONFIG") or "default"\napp.config.from_object(config[name])'),
    '"dev" unless FLASK_CONFIG=production',
  ],
  [
    'get of a dictionary',
    module('app.config.from_object(config.get(os.getenv("FLASK_CONFIG"), DevelopmentConfig))'),
    '"dev" unless FLASK_CONFIG=production',
  ],
  [
    'a required variable chooses',
    module('app.config.from_object(config[os.environ["FLASK_CONFIG"]])'),
    '"prod"',
  ],
  ['a name in parts', module('app.config.from_object(f"config.{\'Production\'}Config")'), '"prod"'],
  [
    'a name that a variable gives',
    module('app.config.from_object(os.getenv("APP_SETTINGS", "config.DevelopmentConfig"))'),
    '"dev" unless APP_SETTINGS',
  ],
  ['a function chooses', module('app.config.from_object(get_config())'), '"dev" unless FLASK_ENV=production'],
  [
    'a condition chooses',
    module(
      'if os.environ.get("FLASK_ENV") == "production":\n    app.config.from_object(ProductionConfig)\nelse:\n    app.config.from_object(DevelopmentConfig)',
    ),
    '"dev" unless FLASK_ENV=production',
  ],
  [
    'a choice that ends the program where it fails',
    module(
      'DEBUG = os.getenv("DEBUG", "False") == "True"\nmode = "Development" if DEBUG else "Production"\ntry:\n    chosen = config[mode.lower()]\nexcept KeyError:\n    exit("no such mode")\napp.config.from_object(chosen)',
    ),
    '"prod"',
  ],
  [
    'a condition on what a platform gives by itself',
    module(
      'if os.getenv("DYNO"):\n    app.config.from_object(ProductionConfig)\nelse:\n    app.config.from_object(DevelopmentConfig)',
    ),
    'nothing',
  ],
  [
    'a condition of something else',
    module('if app.testing:\n    app.config.from_object(DevelopmentConfig)'),
    'nothing',
  ],
  ['a factory', factory('', 'app.config.from_object(ProductionConfig)'), '"prod"'],
  ['a default', factory('config_class=DevelopmentConfig', 'app.config.from_object(config_class)'), '"dev"'],
  [
    'a default of a name',
    factory('config_class=None', 'app.config.from_object(config_class or "config.ProductionConfig")'),
    '"prod"',
  ],
  [
    'an argument',
    factory('name', 'app.config.from_object(config[name])', 'app = create_app("production")'),
    '"prod"',
  ],
  [
    'an argument by name',
    factory(
      'x=1, name="default"',
      'app.config.from_object(config[name])',
      'app = create_app(name="production")',
    ),
    '"prod"',
  ],
  [
    'an argument that a variable gives',
    factory(
      'name',
      'app.config.from_object(config[name])',
      'app = create_app(os.getenv("FLASK_CONFIG") or "default")',
    ),
    '"dev" unless FLASK_CONFIG=production',
  ],
  [
    'a parameter that is set where it is missing',
    factory(
      'name=None',
      'if name is None:\n    name = os.getenv("FLASK_ENV", "development").strip()\napp.config.from_object(config[name])',
    ),
    '"dev" unless FLASK_ENV=production',
  ],
  [
    "the tutorial's factory",
    factory(
      'test_config=None',
      'app.config.from_mapping(MODE="map")\nif test_config is None:\n    app.config.from_pyfile("config.cfg", silent=True)\nelse:\n    app.config.from_mapping(test_config)',
    ),
    '"map"',
  ],
  [
    'two calls with two arguments',
    factory(
      'name',
      'app.config.from_object(config[name])',
      'app = create_app("production")\nother = create_app("default")',
    ),
    'nothing',
  ],
  [
    'a call for whoever runs the file',
    factory(
      'name="production"',
      'app.config.from_object(config[name])',
      'app = create_app()\nif __name__ == "__main__":\n    create_app("default").run()',
    ),
    '"prod"',
  ],
  [
    'an entry above it',
    module('app.config["MODE"] = "a"\napp.config.from_object(DevelopmentConfig)'),
    '"dev"',
  ],
  ['an entry below it', module('app.config.from_object(DevelopmentConfig)\napp.config["MODE"] = "a"'), '"a"'],
  [
    'an update below it',
    module('app.config.from_object(DevelopmentConfig)\napp.config.update(MODE="a")'),
    '"a"',
  ],
  [
    'a dictionary below it',
    module('app.config.from_object(DevelopmentConfig)\napp.config.update({"MODE": "a"})'),
    '"a"',
  ],
  [
    'what is not written below it',
    module('app.config.from_object(DevelopmentConfig)\napp.config.update(extra)'),
    'nothing',
  ],
  [
    'a file of the environment over it',
    module('app.config.from_object(DevelopmentConfig)\napp.config.from_envvar("SETTINGS", silent=True)'),
    'nothing',
  ],
  [
    'variables with a prefix over it',
    module('app.config.from_object(DevelopmentConfig)\napp.config.from_prefixed_env()'),
    '"dev" unless FLASK_MODE',
  ],
  [
    'a handler that changes it',
    module('app.config.from_object(DevelopmentConfig)\ndef late():\n    app.config["MODE"] = "a"'),
    'nothing',
  ],
  ['something else', module('client.config.from_object(DevelopmentConfig)'), 'nothing'],
  [
    'a test that fills another one',
    module(
      'app.config.from_object(DevelopmentConfig)\nif __name__ == "__main__":\n    app.config.from_object(ProductionConfig)',
    ),
    '"dev"',
  ],
])('%s', async (_, app, expected) => {
  expect(await found(app)).toBe(expected);
});

test('what a class has from its base, and what a condition gives it', async () => {
  const app = module('app.config.from_object(ProductionConfig)');
  expect(await found(app, {}, 'KEY')).toBe('"base"');
  expect(await found(app, {}, 'MAYBE')).toBe('nothing');
  expect(await found(app, {}, 'OTHER')).toBe('nothing');
});

test('what is given twice', async () => {
  const own = (body: string) => `${HEAD}${body}\napp = Flask(__name__)\napp.config.from_object(Own)\n`;
  const twice = 'class Own:\n    KEY = "a"\n    if os.getenv("KEY"):\n        KEY = os.getenv("KEY")';
  expect(await found(own(twice), {}, 'KEY')).toBe('nothing');
  expect(await found(own('class Own(Config):\n    KEY = "a"'), {}, 'KEY')).toBe('"a"');
  const star = 'KEY = "a"\ntry:\n    from local import *\nexcept ImportError:\n    pass\n';
  const app = `${HEAD}app = Flask(__name__)\napp.config.from_object("base")\n`;
  expect(await found(app, { 'base.py': star }, 'KEY')).toBe('"a"');
  expect(await found(app, { 'base.py': star, 'local.py': 'KEY = "b"\n' }, 'KEY')).toBe('nothing');
});

test('a factory that nothing calls', async () => {
  const factories = `${HEAD}def create_app():\n    app = Flask(__name__)\n    app.config.from_object(DevelopmentConfig)\n    return app\n`;
  const app = 'from flask import Flask\nimport factories\napp = Flask(__name__)\n';
  expect(await found(app, { 'factories.py': factories })).toBe('nothing');
});

test('a base that all classes share does not depend on the choice', async () => {
  const app = module('app.config.from_object(config[os.getenv("FLASK_CONFIG", "default")])');
  expect(await found(app, {}, 'KEY')).toBe('"base"');
});

test('a manifest or a command that chooses', async () => {
  const app = module('app.config.from_object(get_config())');
  expect(await found(app, { 'fly.toml': FLY })).toBe('"prod"');
  const command = 'web: FLASK_ENV=production gunicorn app:app\n';
  expect(await found(app, { Procfile: command })).toBe('"prod"');
});

test('files of settings', async () => {
  const app = module('app.config.from_pyfile("settings.cfg")');
  expect(await found(app, { 'settings.cfg': 'MODE = "file"\n' })).toBe('"file"');
  expect(await found(app)).toBe('nothing');
  const late = module(
    'app.config.from_object(settings)\napp.config.from_pyfile("settings.cfg", silent=True)',
  );
  expect(await found(late)).toBe('"module"');
  expect(await found(late, { 'settings.cfg': 'MODE = "file"\n' })).toBe('"file"');
});

test('a factory in another file, called with what its own factory was given', async () => {
  const app = `${HEAD}from setup import configure\ndef create_app(name="production"):\n    app = Flask(__name__)\n    configure(app, name)\n    return app\napp = create_app()\n`;
  const setup = `from config import config\ndef configure(app, name):\n    app.config.from_object(config[name])\n`;
  expect(await found(app, { 'setup.py': '', 'shop_setup.py': setup })).toBe('nothing');
  expect(await found(app.replace('from setup', 'from shop_setup'), { 'shop_setup.py': setup })).toBe(
    '"prod"',
  );
});

test('a server that calls the factory', async () => {
  const app = factory('name="default"', 'app.config.from_object(config[name])', '');
  const start = (call: string) => ({ Procfile: `web: gunicorn "app:create_app(${call})"\n` });
  expect(await found(app, start(''))).toBe('"dev"');
  expect(await found(app, start("'production'"))).toBe('"prod"');
});

test('bases that many classes share, level over level, are asked once', async () => {
  const levels = Array.from({ length: 12 }, (_, at) => at + 1);
  const bases = (at: number) => `C${at}, D${at}, C${at}, D${at}, C${at}, D${at}`;
  const classes = levels.map(
    (at) => `class C${at}(${bases(at - 1)}): pass\nclass D${at}(${bases(at - 1)}): pass\n`,
  );
  const config = `class C0:\n    MODE = "deep"\nclass D0: pass\n${classes.join('')}`;
  const app = module('app.config.from_object("config.C12")');
  expect(await found(app, { 'config.py': config })).toBe('"deep"');
  expect(await found(app, { 'config.py': config }, 'OTHER')).toBe('nothing');
});

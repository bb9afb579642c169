import { expect, test } from 'vitest';
import { type Files, inFolder, modelOf, short } from '../testing.ts';

/** What `expression` is where app/config.py holds the classes. */
async function resolved(config: string, expression: string): Promise<string> {
  const main = `import uvicorn\nfrom app.config import *\nuvicorn.run("app:app", port=${expression})\n`;
  const files: Files = { 'requirements.txt': '', 'app/main.py': main, 'app/config.py': config };
  return inFolder(files, async (root) => {
    const model = await modelOf(root);
    const call = model.facts('app/main.py')?.facts.find((fact) => fact.kind === 'server-call');
    return call?.kind === 'server-call' && call.port ? short(model.resolve(call.port)) : 'no call';
  });
}

const settings = (body: string) =>
  `from pydantic_settings import BaseSettings\nfrom pydantic import BaseModel, Field, AliasChoices\nclass Settings(BaseSettings):\n${body}\nsettings = Settings()\n`;
const plain = (body: string) => `import os\nclass Config:\n${body}\nconfig = Config()\n`;

const flask = (body: string) =>
  `import os\nfrom flask import Flask\nclass Config:\n    PORT = os.getenv("PORT", "5")\napp = Flask(__name__)\n${body}\n`;

test.each([
  ['a field', settings('    port: int = 8000'), 'settings.port', '$PORT or 8000'],
  ['a field in capitals', settings('    PORT: int = 8000'), 'settings.PORT', '$PORT or 8000'],
  ['a required field', settings('    port: int'), 'settings.port', '$PORT!'],
  ['Field with a default', settings('    port: int = Field(8000, ge=1)'), 'settings.port', '$PORT or 8000'],
  [
    'Field with a named default',
    settings('    port: int = Field(default=8000)'),
    'settings.port',
    '$PORT or 8000',
  ],
  ['Field(...)', settings('    port: int = Field(...)'), 'settings.port', '$PORT!'],
  ['Field without a default', settings('    port: int = Field(description="x")'), 'settings.port', '$PORT!'],
  [
    'Field with a factory',
    settings('    port: int = Field(default_factory=f)'),
    'settings.port',
    '$PORT or unknown',
  ],
  [
    'an alias',
    settings('    port: int = Field(8000, alias="API_PORT")'),
    'settings.port',
    '$API_PORT or 8000',
  ],
  [
    'a validation alias',
    settings('    port: int = Field(8000, validation_alias="P")'),
    'settings.port',
    '$P or 8000',
  ],
  [
    'choices',
    settings('    port: int = Field(1, validation_alias=AliasChoices("P", "Q"))'),
    'settings.port',
    '$P or 1',
  ],
  ['the env of old', settings('    port: int = Field(8000, env="P")'), 'settings.port', '$P or 8000'],
  [
    'a prefix',
    settings('    model_config = SettingsConfigDict(env_prefix="APP_")\n    port: int = 1'),
    'settings.port',
    '$APP_PORT or 1',
  ],
  [
    'a prefix in a dictionary',
    settings('    model_config = {"env_prefix": "APP_"}\n    port: int = 1'),
    'settings.port',
    '$APP_PORT or 1',
  ],
  [
    'a prefix in Config',
    settings('    port: int = 1\n    class Config:\n        env_prefix = "APP_"'),
    'settings.port',
    '$APP_PORT or 1',
  ],
  [
    'an alias under a prefix',
    settings('    model_config = {"env_prefix": "APP_"}\n    port: int = Field(1, alias="P")'),
    'settings.port',
    '$P or 1',
  ],
  [
    'a field read from the environment by hand',
    settings('    port: int = int(os.getenv("API_PORT", "1"))'),
    'settings.port',
    '$PORT or $API_PORT or "1"',
  ],
  ['no field of it', settings('    port: int = 1'), 'settings.host', 'unknown'],
  [
    'a given value',
    settings('    port: int = 1').replace('Settings()\n', 'Settings(port=5)\n'),
    'settings.port',
    '5',
  ],
  [
    'values given unseen',
    settings('    port: int = 1').replace('Settings()\n', 'Settings(**x)\n'),
    'settings.port',
    'unknown',
  ],
  ['the class itself', settings('    port: int = 1'), 'Settings().port', '$PORT or 1'],
  [
    'a subclass',
    `${settings('    port: int = 1')}class More(Settings):\n    pass\nmore = More()\n`,
    'more.port',
    '$PORT or 1',
  ],
  [
    'a prefix inherited',
    `${settings('    model_config = {"env_prefix": "APP_"}')}class More(Settings):\n    port: int = 1\nmore = More()\n`,
    'more.port',
    '$APP_PORT or 1',
  ],
  [
    'a prefix of the subclass',
    `${settings('    port: int = 1')}class More(Settings):\n    model_config = {"env_prefix": "APP_"}\nmore = More()\n`,
    'more.port',
    '$APP_PORT or 1',
  ],
  [
    'a mixin',
    `from pydantic import BaseModel\nfrom pydantic_settings import BaseSettings\nclass Mixin(BaseModel):\n    port: int = 1\nclass S(Mixin, BaseSettings):\n    pass\ns = S()\n`,
    's.port',
    '$PORT or 1',
  ],
  [
    'get_settings with a cache',
    `${settings('    port: int = 1')}from functools import lru_cache\n@lru_cache()\ndef get_settings() -> Settings:\n    return Settings()\n`,
    'get_settings().port',
    '$PORT or 1',
  ],
  [
    'get_settings with a local',
    `${settings('    port: int = 1')}@cache\ndef get_settings():\n    s = Settings()\n    return s\n`,
    'get_settings().port',
    '$PORT or 1',
  ],
  ['a plain class', plain('    PORT = 8000'), 'Config.PORT', '8000'],
  ['an instance of it', plain('    PORT = 8000'), 'config.PORT', '8000'],
  [
    'a plain class that reads the environment',
    plain('    PORT = int(os.getenv("PORT", 1))'),
    'Config.PORT',
    '$PORT or 1',
  ],
  [
    'an instance changed when it is made',
    plain('    PORT = 1\n    def __init__(self):\n        self.PORT = 2'),
    'config.PORT',
    'unknown',
  ],
  ['a data class', `@dataclass\n${plain('    port: int = 8000').slice(10)}`, 'config.port', '8000'],
  [
    'a data class given another value',
    plain('    port: int = 8000').replace('Config()\n', 'Config(9)\n'),
    'config.port',
    'unknown',
  ],
  [
    'a class of its own values',
    `${plain('    PORT = 1')}class Prod(Config):\n    PORT = 2\n`,
    'Prod.PORT',
    '2',
  ],
  [
    'a property in the way',
    `${plain('    PORT = 1')}class Prod(Config):\n    @property\n    def PORT(self):\n        return 2\n`,
    'Prod().PORT',
    '2',
  ],
  [
    'a method in the way',
    `${plain('    PORT = 1')}class Prod(Config):\n    def PORT(self):\n        return 2\n`,
    'Prod().PORT',
    'unknown',
  ],
  [
    'a property of two ends',
    plain('    @property\n    def port(self):\n        if x:\n            return 1\n        return 2'),
    'config.port',
    'unknown',
  ],
  [
    'a value given when it is made',
    plain('    def __init__(self):\n        self.port = int(os.getenv("PORT", "5"))'),
    'config.port',
    '$PORT or "5"',
  ],
  [
    'a value of the caller',
    plain('    def __init__(self, port=5):\n        self.port = port'),
    'config.port',
    'unknown',
  ],
  [
    'a value given under a condition',
    plain('    def __init__(self):\n        if x:\n            self.port = 5'),
    'config.port',
    'unknown',
  ],
  [
    'a value changed later',
    plain('    def __init__(self):\n        self.port = 5\n    def f(self):\n        self.port += 1'),
    'config.port',
    'unknown',
  ],
  [
    'a static method that reads',
    plain('    @staticmethod\n    def get(name, default=None):\n        return os.getenv(name, default)'),
    'Config.get("PORT", 5)',
    '$PORT or 5',
  ],
  [
    'a class method that reads',
    plain(
      '    @classmethod\n    def get(cls, name, default=None):\n        return os.environ.get(name, default)',
    ),
    'Config.get("PORT", 5)',
    '$PORT or 5',
  ],
  [
    'a method that reads',
    plain('    def need(self, name):\n        return os.environ[name]'),
    'config.need("PORT")',
    '$PORT!',
  ],
  [
    'an inherited method that reads',
    `${plain('    def need(self, name):\n        return os.environ[name]')}class Prod(Config):\n    pass\n`,
    'Prod().need("PORT")',
    '$PORT!',
  ],
  [
    'an object that is called',
    plain('    def __call__(self, name, default=None):\n        return os.getenv(name, default)'),
    'config("PORT", 5)',
    '$PORT or 5',
  ],
  [
    'a group with a delimiter',
    `${settings('    model_config = SettingsConfigDict(env_prefix="APP_", env_nested_delimiter="__")\n    web: Web = Web()').replace('class Settings', 'class Web(BaseModel):\n    port: int = 5\nclass Settings')}`,
    'settings.web.port',
    '$APP_WEB__PORT or 5',
  ],
  [
    'a group that gives its part another default',
    `${settings('    model_config = SettingsConfigDict(env_nested_delimiter="__")\n    web: Web = Web(port=7)').replace('class Settings', 'class Web(BaseModel):\n    port: int = 5\nclass Settings')}`,
    'settings.web.port',
    '$WEB__PORT or 7',
  ],
  [
    'a required group',
    `${settings('    web: Web\n    class Config:\n        env_nested_delimiter = "_"').replace('class Settings', 'class Web(BaseModel):\n    port: int\nclass Settings')}`,
    'settings.web.port',
    '$WEB_PORT!',
  ],
  [
    'a group without a delimiter',
    `${settings('    web: Web = Web()').replace('class Settings', 'class Web(BaseModel):\n    port: int = 5\nclass Settings')}`,
    'settings.web.port',
    'unknown',
  ],
  [
    'a group with names of its own',
    `${settings('    web: Web = Field(default_factory=Web)').replace('class Settings', 'class Web(BaseSettings):\n    model_config = {"env_prefix": "WEB_"}\n    port: int = 5\nclass Settings')}`,
    'settings.web.port',
    '$WEB_PORT or 5',
  ],
  [
    'attrs',
    'import os\nimport attr\n@attr.s\nclass C:\n    port = attr.ib(default=os.getenv("PORT", "5"))\n',
    'C().port',
    '$PORT or "5"',
  ],
  [
    'a factory by name',
    'import os\nfrom dataclasses import dataclass, field\ndef port():\n    return os.getenv("PORT", "5")\n@dataclass\nclass C:\n    port: str = field(default_factory=port)\n',
    'C().port',
    '$PORT or "5"',
  ],
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

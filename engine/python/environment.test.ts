import { expect, test } from 'vitest';
import { type Files, inFolder, modelOf, short } from '../testing.ts';

/** `NAME need` of every read, `!` where loading the file fails without it. */
async function reads(files: Files): Promise<string[]> {
  return inFolder({ 'requirements.txt': 'fastapi\n', 'main.py': MAIN, ...files }, async (root) => {
    const model = await modelOf(root);
    return model.services
      .flatMap((service) => model.factsOf(service, 'environment-read'))
      .map(({ name, need, fatal }) => `${name} ${need}${fatal ? '!' : ''}`)
      .sort();
  });
}

const MAIN = 'from fastapi import FastAPI\n\napp = FastAPI()\n';
const DJANGO = 'import environ\nenv = environ.Env(DEBUG=(bool, False), PORT=int)\n';

test.each<[string, string, string[]]>([
  ['decouple', 'from decouple import config\nA = config("A")\n', ['A required!']],
  ['decouple with a default', 'from decouple import config\nA = config("A", default="x")\n', ['A defaulted']],
  ['decouple with None', 'from decouple import config\nA = config("A", default=None)\n', ['A no-default']],
  [
    'decouple under a name',
    'from decouple import config as c, Csv\nA = c("A", cast=Csv())\n',
    ['A required!'],
  ],
  ['decouple as a module', 'import decouple\nA = decouple.config("A", "x")\n', ['A defaulted']],
  [
    'AutoConfig',
    'from decouple import AutoConfig\nget = AutoConfig()\nA = get("A", cast=int)\n',
    ['A required!'],
  ],
  ['a config of its own', 'def config(name):\n    return name\nA = config("A")\nimport decouple\n', []],
  ['in a function', 'from decouple import config\ndef f():\n    return config("A")\n', ['A required']],
  [
    'checked later',
    'from decouple import config\nA = config("A", None)\nif not A:\n    raise ValueError\n',
    ['A required'],
  ],
  ['django-environ', `${DJANGO}A = env("A")\n`, ['A required!']],
  [
    'a default of the constructor',
    `${DJANGO}A = env("DEBUG")\nB = env.bool("DEBUG")\n`,
    ['DEBUG defaulted', 'DEBUG defaulted'],
  ],
  ['a type of the constructor', `${DJANGO}A = env("PORT")\n`, ['PORT required!']],
  [
    'its typed methods',
    `${DJANGO}A = env.list("A", default=[])\nB = env.int("B")\n`,
    ['A defaulted', 'B required!'],
  ],
  [
    'its addresses',
    `${DJANGO}D = {"default": env.db()}\nC = env.cache(default="x://")\n`,
    ['CACHE_URL defaulted', 'DATABASE_URL required!'],
  ],
  ['an address under a name', `${DJANGO}D = {"default": env.db("MAIN_DB")}\n`, ['MAIN_DB required!']],
  ['a prefix set later', `${DJANGO}env.prefix = "APP_"\nA = env("A")\n`, []],
  [
    'environs',
    'from environs import Env\nenv = Env()\nenv.read_env()\nA = env("A")\nB = env.bool("B", False)\n',
    ['A required!', 'B defaulted'],
  ],
  [
    'environs with a prefix',
    'from environs import Env\nenv = Env()\nwith env.prefixed("APP_"):\n    A = env.str("A")\n',
    ['APP_A required!'],
  ],
  [
    'starlette',
    'from starlette.config import Config\nconfig = Config(".env")\nA = config("A", cast=str)\nB = config("B", bool, False)\n',
    ['A required!', 'B defaulted'],
  ],
  [
    'starlette with a prefix',
    'from starlette.config import Config\nconfig = Config(env_prefix="X_")\nA = config("A")\n',
    ['X_A required!'],
  ],
  [
    'a function of its own',
    'import os\ndef env(name, default=None):\n    return os.getenv(name, default)\nA = env("A")\nB = env("B", "x")\n',
    ['A no-default', 'B defaulted'],
  ],
  [
    'a function that raises',
    'import os\ndef need(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        raise RuntimeError(name)\nA = need("A")\n',
    ['A required!'],
  ],
  [
    'a function that checks',
    'import os\ndef need(name: str) -> str:\n    value = os.getenv(name)\n    if not value:\n        raise RuntimeError(name)\n    return value\nA = need("A")\n',
    ['A required!'],
  ],
  [
    'a function that changes the name',
    'import os\ndef env(name):\n    name = "X_" + name\n    return os.getenv(name)\nA = env("A")\n',
    [],
  ],
  [
    'a function that answers',
    'import os\ndef env(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        return None\nA = env("A")\n',
    ['A no-default'],
  ],
  [
    'dynaconf',
    'from dynaconf import Dynaconf, Validator\ns = Dynaconf(envvar_prefix="APP", validators=[Validator("A", must_exist=True), Validator("B", default=1)])\n',
    ['APP_A required'],
  ],
  ['os.environ', 'import os\nA = os.environ["A"]\n', ['A required!']],
  [
    'used at once',
    'import os\nA = int(os.getenv("A"))\nB = os.getenv("B").split(",")\n',
    ['A required!', 'B required!'],
  ],
  ['used at once with a default', 'import os\nA = int(os.getenv("A", "1"))\n', ['A defaulted']],
  [
    'checked at once',
    'import os\nA = os.getenv("A")\nif not A:\n    raise ValueError("A")\n',
    ['A required!'],
  ],
  [
    'checked together',
    'import os\nA = os.getenv("A")\nB = os.getenv("B")\nif not A or not B:\n    raise ValueError\n',
    ['A required!', 'B required!'],
  ],
  [
    'checked for one stage',
    'import os\nA = os.getenv("A")\nif not A and PROD:\n    raise ValueError("A")\n',
    ['A required'],
  ],
  ['caught', 'import os\ntry:\n    A = os.environ["A"]\nexcept KeyError:\n    A = None\n', ['A no-default']],
  [
    'where another is caught',
    'import os\ntry:\n    A = os.environ["A"]\nexcept KeyError:\n    A = os.environ["B"]\n',
    ['A no-default', 'B required'],
  ],
  ['under a condition', 'import os\nif X:\n    A = os.environ["A"]\n', ['A required']],
  [
    'a data class',
    'import os\nfrom dataclasses import dataclass, field\n@dataclass\nclass C:\n    a: str = field(default_factory=lambda: os.environ["A"])\n    b: str = os.environ["B"]\n',
    ['A required', 'B required!'],
  ],
])('%s', async (_, text, expected) => {
  expect(await reads({ 'settings.py': text })).toEqual(expected);
});

test('a class whose methods read, in another file', async () => {
  const files = {
    'env.py':
      'import os\nclass Env:\n    @staticmethod\n    def need(name):\n        return os.environ[name]\nenv = Env()\n',
    'settings.py': 'from env import Env\nA = Env.need("A")\n',
    'more.py': 'from env import env\nB = env.need("B")\n',
  };
  expect(await reads(files)).toEqual(['A required!', 'B required!']);
});

test('settings of dynaconf, in its files and out of them', async () => {
  const files = {
    'requirements.txt': 'fastapi\ndynaconf\n',
    'config.py': 'from dynaconf import Dynaconf\nsettings = Dynaconf(envvar_prefix="APP")\n',
    'settings.toml': '[default]\nport = 8000\n\n[default.database]\nurl = "x"\n',
    'main.py': `${MAIN}from config import settings\na = settings.PORT\nb = settings["HOST"]\nc = settings.database.url\nsettings.reload()\n`,
  };
  expect(await reads(files)).toEqual(['APP_DATABASE defaulted', 'APP_HOST no-default', 'APP_PORT defaulted']);
});

test('an object that another file brings', async () => {
  const files = { 'env.py': `${DJANGO}`, 'settings.py': 'from env import env\nA = env("A")\n' };
  expect(await reads(files)).toEqual(['A required!']);
});

test('a function that another file brings', async () => {
  const helper = 'import os\ndef get_env(name, default=None):\n    return os.environ.get(name) or default\n';
  const files = { 'helper.py': helper, 'settings.py': 'from helper import get_env\nA = get_env("A", "x")\n' };
  expect(await reads(files)).toEqual(['A defaulted']);
});

const PYDANTIC =
  'from pydantic import BaseModel, Field, AliasChoices\nfrom pydantic_settings import BaseSettings\n';

test.each<[string, string, string[]]>([
  [
    'fields',
    'class S(BaseSettings):\n    a: str\n    b: int = 1\n    c: str | None\n',
    ['A required', 'B defaulted', 'C required'],
  ],
  [
    'an ellipsis',
    'class S(BaseSettings):\n    a: str = ...\n    b: str = Field(..., min_length=1)\n    c: list = [1]\n    d: list = Field([1])\n',
    ['A required', 'B required', 'C defaulted', 'D defaulted'],
  ],
  [
    'exact names',
    'class S(BaseSettings):\n    model_config = SettingsConfigDict(case_sensitive=True)\n    api_key: str\n',
    ['api_key required'],
  ],
  ['what is no field', 'class S(BaseSettings):\n    A: ClassVar[str] = "x"\n    _b: str = "x"\n', []],
  ['in an annotation', 'class S(BaseSettings):\n    a: Annotated[str, Field(alias="X")]\n', ['X required']],
  ['a group', 'class P(BaseModel):\n    x: str\nclass S(BaseSettings):\n    p: P\n    q: P = P(x="")\n', []],
  [
    'a group with a delimiter',
    'class P(BaseModel):\n    x: str\n    y: int = 1\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="A_", env_nested_delimiter="__")\n    p: P\n',
    ['A_P__X required', 'A_P__Y defaulted'],
  ],
  [
    'a derived class',
    'class Base(BaseSettings):\n    a: str\nclass S(Base):\n    b: str\n',
    ['A required', 'B required'],
  ],
])('pydantic: %s', async (_, text, expected) => {
  expect(await reads({ 'settings.py': PYDANTIC + text })).toEqual(expected);
});

test('pydantic 1', async () => {
  const text =
    'from pydantic import BaseSettings, Field\nclass S(BaseSettings):\n    a: Optional[str]\n    b: str = Field(..., env=["X", "Y"])\n    c: str\n    class Config:\n        fields = {"c": {"env": "Z"}}\n';
  expect(await reads({ 'settings.py': text })).toEqual(['A no-default', 'X required', 'Z required']);
});

test.each([
  [
    'decouple',
    'from decouple import config\nPORT = config("PORT", default=8000, cast=int)\n',
    '$PORT or 8000',
  ],
  ['django-environ', 'import environ\nenv = environ.Env()\nPORT = env.int("PORT")\n', '$PORT!'],
  ['environs', 'from environs import Env\nenv = Env()\nPORT = env.int("PORT", 5000)\n', '$PORT or 5000'],
  [
    'a function',
    'import os\ndef env(name, default="1"):\n    return os.getenv(name, default)\nPORT = int(env("PORT"))\n',
    '$PORT or "1"',
  ],
  [
    'a data class',
    'import os\nfrom dataclasses import dataclass, field\n@dataclass\nclass C:\n    port: int = field(default_factory=lambda: int(os.getenv("PORT", "1")))\nPORT = C().port\n',
    '$PORT or "1"',
  ],
])('a value of %s', async (_, config, expected) => {
  const main = 'import uvicorn\nfrom config import PORT\nuvicorn.run("app:app", port=PORT)\n';
  const found = await inFolder(
    { 'requirements.txt': '', 'main.py': main, 'config.py': config },
    async (root) => {
      const model = await modelOf(root);
      const call = model.facts('main.py')?.facts.find((fact) => fact.kind === 'server-call');
      return call?.kind === 'server-call' && call.port ? short(model.resolve(call.port)) : 'no call';
    },
  );
  expect(found).toBe(expected);
});

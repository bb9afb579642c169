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
  `from pydantic_settings import BaseSettings\nfrom pydantic import Field, AliasChoices\nclass Settings(BaseSettings):\n${body}\nsettings = Settings()\n`;
const plain = (body: string) => `import os\nclass Config:\n${body}\nconfig = Config()\n`;

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
    'unknown',
  ],
  ['a class that is its own base', 'class A(B):\n    pass\nclass B(A):\n    pass\n', 'A.PORT', 'unknown'],
])('%s', async (_, config, expression, expected) => {
  expect(await resolved(config, expression)).toBe(expected);
});

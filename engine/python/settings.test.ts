import { expect, test } from 'vitest';
import { resolved, settings } from './settings.test-helper.ts';

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
])('%s', async (_, config, expression, expected) => {
  expect(await resolved(config, expression)).toBe(expected);
});

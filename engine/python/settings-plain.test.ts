import { expect, test } from 'vitest';
import { plain, resolved } from './settings.test-helper.ts';

test.each([
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
])('%s', async (_, config, expression, expected) => {
  expect(await resolved(config, expression)).toBe(expected);
});

import { expect, test } from 'vitest';
import { namedImports } from './named-imports.ts';

const found = (text: string, path = 'shop/app.py') =>
  namedImports({ read: () => text }, path).map(({ module, name, isInner, conditional }) =>
    [module, ...(name ? [name] : []), ...(isInner ? ['inner'] : []), ...(conditional ? ['maybe'] : [])].join(
      ' ',
    ),
  );

test.each([
  ['a module', 'importlib.import_module("shop.tasks")', ['shop.tasks']],
  ['in a function', 'def load():\n    import_module("shop.tasks")', ['shop.tasks inner']],
  ['under a condition', 'if x:\n    import_module("shop.tasks")', ['shop.tasks maybe']],
  ['an object', 'app.config.from_object("config.Production")', ['config Production']],
  ['the module of objects', 'app.config.from_object("config")', ['config']],
  ['a part that is not known', 'app.config.from_object(f"config.{name}")', ['config']],
  ['nothing in front of it', 'import_module(f"{name}.tasks")', []],
  [
    'each of a list',
    'def register(app):\n    for name in ("home", "shop"):\n        module = import_module("apps.{}.routes".format(name))',
    ['apps.home.routes inner', 'apps.shop.routes inner'],
  ],
  [
    'each of a list with a name',
    'NAMES = ["home", "shop"]\nfor name in NAMES:\n    import_module(f"apps.{name}")',
    ['apps.home maybe', 'apps.shop maybe'],
  ],
  [
    'put together',
    'for name in ["home"]:\n    __import__("apps." + name + ".routes", fromlist=["x"])',
    ['apps.home.routes maybe'],
  ],
  ['whole names', 'for name in ["apps.home"]:\n    import_module(name)', ['apps.home maybe']],
  ['a list that nobody wrote', 'for name in os.listdir("apps"):\n    import_module(name)', []],
  [
    'what a function of the file is given',
    'def register(path, name):\n    getattr(__import__(path, fromlist=[name]), name)\nregister("apps.home", "bp")\nregister("apps.shop", "bp")',
    ['apps.home inner', 'apps.shop inner'],
  ],
  [
    'what a function is given that is not known',
    'def register(path):\n    import_module(path)\nregister("apps.home")\nregister(other)',
    [],
  ],
  ['a relative name without its package', 'import_module(".tasks", package)', []],
  ['a relative name', 'import_module(".tasks", __package__)', ['.tasks']],
  ['a text about it', '# import_module("shop.tasks")\nx = "import_module(\'a\')"', []],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

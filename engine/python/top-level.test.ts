import { describe, expect, test } from 'vitest';
import { mayHaveName } from './top-level.ts';

describe('mayHaveName', () => {
  test.each<[string, string, boolean]>([
    ['assigned', 'app = Flask(__name__)\n', true],
    ['annotated', 'app: Flask = Flask(__name__)\n', true],
    ['unpacked', 'app, db = make()\n', true],
    ['imported', 'from shop import app\n', true],
    ['imported under the name', 'from shop import server as app\n', true],
    ['in a branch', 'if DEBUG:\n    app = a()\nelse:\n    app = b()\n', true],
    ['in a try', 'try:\n    from a import app\nexcept ImportError:\n    app = None\n', true],
    ['in a with', 'with open("x") as app:\n    pass\n', true],
    ['a loop', 'for app in apps:\n    pass\n', true],
    ['a function', 'def app(environ, start):\n    pass\n', true],
    ['a decorated class', '@final\nclass app:\n    pass\n', true],
    ['global', 'def make():\n    global app\n    app = 1\n', true],
    ['behind else', 'if __name__ == "__main__":\n    run()\nelse:\n    app = make()\n', true],
    ['another condition', 'if __name__ != "__main__":\n    app = make()\n', true],
    ['star import', 'from shop import *\n', true],
    ['star import in brackets', 'from shop import(*)\n', true],
    ['globals', 'globals()["app"] = 1\n', true],
    ['module getattr', 'def __getattr__(name):\n    return 1\n', true],
    ['does not parse', 'def (:\n', true],
    ['factory alone', 'def create_app():\n    app = Flask(__name__)\n    return app\n', false],
    ['parameter', 'def setup(app):\n    app.go()\n', false],
    ['a method', 'class Shop:\n    def app(self):\n        pass\n', false],
    ['main block', 'if __name__ == "__main__":\n    app = make()\n    app.run()\n', false],
    ['comment of a star', '# from shop import *\nx = 1\n', false],
    ['another name', 'application = Flask(__name__)\n', false],
    ['empty', '', false],
  ])('%s', (_, text, expected) => {
    expect(mayHaveName(text, 'app')).toBe(expected);
  });
});

test('a line of spaces takes no long time', () => {
  const start = performance.now();
  mayHaveName(`import${' '.repeat(100_000)}\n`, 'app');
  expect(performance.now() - start).toBeLessThan(2000);
});

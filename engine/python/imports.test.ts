import { parsePython } from '@unblock/codemods/python/parse';
import { expect, test } from 'vitest';
import { pythonImports } from './imports.ts';
import { summarizePython } from './module.ts';

/** What the tokens tell must be what the tree tells. */
function same(text: string): void {
  const { imports, innerImports } = summarizePython('app/main.py', parsePython(text));
  expect(pythonImports('app/main.py', text)).toEqual({ imports, innerImports });
}

test('imports at module level, with other names and over several lines', () => {
  same(
    'import os, app.config as c\nfrom . import views\nfrom ..core.config import settings as s\nfrom x import *\n',
  );
  same(
    'from app import (\n    one,  # the first; of two\n    two as second,\n)\r\nimport a.b; import c # d\n',
  );
  same('import a, \\\n    b\nfrom __future__ import annotations\nfrom .m import(x)');
});

test('imports under conditions and in functions', () => {
  same('if DEBUG: import a; import b\nelse:\n\timport c\nimport d\n');
  same(
    'try:\n    import a\nexcept ImportError: a = None\nfinally:\n    import z\nfor x in y:\n    import e\n',
  );
  same('async def f(x: int = 1, *, y={1: 2}):\n    if x:\n        import a\n\n# back\nimport b\n');
  same(
    'class A:\n    import a\n    def f(self): import b\n\n    @property\n    def g(self):\n        from c import d\n',
  );
  same('match x:\n    case 1:\n        import a\nmatch = 1\nimport b\n');
});

test('what only looks like an import', () => {
  same('"""\nimport a\n"""\nx = \'\'\'from b import c\'\'\'\ny = "\\"import d"\nimport e\n');
  same(
    'x = (\n    1,\n    important,\n)\n# import a\nimportant = 1\nfrom_ = 2\nyield_ = f"{x}\\\nimport c"\n',
  );
  same('x = """ \\""" import a\n"""\nimport b');
});

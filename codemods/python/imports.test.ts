import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { pythonComplaint } from './compile.test-helper.ts';
import { ensureImport } from './imports.ts';
import { setImportModule } from './module.ts';
import { parsePython, spanOf } from './parse.ts';

function ensure(text: string, module = 'os', name?: string): string {
  const once = applyEdits(text, ensureImport(text, text.length, module, name));
  expect(ensureImport(once, once.length, module, name)).toEqual([]);
  expect(pythonComplaint(once)).toBe('');
  return once;
}

test.each([['import os\n'], ['import sys, os\n'], ['import os.path\n'], ['x = 1\nimport os\n']])(
  'already imported: %j',
  (text) => {
    expect(ensureImport(text, text.length, 'os')).toEqual([]);
  },
);

test.each([['from x import y\n'], ['from x import (\n    a,\n    y,  # c\n)\n']])(
  'already imported from: %j',
  (text) => {
    expect(ensureImport(text, text.length, 'x', 'y')).toEqual([]);
  },
);

test.each([
  ['an empty file', '', 'import os\n'],
  ['only code', 'x = 1\n', 'import os\n\nx = 1\n'],
  ['a sorted block', 'import json\nimport sys\n', 'import json\nimport os\nimport sys\n'],
  ['the end of a sorted block', 'import json\n\nimport z\n', 'import json\nimport os\n\nimport z\n'],
  ['an unsorted block', 'import z\nimport a\n', 'import os\nimport z\nimport a\n'],
  ['only from imports', 'from fastapi import FastAPI\n', 'import os\nfrom fastapi import FastAPI\n'],
  ['an alias does not count', 'import os as o\n', 'import os\nimport os as o\n'],
  ['a function import does not count', 'def f():\n    import os\n', 'import os\n\ndef f():\n    import os\n'],
  ['a docstring', '"""d"""\n\nx = 1\n', '"""d"""\n\nimport os\n\nx = 1\n'],
  ['a docstring right above', '"""d"""\nx = 1\n', '"""d"""\n\nimport os\n\nx = 1\n'],
  ['a docstring alone', '"""d"""', '"""d"""\n\nimport os'],
  [
    'a future import',
    '"d"\nfrom __future__ import annotations\nx = 1\n',
    '"d"\nfrom __future__ import annotations\n\nimport os\n\nx = 1\n',
  ],
  [
    'future and block',
    'from __future__ import annotations\nimport z\n',
    'from __future__ import annotations\nimport os\nimport z\n',
  ],
  [
    'comments',
    '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = 1\n',
    '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nimport os\n\nx = 1\n',
  ],
  ['comments and a blank line', '# é🎉\n\nx = 1\n', '# é🎉\n\nimport os\n\nx = 1\n'],
  ['only a comment', '# c', '# c\nimport os\n'],
  [
    'try first',
    'try:\n    import a\nexcept ImportError:\n    a = None\nimport z\n',
    'import os\n\ntry:\n    import a\nexcept ImportError:\n    a = None\nimport z\n',
  ],
  ['code first', 'PORT = 1\nimport z\n', 'import os\n\nPORT = 1\nimport z\n'],
  ['a comment behind', 'import json  # noqa\nimport sys\n', 'import json  # noqa\nimport os\nimport sys\n'],
  ['semicolons', 'import json; import sys\n', 'import json; import sys\nimport os\n'],
  ['CRLF', '"""d"""\r\nimport json\r\n', '"""d"""\r\nimport json\r\nimport os\r\n'],
  [
    'a statement over lines',
    'import json, \\\n    re\nx = 1\n',
    'import json, \\\n    re\nimport os\nx = 1\n',
  ],
])('import os: %s', (_, before, after) => {
  expect(ensure(before)).toBe(after);
});

test.each([
  ['joins', 'from x import z  # c\n', 'from x import y, z  # c\n'],
  ['joins at the end', 'from x import a\n', 'from x import a, y\n'],
  ['joins an unsorted list', 'from x import z, a\n', 'from x import z, a, y\n'],
  ['joins in brackets', 'from x import (a, b)\n', 'from x import (a, b, y)\n'],
  ['an alias does not count', 'from x import y as w\n', 'from x import y, y as w\n'],
  ['a star is not joined', 'from x import *\n', 'from x import y\nfrom x import *\n'],
  [
    'sorted',
    'import z\nfrom a import b\nfrom y import c\n',
    'import z\nfrom a import b\nfrom x import y\nfrom y import c\n',
  ],
  ['after plain imports', 'import os\nfrom z import c\n', 'import os\nfrom x import y\nfrom z import c\n'],
])('from x import y: %s', (_, before, after) => {
  expect(ensure(before, 'x', 'y')).toBe(after);
});

function atUse(text: string): string {
  return applyEdits(text, ensureImport(text, text.indexOf('USE'), 'os'));
}

test.each([
  [
    'an import below the use comes too late',
    'import a\nUSE\nimport os\n',
    'import a\nimport os\nUSE\nimport os\n',
  ],
  ['a function that imports it above', 'def f():\n    import os\n    USE\n', null],
  ['another function that binds it', 'def f(os):\n    pass\nUSE\n', null],
  ['a comprehension, an attribute and a keyword', '[os for os in x]\na.os = f(os=1)\nUSE\n', null],
  ['another module as a member', 'x = 1\nfrom os import path\nimport x.os\nUSE\n', null],
  ['a class that binds it', 'class C:\n    os = 1\nUSE\n', null],
])('the use decides: %s', (_, before, after) => {
  expect(atUse(before)).toBe(after ?? `import os\n\n${before}`);
});

test.each([
  ['another module', 'import platform as os\nUSE\n', 'line 1'],
  ['a name of another module', 'from x import os\nUSE\n', 'line 1'],
  ['an assignment', 'import os\nos = f()\nUSE\n', 'line 2'],
  ['one of several targets', 'a, os = f()\nUSE\n', 'line 1'],
  ['a function', 'def os():\n    pass\nUSE\n', 'line 1'],
  ['a loop', 'for os in x:\n    pass\nUSE\n', 'line 1'],
  ['a parameter', 'def f(a, os: str = ""):\n    USE\n', 'line 1'],
  ['a local name', 'def f():\n    USE\n    with x as os:\n        pass\n', 'line 3'],
  ['a later import of the function', 'import os\ndef f():\n    USE\n    import os\n', 'below the place'],
])('another meaning is refused: %s', (_, text, reason) => {
  expect(() => atUse(text)).toThrow(reason);
});

function move(text: string): string {
  const statement = parsePython(text).find({ rule: { kind: 'import_from_statement' } });
  if (!statement) throw new Error('no import');
  const result = applyEdits(
    text,
    setImportModule(text, spanOf(statement), 'app.db.base', 'app.database', 'Base'),
  );
  expect(pythonComplaint(result)).toBe('');
  return result;
}

test.each([
  ['alone', 'from app.db.base import Base  # noqa\n', 'from app.database import Base  # noqa\n'],
  ['with alias', 'from app.db.base import Base as B\n', 'from app.database import Base as B\n'],
  [
    'first',
    'from app.db.base import Base, b\n',
    'from app.db.base import b\nfrom app.database import Base\n',
  ],
  [
    'last, CRLF',
    'from app.db.base import a, Base as B  # c\r\n',
    'from app.db.base import a  # c\r\nfrom app.database import Base as B\r\n',
  ],
  [
    'continued',
    'from app.db.base import a, \\\n    Base\n',
    'from app.db.base import a\nfrom app.database import Base\n',
  ],
  [
    'own line',
    'from app.db.base import (\n    a,  # 1\n    Base,  # noqa\n)\n',
    'from app.db.base import (\n    a,  # 1\n)\nfrom app.database import Base  # noqa\n',
  ],
  [
    'own line, no comma',
    'from app.db.base import (\n    a,\n    Base\n)\n',
    'from app.db.base import (\n    a,\n)\nfrom app.database import Base\n',
  ],
  [
    'shared line',
    'from app.db.base import (Base,  # c\n    b)\n',
    'from app.db.base import (  # c\n    b)\nfrom app.database import Base\n',
  ],
  [
    'comment before',
    'from app.db.base import (a,  # c\n    Base)\n',
    'from app.db.base import (a,  # c\n    )\nfrom app.database import Base\n',
  ],
  [
    'in a block',
    'if x:\n    from app.db.base import Base, b\n',
    'if x:\n    from app.db.base import b\n    from app.database import Base\n',
  ],
  [
    'semicolon',
    'from app.db.base import Base, b; x = 1\n',
    'from app.db.base import b\nfrom app.database import Base\nx = 1\n',
  ],
  ['already there', 'from app.database import Base\n', 'from app.database import Base\n'],
])('module: %s', (_, before, after) => {
  expect(move(before)).toBe(after);
});

test('module: another import is refused', () => {
  expect(() => move('from app.other import Base\n')).toThrow('is from app.other, not app.db.base');
  expect(() => move('from app.db.base import a\n')).toThrow('does not name Base');
});

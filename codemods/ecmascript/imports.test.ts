// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
import { describe, expect, it } from 'vitest';
import * as ecmascript from '../ecmascript.ts';
import { applied } from './testing.ts';

describe.each(['main.ts', 'main.js'])('%s', (path) => {
  describe('ensureImport', () => {
    it.each([
      ["import { a } from 'm'\n", "import { a, join } from 'm'\n"],
      ["import { join, a } from 'm'\n", "import { join, a } from 'm'\n"],
      ["import m from 'm'\n", "import m, { join } from 'm'\n"],
      ["import {} from 'm'\n", "import { join } from 'm'\n"],
      ["import {\r\n\ta,\r\n} from 'm';\r\n", "import {\r\n\ta,\r\n\tjoin,\r\n} from 'm';\r\n"],
      ["import * as m from 'm'\n", "import * as m from 'm'\nimport { join } from 'm'\n"],
      ["import { join as j } from 'm'\n", "import { join as j, join } from 'm'\n"],
      [
        "import 'm'; // first\r\n\r\nrun();\r\n",
        "import 'm'; // first\r\nimport { join } from 'm';\r\n\r\nrun();\r\n",
      ],
      [
        'import a from "a";\nrun();\nimport b from "b";\n',
        'import a from "a";\nrun();\nimport b from "b";\nimport { join } from "m";\n',
      ],
      ["import a from 'a'; run()", "import a from 'a';\nimport { join } from 'm';\n run()"],
      ["const { a } = require('m')\n", "const { a, join } = require('m')\n"],
      ["const { a, ...rest } = require('m')\n", "const { a, join, ...rest } = require('m')\n"],
      ["const { join: j } = require('m');\n", "const { join: j, join } = require('m');\n"],
      ["const { join } = require('m')\n", "const { join } = require('m')\n"],
      [
        "'use strict'\nrequire('dotenv').config()\nconst m = require('m')\nm.x()\nconst b = require('b')\n",
        "'use strict'\nrequire('dotenv').config()\nconst m = require('m')\nconst { join } = require('m')\nm.x()\nconst b = require('b')\n",
      ],
    ])('%j', async (source, expected) => {
      const result = await applied(path, source, await ecmascript.ensureImport(path, source, 'm', ['join']));
      expect(result).toBe(expected);
      expect(await ecmascript.ensureImport(path, result, 'm', ['join'])).toEqual([]);
    });

    it('refuses a name that stands for something else', async () => {
      for (const source of [
        "import { join } from 'other'",
        'const { x: [join] } = y; export {}',
        'export class join {}',
      ]) {
        await expect(ecmascript.ensureImport(path, source, 'm', ['join']), source).rejects.toThrow(
          'cannot import join from m: the file already declares join',
        );
      }
    });
  });
});

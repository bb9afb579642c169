import { expect, it } from 'vitest';
import { type Files, inFolder, modelOf } from './testing.ts';
import { variablesOf } from './variables.ts';

const FLASK = 'import os\nimport sys\nfrom flask import Flask\n\napp = Flask(__name__)\n';
const EXPRESS = "import express from 'express';\nconst app = express();\napp.listen(process.env.PORT);\n";
const PACKAGE = '{"name": "api", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}';

async function variables(files: Files) {
  return inFolder(files, async (root) => {
    const model = await modelOf(root);
    return model.services.flatMap((service) => variablesOf(model, service));
  });
}

async function needs(files: Files) {
  return Object.fromEntries((await variables(files)).map(({ name, need }) => [name, need]));
}

const python = (code: string, more: Files = {}) =>
  needs({ 'requirements.txt': 'flask\ngunicorn\n', 'app.py': FLASK + code, ...more });
const node = (code: string, more: Files = {}) =>
  needs({ 'package.json': PACKAGE, 'server.js': EXPRESS + code, ...more });

it.each([
  ['A = os.environ["A"]', 'required'],
  ['A = os.getenv("A")\nif not A:\n    raise ValueError("A")', 'required'],
  ['A = os.getenv("A", "")\nB = 1\nif B or not A:\n    sys.exit(1)', 'required'],
  ['A = os.getenv("A")\nif A is None:\n    raise ValueError("A")', 'required'],
  ['A = os.getenv("A")\nif not all([A, app]):\n    raise ValueError("A")', 'required'],
  ['if not os.getenv("A"):\n    raise ValueError("A")', 'required'],
  ['A = os.getenv("A")\nassert A', 'required'],
  ['A = os.getenv("A")', 'no-default'],
  ['A = os.getenv("A", "")', 'no-default'],
  ['A = os.getenv("A", None)', 'no-default'],
  ['A = os.getenv("A") or None', 'no-default'],
  ['connect(os.getenv("A"))', 'no-default'],
  ['A = os.getenv("A", "a")\nif A not in ("a", "b"):\n    raise ValueError("A")', 'defaulted'],
  ['A = os.getenv("A") or "a"', 'defaulted'],
  ['A = int(os.getenv("A") or 3)', 'defaulted'],
  ['A = os.getenv("A")\nif not A:\n    A = "a"', 'defaulted'],
  ['A = os.getenv("A") == "1"', 'optional'],
  ['A = os.getenv("A", "").lower() in ("1", "true")', 'optional'],
  ['A = bool(os.getenv("A"))', 'optional'],
  ['if os.getenv("A"):\n    connect(os.getenv("A"))', 'optional'],
  ['A = os.getenv("A") if os.getenv("A") else "a"', 'optional'],
])('Python: %s', async (code, need) => {
  expect(await python(`${code}\n`)).toEqual({ A: need });
});

it.each([
  ['connect(process.env.A)', 'no-default'],
  ['const a = Number(process.env.A);', 'no-default'],
  ["const a = process.env.A || '';", 'no-default'],
  ['const { A } = process.env;', 'no-default'],
  ['const a = process.env.A!;', 'required'],
  ['const a = process.env.A;\nif (!a) throw new Error();', 'required'],
  ['const a = process.env.A;\nif (!a || a.length > 3) {\n  process.exit(1);\n}', 'required'],
  ['const { A: a } = process.env;\nif (a === undefined) throw new Error();', 'required'],
  ['if (!process.env.A) {\n  throw new Error();\n}', 'required'],
  ['invariant(process.env.A);', 'required'],
  ["const a = process.env.A ?? 'a';", 'defaulted'],
  ['const a = Number(process.env.A) || 3;', 'defaulted'],
  ["const a = process.env.A?.split(',') ?? [];", 'defaulted'],
  ['const a = parseInt(process.env.A, 10) || 3;', 'defaulted'],
  ["const a = process.env.A === 'true';", 'optional'],
  ["const a = process.env.A;\nif (a === 'true') go();", 'optional'],
  ["const a = configService.get<string>('A') || 'a';", 'defaulted'],
  ["if (this.configService.get('A') !== 'true') go();", 'optional'],
  ["const a = configService.get<string>('A');", 'no-default'],
  ["if (process.env.A?.toLowerCase() !== 'on') go();", 'optional'],
  ['const a = !!process.env.A;', 'optional'],
  ['if (process.env.A) connect(process.env.A);', 'optional'],
  ["const a = process.env.A ? process.env.A : 'a';", 'optional'],
  ['const a = process.env.A && connect(process.env.A);', 'optional'],
])('Node: %s', async (code, need) => {
  expect(await needs({ 'package.json': PACKAGE, 'server.ts': `${EXPRESS}${code}\n` })).toEqual({ A: need });
});

it('takes the strongest need of all reads', async () => {
  expect(await node("const a = process.env.A ?? 'a';\nconnect(process.env.A);\n")).toEqual({
    A: 'no-default',
  });
});

it('leaves out what only scripts beside the process read', async () => {
  const read = 'import os\nA = os.environ["BESIDE"]\n';
  const more = { 'scripts/load.py': read, 'tools/run.py': read, 'migrations/0001.py': read, 'seed.py': read };
  expect(await python('', more)).toEqual({});
  expect(await node('', { 'knexfile.js': 'module.exports = process.env.BESIDE;\n' })).toEqual({});
});

it('keeps what the process imports from such a folder, what starts it, and what migrations run', async () => {
  const tool = 'import os\nfrom tools.more import b\nA = os.environ["TOOL"]\n';
  const code = 'from tools.search import A\n';
  expect(
    await python(code, {
      'tools/search.py': tool,
      'tools/more.py': 'import os\nb = os.environ["MORE"]\n',
      'migrations/env.py': 'import os\nurl = os.environ["URL"]\n',
    }),
  ).toEqual({ TOOL: 'required', MORE: 'required', URL: 'required' });
  const files = {
    'package.json': PACKAGE.replace('server.js', 'bin/www.js'),
    'bin/www.js': `${EXPRESS}connect(process.env.A);\n`,
  };
  expect(await needs(files)).toEqual({ A: 'no-default' });
});

it('takes a number or a switch with a default for no secret', async () => {
  const code = [
    'A = int(os.getenv("ACCESS_TOKEN_EXP", "15"))',
    'B = os.getenv("USE_TOKEN", "true")',
    'C = os.environ["ADMIN_PASS"]',
    'D = os.environ["MAIL_PWD"]',
    '',
  ].join('\n');
  const found = await variables({ 'requirements.txt': 'flask\ngunicorn\n', 'app.py': FLASK + code });
  expect(found.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['ADMIN_PASS', 'MAIL_PWD']);
});

const SCHEMA =
  'z.object({ PORT: z.coerce.number().default(3000), URL: z.string().url(), A: z.string().optional() })';
const CHECKED = { URL: 'required', A: 'optional' };

it.each([
  [`const schema = ${SCHEMA};\nexport const env = schema.parse(process.env);`, CHECKED],
  [`const parsed = ${SCHEMA}.passthrough().safeParse(process.env);`, CHECKED],
  [
    `const base = z.object({ URL: z.string() });\nbase.extend({ A: z.string().optional() }).parse(process.env);`,
    CHECKED,
  ],
  [
    `const s = z.object({ url: z.string(), a: z.string().default('x') });\ns.parse({ url: process.env.URL, a: process.env.A });`,
    { URL: 'required', A: 'defaulted' },
  ],
  [
    "cleanEnv(process.env, { URL: str(), A: str({ default: 'x' }), B: str({ devDefault: 'x' }) });",
    { URL: 'required', A: 'defaulted', B: 'required' },
  ],
  [
    'createEnv({ server: { URL: z.string() }, client: { A: z.string().optional() }, runtimeEnv: { URL: process.env.URL, A: process.env.A } });',
    CHECKED,
  ],
  [
    'const s = Joi.object().keys({ URL: Joi.string().required(), A: Joi.string() }).unknown();\nconst { value } = s.prefs({}).validate(process.env);',
    CHECKED,
  ],
  [
    'ConfigModule.forRoot({ validationSchema: Joi.object({ URL: Joi.string().required(), A: Joi.number().default(3) }) });\nprocess.env.B;',
    { URL: 'required', A: 'defaulted', B: 'no-default' },
  ],
  ['v.parse(v.object({ URL: v.string(), A: v.optional(v.string()) }), process.env);', CHECKED],
])('reads the names of a schema: %s', async (code, expected) => {
  expect(await needs({ 'package.json': PACKAGE, 'server.ts': `${EXPRESS}${code}\n` })).toEqual(expected);
});

it('reads the names that node-config lays over its settings', async () => {
  const json = '{"db": {"url": "DB_URL", "pool": {"__name": "POOL", "__format": "json"}}}';
  expect(await node('', { 'config/custom-environment-variables.json': json })).toEqual({
    DB_URL: 'no-default',
    POOL: 'no-default',
  });
  const code = "export default { db: { url: 'DB_URL', pool: { __name: 'POOL', __format: 'json' } } };\n";
  expect(await node('', { 'config/custom-environment-variables.ts': code })).toEqual({
    DB_URL: 'no-default',
    POOL: 'no-default',
  });
});

it('takes the names of an example where the environment is passed on whole', async () => {
  const example = { '.env.example': '# comment\nURL=postgres://u:p@h/d\nexport A = x\n# B=1\n' };
  expect(await node('check(process.env);\n', example)).toEqual({ URL: 'no-default', A: 'no-default' });
  expect(await node("spawn('x', { env: process.env });\nObject.assign(process.env, {});\n", example)).toEqual(
    {},
  );
  expect(await node(`${SCHEMA}.parse(process.env);\n`, example)).toEqual(CHECKED);
  const found = await variables({
    'package.json': PACKAGE,
    'server.js': `${EXPRESS}check(process.env);\n`,
    ...example,
  });
  expect(JSON.stringify(found)).not.toContain('postgres');
  expect(found.map(({ path, line }) => [path, line])).toEqual([
    ['.env.example', 3],
    ['.env.example', 2],
  ]);
});

import { describe, expect, test } from 'vitest';
import { looksSecret, maskSecrets } from './secrets.ts';

describe('masked', () => {
  test.each([
    ['postgresql://app:hunter22@db:5432/app', 'postgresql://app:***@db:5432/app'],
    ['"redis://:pa55word@cache"', '"redis://:***@cache"'],
    ['connect("host=db dbname=x password=hunter22")', 'connect("host=db dbname=x password=***")'],
    ['connect("host = db dbname=x password = hunter22")', 'connect("host = db dbname=x password = ***")'],
    [`connect("host=db password='hunter 22' port=1")`, 'connect("host=db password=*** port=1")'],
    [`connect('host=db password=\\'hunter 22\\' port=1')`, `connect('host=db password=*** port=1')`],
    [`connect("password = 'hun\\'ter 22' host=db")`, 'connect("password = *** host=db")'],
    ['connect("password=hunter22 host=db")', 'connect("password=*** host=db")'],
    ['postgres://u:p@ss@host/db', 'postgres://u:***@host/db'],
    ['postgres://u:%40bc%20d@host/db', 'postgres://u:***@host/db'],
    ['postgresql+asyncpg://u:$ecret1@host/db', 'postgresql+asyncpg://u:***@host/db'],
    ['SECRET_KEY = "a-long-one"', 'SECRET_KEY = "***"'],
    ['SECRET_KEY: str = "a-long-one"', 'SECRET_KEY: str = "***"'],
    ["secret_key: Optional[str] = 'a-long-one'", "secret_key: Optional[str] = '***'"],
    ['SECRET_KEY: str = Field("a-long-one", min_length=8)', 'SECRET_KEY: str = Field("***", min_length=8)'],
    ['SECRET_KEY: str = Field(default="a-long-one")', 'SECRET_KEY: str = Field(default="***")'],
    ['"apiKey": "abcd1234"', '"apiKey": "***"'],
    ["password='hunter22'", "password='***'"],
    ['jwt_secret: `abcd1234`', 'jwt_secret: `***`'],
    ['app.config["SECRET_KEY"] = "abcd1234"', 'app.config["SECRET_KEY"] = "***"'],
    ['os.getenv("SECRET_KEY", "dev-secret-1")', 'os.getenv("SECRET_KEY", "***")'],
    ["config('SECRET_KEY', default='dev-secret-1')", "config('SECRET_KEY', default='***')"],
    ['os.getenv("SECRET_KEY") or "dev-secret-1"', 'os.getenv("SECRET_KEY") or "***"'],
    ["process.env.JWT_SECRET || 'dev-secret-1'", "process.env.JWT_SECRET || '***'"],
    ["process.env['JWT_SECRET'] ?? 'dev-secret-1'", "process.env['JWT_SECRET'] ?? '***'"],
    [
      "jwt.sign({ id: user.id }, 'abcd1234', { expiresIn })",
      "jwt.sign({ id: user.id }, '***', { expiresIn })",
    ],
    ['jwt.encode(payload, "abcd1234", algorithm="HS256")', 'jwt.encode(payload, "***", algorithm="HS256")'],
    ['SECRET_KEY=abcdef123', 'SECRET_KEY=***'],
    ['+STRIPE_API_KEY=abcdef123', '+STRIPE_API_KEY=***'],
    ['export DB_PASSWORD=hunter22', 'export DB_PASSWORD=***'],
    ['ENV DB_PASSWORD=hunter22', 'ENV DB_PASSWORD=***'],
    ['SECRET_KEY=django-insecure-(x&1', 'SECRET_KEY=***'],
    ['      - DB_PASSWORD=hunter22', '      - DB_PASSWORD=***'],
    ['  POSTGRES_PASSWORD: hunter22', '  POSTGRES_PASSWORD: ***'],
    ['  - key: SECRET_KEY\n    value: abcdef123\n', '  - key: SECRET_KEY\n    value: ***\n'],
    ['+  - key: SECRET_KEY\n+    value: "abcdef123"\n', '+  - key: SECRET_KEY\n+    value: ***\n'],
    ['stripe.key = "sk_live_abcdefghijklmnop1234"', 'stripe.key = "***"'],
    ['x = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"', 'x = "***"'],
    ['AKIAIOSFODNN7EXAMPLE', '***'],
    ['web: SECRET_KEY=hunter2 uvicorn main:app', 'web: SECRET_KEY=*** uvicorn main:app'],
    ['"start":"JWT_SECRET=hunter2 PORT=3000 node s.js"', '"start":"JWT_SECRET=*** PORT=3000 node s.js"'],
    ['"start":"JWT_SECRET=\\"hunter2\\" node s.js"', '"start":"JWT_SECRET=\\"***\\" node s.js"'],
    ['ENV A=1 SECRET_KEY=hunter2', 'ENV A=1 SECRET_KEY=***'],
    ['ENV SECRET_KEY hunter2', 'ENV SECRET_KEY ***'],
    ['Environment="SECRET_KEY=hunter2" "X=1"', 'Environment="SECRET_KEY=***" "X=1"'],
    ['Environment=SECRET_KEY=hunter2', 'Environment=SECRET_KEY=***'],
    ['  - value: hunter2\n    key: SECRET_KEY\n', '  - value: ***\n    key: SECRET_KEY\n'],
    ['- { key: SECRET_KEY, value: hunter2 }', '- { key: SECRET_KEY, value: *** }'],
    ['DB_PASS=hunter2', 'DB_PASS=***'],
    ['MAIL_PWD=hunter2', 'MAIL_PWD=***'],
    ['MOT_DE_PASSE=hunter2', 'MOT_DE_PASSE=***'],
    ['FERNET_KEY=hunter2', 'FERNET_KEY=***'],
    ["auth: { user, pass: 'hunter2' }", "auth: { user, pass: '***' }"],
    ['SECRET_KEY = (\n  "hunter2"\n)', 'SECRET_KEY = (\n  "***"\n)'],
    ['SECRET_KEY = (\n  "hunter2"\n  "more2"\n)', 'SECRET_KEY = (\n  "***"\n  "***"\n)'],
    ['SECRET_KEY = """hunter2"""', 'SECRET_KEY = """***"""'],
    ['SECRET_KEY = "hun\\"ter2"', 'SECRET_KEY = "***"'],
    ['postgres://u:p/a@ss@host/db', 'postgres://u:***@host/db'],
    ['postgres://u:12/ab@host/db', 'postgres://u:***@host/db'],
    ['"postgres://host/db?user=u&password=hunter2&ssl=1"', '"postgres://host/db?user=u&password=***&ssl=1"'],
    ['"postgres://u:hunter2@host/db?password=hunter2"', '"postgres://u:***@host/db?password=***"'],
    [`echo \${DB_PASSWORD:-hunter2}`, `echo \${DB_PASSWORD:-***}`],
    ['run --api-key=hunter2 --password hunter2', 'run --api-key=*** --password ***'],
    [
      '-----BEGIN PRIVATE KEY-----\nMIIE\nvQ==\n-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\n***\n***\n-----END PRIVATE KEY-----',
    ],
  ])('%j', (text, masked) => expect(maskSecrets(text)).toBe(masked));
});

describe('kept', () => {
  test.each([
    'SECRET_KEY = os.getenv("SECRET_KEY")',
    'SECRET_KEY=os.getenv("SECRET_KEY")',
    'SECRET_KEY=os.environ["SECRET_KEY"]',
    'SECRET_KEY = settings.secret_key',
    'JWT_SECRET=process.env.JWT_SECRET;',
    'const JWT_SECRET = process.env.JWT_SECRET ?? fail();',
    'const secret = configService.get("JWT_SECRET");',
    'os.getenv("SECRET_KEY", None)',
    'SECRET_KEY: str',
    'SECRET_KEY: SecretStr',
    'password: str = Form()',
    'password: string;',
    'def login(password: str, token: str = Depends(oauth2)):',
    'if not SECRET_KEY:',
    'if password == stored_password:',
    `SECRET_KEY=\${SECRET_KEY}`,
    'SECRET_KEY=$SECRET_KEY',
    'SECRET_KEY=<your secret>',
    'SECRET_KEY=your-secret-here',
    'SECRET_KEY="change-me"',
    `password="\${DB_PASSWORD}"`,
    `postgresql://user:\${DB_PASSWORD}@db/app`,
    'postgresql://user:$DB_PASSWORD@db/app',
    'f"postgresql://{user}:{password}@{host}/{name}"',
    '"postgresql://%s:%s@%s/%s" % parts',
    'postgresql://user:<password>@host/db',
    'postgresql://user:***@host/db',
    'http://localhost:3000/path',
    'http://localhost:3000/@scope/name',
    'git@github.com:owner/name.git',
    'DATABASE_URL=sqlite:///app.db',
    'PORT=8000',
    'PWD=/app/folder',
    'PASS_THROUGH=headers1',
    'app.config.update(SECRET_KEY=secret_key)',
    'app.config.update(SECRET_KEY=SECRET_KEY, DEBUG=False)',
    'app.config.update(SECRET_KEY=os.environ["SECRET_KEY"])',
    'connect(password=settings.password, token=token)',
    'web: SECRET_KEY=$SECRET_KEY uvicorn main:app',
    'if SECRET_KEY=="abc1": pass',
    '- key: LOG_LEVEL\n  value: debug123\n- key: SECRET_KEY\n  sync: false\n',
    'uvicorn main:app --limit-max-requests 1000 --token-limit 4096',
    'primary_key="identity"',
    '  - key: SECRET_KEY\n    generateValue: true\n',
    '  - key: SECRET_KEY\n    sync: false\n',
    '  - key: LOG_LEVEL\n    value: debug123\n',
    `  SECRET_KEY: \${SECRET_KEY}`,
    'SECRET_KEY = ""',
  ])('%j', (text) => expect(maskSecrets(text)).toBe(text));
});

test('masking twice changes nothing, and lines stay lines', () => {
  const text = 'A = 1\r\nSECRET_KEY = "abcdef12"\r\nDB_PASSWORD=hunter22\r\nB = 2\r\n';
  const masked = maskSecrets(text);
  expect(masked).toBe('A = 1\r\nSECRET_KEY = "***"\r\nDB_PASSWORD=***\r\nB = 2\r\n');
  expect(maskSecrets(masked)).toBe(masked);
});

test('a long line takes no long time', () => {
  const start = performance.now();
  for (const unit of ['a', 'secret', ':', 'x://', '"', 'SECRET_KEY: ', '= ', '_', 'port=1 ', "'password="])
    maskSecrets(unit.repeat(20_000));
  expect(performance.now() - start).toBeLessThan(4000);
});

test('names of secrets', () => {
  for (const name of [
    'SECRET_KEY',
    'DB_PASSWORD',
    'STRIPE_API_KEY',
    'DATABASE_URL',
    'SENTRY_DSN',
    'ENCRYPTION_KEY',
    'DB_PASS',
    'MAIL_PWD',
    'MOT_DE_PASSE',
  ])
    expect(looksSecret(name), name).toBe(true);
  for (const name of ['PORT', 'LOG_LEVEL', 'KEYBOARD', 'HOST', 'MONKEY', 'PWD', 'PUBLIC_KEY', 'TOKEN_TTL'])
    expect(looksSecret(name), name).toBe(false);
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text
import { describe, expect, it } from 'vitest';
import { applied, edited, marked } from '../ecmascript/testing.ts';
import * as ecmascript from '../ecmascript.ts';

const MODULE = `import { Module } from '@nestjs/common';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true } satisfies Options),
    ScheduleModule.forRoot(), // jobs
  ],
})
export class AppModule {}
`;

const SERVICE = `import { Injectable } from '@nestjs/common';

@Injectable()
export class Jobs<T extends object = {}> {
  constructor(private readonly mails: Mails<T>) {}

  sync(): Promise<void>;
  sync(all: boolean): Promise<void>;
  @Cron(CronExpression.EVERY_HOUR, { name: 'sync 🚀' })
  async sync(all?: boolean): Promise<void> {
    await this.mails.send<T>(all!);
  }
}
`;

it('makes a module of a decorator conditional', async () => {
  const span = { start: MODULE.indexOf('ScheduleModule'), end: MODULE.indexOf(', // jobs') };
  const edits = await ecmascript.makeElementConditional(
    'app.module.ts',
    MODULE,
    span,
    "process.env.JOBS === '1'",
  );
  expect(await applied('app.module.ts', MODULE, edits)).toBe(
    MODULE.replace(
      'ScheduleModule.forRoot()',
      "...(process.env.JOBS === '1' ? [ScheduleModule.forRoot()] : [])",
    ),
  );
});

describe('guardMethodBody', () => {
  const guard = (text: string, method: string) =>
    ecmascript.guardMethodBody('jobs.ts', text, 'Jobs', method, 'if (off) {\n  return;\n}');

  it('finds the implementation among overloads, behind a decorator', async () => {
    const result = await applied('jobs.ts', SERVICE, await guard(SERVICE, 'sync'));
    const body = '    await this.mails';
    expect(result).toBe(SERVICE.replace(body, `    if (off) {\n      return;\n    }\n${body}`));
    expect(await guard(result, 'sync')).toEqual([]);
  });

  it('fills an empty constructor', async () => {
    const result = await applied('jobs.ts', SERVICE, await guard(SERVICE, 'constructor'));
    expect(result).toContain('Mails<T>) {\n    if (off) {\n      return;\n    }\n  }\n');
  });

  it('refuses an abstract method', async () => {
    const text = 'abstract class Jobs { abstract sync(): void }';
    await expect(guard(text, 'sync')).rejects.toThrow('no method Jobs.sync with a body');
  });
});

it('puts a decorator in front of the others', async () => {
  const add = (text: string) => ecmascript.addDecorator('jobs.ts', text, 'Jobs', 'sync', '@Public()');
  const result = await applied('jobs.ts', SERVICE, await add(SERVICE));
  expect(result).toBe(SERVICE.replace('  @Cron(', '  @Public()\n  @Cron('));
  expect(await add(result)).toEqual([]);
});

it.each([
  ['await «app.listen<string>(port! as number)»;', "await app.listen<string>(port! as number, '0.0.0.0');"],
  [
    'await «app.listen<(a: string) => void>(port)»;',
    "await app.listen<(a: string) => void>(port, '0.0.0.0');",
  ],
  ['«new Server<Map<string, number>>(port)»', "new Server<Map<string, number>>(port, '0.0.0.0')"],
])('setArgument passes over types: %j', async (source, expected) => {
  const result = await edited('a.mts', source, (...at) => ecmascript.setArgument(...at, 1, "'0.0.0.0'"));
  expect(result).toBe(expected);
});

it.each([
  ['a.ts', 'const o = «{ a: 1 }» satisfies O;', 'const o = { a: 1, port: p } satisfies O;'],
  ['a.ts', 'f(<O>«{ a }»)', 'f(<O>{ a, port: p })'],
  ['a.tsx', 'const e = <A o={«{ a }»} />;', 'const e = <A o={{ a, port: p }} />;'],
  ['a.cts', 'const o = «{ get port() { return 1 } }»', 'const o = { port: p }'],
])('setProperty in %s: %j', async (path, source, expected) => {
  expect(await edited(path, source, (...at) => ecmascript.setProperty(...at, 'port', 'p'))).toBe(expected);
});

it.each([
  ['a.tsx', 'const e = <A url=«"http://localhost"»>text</A>;', 'const e = <A url={a ?? b}>text</A>;'],
  ['a.tsx', 'const e = <A url={«url»} />;', 'const e = <A url={a ?? b} />;'],
  ['a.ts', 'const x = «y» as string;', 'const x = (a ?? b) as string;'],
  ['a.ts', 'const x = «y»!;', 'const x = (a ?? b)!;'],
  ['a.ts', 'const x = «y» satisfies string;', 'const x = (a ?? b) satisfies string;'],
  ['a.ts', 'enum E { A = «1» }', 'enum E { A = a ?? b }'],
  [
    'a.ts',
    'class A { constructor(@Inject(«KEY») private a = 1) {} }',
    'class A { constructor(@Inject(a ?? b) private a = 1) {} }',
  ],
  ['a.ts', 'x = «y»', 'x = a ?? b'],
  ['a.ts', 'class A extends «B» {}', 'class A extends (a ?? b) {}'],
])('replaceExpression in %s: %j', async (path, source, expected) => {
  expect(await edited(path, source, (...at) => ecmascript.replaceExpression(...at, 'a ?? b'))).toBe(expected);
});

it.each([
  'let x: «"literal"»',
  'let x: «Name»',
  'export { «a» }',
  'import x = require(«"m"»)',
  '«label»: for (;;) {}',
])('replaceExpression refuses %j', async (source) => {
  const { text, span } = marked(source);
  await expect(ecmascript.replaceExpression('a.ts', text, span, 'x')).rejects.toThrow(RangeError);
});

it.each([
  ["import type { T } from 'm'\n", "import type { T } from 'm'\nimport { join } from 'm'\n"],
  ["import { type T } from 'm'\n", "import { type T, join } from 'm'\n"],
  ["import fs = require('fs')\n", "import fs = require('fs')\nimport { join } from 'm'\n"],
  [
    "import d from 'd' with { type: 'json' };\n",
    "import d from 'd' with { type: 'json' };\nimport { join } from 'm';\n",
  ],
  ["const fs = require('fs')\n", "const fs = require('fs')\nconst { join } = require('m')\n"],
  ['export const a = 1;\n', "import { join } from 'm';\n\nexport const a = 1;\n"],
])('ensureImport %j', async (source, expected) => {
  const result = await applied('a.ts', source, await ecmascript.ensureImport('a.ts', source, 'm', ['join']));
  expect(result).toBe(expected);
  expect(await ecmascript.ensureImport('a.ts', result, 'm', ['join'])).toEqual([]);
});

it('ensureImport refuses a name that is imported as a type', async () => {
  for (const source of [
    "import type { join } from 'm'",
    "import { type join } from 'm'",
    'interface join {}',
  ]) {
    await expect(ecmascript.ensureImport('a.ts', source, 'm', ['join'])).rejects.toThrow(
      'already declares join',
    );
  }
});

it('reads the extension: JSX and type assertions exclude each other', async () => {
  expect(await ecmascript.syntaxError('a.ts', 'const a = <T>b;')).toBeNull();
  expect(await ecmascript.syntaxError('a.tsx', 'const a = <T>b;')).not.toBeNull();
  expect(await ecmascript.syntaxError('a.ts', 'const a: number = "types are not checked";')).toBeNull();
  expect(await ecmascript.syntaxError('a.d.ts', 'declare const a: string;')).toBeNull();
});

import { expect, test } from 'vitest';
import { stampCommand } from './migration-tool.ts';

const tool = { folder: '', migrations: [] };

test.each([
  ['Alembic', 'alembic upgrade head', 'alembic stamp head'],
  ['Flask-Migrate', 'flask --app app:app db upgrade', 'flask --app app:app db stamp head'],
  ['Flask-Migrate', 'flask --app app:app db upgrade heads', 'flask --app app:app db stamp heads'],
] as const)('%s: %s is marked as done by %s', (name, command, stamp) => {
  expect(stampCommand({ ...tool, name, command })).toBe(stamp);
});

test('without a known tool it is that of Alembic', () => {
  expect(stampCommand(null)).toBe('alembic stamp head');
});

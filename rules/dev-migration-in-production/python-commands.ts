import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { programWords } from '@unblock/engine/migration-command';
import type { DevelopmentCommand } from './commands.ts';

/** Asks, or shows what would be done. */
const DRY = /^(--check|--check-changes|--dry-run|--help|-h|--sql)$/;

/** A command that does to a database what belongs to development, by the tools of Python; null for any other. */
export function pythonDevelopment(command: SimpleCommand): DevelopmentCommand | null {
  const [program, ...rest] = programWords(command);
  if (rest.some((word) => DRY.test(word))) return null;
  const actions = rest.filter((word) => !word.startsWith('-'));
  const [first = '', second = ''] = actions;
  switch (program) {
    case 'django-admin':
      if (first === 'makemigrations')
        return { effect: 'generate', tool: 'Django', action: first, variant: 'migrate --noinput', ...PLAIN };
      return /^(flush|reset_db)$/.test(first)
        ? { effect: 'destroy', tool: 'Django', action: first, variant: null, ...PLAIN }
        : null;
    case 'alembic':
      return alembicOf('Alembic', first, actions, rest, 'upgrade head');
    case 'flask':
      if (first !== 'db') return null;
      if (second === 'migrate')
        return { effect: 'generate', tool: 'Flask-Migrate', action: second, variant: 'upgrade', ...PLAIN };
      return alembicOf('Flask-Migrate', second, actions, rest, 'upgrade');
    case 'aerich':
      return first === 'migrate'
        ? { effect: 'generate', tool: 'Aerich', action: first, variant: 'upgrade', ...PLAIN }
        : null;
    default:
      return null;
  }
}

function alembicOf(
  tool: 'Alembic' | 'Flask-Migrate',
  action: string,
  actions: readonly string[],
  words: readonly string[],
  variant: string,
): DevelopmentCommand | null {
  if (action === 'revision' && words.includes('--autogenerate'))
    return { effect: 'generate', tool, action, variant, ...PLAIN };
  const isBase = action === 'downgrade' && actions.includes('base');
  return isBase ? { effect: 'destroy', tool, action, variant: null, ...PLAIN } : null;
}

const PLAIN = { isLossy: false, schema: null } as const;

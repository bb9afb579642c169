import type { Scheme, Source } from './source.ts';

/** The Python function that gives env.py its database URL. */
export function helperCode(name: string, source: Source, scheme: Scheme | null): string {
  const lines = [`def ${name}() -> str:`, `    """The database URL, from ${originOf(source)}."""`];
  const { settings, variable } = source;
  const missing = `"${variable ?? originOf(source)} is not set: migrations need the database URL"`;
  if (settings && settings.text !== settings.expression)
    lines.push(
      `    if not ${settings.expression}:`,
      `        raise RuntimeError(${missing})`,
      `    url = ${settings.text}`,
    );
  else {
    lines.push(`    url = ${settings ? settings.text : `os.environ.get("${variable}")`}`);
    lines.push('    if not url:', `        raise RuntimeError(${missing})`);
  }
  return [...lines, ...normalised(scheme)].join('\n');
}

/** `settings.DATABASE_URL`, or the variable. */
export function originOf({ settings, variable }: Source): string {
  return settings?.expression ?? variable ?? '';
}

function normalised(scheme: Scheme | null): string[] {
  const [first, ...more] = scheme?.from ?? [];
  if (!scheme || !first) return ['    return url'];
  if (more.length === 0 && scheme.target === 'postgresql://')
    return [`    return url.replace("${first}", "${scheme.target}", 1)`];
  const tuple = more.length === 0 ? `"${first}"` : `(${scheme.from.map((from) => `"${from}"`).join(', ')})`;
  return [
    `    if url.startswith(${tuple}):`,
    `        url = "${scheme.target}" + url.split("://", 1)[1]`,
    '    return url',
  ];
}

const LINES = /^[ \t]*(?:FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?|USER[ \t]+(\S+))/gim;

/** The user as whom a Dockerfile runs commands at a place; `root` where nothing names another one. */
export function userAt(text: string, offset: number): string {
  const users = new Map<string, string>();
  let [stage, user] = ['', 'root'];
  for (const [, base, name, given] of text.slice(0, offset).matchAll(LINES)) {
    if (base !== undefined) {
      user = users.get(base.toLowerCase()) ?? 'root';
      stage = name?.toLowerCase() ?? '';
    } else user = /^(root|0)(:|$)/.test(given ?? '') ? 'root' : (given ?? 'root');
    users.set(stage, user);
  }
  return user;
}

/** Whether a command at a place can write into what commands at others have made. */
export function canWrite(text: string, offset: number, made: readonly number[]): boolean {
  const user = userAt(text, offset);
  return user === 'root' || (made.length > 0 && made.every((place) => userAt(text, place) === user));
}

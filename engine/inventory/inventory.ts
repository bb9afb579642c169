import { basename, resolve } from 'node:path';
import { languageOf } from './classify.ts';
import { isBelow } from './folders.ts';
import { findLeftOut, type LeftOut } from './leave-out.ts';
import { listFiles } from './list.ts';
import { readSource, type SourceText, type Unread } from './read.ts';

/**
 * The files of a repository and their texts, with the changes of a plan laid over them. Nothing here writes to the
 * target: an overlay holds what a patch would leave, so that a plan can be rechecked before a byte is written.
 */
export class Inventory {
  readonly root: string;
  readonly leftOut: LeftOut[];
  readonly unread: Unread[];
  /** The repository's name: that of its origin, else of its folder. */
  name: string;
  private readonly texts = new Map<string, SourceText | null>();
  private readonly listed: Set<string>;
  /** Paths that git does not know yet. */
  private untracked = new Set<string>();
  /** Paths whose text is that of a plan and not of the file. */
  private readonly overlaid = new Set<string>();

  private constructor(root: string, listed: Set<string>, leftOut: LeftOut[], unread: Unread[]) {
    this.root = root;
    this.name = basename(resolve(root));
    this.listed = listed;
    this.leftOut = leftOut;
    this.unread = unread;
  }

  /** Lists the repository and leaves out what is not its source. */
  static async of(root: string): Promise<Inventory> {
    const unread: Unread[] = [];
    const files = await listFiles(root, unread);
    const leftOut = findLeftOut(root, files);
    const folders = new Set(leftOut.map(({ folder }) => folder));
    const kept = files.filter(({ path }) => !isBelow(path, folders));
    const listed = new Set(kept.map(({ path }) => path));
    for (const { path } of kept.filter(({ isLink }) => isLink)) {
      const result = readSource(root, path);
      // A link inside the repository stays listed without a text: what it leads to is read under its own name.
      if (!result || !('reason' in result)) continue;
      unread.push({ path, reason: result.reason });
      listed.delete(path);
    }
    const inventory = new Inventory(root, listed, leftOut, unread);
    inventory.untracked = new Set(kept.filter(({ tracked }) => !tracked).map(({ path }) => path));
    return inventory;
  }

  /** Paths of all files, sorted. */
  get paths(): ReadonlySet<string> {
    return this.listed;
  }

  /** Text of a file; null when it is not there, or unreadable (then `unread` says why). */
  read(path: string): string | null {
    return this.source(path)?.text ?? null;
  }

  /** Text and byte order mark of a file, read once. */
  source(path: string): SourceText | null {
    const known = this.texts.get(path);
    if (known !== undefined) return known;
    if (!this.listed.has(path)) return null;
    return this.keep(path, readSource(this.root, path));
  }

  /** Takes over what reading a file gave, and returns its text. */
  keep(path: string, result: ReturnType<typeof readSource>): SourceText | null {
    const source = result && 'text' in result ? result : null;
    if (result && 'reason' in result) this.unread.push({ path, reason: result.reason });
    this.texts.set(path, source);
    return source;
  }

  /** Forgets a text that no fact was found in; it can be read again, unless it is laid over the file. */
  forget(path: string): void {
    if (this.texts.get(path) && !this.isOverlaid(path)) this.texts.delete(path);
  }

  /** The text is not that of the file: what was learned of the file does not hold for it. */
  isOverlaid(path: string): boolean {
    return this.overlaid.has(path);
  }

  /** Whether git has a file in its index: true outside git, too. */
  isTracked(path: string): boolean {
    return this.listed.has(path) && !this.untracked.has(path);
  }

  /** Says once why a file is not used. */
  report(path: string, reason: string): void {
    if (!this.unread.some((entry) => entry.path === path)) this.unread.push({ path, reason });
  }

  /** The same repository with some files replaced or added. */
  with(changes: ReadonlyMap<string, string>): Inventory {
    const next = new Inventory(this.root, new Set([...this.listed, ...changes.keys()].sort()), this.leftOut, [
      ...this.unread,
    ]);
    next.name = this.name;
    next.untracked = this.untracked;
    for (const [path, source] of this.texts) next.texts.set(path, source);
    for (const path of [...this.overlaid, ...changes.keys()]) next.overlaid.add(path);
    for (const [path, text] of changes) next.texts.set(path, { text, bom: this.source(path)?.bom ?? false });
    return next;
  }

  /** Source files of both languages, sorted. */
  sources(): string[] {
    return [...this.listed].filter((path) => languageOf(path) !== null);
  }
}

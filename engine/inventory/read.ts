import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A file that could not be used, with one line of reason. */
export interface Unread {
  path: string;
  reason: string;
}

/** Larger sources are data or generated; reading them would cost more than they can tell. */
const LARGEST_FILE = 2 * 1024 * 1024;

/** The text of a file without its byte order mark, and whether it had one. */
export interface SourceText {
  text: string;
  bom: boolean;
  /** Why it is never edited, where it is not. */
  locked?: string;
}

/**
 * Reads one file of the repository as UTF-8. A reason instead when it cannot be used; null when there is nothing to say:
 * the file is gone, or is a link to another file of the repository, which is read under its own name.
 */
export function readSource(root: string, path: string): SourceText | { reason: string } | null {
  const absolute = join(root, path);
  let descriptor: number;
  try {
    descriptor = openSync(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return explainOpenError(root, absolute, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { reason: 'not a regular file' };
    if (status.size > LARGEST_FILE)
      return { reason: `larger than 2 MB (${Math.round(status.size / 1e6)} MB)` };
    return decode(path, bytesOf(descriptor, status.size));
  } catch (error) {
    return { reason: `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})` };
  } finally {
    closeSync(descriptor);
  }
}

/** Thousands of small files are read into the same memory, which is copied into each text. */
const MEMORY = Buffer.allocUnsafeSlow(LARGEST_FILE);

function bytesOf(descriptor: number, size: number): Buffer {
  let read = 0;
  while (read < size) {
    const more = readSync(descriptor, MEMORY, read, size - read, null);
    if (more === 0) break;
    read += more;
  }
  return MEMORY.subarray(0, read);
}

function decode(path: string, bytes: Buffer): SourceText | { reason: string } {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (isLittle || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const reason = 'encoded as UTF-16: save it as UTF-8';
    // PowerShell writes requirements.txt so, and pip reads it: https://pip.pypa.io/en/stable/reference/requirements-file-format/#encoding
    if (!isLittle || !path.endsWith('.txt')) return { reason };
    return { text: bytes.toString('utf16le', 2), bom: true, locked: reason };
  }
  if (bytes.includes(0)) return { reason: 'binary content' };
  if (!isUtf8(bytes)) return { reason: 'not valid UTF-8: save it as UTF-8' };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: bytes.toString('utf8', bom ? 3 : 0), bom };
}

function explainOpenError(root: string, absolute: string, code: string): { reason: string } | null {
  if (code === 'ENOENT') return null;
  if (code === 'EACCES' || code === 'EPERM') return { reason: 'no permission to read it' };
  // With O_NOFOLLOW, ELOOP means that the path itself is a symbolic link (EMLINK on some systems).
  if (code !== 'ELOOP' && code !== 'EMLINK') return { reason: `cannot be opened (${code})` };
  try {
    return isInside(realpathSync(root), realpathSync(absolute))
      ? null
      : { reason: 'symbolic link out of the repository' };
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code;
    return { reason: cause === 'ELOOP' ? 'symbolic link in a loop' : 'symbolic link to nothing' };
  }
}

/** Whether a real path lies in a folder (also a real path). */
export function isInside(folder: string, path: string): boolean {
  const step = relative(folder, path);
  return step === '' || (!step.startsWith(`..${sep}`) && step !== '..' && !step.startsWith(sep));
}

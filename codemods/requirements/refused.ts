import { type LogicalLine, logicalLines } from './parse.ts';

const VERSION = String.raw`(?:===|[=<>!~]=|[<>])\s*[\w.*+!-]+`;
const VERSIONS = String.raw`${VERSION}(?:\s*,\s*${VERSION})*\s*,?`;
/** A name, extras, and versions with commas between them. What stands for a version is read generously. */
const REQUIREMENT = new RegExp(
  String.raw`^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?\s*(\[[^\]]*\])?\s*(${VERSIONS}|\(\s*(${VERSIONS})?\s*\))?$`,
);
/** A line that Git writes around the two sides of a merge conflict. */
const CONFLICT = /^(<{7}|={7}|>{7})(\s|$)/;
/** Addresses, paths and archives: what they lead to is not known here. */
const PLACE = /[/\\@:]|^\.|\.(whl|zip|tar|gz|bz2)$|[{}$]/i;

/**
 * The first line of a requirements file that pip refuses as no requirement: it then installs nothing at all.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function refusedLine(text: string): LogicalLine | null {
  return logicalLines(text).find(({ content }) => isRefused(content)) ?? null;
}

function isRefused(content: string): boolean {
  if (CONFLICT.test(content)) return true;
  if (content.startsWith('-')) return false;
  const [body = ''] = content.split(/;|\s--[a-z]/);
  if (PLACE.test(body)) return false;
  return !REQUIREMENT.test(body.trim());
}

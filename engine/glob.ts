/** Whether a path is what a pattern with `*`, `?` and `**` means. */
export function matchesGlob(pattern: string, path: string): boolean {
  return globOf(pattern)(path);
}

/**
 * The test of a pattern with `*`, `?` and `**`, for many paths. The time it takes grows with their lengths alone: patterns come
 * from any repository.
 *
 * @param below whether what lies below a match counts as well.
 */
export function globOf(pattern: string, below = false): (path: string) => boolean {
  const star = pattern.search(/[*?]|\/\/|^\//);
  const literal = star < 0 ? pattern : pattern.slice(0, star);
  const itself = literal.endsWith('/') ? literal.slice(0, -1) : null;
  const wanted = pattern.split('/').filter((segment) => segment !== '');
  // `src`, `src/**`: what comes behind the text need not be looked at.
  const isAllBelow =
    below && star >= 0 && /^(?:\*\*\/)*\*+$/.test(pattern.slice(star)) && /^$|\/$/.test(literal);
  return (path) => {
    // Most paths lie somewhere else, and a text is compared sooner than its segments.
    if (!path.startsWith(literal) && path !== itself) return false;
    return (isAllBelow && path.length > literal.length) || matchesSegments(wanted, path.split('/'), below);
  };
}

function matchesSegments(wanted: readonly string[], given: readonly string[], below: boolean): boolean {
  // How many of the path's segments the pattern can have taken so far.
  let reached = new Set([0]);
  for (const segment of wanted) {
    const next = new Set<number>();
    for (const at of reached) {
      if (segment === '**') for (let end = at; end <= given.length; end++) next.add(end);
      else if (matchesSegment(segment, given[at])) next.add(at + 1);
    }
    reached = next;
  }
  return below ? reached.size > 0 : reached.has(given.length);
}

/** One step back at most for each star: what stood before an earlier one need not be tried again. */
function matchesSegment(pattern: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  let [at, star, tried] = [0, -1, 0];
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') {
      [star, tried] = [at, index];
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      tried += 1;
      [at, index] = [star + 1, tried];
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

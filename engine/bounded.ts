/**
 * A function that calls itself, through others or not, and gives up at a depth: code of any repository may be nested
 * thousands deep, or lead in a circle.
 *
 * @param beyond what stands for the result at that depth.
 */
export function bounded<A extends unknown[], R>(
  deepest: number,
  beyond: (...given: A) => R,
  work: (...given: A) => R,
): (...given: A) => R {
  let depth = 0;
  return (...given) => {
    if (depth === deepest) return beyond(...given);
    depth += 1;
    try {
      return work(...given);
    } finally {
      depth -= 1;
    }
  };
}

/** One-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return position(text, offset).line;
}

/** One-based line and column (UTF-16) of an offset. */
export function position(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

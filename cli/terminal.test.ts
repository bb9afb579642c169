import { expect, test } from 'vitest';
import { progressLine, wantsColour } from './terminal.ts';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ TERM: 'dumb' }, true, false],
  [{ CI: 'true' }, false, false],
])('%j on a terminal: %s gives colour: %s', (env, isTerminal, colour) => {
  expect(wantsColour(env, isTerminal)).toBe(colour);
});

test('progress waits a second, does not flicker, fits the line and is cleared', () => {
  let time = 0;
  let written = '';
  const line = progressLine(
    (text) => {
      written += text;
    },
    6,
    () => time,
  );
  const at = (moment: number, text: string) => {
    time = moment;
    line.show(text);
  };
  at(999, 'early');
  at(1000, 'reading files');
  at(1050, 'too soon');
  at(1100, 'b');
  line.clear();
  line.clear();
  expect(written).toBe('\r\u001b[Kreadi\r\u001b[Kb\r\u001b[K');
});

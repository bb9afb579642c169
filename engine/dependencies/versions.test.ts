import { describe, expect, it } from 'vitest';
import { mayReach } from './versions.ts';

describe('mayReach', () => {
  it.each([
    '',
    '*',
    '>=0.20',
    '==0.30.0',
    '0.32',
    '^0.30',
    '~=0.29',
    '>0.20,!=0.31',
    '<1',
    '==0.30.*',
    '==0.*',
  ])('lets 0.30 or later be installed: %s', (specifier) => expect(mayReach(specifier, '0.30')).toBe(true));

  it.each([
    '==0.29.0',
    '===0.29',
    '0.29.0',
    '<0.30',
    '<=0.29.9',
    '>=0.20,<0.30',
    '^0.29',
    '~0.29.1',
    '~=0.29.0',
    '==0.29.*',
  ])('does not: %s', (specifier) => expect(mayReach(specifier, '0.30')).toBe(false));

  it('knows the caret of versions from 1 on', () => {
    expect(mayReach('^25.1', '26.0')).toBe(false);
    expect(mayReach('~=25.1', '26.0')).toBe(false);
    expect(mayReach('^26', '26.0')).toBe(true);
  });
});

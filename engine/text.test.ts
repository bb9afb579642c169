import { contracts } from '@unblock/platforms';
import { expect, test } from 'vitest';
import { onPlatforms, placesOf } from './text.ts';

const of = (...ids: string[]) => contracts.filter(({ id }) => ids.includes(id));

test('what is no platform of its own has a place, not a name', () => {
  expect(placesOf(of('generic'))).toEqual({ en: 'on the platform', fr: 'sur la plateforme' });
  expect(placesOf(of('docker', 'render')).en).toBe('on Render, where the image runs');
  expect(onPlatforms(of('docker'), 'x.', 'y.').fr).toBe("Là où l'image s'exécute, y.");
});

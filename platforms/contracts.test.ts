import { describe, expect, it } from 'vitest';
import { type Clause, contracts, PLATFORM_IDS, platform } from './index.ts';

describe('contracts', () => {
  it('has one for each platform', () => {
    expect(contracts.map(({ id }) => id)).toEqual([...PLATFORM_IDS]);
    for (const id of PLATFORM_IDS) expect(platform(id).id).toBe(id);
  });

  it.each(contracts.map((contract) => [contract.id, contract] as const))(
    'proves every clause of %s',
    (_id, contract) => {
      const { id, title, place: _, ...clauses } = contract;
      expect(title).not.toBe('');
      for (const clause of Object.values<Clause<unknown>>(clauses))
        expect(clause.docs, id).toMatch(/^https:\/\/[a-z0-9.]+\//);
    },
  );

  it('asks for all interfaces everywhere but behind a local proxy and on functions', () => {
    const loopback = contracts.filter((contract) => contract.bind.value === 'loopback');
    expect(loopback.map(({ id }) => id)).toEqual(['vercel', 'vps']);
  });
});

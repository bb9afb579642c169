import { contracts } from '@unblock/platforms';
import { expect, test } from 'vitest';
import { message as debug } from './debug-enabled/words.ts';
import { fallbackMessage, message as host } from './host-not-public/words.ts';
import { message as port } from './port-hardcoded/words.ts';
import { message as reload, without } from './reload-enabled/words.ts';

// "Files do not change on any platform" says something else than "On any platform, files do not change".
test.each(contracts)('the sentence begins with the platform: $id', (contract) => {
  const given = { server: 'run', path: 'main.py', given: true, contract };
  const remedy = without('--reload');
  const texts = [
    host({ ...given, host: '127.0.0.1' }),
    fallbackMessage('HOST', { ...given, host: '127.0.0.1' }),
    port({
      ...given,
      port: '80',
      replacement: '$PORT',
      weight: { contract, severity: 'critical', isSearched: false, isUsual: false, platforms: [] },
    }),
    reload({ ...given, remedy }),
    debug({ ...given, what: 'DEBUG', cause: 'literal', variable: 'DEBUG', page: 'source', remedy }),
  ];
  for (const { why } of texts) {
    const { en, fr } = contract.title;
    expect(why.en).toMatch(/(^|: )on /i);
    expect(why.en.split(`n ${en}`)).toHaveLength(2);
    expect(why.en.split(`n ${en}, `)).toHaveLength(2);
    expect(why.fr.split(`ur ${fr}, `)).toHaveLength(2);
  }
});

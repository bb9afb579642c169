import { proveCases } from './cases-proof.test-helper.ts';

// The other half stands in cases-m-to-z.test.ts: two files are run at once.
proveCases((rule) => rule < 'm');

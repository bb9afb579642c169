import { proveCases } from './cases-proof.test-helper.ts';

proveCases((rule) => rule >= 'm');

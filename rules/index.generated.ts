// Written by `npm run generate` from the folders beside this file.
import type { Rule } from '@unblock/engine/rule';
import { rule as hostNotPublic } from './host-not-public/rule.ts';
import { rule as productionServerMissing } from './production-server-missing/rule.ts';

/** Every rule, sorted by its name. */
export const rules: Rule[] = [hostNotPublic, productionServerMissing];

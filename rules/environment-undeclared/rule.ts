import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { find } from './find.ts';
import { SUMMARY } from './words.ts';

/** A variable that the start needs and that the manifest, which lists the service's variables, leaves out. */
export const rule: Rule = defineRule({
  id: 'environment-undeclared',
  severity: 'important',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ environment }) => environment.value.listedIn.length > 0,
  ...byEntries(find),
});

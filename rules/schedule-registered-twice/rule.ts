import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findRepeated } from './find.ts';
import { SUMMARY } from './words.ts';

/** A schedule that one NestJS process registers several times: each job fires as often. */
export const rule: Rule = defineRule({
  id: 'schedule-registered-twice',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(findRepeated),
});

import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { findLongTasks } from './find.ts';
import { SUMMARY } from './words.ts';

/** Minutes of work inside a function that the platform calls, and ends. */
export const rule: Rule = defineRule({
  id: 'long-task-in-request',
  severity: 'important',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ runs }) => runs.value === 'functions',
  ...byEntries(findLongTasks),
});

import { defineRule, type Rule } from '@unblock/engine';
import { byEntries } from '@unblock/engine/entry';
import { find } from './find.ts';
import { SUMMARY } from './words.ts';

/** An application that its server calls by the wrong interface: ASGI under a WSGI worker, WSGI under an ASGI server. */
export const rule: Rule = defineRule({
  id: 'asgi-app-on-sync-worker',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'dependencies',
  platforms: () => true,
  ...byEntries(find),
});

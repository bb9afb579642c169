import type { Bilingual, Outcome, OutcomeFinding, OutcomePatch } from '@unblock/engine/outcome';

/** A text that shows its language. */
export function both(text: string): Bilingual {
  return { en: `${text} en`, fr: `${text} fr` };
}

/** A finding for tests of the views; its fingerprint is `f-<rule>`. */
export function finding(rule: string, changes: Partial<OutcomeFinding> = {}): OutcomeFinding {
  return {
    rule,
    severity: 'critical',
    service: 'api',
    path: 'app/main.py',
    line: 3,
    column: 5,
    endLine: 3,
    endColumn: 9,
    title: both(`Title of ${rule}`),
    message: { what: both('What.'), why: both('Why.'), todo: both('Todo.') },
    fix: 'review',
    patchedOnly: false,
    fingerprint: `f-${rule}`,
    platforms: ['render'],
    ...changes,
  };
}

/** A planned patch for tests of the views, which cures the finding of a rule. */
export function patch(id: string, rule: string, changes: Partial<OutcomePatch> = {}): OutcomePatch {
  return {
    id,
    rules: [rule],
    title: both(`Patch of ${rule}`),
    safety: 'review',
    state: 'planned',
    files: [{ path: 'app/main.py', status: 'modified' }],
    paragraphs: [
      { now: both('Now'), effect: both('Effect'), change: both('Change'), guarantee: both('Sure') },
    ],
    diff: '--- a/app/main.py\n+++ b/app/main.py\n@@ -1 +1 @@\n-old\n+new\n',
    findings: [`f-${rule}`],
    rechecked: false,
    ...changes,
  };
}

/** An outcome for tests of the views: one critical finding with a planned patch, one piece of advice. */
export function outcome(changes: Partial<Outcome> = {}): Outcome {
  // What would remain once the plan is applied.
  const remaining = { critical: 0, important: 0, advice: 1 };
  return {
    schema: 'unblock/outcome/1',
    tool: { name: 'unblock', version: '1.2.3' },
    repository: { commit: '0123456789abcdef', date: '2025-11-02T10:00:00+01:00', name: 'shop' },
    platforms: ['render'],
    rules: { ran: ['host-not-public', 'settings-bypassed'], leftOut: [] },
    services: [
      {
        name: 'api',
        root: '',
        language: 'python',
        framework: 'fastapi',
        role: 'web',
        startCommand: 'uvicorn app.main:app --port $PORT',
        patchedStartCommand: 'uvicorn app.main:app --port $PORT',
        manifests: ['Procfile'],
      },
    ],
    findings: [finding('host-not-public'), finding('settings-bypassed', { severity: 'advice', fix: null })],
    patches: [patch('P1', 'host-not-public')],
    skipped: [],
    unread: [],
    variables: [
      {
        service: 'api',
        name: 'DATABASE_URL',
        need: 'required',
        secret: true,
        path: 'app/db.py',
        line: 2,
        declared: null,
        patch: null,
        readSince: null,
      },
    ],
    manual: [{ service: 'api', platform: 'render', step: both('Set it.'), fingerprint: 'f-host-not-public' }],
    stats: {
      files: 10,
      parsed: 4,
      services: 1,
      findings: { critical: 1, important: 0, advice: 1 },
      remaining,
    },
    ...changes,
  };
}

/** The same outcome after its patch was applied. */
export function applied(rechecked: boolean): Outcome {
  const before = outcome();
  const critical = rechecked ? 0 : 1;
  return {
    ...before,
    patches: [patch('P1', 'host-not-public', { state: 'applied', rechecked })],
    stats: { ...before.stats, remaining: { critical, important: 0, advice: 1 } },
  };
}

/** French prose with wrong typography: double punctuation without a space before it, or a curly apostrophe. */
export function wrongFrench(markdown: string): string[] {
  // Code spans and blocks, and addresses, keep their own punctuation.
  const prose = markdown
    .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    .replace(/`+[^`]*`+/g, 'code')
    .replace(/https?:\S+/g, 'address');
  return prose.match(/.*(?:[^\s:][;:!?](?=\s|$)|\u2019).*/gm) ?? [];
}

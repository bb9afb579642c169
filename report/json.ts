import type { Language, Outcome } from '@unblock/engine/outcome';
import { paragraphText } from './paragraph.ts';

/** The outcome as the JSON document that other programs read, its texts in one language, with a line end. */
export function json(outcome: Outcome, language: Language): string {
  const document = {
    schema: outcome.schema,
    tool: { name: outcome.tool.name, version: outcome.tool.version },
    repository: { commit: outcome.repository.commit },
    platforms: outcome.platforms,
    rules: { ran: outcome.rules.ran, leftOut: outcome.rules.leftOut },
    services: outcome.services.map((service) => ({
      name: service.name,
      root: service.root,
      language: service.language,
      framework: service.framework,
      role: service.role,
      startCommand: service.startCommand,
      patchedStartCommand: service.patchedStartCommand,
      manifests: service.manifests,
    })),
    findings: outcome.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      service: finding.service,
      path: finding.path,
      line: finding.line,
      column: finding.column,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      title: finding.title[language],
      message: {
        what: finding.message.what[language],
        why: finding.message.why[language],
        todo: finding.message.todo[language],
      },
      fix: finding.fix,
      patchedOnly: finding.patchedOnly,
      fingerprint: finding.fingerprint,
      platforms: finding.platforms,
    })),
    patches: outcome.patches.map((patch) => ({
      id: patch.id,
      rules: patch.rules,
      title: patch.title[language],
      safety: patch.safety,
      state: patch.state,
      files: patch.files.map((file) => ({ path: file.path, status: file.status })),
      paragraph: patch.paragraphs.map((paragraph) => paragraphText(paragraph, language)).join('\n\n'),
      diff: patch.diff,
    })),
    skipped: outcome.skipped.map((skip) => ({
      rule: skip.rule,
      path: skip.path,
      line: skip.line,
      reason: skip.reason[language],
    })),
    unread: outcome.unread.map((file) => ({ path: file.path, reason: file.reason })),
    variables: outcome.variables.map((variable) => ({
      service: variable.service,
      name: variable.name,
      need: variable.need,
      required: variable.need === 'required',
      secret: variable.secret,
      path: variable.path,
      line: variable.line,
      declared: variable.declared,
      patch: variable.patch,
      readSince: variable.readSince,
    })),
    manual: outcome.manual.map((step) => ({
      service: step.service,
      platform: step.platform,
      step: step.step[language],
      fingerprint: step.fingerprint,
    })),
    stats: outcome.stats,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

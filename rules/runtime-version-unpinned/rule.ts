import {
  both,
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Severity,
  type Skip,
} from '@unblock/engine';
import { type Entry, fixEntries } from '@unblock/engine/entry';
import { isHard, type Unpinned, unpinnedPython } from './find.ts';
import * as words from './words.ts';

const FILE = '.python-version';

/** Python left to the platform's default, which moves on with the date a service is created. */
export const rule: Rule = defineRule({
  id: 'runtime-version-unpinned',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'configuration',
  platforms: (contract) => contract.pythonVersion.value !== null,
  detect: (service, model) => candidates(service, model).map(({ finding }) => finding),
  fix: (finding, model) => fixEntries(candidates, finding, model),
});

function candidates(service: Service, model: Model): Entry[] {
  const found = unpinnedPython(service, model);
  if (!found) return [];
  const { reason, chosen } = found;
  const kind = reason?.kind ?? 'open';
  const finding: Finding = {
    rule: 'runtime-version-unpinned',
    severity: severityOf(found),
    service: service.root,
    span: found.span,
    title: words.title(found),
    message: words.message(found),
    fix: chosen ? 'review' : 'manual',
    key: `python ${kind}`,
    platforms: found.contracts.map(({ id }) => id),
    ...(chosen ? {} : { steps: [words.message(found).todo] }),
  };
  return [{ finding, fix: () => fixOf(found) }];
}

function severityOf({ reason, fallback }: Unpinned): Severity {
  switch (reason?.kind) {
    case 'wheels':
      return reason.limits.some((limit) => isHard(limit, fallback)) ? 'critical' : 'important';
    case 'range':
    case 'demanded':
      return 'critical';
    case 'unread':
      return 'important';
    default:
      return 'advice';
  }
}

function fixOf(found: Unpinned): Fix | Skip {
  const { chosen, root } = found;
  if (!chosen)
    return {
      skip: both(
        'nothing tells which Python all pinned packages work with',
        'rien ne dit avec quel Python tous les paquets épinglés fonctionnent',
      ),
    };
  const path = root ? `${root}/${FILE}` : FILE;
  return {
    safety: 'review',
    title: both(`Python ${chosen.version}`, `Python ${chosen.version}`),
    paragraph: words.paragraph(found, chosen, path),
    edits: [],
    creates: [{ path, text: `${chosen.version}\n` }],
  };
}

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
import { byEntries, type Entry } from '@unblock/engine/entry';
import { endingOf, type Unpinned, unpinnedPython } from './find.ts';
import { nodeEntries } from './node.ts';
import { oddEntries } from './odd.ts';
import { refusedEntries } from './refused.ts';
import { shortEntries } from './short.ts';
import * as words from './words.ts';

/** Python or Node left to the platform's default, which moves on with time. */
export const rule: Rule = defineRule({
  id: 'runtime-version-unpinned',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'configuration',
  platforms: (contract) => contract.pythonVersion.value !== null || contract.nodeVersion !== undefined,
  ...byEntries(candidates),
});

function candidates(service: Service, model: Model): Entry[] {
  return [
    ...shortEntries(service, model),
    ...oddEntries(service, model),
    ...refusedEntries(service, model),
    ...openEntries(service, model),
    ...nodeEntries(service, model),
  ];
}

function openEntries(service: Service, model: Model): Entry[] {
  const found = unpinnedPython(service, model);
  if (!found) return [];
  const { reason, chosen, file } = found;
  const isPatched = chosen !== null && !file.isIgnored;
  const kind = reason?.kind ?? 'open';
  const finding: Finding = {
    rule: 'runtime-version-unpinned',
    severity: severityOf(found),
    service: service.root,
    span: found.span,
    title: words.title(found),
    message: words.message(found),
    fix: isPatched ? 'review' : 'manual',
    key: `python ${kind}`,
    platforms: found.contracts.map(({ id }) => id),
    ...(isPatched ? {} : { steps: [words.message(found).todo] }),
  };
  return [{ finding, fix: () => fixOf(found) }];
}

function severityOf({ reason, fallback }: Unpinned): Severity {
  switch (reason?.kind) {
    case 'wheels':
      return /^(build|start)$/.test(endingOf(reason.limits, fallback)) ? 'critical' : 'important';
    case 'range':
    case 'demanded':
      return 'critical';
    default:
      return 'advice';
  }
}

function fixOf(found: Unpinned): Fix | Skip {
  const { chosen, file } = found;
  if (!chosen)
    return {
      skip: both(
        'nothing tells which Python all pinned packages work with',
        'rien ne dit avec quel Python tous les paquets épinglés fonctionnent',
      ),
    };
  const { path, isIgnored } = file;
  if (isIgnored)
    return {
      skip: both(`.gitignore keeps ${path} out of the repository`, `.gitignore tient ${path} hors du dépôt`),
    };
  return {
    safety: 'review',
    title: both(`Python ${chosen.version}`, `Python ${chosen.version}`),
    paragraph: words.paragraph(found, chosen, path),
    edits: [],
    creates: [{ path, text: `${chosen.version}\n` }],
  };
}

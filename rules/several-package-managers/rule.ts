import {
  defineRule,
  type Finding,
  type Model,
  type Rule,
  type Service,
  type Severity,
} from '@unblock/engine';
import { type SeveralManagers, severalManagers } from './find.ts';
import * as words from './words.ts';

const SEVERITY: Readonly<Record<SeveralManagers['several'], Severity>> = {
  refused: 'critical',
  first: 'important',
  depends: 'advice',
  unlocked: 'critical',
};

/** Files of several package managers side by side: the platform refuses them, or installs from the one nobody meant. */
export const rule: Rule = defineRule({
  id: 'several-package-managers',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'dependencies',
  platforms: (contract) => contract.pythonInstall.value !== null,

  detect(service: Service, model: Model): Finding[] {
    return severalManagers(service, model).flatMap((found): Finding[] => {
      const [first] = found.files;
      if (!first) return [];
      return [
        {
          rule: 'several-package-managers',
          severity: SEVERITY[found.several],
          service: service.root,
          span: { path: first.path, start: 0, end: 0 },
          title: words.title(found),
          message: words.message(found),
          fix: 'manual',
          key: `managers ${found.several}`,
          platforms: found.contracts.map(({ id }) => id),
          steps: words.steps(found),
        },
      ];
    });
  },
});

import {
  both,
  defineRule,
  type Finding,
  type Fix,
  findDependency,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { type Missing, missingPackages } from './find.ts';
import { impossibleEntries } from './impossible.ts';
import { keptOutEntries } from './kept-out.ts';
import { refusedEntries } from './refused.ts';
import * as words from './words.ts';

/** A package that the code imports whenever the service starts, and that the platform does not install. */
export const rule: Rule = defineRule({
  id: 'dependency-missing',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'dependencies',
  platforms: () => true,
  ...byEntries(candidates),
});

function candidates(service: Service, model: Model): Entry[] {
  const missing = missingPackages(service, model).map((missing) => {
    const manifest = service.dependencies.manifest?.path ?? '';
    const finding: Finding = {
      rule: 'dependency-missing',
      severity: 'critical',
      service: service.root,
      span: missing.span,
      title: words.title(missing),
      message: words.message(missing, manifest),
      fix: 'safe',
      key: `package ${missing.package.name}`,
      platforms: model.contracts.map(({ id }) => id),
    };
    return { finding, fix: () => fixOf(missing, service, model) };
  });
  return [
    ...refusedEntries(service, model),
    ...impossibleEntries(service, model),
    ...keptOutEntries(service, model),
    ...missing,
  ];
}

function fixOf(missing: Missing, service: Service, model: Model): Fix | Skip {
  const { dependencies, framework } = service;
  const near = findDependency(dependencies, framework ?? '');
  const wanted = [{ name: missing.package.name }];
  const added = addRequirements(model, dependencies, wanted, near?.path ? near : undefined);
  if ('skip' in added) return added;
  const { path, edits, written } = added;
  return {
    safety: 'safe',
    title: both(`Require ${missing.package.name}`, `Ajouter la dépendance ${missing.package.name}`),
    paragraph: words.paragraph(missing, path, written[0] ?? ''),
    edits: [{ path, edits }],
  };
}

import {
  type Bilingual,
  both,
  defineRule,
  type Finding,
  type Fix,
  type Model,
  platformNames,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { composeBlueprint } from '@unblock/engine/services/blueprint';
import { compose } from '@unblock/engine/services/compose';
import { evidenceOf } from '@unblock/engine/services/evidence';
import { processVariables } from '@unblock/engine/services/process-variables';
import { signOf } from '@unblock/engine/services/typed-start';
import { contractsWithoutManifest, contractsWithoutStart } from '@unblock/engine/services/undescribed';
import type { Contract } from '@unblock/platforms';
import * as words from './words.ts';

const MANIFEST = 'render.yaml';

/** A web service that no manifest of the platform describes: everything about it is typed into a dashboard. */
export const rule: Rule = defineRule({
  id: 'platform-manifest-missing',
  severity: 'important',
  summary: words.SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.writes.value.includes(MANIFEST),

  detect(service: Service, model: Model): Finding[] {
    const found = contractsWithoutManifest(service, model);
    const [first] = found;
    if (!first) return [];
    const isLeftOut = found.every((entry) => entry.isLeftOut);
    const about = found.map(({ contract }) => contract);
    const platforms = platformNames(about);
    const isAdvice = isLeftOut || isStartable(service, model, about);
    return [
      {
        rule: 'platform-manifest-missing',
        severity: isAdvice ? 'advice' : 'important',
        service: service.root,
        span: evidenceOf(service, model),
        title: words.title(service.name),
        message: words.message(service.name, platforms, isLeftOut),
        fix: isLeftOut ? 'manual' : 'review',
        key: `manifest of ${service.language} service`,
        platforms: about.map(({ id }) => id),
        group: `manifest ${MANIFEST}`,
        steps: isLeftOut ? [words.describe(service.name)] : stepsOf(service, model),
      },
    ];
  },

  fix(finding: Finding, model: Model): Fix | Skip {
    const open = model.services.filter((service) => contractsWithoutManifest(service, model).length > 0);
    const own = open.find(
      ({ root, language }) => root === finding.service && finding.key.includes(` ${language} `),
    );
    const composition = own ? compose(own, model) : null;
    if (!composition) return { skip: both('it is no longer there', "il n'est plus là") };
    if ('skip' in composition) return composition;
    const blueprint = composeBlueprint(open, model);
    if ('skip' in blueprint) return blueprint;
    const names = blueprint.parts.map(({ name }) => name).join(', ');
    return {
      safety: 'review',
      title: both(`A manifest for ${names}`, `Un manifeste pour ${names}`),
      paragraph: words.paragraph(blueprint, own ? runningBy(own, model) : null),
      edits: [],
      creates: [{ path: MANIFEST, text: blueprint.text }],
    };
  },
});

/**
 * Whether it runs without a manifest: by a command that a file gives, or one typed into a dashboard. Where neither is so,
 * another rule says that nothing starts it: one defect is told once.
 */
function isStartable(service: Service, model: Model, about: readonly Contract[]): boolean {
  return (
    about.every(({ id }) => service.starts.some(({ platforms }) => platforms.includes(id))) ||
    contractsWithoutStart(service, model).length > 0 ||
    signOf(service, model, about) !== null
  );
}

/** The file by which a service seems to run already. */
function runningBy(service: Service, model: Model): string | null {
  return signOf(
    service,
    model,
    contractsWithoutManifest(service, model).map(({ contract }) => contract),
  );
}

/** What is left for a person: with a manifest that can be written, and where something is missing for one. */
function stepsOf(service: Service, model: Model): Bilingual[] {
  const composition = compose(service, model);
  if ('skip' in composition) return [words.missing(service.name, composition.skip)];
  const sign = runningBy(service, model);
  const blueprint = sign === null ? null : composeBlueprint([service], model);
  const database = blueprint && !('skip' in blueprint) ? blueprint.database : null;
  return [
    ...(sign === null ? [] : [words.besideRunning(sign, database)]),
    words.step(service.name, askedOf(service, model)),
    ...composition.left.map((entry) => words.leftOver(entry)),
  ];
}

/** The variables whose values a person has to type in. */
function askedOf(service: Service, model: Model): string[] {
  return processVariables(model, service)
    .filter(({ source }) => source.from === 'person')
    .map(({ name }) => name);
}

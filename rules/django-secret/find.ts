import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import {
  type DjangoSettings,
  djangoSettings,
  type SettingStep,
} from '@unblock/engine/python/django-settings';
import { expressionOf } from '@unblock/engine/python/expression';
import { isDeclared } from '@unblock/engine/started';
import { namesOfVariables } from '@unblock/engine/variables';
import { inDevelopmentCompose } from '../development-compose.ts';
import { djangoFinding } from '../django-finding.ts';
import { declareGenerated } from '../generated-variable.ts';
import { writeSecret } from './fix.ts';
import { message, type SecretEvidence, steps, title } from './words.ts';

/** What startproject puts in front of the keys it makes: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key */
const GENERATED = 'django-insecure-';

/** What the fix needs besides the texts. */
export interface FoundSecret {
  settings: DjangoSettings;
  step: SettingStep;
  evidence: SecretEvidence;
}

/** A key that stands in the settings that production uses. */
export function findSecret(service: Service, model: Model): Entry[] {
  const isServed = service.language === 'python' && service.role === 'web';
  const settings = isServed ? djangoSettings(service, model) : null;
  const step = settings?.steps('SECRET_KEY').at(-1);
  const [contract] = model.contracts;
  if (!settings || !contract || step?.kind !== 'assign' || step.maybe || !step.value) return [];
  const { path } = step.statement;
  const value = model.resolve(expressionOf(path, step.value));
  const literal = value.kind === 'environment' ? value.fallback : value;
  if (literal?.kind !== 'literal' || typeof literal.value !== 'string' || literal.value === '') return [];
  const isFallback = value.kind === 'environment';
  // Where no manifest declares variables, the platform's dashboard holds them.
  const declares = service.deployables.some(({ variables }) => variables.length > 0);
  if (isFallback && (!declares || isDeclared(service, value.name))) return [];
  const evidence: SecretEvidence = {
    cause: isFallback ? 'fallback' : isKept(settings, step, literal.value) ? 'generated' : 'literal',
    path,
    variable: isFallback ? value.name : variableName(service, model),
    contract,
    contracts: model.contracts,
    isDeclared: false,
    inCompose: inDevelopmentCompose(model),
  };
  evidence.isDeclared =
    isDeclared(service, evidence.variable) || declareGenerated(service, model, evidence.variable).length > 0;
  return [
    djangoFinding(
      { service, settings, contracts: model.contracts },
      {
        rule: 'django-secret',
        severity: isFallback ? 'advice' : 'important',
        span: step.statement,
        title: title(evidence),
        message: message(evidence),
        fix: 'review',
        key: 'SECRET_KEY',
        ...steps(evidence),
      },
      () => writeSecret({ settings, step, evidence }, service, model),
    ),
  ];
}

/** A key of startproject serves development on, unless its own file is never used there: DEBUG is always off in it. */
function isKept(settings: DjangoSettings, { statement }: SettingStep, key: string): boolean {
  const debug = settings.steps('DEBUG').at(-1);
  const isOff = debug?.statement.path === statement.path && debug.value?.kind() === 'false';
  return key.startsWith(GENERATED) && !isOff;
}

/** The variable for the key, named as the project names its other ones. */
function variableName(service: Service, model: Model): string {
  const named = namesOfVariables(service, model);
  return (
    named.find((name) => /^(DJANGO_)?SECRET_KEY$/.test(name)) ??
    (named.some((name) => /^DJANGO_(?!SETTINGS_MODULE$|ENV)/.test(name)) ? 'DJANGO_SECRET_KEY' : 'SECRET_KEY')
  );
}

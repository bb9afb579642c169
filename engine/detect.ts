import { createHash } from 'node:crypto';
import type { Model, Service } from './model.ts';
import type { Severity } from './outcome.ts';
import type { Finding, Rule } from './rule.ts';

/** A finding with a fingerprint that stays the same while lines move around it. */
export interface IdentifiedFinding extends Finding {
  fingerprint: string;
  /** Rule, service, file and key: equal for two findings that only their order in the file tells apart. */
  identity: string;
  /** Which of them it is, counted from 0 in the order of the file. */
  ordinal: number;
  /** Only the patched tree has it. */
  patchedOnly?: true;
}

export const SEVERITIES: readonly Severity[] = ['critical', 'important', 'advice'];

/** Runs rules over a model. Findings come in the order of services, severity, place. */
export function detectAll(model: Model, rules: readonly Rule[]): IdentifiedFinding[] {
  return toldOnce(
    model.services.flatMap((service) =>
      detectIn(model, service, rules).map((finding) => ({ service, finding })),
    ),
  );
}

interface Told {
  service: Service;
  finding: IdentifiedFinding;
}

/**
 * Services that share a manifest or a requirements file share its defects: a place of which one rule says the same of
 * several services is one finding, under the platforms of all. It is that of the gravest, or of one that is started.
 */
function toldOnce(all: readonly Told[]): IdentifiedFinding[] {
  const places = new Map<string, Told[]>();
  const placeOf = ({ rule, span, title }: Finding) => [rule, span.path, span.start, title.en].join('\n');
  for (const told of all) {
    const place = placeOf(told.finding);
    const list = places.get(place);
    if (list) list.push(told);
    else places.set(place, [told]);
  }
  return all.flatMap(({ service, finding }) => {
    const alike = places.get(placeOf(finding)) ?? [];
    const [best] = [...alike].sort((a, b) => weight(a) - weight(b));
    if (best?.service !== service) return [];
    const platforms = [...new Set(alike.flatMap((other) => other.finding.platforms))];
    return [alike.length > 1 ? { ...finding, platforms } : finding];
  });
}

function weight({ service, finding }: Told): number {
  return 2 * SEVERITIES.indexOf(finding.severity) + (service.starts.length > 0 ? 0 : 1);
}

/** Runs rules over one service. */
export function detectIn(model: Model, service: Service, rules: readonly Rule[]): IdentifiedFinding[] {
  const applicable = rules.filter((rule) => model.contracts.some((contract) => rule.platforms(contract)));
  const findings = applicable.flatMap((rule) => detected(model, service, rule));
  findings.sort(byPlace);
  const seen = new Map<string, number>();
  const identified = findings.map((finding) => {
    const identity = `${finding.rule}|${finding.service}|${finding.span.path}|${finding.key}`;
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return {
      ...finding,
      identity,
      ordinal,
      fingerprint: createHash('sha256').update(`${identity}|${ordinal}`).digest('hex').slice(0, 16),
    };
  });
  return identified.sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byPlace(a, b),
  );
}

/** A plan asks the same rule of the same model many times: models do not change, and their findings do not either. */
const DETECTED = new WeakMap<Model, Map<Service, Map<Rule, readonly Finding[]>>>();

function detected(model: Model, service: Service, rule: Rule): readonly Finding[] {
  const services = DETECTED.get(model) ?? new Map<Service, Map<Rule, readonly Finding[]>>();
  DETECTED.set(model, services);
  const rules = services.get(service) ?? new Map<Rule, readonly Finding[]>();
  services.set(service, rules);
  const findings = rules.get(rule) ?? rule.detect(service, model);
  rules.set(rule, findings);
  return findings;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.span.path, b.span.path) ||
    a.span.start - b.span.start ||
    compare(a.rule, b.rule) ||
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

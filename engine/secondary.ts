import { reachOf } from './address.ts';
import type { ServerCall } from './facts.ts';
import type { Model, Service } from './model.ts';
import { DEFAULT_HOST } from './server-api.ts';

/**
 * Whether a server call opens a second server beside the one that the platform is to reach: an inspector, metrics, an
 * administration page. The platform gives one port, which two servers cannot share.
 */
export function isSecondary(service: Service, call: ServerCall, model: Model): boolean {
  if (reads(call, model) === 'literal' && portOf(call, model) === 0) return true;
  return othersOf(service, call, model).some(
    (other) =>
      (reads(other, model) === 'environment' && reads(call, model) !== 'environment') ||
      (isPublic(other, model) && isGivenLoopback(call, model)),
  );
}

/** Another server of the service on another fixed port: which of the two is the platform's cannot be told. */
export function hasRival(service: Service, call: ServerCall, model: Model): boolean {
  return othersOf(service, call, model).some(
    (other) =>
      reads(other, model) === 'literal' &&
      portOf(other, model) !== portOf(call, model) &&
      !isSecondary(service, other, model),
  );
}

/** Other server calls that run beside this one and serve another application. */
function othersOf(service: Service, call: ServerCall, model: Model): ServerCall[] {
  const contracts = model.reachedUnder(service, call);
  return model
    .factsOf(service, 'server-call')
    .filter(
      (other) =>
        other.span !== call.span &&
        !isSameApplication(call, other, model) &&
        model.serverApi(other) !== null &&
        model.reachedUnder(service, other).some((contract) => contracts.includes(contract)),
    );
}

/** Two calls for one application are two ways to start it, of which one runs. */
function isSameApplication(call: ServerCall, other: ServerCall, model: Model): boolean {
  const name = applicationOf(call, model);
  return name !== null && name === applicationOf(other, model);
}

function applicationOf(call: ServerCall, model: Model): string | null {
  const served = call.application ?? call.receiver;
  return served && (model.read(served.span.path)?.slice(served.span.start, served.span.end) ?? null);
}

function reads(call: ServerCall, model: Model): 'environment' | 'literal' | 'unknown' | 'nothing' {
  return call.port ? model.resolve(call.port).kind : 'nothing';
}

function portOf(call: ServerCall, model: Model): number | null {
  const value = call.port && model.resolve(call.port);
  return value?.kind === 'literal' ? Number(value.value) : null;
}

function isGivenLoopback(call: ServerCall, model: Model): boolean {
  const value = call.host && model.resolve(call.host);
  return value?.kind === 'literal' && typeof value.value === 'string' && reachOf(value.value) === 'loopback';
}

function isPublic(call: ServerCall, model: Model): boolean {
  const api = model.serverApi(call);
  const value = call.host ? model.resolve(call.host) : null;
  const host = value === null ? api && DEFAULT_HOST[api] : value.kind === 'literal' ? value.value : null;
  return typeof host === 'string' && reachOf(host) === 'all';
}

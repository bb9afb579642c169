import type { SettingItems } from '@unblock/engine/python/django-values';
import { type Contract, contracts } from '@unblock/platforms';

/** What the list of hosts means for one platform. */
export type Verdict =
  /** Requests are answered, or nobody knows. */
  | 'open'
  /** No entry matches a host that requests carry there. */
  | 'closed'
  /** Only entries for another platform. */
  | 'elsewhere';

/** Names that only a machine itself, its private network or a test uses. */
export const LOCAL =
  /^(\.?localhost|\[?::1\]?|testserver|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|[\w-]+|[\w.-]+\.(local|internal|test|localhost))$/i;

/** Whether Django answers, given all that ALLOWED_HOSTS can hold. */
export function verdictOf({ texts, variables, isComplete }: SettingItems, contract: Contract): Verdict {
  const { suffixes, variable } = contract.publicHost.value;
  const hosts = texts.map(({ text }) => text).filter(isHost);
  if (!isComplete || hosts.includes('*')) return 'open';
  if (variables.some((name) => name === variable?.name || !platformOf(name))) return 'open';
  if (hosts.some((host) => suffixes.some((suffix) => `.${host}`.endsWith(suffix)))) return 'open';
  if (hosts.some((host) => !LOCAL.test(host) && !ofPlatform(host))) return 'open';
  // What a proxy on the same machine sends is its own choice.
  if (hosts.length > 0 && contract.bind.value === 'loopback') return 'open';
  return variables.length > 0 || hosts.some(ofPlatform) ? 'elsewhere' : 'closed';
}

/** Whether the platform's health check, which has a host name of its own, is answered. */
export function answersHealth({ texts, variables, isComplete }: SettingItems, healthHost: string): boolean {
  if (!isComplete || variables.some((name) => !platformOf(name))) return true;
  return texts.some(
    ({ text }) => text === '*' || text === healthHost || (text.startsWith('.') && healthHost.endsWith(text)),
  );
}

/** Django compares with the host alone: an entry with a scheme, a port or a path matches nothing. */
function isHost(text: string): boolean {
  return text === '*' || /^\.?[\w.[\]:-]+$/.test(text.replace(/:\d+$/, '/'));
}

function ofPlatform(host: string): boolean {
  return contracts.some(({ publicHost }) =>
    publicHost.value.suffixes.some((suffix) => `.${host}`.endsWith(suffix)),
  );
}

/** The platform that sets a variable. */
function platformOf(variable: string): Contract | undefined {
  return contracts.find(({ publicHost }) => publicHost.value.variable?.name === variable);
}

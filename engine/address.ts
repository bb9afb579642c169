/** What a listening address means on a platform. */
export type Reach = 'loopback' | 'one-address' | 'all' | 'unknown';

/** Classifies a host that a server is told to listen on. A name other than localhost is not known. */
export function reachOf(host: string): Reach {
  const address = host.trim().replace(/^\[|\]$/g, '');
  if (address === '' || address === '0.0.0.0' || address === '::' || address === '*') return 'all';
  if (address === 'localhost' || address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address)) return 'loopback';
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) ? 'one-address' : 'unknown';
}

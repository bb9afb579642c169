/**
 * Versions that are known to work, for requirements that have to be pinned. Chosen on 2026-11-20 from the metadata on
 * PyPI, all of them for Python 3.9 and later: a pin must not raise the Python that a project needs.
 */
const KNOWN: Readonly<Record<string, string>> = {
  gunicorn: '23.0.0',
  uvicorn: '0.32.0',
  hypercorn: '0.17.3',
  daphne: '4.1.2',
  waitress: '3.0.2',
  gevent: '24.11.1',
  eventlet: '0.36.1',
};

/** uvicorn-worker 0.4.0 requires uvicorn 0.36 or later, 0.3.0 requires 0.15 or later. */
const WORKER_OF = [
  { uvicorn: [0, 36], worker: '0.4.0' },
  { uvicorn: [0, 15], worker: '0.3.0' },
] as const;

/** A version of a package that works; for uvicorn-worker, with this uvicorn. Null when none does, or none is known. */
export function knownVersion(name: string, uvicorn: string): string | null {
  if (name !== 'uvicorn-worker') return KNOWN[name] ?? null;
  const [major = 0, minor = 36] = (/(\d+)\.(\d+)/.exec(uvicorn) ?? []).slice(1).map(Number);
  const found = WORKER_OF.find(
    ({ uvicorn: [least, below] }) => major > least || (major === least && minor >= below),
  );
  return found?.worker ?? null;
}

import type { Dependency, Model, Service } from '@unblock/engine';
import { findDependency } from '@unblock/engine';
import { lostBy } from '@unblock/engine/services/plain-python';
import { isPythonOlder, namedPythons } from '@unblock/engine/services/python-version';
import type { Pair } from './pairs.ts';

/** Whether the Python of a service takes both sides of a pair as the table has them. */
export function isPythonFor(pair: Pair, declared: Dependency, service: Service, model: Model): boolean {
  // The newest release does not come to a Python that it was not made for.
  if (isPythonOlder(service, model, pair.python)) return false;
  if (pair.brings === 'setuptools') return comesWithoutSetuptools(declared, service, model);
  const { wheels } = pair;
  if (wheels === undefined) return true;
  // Where nobody names a Python, or a later one, that is a finding of its own.
  const named = namedPythons(service, model);
  return named.length > 0 && named.every(({ minor }) => minor <= wheels);
}

/**
 * Whether setuptools is there only because a package asks for it, so that pip takes the newest: virtual environments and
 * images have none of their own from Python 3.12 on, Heroku gives it up to 3.12.
 * https://docs.python.org/3/whatsnew/3.12.html#ensurepip · https://github.com/heroku/heroku-buildpack-python/pull/1661
 */
function comesWithoutSetuptools(declared: Dependency, service: Service, model: Model): boolean {
  const named = namedPythons(service, model);
  if (named.length > 0) return named.every(({ minor, image }) => minor >= (image ? 12 : 13));
  const [major = '', pinned = ''] = /^\s*={2,3}\s*(\d[\d.]*)/.exec(declared.specifier) ?? [];
  // A Python that nobody names is a finding of its own where the package is known to need an older one.
  const isTold = major !== '' && lostBy(declared.name, pinned, service.dependencies.entries) !== null;
  if (isTold && !findDependency(service.dependencies, 'setuptools')) return false;
  const defaults = model.contracts.map(({ pythonVersion }) => pythonVersion.value?.minor ?? null);
  return (
    defaults.length > 0 &&
    !service.deployables.some(({ kind, dockerfile }) => kind === 'Dockerfile' || dockerfile !== null) &&
    defaults.every((minor) => minor !== null && Number(minor.split('.')[1]) >= 13)
  );
}

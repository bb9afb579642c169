import type { Model, Service } from '@unblock/engine';
import { readPipfile, readProject } from '@unblock/engine/dependencies/project';
import { readRequirements } from '@unblock/engine/dependencies/requirements';
import { joinPath } from '@unblock/engine/paths';
import { builtByImage } from '@unblock/engine/services/built-by-image';
import type { PythonManager } from '@unblock/platforms';

type Contract = Model['contracts'][number];

/** A manager and the file by which a platform recognises it. */
export interface ManagerFile {
  manager: PythonManager;
  path: string;
}

/** Files of package managers in a folder that platforms build without being told which to use. */
export interface SeveralManagers {
  contracts: Contract[];
  /** `unlocked`: one manager, whose lock file is not there and has to be. */
  several: 'refused' | 'first' | 'depends' | 'unlocked';
  /** In the order in which the platform looks for them. */
  files: ManagerFile[];
  /** What the others declare for production and the first one does not install. */
  lacking: string[];
}

const FILES: Readonly<Record<PythonManager, readonly string[]>> = {
  pip: ['requirements.txt'],
  uv: ['uv.lock'],
  poetry: ['poetry.lock'],
  pdm: ['pdm.lock'],
  pipenv: ['Pipfile.lock', 'Pipfile'],
};

/** The managers that compete for a service: one entry for each way in which platforms decide. */
export function severalManagers(service: Service, model: Model): SeveralManagers[] {
  if (service.language !== 'python') return [];
  const found = new Map<string, SeveralManagers>();
  for (const contract of model.contracts) {
    const install = contract.pythonInstall.value;
    if (!install || builtByImage(contract, service, model) || isTold(contract, service)) continue;
    const own = service.deployables.find(({ platform }) => platform === contract.id);
    const files = filesOf(install.managers, own?.root ?? service.root, model);
    const [first] = files;
    const unlocked = files.filter(
      ({ manager, path }) => install.lockDemandedBy?.includes(manager) && !path.endsWith('.lock'),
    );
    if (unlocked.length > 0) {
      found.set('unlocked', { contracts: [contract], several: 'unlocked', files: unlocked, lacking: [] });
      continue;
    }
    if (!first || files.length < 2) continue;
    const lacking = lackingIn(first, files, model);
    // Where the first one installs, the others matter only by what it lacks.
    if (install.several !== 'refused' && lacking.length === 0) continue;
    const known = found.get(install.several);
    if (known) known.contracts.push(contract);
    else found.set(install.several, { contracts: [contract], several: install.several, files, lacking });
  }
  return [...found.values()];
}

/** A build command, or a Procfile's platform with one, says which manager runs. */
function isTold(contract: Contract, service: Service): boolean {
  const own = service.deployables.filter(({ platform }) => platform === contract.id);
  return contract.pythonInstall.value?.several !== 'refused' && own.some(({ build }) => build !== null);
}

function filesOf(managers: readonly PythonManager[], root: string, model: Model): ManagerFile[] {
  // What a build never sees: https://devcenter.heroku.com/articles/slug-compiler#ignoring-files-with-slugignore
  const ignored = (model.read('.slugignore') ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^\//, ''));
  return managers.flatMap((manager) => {
    const paths = FILES[manager].map((name) => joinPath(root, name));
    const path = paths.find((candidate) => model.paths.has(candidate) && !ignored.includes(candidate));
    return path === undefined ? [] : [{ manager, path }];
  });
}

/** Production requirements of the other managers' manifests that the first one's file does not have. */
function lackingIn(first: ManagerFile, files: readonly ManagerFile[], model: Model): string[] {
  if (first.manager !== 'pip') return [];
  const installed = readRequirements(model, [first.path]);
  if (!installed.complete) return [];
  const names = new Set(installed.entries.map(({ name }) => name));
  const folder = first.path.slice(0, first.path.lastIndexOf('/') + 1);
  const others = files.slice(1).flatMap(({ manager }) => {
    const declared =
      manager === 'pipenv'
        ? model.paths.has(`${folder}Pipfile`) && readPipfile(model, `${folder}Pipfile`, [])
        : model.paths.has(`${folder}pyproject.toml`) && readProject(model, `${folder}pyproject.toml`);
    return declared ? declared.entries.filter(({ production }) => production) : [];
  });
  return [...new Set(others.map(({ name }) => name))].filter((name) => name !== 'python' && !names.has(name));
}

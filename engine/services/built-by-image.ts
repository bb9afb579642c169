import type { Model, Service } from '../model.ts';

/** Whether an image brings Python under a contract: a Dockerfile builds the service there, or a builder nobody knows here. */
export function builtByImage(contract: Model['contracts'][number], service: Service, model: Model): boolean {
  const own = service.deployables.filter(
    ({ platform, kind }) => platform === contract.id && kind !== 'Procfile' && kind !== 'package.json',
  );
  const path = (name: string) => (service.root ? `${service.root}/${name}` : name);
  const isForeign = own.some((entry) => /nixpacks|heroku|paketo/i.test(model.read(entry.path) ?? ''));
  if (isForeign || model.paths.has(path('heroku.yml'))) return true;
  if (own.length > 0) return own.some(({ dockerfile }) => dockerfile !== null);
  const readsDockerfile = contract.startSources.value.includes('Dockerfile');
  const hasDockerfile =
    service.deployables.some(({ kind, dockerfile }) => kind === 'Dockerfile' || dockerfile !== null) ||
    model.paths.has(path('Dockerfile'));
  return readsDockerfile && hasDockerfile;
}

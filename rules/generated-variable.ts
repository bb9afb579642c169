import type { Fix, Model, Service } from '@unblock/engine';
import { editManifest } from '@unblock/platforms';

/** A manifest with one process that declares variables gets this one too: the platform makes its value up. */
export function declareGenerated(service: Service, model: Model, name: string): Fix['edits'] {
  const deployables = service.deployables.filter(({ variables }) => variables.length > 0);
  const [deployable] = deployables;
  const isThere = deployable?.variables.some((variable) => variable.name === name);
  const text = deployable && deployables.length === 1 && !isThere ? model.read(deployable.path) : null;
  if (!deployable || text === null) return [];
  const edits = editManifest(text, {
    kind: 'variable',
    deployable,
    variable: { name, source: { from: 'generated' } },
  });
  return edits ? [{ path: deployable.path, edits }] : [];
}

import type { Model, Service } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';

/** Files that something starts or that a framework finds by their place. */
const ENTRY =
  /^(index|main|server|app|bootstrap|start|worker|www|cluster|handler|instrumentation|middleware|route)\.[cm]?[jt]sx?$/;
const BY_PLACE = /(^|\/)(pages|app|api|routes|functions|plugins|server|netlify)\//;

/** Files of other languages that import modules. */
const COMPONENT = /\.(vue|svelte|astro|mdx)$/;

/** Whether an ECMAScript file is more than a script that somebody runs by hand: something names it, or starts it. */
export function isLoaded(path: string, service: Service, model: Model): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bare = name.replace(/\.[cm]?[jt]sx?$/, '');
  if (ENTRY.test(name) || BY_PLACE.test(path) || service.starts.some(({ server }) => server?.entry === path))
    return true;
  const named = new RegExp(`/${escaped(bare)}(\\.[cm]?[jt]sx?)?['"\`]`);
  const names = (other: string) => other !== path && named.test(model.read(other) ?? '');
  return service.files.some(names) || [...model.paths].some((other) => COMPONENT.test(other) && names(other));
}

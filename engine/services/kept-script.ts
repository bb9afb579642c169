import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import type { KeptText } from './kept-sources.ts';
import { recognise } from './recognise.ts';
import { stringIn } from './scripts.ts';
import { expand, type StartContext } from './start.ts';

/** Names of scripts that run what is deployed, where `start` is none. */
const NAMES = ['start:prod', 'start-prod', 'start:production', 'prod', 'production', 'serve', 'server'];

/** What starts again at each change is for whoever works on the code. */
const WATCHES = /\b(nodemon|ts-node-dev|tsnd)\b|--watch\b/;

/** The script of a package.json that runs a file of a Node service under another name than the one platforms call. */
export function keptScript(service: Service, model: Model): { text: KeptText; command: string } | null {
  const path = joinPath(service.root, 'package.json');
  const whole = model.paths.has(path) ? (model.read(path) ?? '') : '';
  const context: StartContext = { root: service.root, paths: model.paths, read: (file) => model.read(file) };
  for (const name of NAMES) {
    const place = whole.includes(`"${name}"`) ? stringIn(whole, ['scripts', name]) : null;
    if (!place || WATCHES.test(place.value)) continue;
    const { value: command, start, end } = place;
    const text = {
      text: command,
      form: 'shell',
      source: { path, kind: 'package.json', start, end },
    } as const;
    const runs = expand(context, text, 0).some((placed) => {
      const server = recognise(context, placed.text, placed.command, placed.folder);
      return server?.program === 'node' && service.files.includes(server.entry ?? '');
    });
    if (runs) return { text: { text, call: `npm run ${name}`, kind: 'script' }, command };
  }
  return null;
}

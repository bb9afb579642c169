import { both, type Model, type Service, type Skip } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { refusedMessage, refusedTitle } from './words.ts';

/** The line by which pip refuses the requirements of a service: nothing of them is installed. What is meant, a person knows. */
export function refusedEntries(service: Service, model: Model): Entry[] {
  const { refused } = service.dependencies;
  if (!refused || service.language !== 'python') return [];
  const { path, start, end, line } = refused;
  const written = model.read(path)?.slice(start, end) ?? '';
  return [
    {
      finding: {
        rule: 'dependency-missing',
        severity: 'critical',
        service: service.root,
        span: { path, start, end },
        title: refusedTitle(path, line),
        message: refusedMessage(path, line, written),
        fix: 'manual',
        key: `refused ${path}`,
        platforms: model.contracts.map(({ id }) => id),
      },
      fix: () => MEANT,
    },
  ];
}

const MEANT: Skip = {
  skip: both('what the line was meant to say is not known', "ce que la ligne devait dire n'est pas connu"),
};

import type { Model, Service, Severity } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { folderOf } from '@unblock/engine/paths';
import { type KeptOut, keptOut } from '@unblock/engine/python/kept-out';
import type { Contract } from '@unblock/platforms';
import * as words from './kept-out-words.ts';

/** The modules of the repository that every start imports and that its .gitignore keeps out of it. */
export function keptOutEntries(service: Service, model: Model): Entry[] {
  const contracts = model.contracts.filter(({ buildsFrom }) => buildsFrom?.value === 'git');
  if (contracts.length === 0) return [];
  return keptOut(model, service).map((found) => {
    const evidence = { ...found, contracts, canBeGiven: mayBeGiven(found, service, contracts) };
    return {
      finding: {
        rule: 'dependency-missing',
        severity: severityOf(service, evidence.canBeGiven),
        service: service.root,
        span: found.span,
        title: words.title(evidence),
        message: words.message(evidence),
        fix: 'manual',
        key: `module ${found.file}`,
        platforms: contracts.map(({ id }) => id),
        steps: words.steps(evidence),
      },
      fix: () => words.BY_HAND,
    };
  });
}

/** Whether a person may have put the file beside the code, in the dashboard of every platform. */
function mayBeGiven({ file }: KeptOut, { root }: Service, contracts: readonly Contract[]): boolean {
  const folder = folderOf(file);
  return (
    !file.endsWith('/') &&
    folder === root &&
    contracts.every(({ secretFiles }) => secretFiles?.value === 'root')
  );
}

/** Where nothing says what is started, something else may be. */
function severityOf({ starts }: Service, canBeGiven: boolean): Severity {
  return starts.length > 0 && !canBeGiven ? 'critical' : 'important';
}

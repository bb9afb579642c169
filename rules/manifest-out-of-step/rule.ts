import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { toldRoot } from '@unblock/engine/services/told-root';
import { commandSpan, written } from '@unblock/engine/started';
import { celeryEntries } from './celery.ts';
import { type Broken, brokenStarts } from './find.ts';
import { meantApplication } from './meant-application.ts';
import { repair } from './repair.ts';
import { rootFolderEntries } from './root-folder.ts';
import { message, SUMMARY, title } from './words.ts';

/** A start command that names what the repository does not have. */
export const rule: Rule = defineRule({
  id: 'manifest-out-of-step',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries((service, model) => [
    ...find(service, model),
    ...celeryEntries(service, model),
    ...rootFolderEntries(service, model),
  ]),
});

function find(service: Service, model: Model): Entry[] {
  return brokenStarts(service, model).map((broken): Entry => {
    const { started } = broken;
    const target = meantApplication(broken, model);
    const told = target?.folder ? toldRoot(joinPath(broken.search.base, target.folder), model) : null;
    const isWhole = told !== null || (target !== null && isBuiltThere(broken, target.folder, service, model));
    const isMendable = target !== null && !broken.hasCompany && !isWhole;
    const evidence = {
      broken,
      target,
      told,
      isWhole,
      command: written(started.server),
      path: started.server.text.source.path,
    };
    const texts = message(evidence);
    return {
      finding: {
        rule: 'manifest-out-of-step',
        severity: told === null ? 'critical' : 'advice',
        service: service.root,
        span: commandSpan(started.server),
        title: title(broken),
        message: texts,
        fix: isMendable ? (target.isOnly ? 'safe' : 'review') : 'manual',
        key: `${started.server.program} ${started.server.application}`,
        platforms: [...new Set(started.starts.flatMap(({ platforms }) => platforms))],
        ...(isMendable ? {} : { steps: [texts.todo] }),
      },
      fix: () => (isMendable ? repair(started.server, target, evidence, model) : { skip: texts.todo }),
    };
  });
}

/** The build runs a script that only the application's folder has: the whole manifest is written for that folder. */
function isBuiltThere(
  { started, search: { base } }: Broken,
  folder: string,
  service: Service,
  model: Model,
): boolean {
  const { path } = started.server.text.source;
  const builds = service.deployables.flatMap(({ path: at, build }) =>
    at === path && build ? [build.text] : [],
  );
  const scripts = builds.flatMap((text) => text.match(/[\w./-]+\.sh\b/g) ?? []);
  return (
    folder !== '' &&
    scripts.some(
      (script) =>
        !model.paths.has(joinPath(base, script)) && model.paths.has(joinPath(joinPath(base, folder), script)),
    )
  );
}

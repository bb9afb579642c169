import { setImportModule } from '@unblock/codemods/python/index';
import {
  both,
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findReexports, type Reexport } from './find.ts';
import { message, paragraph, SUMMARY, title } from './words.ts';

/** An Alembic env.py that takes the metadata of its models through a module which only passes them on. */
export const rule: Rule = defineRule({
  id: 'migration-metadata-reexport',
  severity: 'important',
  summary: SUMMARY,
  stage: 'configuration',
  platforms: () => true,
  ...byEntries(candidates),
});

function candidates(service: Service, model: Model): Entry[] {
  return findReexports(service, model).map((found) => {
    const { entry } = found;
    const finding: Finding = {
      rule: 'migration-metadata-reexport',
      severity: 'important',
      service: service.root,
      span: entry.span,
      title: title(found),
      message: message(found),
      fix: 'safe',
      key: `${entry.local} from ${entry.module}`,
      platforms: model.contracts.map(({ id }) => id),
    };
    return { finding, fix: () => move(found, model) };
  });
}

function move(found: Reexport, model: Model): Fix | Skip {
  const { path, entry, definedAs, definedIn, module } = found;
  if (entry.name !== definedAs)
    return {
      skip: both(
        `${definedIn} defines it under the name ${definedAs}: the import would have to be renamed`,
        `${definedIn} la définit sous le nom ${definedAs} : l'import devrait être renommé`,
      ),
    };
  if (module === null)
    return {
      skip: both(
        `the name under which ${definedIn} is imported is not known`,
        `le nom sous lequel ${definedIn} s'importe n'est pas connu`,
      ),
    };
  const edits = setImportModule(model.read(path) ?? '', entry.span, entry.module, module, entry.name);
  return {
    safety: 'safe',
    title: both(`Import ${definedAs} from ${module}`, `Importer ${definedAs} depuis ${module}`),
    paragraph: paragraph(found),
    edits: [{ path, edits }],
  };
}

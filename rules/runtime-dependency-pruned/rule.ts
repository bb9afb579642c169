import {
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { moveToProduction } from '@unblock/engine/dependencies/move';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findPrunedRuntime, type PrunedRuntime } from './find.ts';
import { DEVELOPMENT, message, PATCH, paragraph, SUMMARY, title } from './words.ts';

/** A start that needs what the production install leaves out. */
export const rule: Rule = defineRule({
  id: 'runtime-dependency-pruned',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'dependencies',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findPrunedRuntime(service, model).map(
    (pruned): Entry => ({
      finding: {
        rule: 'runtime-dependency-pruned',
        severity: pruned.by === null ? 'important' : 'critical',
        service: service.root,
        span: placeOf(pruned),
        title: title(pruned),
        message: message(pruned),
        fix: 'review',
        key: pruned.name,
        platforms: pruned.contracts.map(({ id }) => id),
      },
      fix: () => fix(pruned, service, model),
    }),
  );
}

function placeOf({ need }: PrunedRuntime): Finding['span'] {
  if (need.kind === 'import') return need.imported;
  const { path, start, end } = need.placed.text.source;
  return { path, start, end };
}

function fix(pruned: PrunedRuntime, service: Service, model: Model): Fix | Skip {
  const { need, name } = pruned;
  if (
    need.kind === 'command' &&
    /^(nodemon|ts-node-dev|tsnd|concurrently|nest|vite|react-scripts|vue-cli-service|ng)$/.test(need.program)
  )
    return DEVELOPMENT;
  const edits = moveToProduction(model, service, name);
  if ('skip' in edits) return edits;
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(
      pruned,
      edits.map(({ path }) => path),
    ),
    edits,
  };
}

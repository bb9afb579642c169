import {
  both,
  defineRule,
  type Finding,
  type Fix,
  findDependency,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { byEntries, type Entry } from '@unblock/engine/entry';
import type { Contract } from '@unblock/platforms';
import { type Undecided, undecided } from './code.ts';
import { type CommandNeed, needsOf } from './command.ts';
import * as words from './words.ts';

/** A server that a start command names, or that a framework needs, and that no requirement installs. */
export const rule: Rule = defineRule({
  id: 'production-server-missing',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'dependencies',
  platforms: runsProcesses,
  ...byEntries(findAll),
});

/** The platform starts a process of the project's own, which a function platform does not. */
function runsProcesses(contract: Contract): boolean {
  return contract.startSources.value.some((kind) => kind === 'Procfile' || kind === 'Dockerfile');
}

function findAll(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  const fromCommands = needsOf(service, model).map((need) => commandFinding(need, service, model));
  const code = undecided(service, model);
  return code ? [...fromCommands, codeFinding(code, service, model)] : fromCommands;
}

function commandFinding(need: CommandNeed, service: Service, model: Model): Entry {
  const { start, missing } = need;
  const { path, start: from, end } = start.command.source;
  const manifest = service.dependencies.manifest?.path ?? '';
  const finding: Finding = {
    rule: 'production-server-missing',
    severity: 'critical',
    service: service.root,
    span: { path, start: from, end },
    title: words.commandTitle(missing),
    message: words.commandMessage(missing, start.command.text, path, manifest),
    fix: 'safe',
    key: `command ${missing.join(' ')}`,
    platforms: start.platforms.filter((id) =>
      model.contracts.some((contract) => contract.id === id && runsProcesses(contract)),
    ),
  };
  return { finding, fix: () => fixOf(missing, need, service, model) };
}

function codeFinding(need: Undecided, service: Service, model: Model): Entry {
  const { framework, near, launcher, missing } = need;
  const base = {
    rule: 'production-server-missing',
    service: service.root,
    span: { path: near.path, start: near.start, end: near.end },
    platforms: model.contracts.filter(runsProcesses).map(({ id }) => id),
  };
  const finding: Finding = launcher
    ? {
        ...base,
        severity: 'advice',
        title: words.SUPERVISOR_TITLE,
        message: words.supervisorMessage(launcher.callee, launcher.span.path),
        fix: 'safe',
        key: 'supervisor',
      }
    : {
        ...base,
        severity: 'critical',
        title: words.serverTitle(framework),
        message: words.serverMessage(framework, near.path, missing[0] ?? ''),
        fix: 'safe',
        key: `server for ${framework}`,
      };
  return { finding, fix: () => fixOf(missing, need, service, model) };
}

function fixOf(
  missing: readonly string[],
  need: CommandNeed | Undecided,
  service: Service,
  model: Model,
): Fix | Skip {
  const { dependencies } = service;
  const near =
    'near' in need
      ? need.near
      : ['uvicorn', 'gunicorn', service.framework ?? '']
          .map((name) => findDependency(dependencies, name))
          .find((entry) => entry !== undefined && entry.path !== '');
  const wanted = missing.map((name) => ({ name, extras: name === 'uvicorn' ? ['standard'] : [] }));
  const added = addRequirements(model, dependencies, wanted, near);
  if ('skip' in added) return added;
  const { path, edits, written } = added;
  return {
    safety: 'safe',
    title: both(`Add ${missing.join(' and ')}`, `Ajouter ${missing.join(' et ')}`),
    paragraph:
      'start' in need
        ? words.commandParagraph(need.start.command.text, need.start.command.source.path, path, written)
        : need.launcher
          ? words.supervisorParagraph(need.launcher.callee, need.launcher.span.path, path, written)
          : words.serverParagraph(need.framework, path, written),
    edits: [{ path, edits }],
  };
}

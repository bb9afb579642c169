import { commandsIn, sequencesIn } from '@unblock/codemods/shell/index';
import type { Model, Service } from '@unblock/engine';
import { expand } from '@unblock/engine/services/start';
import { type CommandText, type Contract, type Deployable, platform } from '@unblock/platforms';
import { type Build, buildsOf } from './builds.ts';
import { composedImages } from './composed.ts';
import { isDevelopment, isIdle, isServer, migrationIn } from './programs.ts';
import { type Swallow, swallowsIn } from './swallow.ts';

/** A swallowed failure with the text it stands in and what runs that text. */
export interface Placed {
  swallow: Swallow;
  text: CommandText;
  contracts: Contract[];
  step: 'start' | 'pre-deploy' | 'build';
  /** The image it stands in, where no platform of the run starts it; null for what one runs. */
  image: Deployable | null;
}

/** The swallowed failures on one way to the server, in their order. */
export type Group = [Placed, ...Placed[]];

/** Swallowed failures of one step on the same platforms, told as one; what stands inside another command stays alone. */
export function togetherOnTheWay(found: readonly Placed[]): Group[] {
  const groups = new Map<string, Group>();
  for (const [index, placed] of found.entries()) {
    const { swallow, step, image, contracts } = placed;
    const ids = contracts.map(({ id }) => id).sort();
    const alone = swallow.sequence.nested > 0 || image ? index : '';
    const key = [step, swallow.isMeant, ...ids, alone].join(' ');
    const known = groups.get(key);
    if (known) known.push(placed);
    else groups.set(key, [placed]);
  }
  return [...groups.values()];
}

/** A command of a manifest with the simple commands it leads to. */
type Run = Build & Pick<Placed, 'step' | 'image'>;

/** The swallowed failures in all that platforms run for a service before and at its start, each place once. */
export function findSwallows(service: Service, model: Model): Placed[] {
  const found = new Map<string, Placed>();
  const runs = runsOf(service, model);
  for (const run of runs) {
    const all = run.image
      ? run.platforms.map(platform)
      : model.contracts.filter(({ id }) => run.platforms.includes(id));
    const contracts = all.filter(
      ({ id }) => run.step !== 'start' || !isHeededBefore(id, runs, service, model),
    );
    const texts = [run.command, ...run.commands.map(({ text }) => text)];
    for (const text of contracts.length > 0 ? distinct(texts) : []) {
      // What a manifest gives as build may run in a shell that stops at a failure, but for one that a message hides.
      const isOpen = run.step !== 'build' || text.source.kind === 'script';
      for (const swallow of swallowsAt(text, run, service, model)) {
        if (!isOpen && swallow.way !== 'or') continue;
        const { path, start } = text.source;
        const { sequence, statement, link } = swallow;
        const key = `${path}:${start}:${sequence.start}:${statement}:${link}`;
        const known = found.get(key);
        if (known) known.contracts = [...new Set([...known.contracts, ...contracts])];
        else found.set(key, { swallow, text, contracts, step: run.step, image: run.image });
      }
    }
  }
  return [...found.values()];
}

/** Whether a step before the start applies the migrations, and stops the deploy when one fails. */
function isHeededBefore(id: Contract['id'], runs: readonly Run[], service: Service, model: Model): boolean {
  return runs.some((run) => {
    if (run.step === 'start' || !run.platforms.includes(id)) return false;
    const texts = distinct([run.command, ...run.commands.map(({ text }) => text)]);
    return (
      run.commands.some(({ command, folder }) => migrationIn(command, model, folder) !== null) &&
      texts.every((text) => swallowsAt(text, run, service, model).length === 0)
    );
  });
}

function runsOf(service: Service, model: Model): Run[] {
  const context = { root: service.root, paths: model.paths, read: (path: string) => model.read(path) };
  const before = service.deployables.flatMap(({ preDeploy, platform: id, freePlan }): Run[] => {
    if (!preDeploy || (freePlan && !platform(id).migrationsOnFreePlan.value)) return [];
    const commands = expand(context, preDeploy, 0);
    return [{ command: preDeploy, commands, platforms: [id], step: 'pre-deploy', image: null }];
  });
  const images = composedImages(service, model).flatMap((image): Run[] => {
    const { start: command, platform: id } = image;
    const commands = command ? expand(context, command, 0) : [];
    const serves = commands.some(({ command: simple }) => isServer(simple) && !isDevelopment(simple));
    return command && serves ? [{ command, commands, platforms: [id], step: 'start', image }] : [];
  });
  const starts = service.starts.map((start): Run => ({ ...start, step: 'start', image: null }));
  const builds = buildsOf(service, model).map((build): Run => ({ ...build, step: 'build', image: null }));
  return [...before, ...starts, ...images, ...builds];
}

function distinct(texts: readonly CommandText[]): CommandText[] {
  const byPlace = new Map(texts.map((text) => [`${text.source.path}:${text.source.start}`, text]));
  return [...byPlace.values()].filter(({ source }) => source.start >= 0);
}

function swallowsAt(text: CommandText, run: Run, service: Service, model: Model): Swallow[] {
  const at = run.commands.find((placed) => isSamePlace(placed.text, text));
  const folder = at?.folder ?? service.root;
  const errexit = text.source.kind === 'script' && startsWithErrexit(text, run);
  // Only a shell knows `||` and `;`: without one they are arguments.
  const sequences = sequencesIn(text.text).filter(({ nested }) => text.form === 'shell' || nested > 0);
  return sequences.flatMap((sequence) =>
    swallowsIn(
      sequence,
      (command) => migrationIn(command, model, folder),
      errexit,
      run.step !== 'start' || isFollowed(text, sequence.end, run),
    ).filter(({ way }) => way !== 'sequence' || !hasOwnShell(text, model)),
  );
}

function isSamePlace(a: CommandText, b: CommandText): boolean {
  return a.source.path === b.source.path && a.source.start === b.source.start;
}

/** Whether something that uses the tables runs behind a script: in the text it stands in, or where that was called. */
function isFollowed(text: CommandText, end: number, { commands }: Run): boolean {
  const last = commands.findLastIndex((placed) => isSamePlace(placed.text, text));
  return commands.some(
    ({ command, text: other }, index) =>
      !isIdle(command) && (isSamePlace(other, text) ? command.start >= end : index > last),
  );
}

/** `#!/bin/sh -e`, or `bash -e start.sh` in the command that calls it. */
function startsWithErrexit(text: CommandText, { command }: Run): boolean {
  if (/^#![^\n]*\s-[a-z]*e/.test(text.text)) return true;
  const name = text.source.path.slice(text.source.path.lastIndexOf('/') + 1);
  return commandsIn(command.text).some(({ words }) => {
    const values = words.map(({ value }) => value ?? '');
    return values.some((value) => value.endsWith(name)) && values.some((value) => /^-[a-z]*e/.test(value));
  });
}

/** `SHELL ["/bin/bash", "-ec"]` in a Dockerfile may stop at a failure. */
function hasOwnShell({ source }: CommandText, model: Model): boolean {
  return source.kind === 'Dockerfile' && /^[ \t]*SHELL\b/im.test(model.read(source.path) ?? '');
}

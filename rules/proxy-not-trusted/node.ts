import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { webFiles } from '@unblock/engine/python/web';
import { type Behind, nodeBehindProxies } from './behind.ts';
import { ranked, SEVERITY } from './evidence.ts';
import { applicationOf } from './node-application.ts';
import { mayDepend, nodeEvidence } from './node-evidence.ts';
import { hopsInManifest, trustHops } from './node-fix.ts';
import { nodeTexts } from './node-words.ts';

/** Code that trusts a proxy, or reads its headers by itself: somebody has thought of it. */
const BY_HAND =
  /trust[\s_-]?proxy|\.proxy\s*=|\bproxy:\s*true|forwarded|real[-_]?ip|cf[-_]connecting|fly[-_]client|request-ip|proxy-?addr|replace\(\s*['"/]\^?http:/i;

/** One finding for a Node service: one cure heals all that depends on the proxy. */
export function findInNode(service: Service, model: Model): Entry[] {
  const behind = nodeBehindProxies(service, model);
  const [one] = behind;
  if (!one) return [];
  const hinted = service.files.filter((path) => mayDepend(path, model));
  if (hinted.length === 0 || isHandled(service.files, model)) return [];
  const files = webFiles(model, service);
  const isProduction = behind.every((entry) => runsInProduction(entry, service));
  const loaded = hinted.filter((path) => files.has(path));
  const [first] = ranked(nodeEvidence(loaded, model, isProduction));
  if (!first || isHandled([...files], model)) return [];
  const application = applicationOf(service, files, model);
  if (first.what === 'cookie' && application?.kind === 'fastify') return [];
  const places = behind.map((entry) => ({ ...entry, isWritten: hopsInManifest(entry, model) !== null }));
  const texts = nodeTexts(first, application, places);
  const isManual = application === null;
  return [
    {
      finding: {
        rule: 'proxy-not-trusted',
        severity: SEVERITY[first.what],
        service: service.root,
        span: first.span,
        title: texts.title,
        message: texts.message,
        fix: isManual ? 'manual' : texts.steps.length > 0 ? 'review' : 'safe',
        key: `${first.depends} behind the proxy`,
        platforms: behind.map(({ contract }) => contract.id),
        ...(isManual
          ? { steps: [texts.message.todo] }
          : texts.steps.length > 0
            ? { steps: texts.steps }
            : {}),
      },
      fix: () => (application ? trustHops(application, behind, texts, model) : { skip: texts.message.todo }),
    },
  ];
}

function isHandled(files: readonly string[], model: Model): boolean {
  return files.some((path) => /\.[cm]?[jt]sx?$/.test(path) && BY_HAND.test(model.read(path) ?? ''));
}

/** Whether NODE_ENV is `production` there, by a manifest or by the platform itself. */
function runsInProduction({ contract, deployable, isImage, start }: Behind, service: Service): boolean {
  const declared = [
    ...service.deployables
      .filter(({ platform, kind }) => platform === contract.id || kind === 'Dockerfile')
      .flatMap(({ variables }) => variables.map(({ name, value }) => ({ name, value }))),
    ...start.commands.flatMap(({ command }) => command.assignments),
  ].filter(({ name }) => name === 'NODE_ENV');
  if (declared.length > 0) return declared.every(({ value }) => value === 'production');
  return !isImage && contract.nodeProduction !== undefined && !deployable?.hasOtherVariables;
}

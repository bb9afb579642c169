import { parseShell } from '@unblock/codemods/shell/index';
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
import { composeBlueprint } from '@unblock/engine/services/blueprint';
import { type Composition, compose, startCommand } from '@unblock/engine/services/compose';
import { databaseOf } from '@unblock/engine/services/database';
import { evidenceOf } from '@unblock/engine/services/evidence';
import { type KeptCommand, keptCommand } from '@unblock/engine/services/kept-command';
import { mainFile } from '@unblock/engine/services/main-file';
import { openSwitches } from '@unblock/engine/services/switches';
import { signOf } from '@unblock/engine/services/typed-start';
import { contractsWithoutStart, type Undescribed } from '@unblock/engine/services/undescribed';
import { type Contract, type ManifestKind, writeProcfile } from '@unblock/platforms';
import * as words from './words.ts';

/** A web service for which the platform finds no command to start it by. */
export const rule: Rule = defineRule({
  id: 'start-command-missing',
  severity: 'critical',
  summary: words.SUMMARY,
  stage: 'manifest',
  platforms: (contract) => contract.writes.value.length > 0,

  detect(service: Service, model: Model): Finding[] {
    const byKind = new Map<ManifestKind, Undescribed[]>();
    for (const entry of contractsWithoutStart(service, model)) {
      const kind = writtenKind(entry.contract);
      byKind.set(kind, [...(byKind.get(kind) ?? []), entry]);
    }
    // A service that a whole manifest leaves out is told about once, as a service without a manifest.
    return [...byKind]
      .filter(([kind, found]) => kind === 'Procfile' || found.some(({ isLeftOut }) => !isLeftOut))
      .map(([kind, found]) => findingOf(service, model, kind, found));
  },

  fix(finding: Finding, model: Model): Fix | Skip {
    const kind = finding.key.startsWith('Procfile') ? 'Procfile' : 'render.yaml';
    const open = model.services.filter((service) => undescribed(service, model, kind).length > 0);
    const own = open.find(
      ({ root, language }) => root === finding.service && finding.key.includes(` ${language} `),
    );
    if (!own) return { skip: both('it is no longer there', "il n'est plus là") };
    const composition = compose(own, model);
    if ('skip' in composition) return composition;
    return kind === 'Procfile' ? procfiles(open, model) : blueprint(open, model);
  },
});

/** The file that gives a contract its start command. */
function writtenKind({ writes }: Contract): ManifestKind {
  return writes.value.includes('Procfile') ? 'Procfile' : (writes.value[0] ?? 'Procfile');
}

function undescribed(service: Service, model: Model, kind: ManifestKind): Undescribed[] {
  return contractsWithoutStart(service, model).filter(({ contract }) => writtenKind(contract) === kind);
}

function findingOf(
  service: Service,
  model: Model,
  kind: ManifestKind,
  found: readonly Undescribed[],
): Finding {
  const contracts = found.map(({ contract }) => contract);
  const isLeftOut = found.every((entry) => entry.isLeftOut);
  const sign = signOf(service, model, contracts);
  const kept = keptCommand(service, model);
  // What a platform that is not named would run by itself.
  const main = writesSeveral(model) ? mainFile(service, model) : null;
  return {
    rule: 'start-command-missing',
    severity: severityOf(kind, isLeftOut, sign, kept, { hasImage: hasImage(service), model }),
    service: service.root,
    span: evidenceOf(service, model),
    title: words.title(service.name, kept),
    message: words.message(service.name, contracts, isLeftOut, { sign, kept, main }),
    fix: isLeftOut ? 'manual' : 'review',
    key: `${kind} of ${service.language} service`,
    platforms: contracts.map(({ id }) => id),
    group: `manifest ${kind}`,
    ...(kind === 'Procfile' && !isLeftOut && writesSeveral(model) ? { steps: [words.ALTERNATIVES] } : {}),
  };
}

/**
 * Critical where a platform that is named reads a Procfile, deploys without a command and fails; one with a manifest of its own
 * asks for it first. Where the service seems to run by a command that stands elsewhere, a deploy does not stop.
 */
function severityOf(
  kind: ManifestKind,
  isLeftOut: boolean,
  sign: string | null,
  kept: KeptCommand | null,
  { hasImage: isImage, model }: { hasImage: boolean; model: Model },
): Finding['severity'] {
  if (isLeftOut || sign !== null || kept?.kind === 'script') return 'advice';
  // A person may have named the Dockerfile in the dashboard.
  if (isImage) return kind === 'Procfile' ? 'important' : 'advice';
  return kind === 'Procfile' && !writesSeveral(model) && kept === null ? 'critical' : 'important';
}

/** A Dockerfile starts it, where the platform does not look for one by itself. */
function hasImage({ deployables }: Service): boolean {
  return deployables.some(({ kind, start }) => kind === 'Dockerfile' && start !== null);
}

/** Nobody named a platform: the files of several are written. */
function writesSeveral({ contracts }: Model): boolean {
  return contracts.some(({ writes }) => writes.value.length > 1);
}

/** One Procfile in the folder of each service: at the root of the repository for a service at its root. */
function procfiles(services: readonly Service[], model: Model): Fix | Skip {
  const written: words.WrittenProcfile[] = [];
  for (const service of services) {
    const composition = compose(service, model);
    if ('skip' in composition) continue;
    const path = composition.root ? `${composition.root}/Procfile` : 'Procfile';
    // Of two services that start from one folder, a Procfile has room for one web process.
    if (written.some((entry) => entry.path === path)) continue;
    const contracts = undescribed(service, model, 'Procfile').map(({ contract }) => contract);
    const start = switched(composition.start, openSwitches(service, model));
    const sign = signOf(service, model, contracts);
    const kept = keptCommand(service, model);
    written.push({
      path,
      sign,
      kept,
      ...procfile({ ...composition, start }, contracts, isInFile(service, model)),
    });
  }
  return {
    safety: 'review',
    title: both('A start command', 'Une commande de démarrage'),
    paragraph: words.procfileParagraph(written, writesSeveral(model)),
    edits: [],
    creates: written.map(({ path, text }) => ({ path, text })),
  };
}

/** A Procfile has no variables: its one process gets the switches of gated work in front of its server. */
function switched(start: string, names: readonly string[]): string {
  const at = parseShell(start).at(-1)?.start ?? 0;
  return start.slice(0, at) + names.map((name) => `${name}=true `).join('') + start.slice(at);
}

/** Whether the data lies in a file: the machine of a release step has one of its own, which is thrown away with it. */
function isInFile(service: Service, model: Model): boolean {
  return ['file', 'kept'].includes(databaseOf(service, { variables: [] }, model));
}

function procfile(
  composition: Composition,
  contracts: readonly Contract[],
  isFile: boolean,
): { text: string; start: string } {
  // Only a platform whose own manifest the Procfile is runs its release process.
  const hasRelease =
    !isFile &&
    contracts.every(
      ({ migrations, startSources }) =>
        migrations.value === 'release' && startSources.value[0] === 'Procfile',
    );
  const web = startCommand(composition, { migrates: !hasRelease, isolated: false });
  const { migrations } = composition;
  const release =
    hasRelease && migrations.length > 0 ? [{ type: 'release', command: migrations.join(' && ') }] : [];
  return { text: writeProcfile([...release, { type: 'web', command: web }]), start: web };
}

function blueprint(services: readonly Service[], model: Model): Fix | Skip {
  const composed = composeBlueprint(services, model);
  if ('skip' in composed) return composed;
  const signs = services.map((service) => {
    const about = undescribed(service, model, 'render.yaml').map(({ contract }) => contract);
    return signOf(service, model, about);
  });
  return {
    safety: 'review',
    title: both('A start command', 'Une commande de démarrage'),
    paragraph: words.blueprintParagraph(
      composed,
      signs.find((sign) => sign !== null) ?? null,
      services.map((service) => keptCommand(service, model)).find((kept) => kept !== null) ?? null,
    ),
    edits: [],
    creates: [{ path: 'render.yaml', text: composed.text }],
  };
}

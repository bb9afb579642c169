import { ensureImport, insertAfterStatement } from '@unblock/codemods/python/index';
import { both, type Fix, type Model, type Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import type { DjangoSettings } from '@unblock/engine/python/django-settings';
import type { Contract } from '@unblock/platforms';
import { type HostsEvidence, PATCH, paragraph } from './words.ts';

const HOSTS = 'ALLOWED_HOSTS';

/** Adds the hosts that the environment names below the list that is there. */
export function writeHosts(settings: DjangoSettings, evidence: HostsEvidence, model: Model): Fix | Skip {
  const steps = settings.steps(HOSTS).filter(({ maybe }) => !maybe);
  const last = steps.at(-1);
  const after = (last ?? settings.steps('ROOT_URLCONF').find(({ kind }) => kind === 'assign'))?.statement;
  const text = after ? model.read(after.path) : null;
  if (!after || text === null) return unreadable(settings.path);
  if (steps.some(({ value }) => value?.kind() === 'tuple')) return TUPLE;
  const code = [...(last ? [] : [`${HOSTS} = []`]), ...additions(evidence)].join('\n');
  const edits = [...ensureImport(text, after.start, 'os'), ...insertAfterStatement(text, after, code)];
  return {
    safety: 'safe',
    title: PATCH,
    paragraph: paragraph(evidence),
    edits: [{ path: after.path, edits }],
  };
}

/** The lines that add hosts; none of them adds anything where no variable is set. */
export function additions({
  cause,
  contracts,
  variable,
}: Pick<HostsEvidence, 'cause' | 'contracts' | 'variable'>): string[] {
  const list = `[host.strip() for host in os.environ.get("${variable}", "").split(",") if host.strip()]`;
  return [
    ...(cause === 'closed' ? [`${HOSTS} += ${list}`] : []),
    ...contracts.flatMap((contract) => ofPlatform(contract, cause)),
  ];
}

function ofPlatform({ publicHost }: Contract, cause: HostsEvidence['cause']): string[] {
  const { variable, suffixes, healthCheck } = publicHost.value;
  const append = (name: string, host: string) => [
    `if os.environ.get("${name}"):`,
    `    ${HOSTS}.append(${host})`,
  ];
  const lines: string[] = [];
  if (variable && cause === 'closed') {
    const isWhole = variable.holds === 'whole';
    const host = `os.environ["${variable.name}"]`;
    const label = `f"{os.environ['${variable.name}']}${suffixes[0]}"`;
    lines.push(...append(variable.name, isWhole ? host : label));
  }
  if (healthCheck) lines.push(...append(healthCheck.variable, `"${healthCheck.host}"`));
  return lines;
}

const TUPLE: Skip = {
  skip: both(
    'ALLOWED_HOSTS is a tuple, to which no list can be added: make it a list first',
    "ALLOWED_HOSTS est un tuple, auquel aucune liste ne s'ajoute : en faire d'abord une liste",
  ),
};

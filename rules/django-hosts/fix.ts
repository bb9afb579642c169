import { ensureImport, insertAfterStatement } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import { both, type Fix, type Model, type Skip, type Span } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import type { DjangoSettings, SettingStep } from '@unblock/engine/python/django-settings';
import { type Node, spanOf } from '@unblock/engine/python/tree';
import type { Contract } from '@unblock/platforms';
import { type HostsEvidence, PATCH, paragraph } from './words.ts';

const HOSTS = 'ALLOWED_HOSTS';

/** Adds the hosts that the environment names below the list that is there. */
export function writeHosts(settings: DjangoSettings, evidence: HostsEvidence, model: Model): Fix | Skip {
  const steps = settings.steps(HOSTS).filter(({ maybe }) => !maybe);
  const inBranches = settings.steps(HOSTS).filter(({ maybe, kind }) => maybe && kind !== 'unknown');
  const isOpen = steps.length === 0 && inBranches.length > 0;
  const last = isOpen ? branchesOf(inBranches, model) : steps.at(-1)?.statement;
  if (last === null) return IN_BRANCHES;
  const urls = settings.steps('ROOT_URLCONF').find(({ kind }) => kind === 'assign');
  const after = last ?? urls?.statement;
  const text = after ? model.read(after.path) : null;
  if (!after || text === null) return unreadable(settings.path);
  const told = isOpen ? inBranches : steps;
  if (told.some(({ value }) => value?.kind() === 'tuple')) return TUPLE;
  const code = [...(last ? [] : [`${HOSTS} = []`]), ...additions(evidence)].join('\n');
  const edits = [...ensureImport(text, after.start, 'os'), ...insertAfterStatement(text, after, code)];
  return {
    safety: 'safe',
    title: PATCH,
    paragraph: paragraph(evidence),
    edits: [{ path: after.path, edits }],
  };
}

/** The `if` at the top of a module whose every branch gives the list a value, the last statement that does; else null. */
function branchesOf(steps: readonly SettingStep[], model: Model): Span | null {
  const last = steps.at(-1)?.statement;
  const text = last ? model.read(last.path) : null;
  if (!last || text === null || steps.some(({ statement }) => statement.path !== last.path)) return null;
  const choice = parsePython(text)
    .namedChildren()
    .find((node) => spanOf(node).start <= last.start && last.end <= spanOf(node).end);
  if (choice?.kind() !== 'if_statement') return null;
  const clauses = choice.namedChildren().filter((node) => /^(elif|else)_clause$/.test(String(node.kind())));
  const blocks = [
    choice.field('consequence'),
    ...clauses.map((clause) => clause.field(clause.kind() === 'else_clause' ? 'body' : 'consequence')),
  ];
  const isWhole =
    clauses.at(-1)?.kind() === 'else_clause' && blocks.every((block) => block && setsHosts(block));
  return isWhole ? { path: last.path, ...spanOf(choice) } : null;
}

function setsHosts(block: Node): boolean {
  return block.namedChildren().some((statement) => {
    const assignment = statement.namedChildren()[0];
    return assignment?.kind() === 'assignment' && assignment.field('left')?.text() === HOSTS;
  });
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

const IN_BRANCHES: Skip = {
  skip: both(
    'ALLOWED_HOSTS gets its value under conditions of which not every case sets it: give it one before them, or an `else`',
    'ALLOWED_HOSTS reçoit sa valeur sous des conditions dont tous les cas ne la définissent pas : lui en donner une avant elles, ou un `else`',
  ),
};

const TUPLE: Skip = {
  skip: both(
    'ALLOWED_HOSTS is a tuple, to which no list can be added: make it a list first',
    "ALLOWED_HOSTS est un tuple, auquel aucune liste ne s'ajoute : en faire d'abord une liste",
  ),
};

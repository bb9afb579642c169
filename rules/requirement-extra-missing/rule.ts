import { normalizeName, parseRequirements, splitExtra } from '@unblock/codemods/requirements/index';
import { replaceArrayItem } from '@unblock/codemods/toml/index';
import {
  both,
  type Dependency,
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Severity,
  type Skip,
} from '@unblock/engine';
import { lockRefusal, requirementLine } from '@unblock/engine/dependencies/add';
import { presence } from '@unblock/engine/dependencies/installed';
import { serverPackages } from '@unblock/engine/dependencies/server-packages';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { hasExtra, meantBy, PACKAGES } from './extras.ts';
import * as words from './words.ts';

/** An extra that its package does not have: pip warns, installs the package alone, and goes on. */
export const rule: Rule = defineRule({
  id: 'requirement-extra-missing',
  severity: 'important',
  summary: words.SUMMARY,
  stage: 'dependencies',
  platforms: () => true,
  ...byEntries(findAll),
});

function findAll(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  const needed = new Set(service.starts.flatMap((start) => serverPackages(start, service, model)));
  return service.dependencies.entries.flatMap((entry) => {
    if (!entry.production || entry.path === '' || isConstrained(entry, model)) return [];
    const unknown = entry.extras
      .map(normalizeName)
      .filter((extra) => hasExtra(entry.name, extra, entry.specifier) === false);
    return unknown.map((extra): Entry => {
      const meant = (meantBy(entry.name, extra) ?? []).map(({ name }) => name);
      const absent = meant.filter((name) => presence(model, service.dependencies, name) === 'absent');
      const written = `${entry.name}[${entry.extras.join(',')}]${entry.specifier}`;
      const evidence = {
        ...entry,
        extra,
        written,
        meant,
        absent,
        real: Object.keys(PACKAGES[entry.name]?.extras ?? {}),
      };
      const finding: Finding = {
        rule: 'requirement-extra-missing',
        severity: severityOf(meant, absent, needed),
        service: service.root,
        span: { path: entry.path, start: entry.start, end: entry.end },
        title: words.title(evidence),
        message: words.message(evidence),
        fix: meant.length > 0 ? 'safe' : 'manual',
        key: `${entry.name}[${extra}]`,
        platforms: model.contracts.map(({ id }) => id),
        ...(meant.length > 0 ? {} : { steps: [words.message(evidence).todo] }),
      };
      return { finding, fix: () => fixOf(entry, extra, service, model) };
    });
  });
}

/** Where other lines bring all that was meant, the warning of pip is all there is. */
function severityOf(
  meant: readonly string[],
  absent: readonly string[],
  needed: ReadonlySet<string>,
): Severity {
  if (meant.length > 0 && absent.length === 0) return 'advice';
  return absent.some((name) => needed.has(name)) ? 'critical' : 'important';
}

function fixOf(entry: Dependency, extra: string, service: Service, model: Model): Fix | Skip {
  const { dependencies } = service;
  const meant = meantBy(entry.name, extra) ?? [];
  const stale = lockRefusal(dependencies, [entry.name, ...meant.map(({ name }) => name)]);
  if (stale) return stale;
  const text = model.read(entry.path);
  if (text === null)
    return { skip: both(`${entry.path} cannot be read`, `${entry.path} ne peut pas être lu`) };
  const lines: string[] = [];
  for (const requirement of meant) {
    if (presence(model, dependencies, requirement.name) === 'installed') continue;
    const line = requirementLine(text, dependencies, requirement, entry);
    if (typeof line !== 'string') return line;
    lines.push(line + markerOf(text, entry));
  }
  const edits = editsOf(dependencies.manifest?.format ?? '', text, entry, extra, lines);
  if (!edits)
    return {
      skip: both(
        `extras in this form are not edited: take ${extra} out of ${entry.path} by hand`,
        `les extras sous cette forme ne sont pas modifiés : retirer ${extra} de ${entry.path} à la main`,
      ),
    };
  return {
    safety: 'safe',
    title: both(
      `Separate requirements for ${entry.name}[${extra}]`,
      `Des dépendances séparées pour ${entry.name}[${extra}]`,
    ),
    paragraph: words.paragraph(entry, extra, lines),
    edits: [{ path: entry.path, edits }],
  };
}

/** A constraints file chooses the version: its extras are not known here. */
function isConstrained({ path, specifier }: Dependency, model: Model): boolean {
  const isPinned = /^===?[^=]/.test(specifier.trim());
  return !isPinned && /^[ \t]*(-c|--constraint)[ \t=]/m.test(model.read(path) ?? '');
}

/** What is installed for some platforms only brings its extra there only. */
function markerOf(text: string, entry: Dependency): string {
  const found = parseRequirements(text).find(({ start }) => start === entry.start);
  const marker = found ? found.marker : (/;\s*(.*)$/s.exec(entryText(text, entry))?.[1] ?? '').trim();
  return marker ? `; ${marker}` : '';
}

/** The requirement in an array, without the quotes around it. */
function entryText(text: string, { start, end }: Dependency): string {
  return text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2');
}

function editsOf(format: string, text: string, entry: Dependency, extra: string, lines: readonly string[]) {
  if (format === 'requirements') return splitExtra(text, entry.name, extra, lines);
  if (format !== 'pep621') return null;
  const item = text.slice(entry.start, entry.end);
  const kept = entry.extras.filter((name) => normalizeName(name) !== extra);
  const bare = item.replace(/\s*\[[^\]]*\]/, kept.length > 0 ? `[${kept.join(',')}]` : '');
  return replaceArrayItem(text, ['project', 'dependencies'], item, [bare, ...lines]);
}

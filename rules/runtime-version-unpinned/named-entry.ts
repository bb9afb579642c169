import type { Edit } from '@unblock/codemods';
import type { Bilingual, Finding, Fix, Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import type { Contract } from '@unblock/platforms';

/** A version of Python in a file, by which a platform stops its build. */
export interface Named {
  contract: Contract;
  path: string;
  start: number;
  end: number;
}

/** What a finding about such a version says, and how it is cured. */
export interface Said {
  key: string;
  title: Bilingual;
  message: Finding['message'];
  /** The version that is written instead; null where a person has to choose. */
  cure: (Pick<Fix, 'safety' | 'title' | 'paragraph'> & { edit: Edit }) | null;
  /** Why nothing is written, where a person has to choose. */
  refusal: Bilingual;
}

/** The finding about a version, with its fix. */
export function namedEntry(
  { contract, path, start, end }: Named,
  { key, title, message, cure, refusal }: Said,
  service: Service,
  model: Model,
): Entry {
  return {
    finding: {
      rule: 'runtime-version-unpinned',
      severity: 'critical',
      service: service.root,
      span: { path, start, end },
      title,
      message,
      fix: cure?.safety ?? 'manual',
      key,
      platforms: [contract.id],
      ...(cure ? {} : { steps: [message.todo] }),
    },
    fix: () => {
      if (!cure || model.read(path) === null) return { skip: refusal };
      const { edit, ...said } = cure;
      return { ...said, edits: [{ path, edits: [edit] }] };
    },
  };
}

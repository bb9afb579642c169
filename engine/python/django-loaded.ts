import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '../model.ts';
import { type DjangoSettings, djangoSettings } from './django-settings.ts';
import { itemsOf, type SettingItems } from './django-values.ts';
import { argumentsOf, type Node } from './tree.ts';

/** What Django loads by the names that stand in its settings, whenever a service starts. */
export interface DjangoLoaded {
  /** Files of the repository: the settings, the URLs, and what applications and middlewares consist of. */
  files: string[];
  /** Modules that the repository does not hold, with the setting that names each. */
  outside: { module: string; setting: DjangoSetting; span: SettingItems['texts'][number]['span'] }[];
}

export type DjangoSetting = 'INSTALLED_APPS' | 'MIDDLEWARE';

/**
 * What Django loads at every start; empty for a service whose settings are not known. It imports each application with its
 * `apps` and `models`, with Django's own admin their `admin`, and each middleware by its dotted name.
 * https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process
 */
export function djangoLoaded(model: Model, service: Service): DjangoLoaded {
  const found = djangoSettings(service, model);
  if (!found) return { files: [], outside: [] };
  const settings: DjangoSettings = {
    ...found,
    steps: (name: string) => found.steps(name).filter(({ maybe }) => !maybe),
  };
  const { path } = settings;
  const applications = itemsOf(settings, 'INSTALLED_APPS', model).texts;
  const hasAdmin = applications.some(({ text }) =>
    /^django\.contrib\.admin(\.apps\.AdminConfig)?$/.test(text),
  );
  const files = applications.flatMap(({ text }) => applicationFiles(model, path, text, hasAdmin));
  const middlewares = itemsOf(settings, 'MIDDLEWARE', model).texts.map((item) => ({
    ...item,
    text: item.text.replace(/\.\w+$/, ''),
  }));
  const urls = settings.steps('ROOT_URLCONF').flatMap(({ value }) => textOf(value) ?? []);
  return {
    files: [
      ...settings.files,
      ...files,
      ...middlewares.flatMap(({ text }) => model.locate(path, text) ?? []),
      ...urlFiles(model, path, urls),
    ],
    outside: [
      ...applications.map(({ text, span }) => ({ module: text, setting: 'INSTALLED_APPS' as const, span })),
      ...middlewares.map(({ text, span }) => ({ module: text, setting: 'MIDDLEWARE' as const, span })),
    ].filter(({ module, span }) => !model.locate(span.path, module)),
  };
}

/** The modules of an application of the repository, named by its package or by its configuration. */
function applicationFiles(model: Model, from: string, text: string, hasAdmin: boolean): string[] {
  const name = text.replace(/\.apps(\.\w+)?$/, '');
  const modules = ['', '.apps', '.models', ...(hasAdmin ? ['.admin'] : [])].map((part) => name + part);
  const files = modules.flatMap((module) => model.locate(from, module) ?? []);
  // A file of one of these names somewhere else on the path is none of its own.
  const folder = files[0]?.slice(0, files[0].lastIndexOf('/') + 1) ?? '';
  return files.filter((file) => file.startsWith(folder));
}

/** Modules of URLs with those that they include by name at module level; modules may include each other. */
function urlFiles(model: Model, path: string, modules: readonly string[]): string[] {
  const found = new Set(modules.flatMap((module) => model.locate(path, module) ?? []));
  // A set hands out what is added to it meanwhile.
  for (const file of found) {
    const text = model.read(file) ?? '';
    const included = /\binclude\s*\(/.test(text) ? includesIn(parsePython(text)) : [];
    for (const module of included) {
      const next = model.locate(file, module);
      if (next) found.add(next);
    }
  }
  return [...found];
}

function includesIn(root: Node): string[] {
  return root
    .findAll({ rule: { kind: 'call', has: { field: 'function', regex: '^include$' } } })
    .filter((call) => !call.ancestors().some((up) => CONDITIONAL.test(String(up.kind()))))
    .flatMap((call) => {
      const [first] = argumentsOf(call);
      // A pair of the module and the name of its application.
      return textOf(first?.kind() === 'tuple' ? (first.namedChildren()[0] ?? null) : (first ?? null)) ?? [];
    });
}

const CONDITIONAL = /^(if|try|for|while|with|match|conditional|function|class|lambda)(_|$)/;

function textOf(node: Node | null): string | null {
  return /^["']([\w.]+)["']$/.exec(node?.text() ?? '')?.[1] ?? null;
}

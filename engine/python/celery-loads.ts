import { parsePython } from '@unblock/codemods/python/parse';
import { option } from '@unblock/codemods/shell/index';
import { importedFiles } from '../imported.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { argumentsOf, calleeOf, keyword, type Node } from './tree.ts';

/** Settings of Celery that name modules: https://docs.celeryq.dev/en/stable/userguide/configuration.html#imports */
const SETTINGS = /^(include|imports|CELERY_(IMPORTS|INCLUDE))$/;

/**
 * The files that the processes of Celery load, as their start commands name the application: its module, what that imports,
 * and the modules of tasks that are named by texts or found by their place.
 */
export function celeryFiles(model: Model, service: Service): Set<string> {
  const found = new Set<string>();
  for (const { commands } of service.starts)
    for (const { command, folder } of commands) {
      if (!/(^|\/)celery$/.test(command.words[0]?.value ?? '')) continue;
      const module = option(command, ['-A', '--app'])?.value?.split(':')[0] ?? '';
      if (!/^\w[\w.]*$/.test(module)) continue;
      const from = joinPath(folder, 'start.py');
      for (const path of [module, `${module}.celery`].flatMap((name) => model.locate(from, name) ?? []))
        for (const file of [path, ...tasksOf(model, service, path)]) {
          found.add(file);
          for (const other of importedFiles(model, file)) found.add(other);
        }
    }
  return found;
}

/** The modules of tasks that an application names. */
function tasksOf(model: Model, service: Service, path: string): string[] {
  const text = model.read(path) ?? '';
  if (!/\b(include|imports|autodiscover_tasks|CELERY_I\w+)\b/.test(text)) return [];
  const root = parsePython(text);
  const lists = [
    ...root
      .findAll({ rule: { kind: 'keyword_argument' } })
      .filter((one) => SETTINGS.test(one.field('name')?.text() ?? ''))
      .map((one) => one.field('value')),
    ...root
      .findAll({ rule: { kind: 'assignment' } })
      .filter((one) => SETTINGS.test(one.field('left')?.text().split('.').pop() ?? ''))
      .map((one) => one.field('right')),
  ];
  const named = lists.flatMap((list) => (list ? (itemsOf(list) ?? []) : []));
  const discovered = root
    .findAll({ rule: { kind: 'call' } })
    .filter((call) => /\.autodiscover_tasks$/.test(calleeOf(call)))
    .flatMap((call) => discoveredBy(model, service, path, call));
  return [...named.flatMap((name) => model.locate(path, name) ?? []), ...discovered];
}

/** `autodiscover_tasks(["shop"])` loads `shop.tasks`; without a list, those of all applications of Django. */
function discoveredBy(model: Model, service: Service, path: string, call: Node): string[] {
  const [packages] = argumentsOf(call);
  const given = keyword(call, 'related_name');
  const name = given ? textOf(given) : 'tasks';
  if (name === null) return [];
  const items = packages && packages.kind() !== 'keyword_argument' ? itemsOf(packages) : null;
  if (items) return items.flatMap((item) => model.locate(path, `${item}.${name}`) ?? []);
  return service.framework === 'django'
    ? service.files.filter((file) => file.endsWith(`/${name}.py`) || file.includes(`/${name}/`))
    : [];
}

/** The texts of a list; null where something else is in it. */
function itemsOf(node: Node): string[] | null {
  if (!/^(list|tuple)$/.test(String(node.kind()))) return null;
  const items = node.namedChildren().filter((item) => item.kind() !== 'comment');
  const texts = items.map(textOf);
  return texts.every((text) => text !== null) ? texts : null;
}

function textOf(node: Node): string | null {
  const isPlain = node.kind() === 'string' && !node.find({ rule: { kind: 'interpolation' } });
  return isPlain ? node.text().replace(/^[rRuU]?["']+|["']+$/g, '') : null;
}

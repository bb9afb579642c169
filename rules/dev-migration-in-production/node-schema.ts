import type { SgNode } from '@ast-grep/napi';
import { findDependency, type Model, type Service } from '@unblock/engine';
import { runs } from '@unblock/engine/callers';
import type { Span } from '@unblock/engine/facts';
import { calleeOf, named, spanOf } from '@unblock/engine/node/expression';
import { flowOf } from '@unblock/engine/node/flow';
import { parseNode } from '@unblock/engine/node/parse';
import type { Contract } from '@unblock/platforms';

/** Code by which a process makes the tables of a database server like the models at each start. */
export interface SyncedSchema {
  library: 'TypeORM' | 'Sequelize';
  /** As it is written: `synchronize: true`, `sequelize.sync({ force: true })`. */
  written: string;
  /** All tables are dropped and made anew; elsewhere only what differs is. */
  dropsAll: boolean;
  span: Span;
  contracts: Contract[];
}

const WORDS = /\b(synchronize|dropSchema)\s*:\s*true\b|\.sync\(\s*\{[^}]*\b(force|alter)\s*:/;
/** Files and settings of a machine that is not the deployed one, and programs that a person runs. */
const OTHER =
  /(^|[\s/._-])(tests?|testing|specs?|e2e|dev|development|local|seed\w*|scripts?|fixtures?|mocks?|cli|reset|setup)([\s/._-]|$)/i;
const SERVER = /^['"`](postgres|cockroachdb|mysql|mariadb|mssql|oracle|aurora-\w+)['"`]/;
const FILES = /\bdialect\s*:\s*['"`]sqlite['"`]|['"`]sqlite:/;

/** The places in the code of a service that change the tables of its database server at start. */
export function findSynced(service: Service, model: Model): SyncedSchema[] {
  const { dependencies, files, starts, language } = service;
  const has = (name: string) => findDependency(dependencies, name) !== undefined;
  if (language !== 'node' || !(has('typeorm') || has('sequelize'))) return [];
  const contracts = model.contracts.filter(
    ({ id, runs: { value } }) => value === 'server' && starts.some(({ platforms }) => platforms.includes(id)),
  );
  if (contracts.length === 0) return [];
  return files.flatMap((path): SyncedSchema[] => {
    const text = model.read(path) ?? '';
    if (OTHER.test(path.slice(service.root.length)) || !WORDS.test(text)) return [];
    const root = parseNode(path, text);
    if (root.find({ rule: { kind: 'ERROR' } })) return [];
    return [
      ...(has('typeorm') ? settings(root) : []),
      ...(has('sequelize') && !text.includes('process.exit(') ? calls(root, service, model) : []),
    ].map(({ node, ...found }) => ({ ...found, span: spanOf(path, node), contracts }));
  });
}

type Place = Omit<SyncedSchema, 'span' | 'contracts'> & { node: SgNode };

/** https://typeorm.io/docs/data-source/data-source-options#common-data-source-options */
function settings(root: SgNode): Place[] {
  return root.findAll({ rule: { kind: 'pair' } }).flatMap((node): Place[] => {
    const name = node.field('key')?.text() ?? '';
    if (!/^(synchronize|dropSchema)$/.test(name) || node.field('value')?.text() !== 'true') return [];
    const type = node
      .parent()
      ?.children()
      .find((pair) => pair.kind() === 'pair' && pair.field('key')?.text() === 'type');
    if (!SERVER.test(type?.field('value')?.text() ?? '') || flowOf(node).conditional) return [];
    const around = node.ancestors().flatMap((up) => {
      const field = up.kind() === 'pair' ? 'key' : up.kind() === 'variable_declarator' ? 'name' : null;
      return field ? [up.field(field)?.text() ?? ''] : [];
    });
    if (around.some((label) => OTHER.test(label.replace(/([a-z])([A-Z])/g, '$1 $2')))) return [];
    return [{ library: 'TypeORM', written: node.text(), dropsAll: name === 'dropSchema', node }];
  });
}

/** https://sequelize.org/docs/v6/core-concepts/model-basics/#model-synchronization */
function calls(root: SgNode, service: Service, model: Model): Place[] {
  return root.findAll({ rule: { kind: 'call_expression' } }).flatMap((node): Place[] => {
    const callee = calleeOf(node)?.text() ?? '';
    const [options] = named(node.field('arguments') ?? node);
    if (!/(^|\.)(sequelize|db|database|connection|orm)\.sync$/i.test(callee)) return [];
    if (options?.kind() !== 'object') return [];
    const set = options
      .children()
      .flatMap((pair) =>
        pair.kind() === 'pair' && pair.field('value')?.text() === 'true'
          ? [pair.field('key')?.text() ?? '']
          : [],
      );
    const dropsAll = set.includes('force');
    if (!dropsAll && !set.includes('alter')) return [];
    if (FILES.test(databaseTexts(service, model)) || !runs(model, service, flowOf(node))) return [];
    const written = `${callee}({ ${dropsAll ? 'force' : 'alter'}: true })`;
    return [{ library: 'Sequelize', written, dropsAll, node }];
  });
}

/** The files that make a connection, together. */
function databaseTexts({ files }: Service, model: Model): string {
  return files
    .map((path) => model.read(path) ?? '')
    .filter((text) => text.includes('equelize'))
    .join('\n');
}

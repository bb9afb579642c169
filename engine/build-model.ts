import {
  type Contract,
  type Deployable,
  hostedFrontEnds,
  ownServerHomes,
  type PlatformId,
  platform,
  unreadHomes,
} from '@unblock/platforms';
import { readDependencies } from './dependencies/read.ts';
import type {
  EnvironmentRead,
  Expression,
  Fact,
  FileFacts,
  ModuleSummary,
  ServerApi,
  ServerCall,
} from './facts.ts';
import { languageOf } from './inventory/classify.ts';
import type { Inventory } from './inventory/inventory.ts';
import { locateNode, locatePython } from './locate.ts';
import type { Model, Service } from './model.ts';
import { summarizeJson } from './node/json.ts';
import { environmentFacts } from './python/environment.ts';
import type { ModuleImports } from './python/imports.ts';
import { type Place, reachedContracts } from './reach.ts';
import { checkDeclarations, readAllManifests } from './read-manifests.ts';
import { isSettingsClass, producerOf, resolveValue } from './resolve.ts';
import { serverApiOf } from './server-api.ts';
import { withoutForeignStarts } from './services/elsewhere.ts';
import { findServices } from './services/services.ts';
import {
  type Cache,
  factsOfText,
  importsOfText,
  readChanges,
  summaryOfText,
  unparsed,
} from './source-facts.ts';
import { asRead, detectPlatforms } from './targets.ts';

/**
 * Builds the read-only view of a repository that rules work on.
 *
 * @param platforms none: those whose manifests are there, else what all have in common.
 * @param isAsked somebody named the platforms.
 */
export function buildModel(
  inventory: Inventory,
  platforms: readonly PlatformId[],
  cache: Cache,
  isAsked = platforms.length > 0,
): Model {
  readChanges(inventory, cache);
  checkDeclarations(inventory);
  const read = (path: string) => inventory.read(path);
  const hosted = isAsked
    ? []
    : [...unreadHomes(inventory.paths, read), ...hostedFrontEnds(inventory.paths, read)];
  const all = readAllManifests(inventory);
  const manifests = isAsked ? all : withoutForeignStarts(all, { elsewhere: hosted, paths: inventory.paths });
  const described = manifests.filter(({ isForeign }) => !isForeign).map(({ root }) => root);
  const elsewhere = isAsked ? [] : [...hosted, ...ownServerHomes(inventory.paths, read, described)];
  const contracts = (platforms.length > 0 ? platforms : detectPlatforms(manifests, inventory)).map(platform);
  return new RepositoryModel(inventory, cache, { contracts, elsewhere }, asRead(manifests, contracts));
}

/** Facts of a service: of the files that were parsed, and of those too that hold only routes. */
interface FactsByKind {
  parsed?: Map<Fact['kind'], Fact[]>;
  all?: Map<Fact['kind'], Fact[]>;
}

class RepositoryModel implements Model {
  readonly services: Service[];
  readonly contracts: Contract[];
  readonly elsewhere: readonly string[];
  private readonly inventory: Inventory;
  private readonly cache: Cache;
  private readonly modules = new Map<string, ModuleSummary | null>();
  private readonly located = new Map<string, string | null>();
  private readonly reads = new Map<Service, EnvironmentRead[]>();
  private readonly byKind = new Map<Service, FactsByKind>();

  constructor(
    inventory: Inventory,
    cache: Cache,
    { contracts, elsewhere }: Pick<Model, 'contracts' | 'elsewhere'>,
    deployables: Deployable[],
  ) {
    this.inventory = inventory;
    this.cache = cache;
    this.contracts = contracts;
    this.elsewhere = elsewhere;
    const dependencies = readDependencies(this, deployables, contracts);
    this.services = findServices(this, contracts, deployables, dependencies);
  }

  get name(): string {
    return this.inventory.name;
  }

  get paths(): ReadonlySet<string> {
    return this.inventory.paths;
  }

  isTracked(path: string): boolean {
    return this.inventory.isTracked(path);
  }

  isLeftOut(path: string): boolean {
    return this.inventory.leftOut.some(({ folder }) => path === folder || path.startsWith(`${folder}/`));
  }

  read(path: string): string | null {
    return this.inventory.read(path);
  }

  facts(path: string): FileFacts | null {
    if (languageOf(path) === null || unparsed(this.inventory, this.cache, path) === 'nothing') return null;
    const text = this.inventory.read(path);
    const facts = text === null ? null : factsOfText(this.inventory, this.cache, path, text);
    return facts?.syntaxError === null ? facts : null;
  }

  holdsOnlyRoutes(path: string): boolean {
    return unparsed(this.inventory, this.cache, path) === 'routes';
  }

  isParsed(path: string): boolean {
    return this.cache.facts.get(path)?.facts?.syntaxError === null;
  }

  module(path: string): ModuleSummary | null {
    const known = this.modules.get(path);
    if (known !== undefined) return known;
    if (path.endsWith('.json')) return this.data(path);
    const text = languageOf(path) ? this.inventory.read(path) : null;
    const facts = text === null || this.holdsOnlyRoutes(path) ? null : this.facts(path);
    const summary = facts?.module ?? (text === null ? null : summaryOfText(this.cache, path, text));
    this.modules.set(path, summary);
    return summary;
  }

  /** A JSON file that a module imports gives what stands in it. */
  private data(path: string): ModuleSummary | null {
    const text = this.inventory.read(path);
    const summary = text === null ? null : summarizeJson(path, text);
    this.modules.set(path, summary);
    return summary;
  }

  imports(path: string): ModuleImports | null {
    const known = this.modules.get(path) ?? this.cache.facts.get(path)?.facts?.module;
    const text = known || languageOf(path) === null ? null : this.inventory.read(path);
    const isBroken = this.cache.facts.get(path)?.facts?.syntaxError != null;
    return text === null || isBroken ? this.module(path) : importsOfText(this.cache, path, text);
  }

  factsOf<K extends Fact['kind']>(service: Service, kind: K): Extract<Fact, { kind: K }>[] {
    const wantsRoutes = kind === 'route' || kind === 'router-mount';
    const found = [...(this.factsByKind(service, wantsRoutes).get(kind) ?? [])];
    if (kind === 'environment-read') found.push(...this.readsThroughLibraries(service));
    return found as Extract<Fact, { kind: K }>[];
  }

  /** Many rules ask every service for facts of many kinds: its files are walked once, and once more for its routes. */
  private factsByKind(service: Service, wantsRoutes: boolean): Map<Fact['kind'], Fact[]> {
    const walked = this.byKind.get(service) ?? {};
    this.byKind.set(service, walked);
    const known = wantsRoutes ? walked.all : walked.parsed;
    if (known) return known;
    const kinds = new Map<Fact['kind'], Fact[]>();
    for (const path of service.files) {
      if (!wantsRoutes && this.holdsOnlyRoutes(path)) continue;
      for (const fact of this.facts(path)?.facts ?? []) {
        const list = kinds.get(fact.kind);
        if (list) list.push(fact);
        else kinds.set(fact.kind, [fact]);
      }
    }
    walked[wantsRoutes ? 'all' : 'parsed'] = kinds;
    return kinds;
  }

  private readsThroughLibraries(service: Service): EnvironmentRead[] {
    const known = this.reads.get(service);
    if (known) return known;
    const reads = environmentFacts(this, service);
    this.reads.set(service, reads);
    return reads;
  }

  resolve(expression: Expression) {
    return resolveValue(this, expression);
  }

  producer(expression: Expression) {
    return producerOf(this, expression);
  }

  serverApi(call: ServerCall): ServerApi | null {
    return serverApiOf(this, call);
  }

  isSettings(summary: import('./facts.ts').ClassSummary, path: string): boolean {
    return isSettingsClass(this, summary, path);
  }

  locate(from: string, module: string): string | null {
    const key = `${from}\n${module}`;
    const known = this.located.get(key);
    if (known !== undefined) return known;
    const found =
      languageOf(from) === 'python' ? locatePython(this, from, module) : locateNode(this, from, module);
    this.located.set(key, found);
    return found;
  }

  reachedUnder(service: Service, call: Place): Contract[] {
    return reachedContracts(this, service, call);
  }

  service(root: string, language?: Service['language']): Service | null {
    return (
      this.services.find((entry) => entry.root === root && (!language || entry.language === language)) ?? null
    );
  }
}

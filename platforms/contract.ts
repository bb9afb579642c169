/** The platforms Unblock knows, and `generic`: what every one of them has in common. */
export const PLATFORM_IDS = [
  'generic',
  'render',
  'railway',
  'fly',
  'heroku',
  'vercel',
  'cloud-run',
  'docker',
  'vps',
] as const;

export type PlatformId = (typeof PLATFORM_IDS)[number];

/** One line of a contract: a fact about the platform and the page that says so. */
export interface Clause<T> {
  value: T;
  /** Address of the platform's own documentation of this fact. */
  docs: string;
}

/** The file a platform reads a start command from, in the vocabulary of the readers. */
export type ManifestKind =
  | 'render.yaml'
  | 'railway.json'
  | 'railway.toml'
  | 'fly.toml'
  | 'Procfile'
  | 'Dockerfile'
  | 'package.json'
  | 'vercel.json'
  | 'systemd'
  /** The configuration of a process manager that a start command runs. */
  | 'supervisord'
  /** The scripts of a Python project that a start command runs by name. */
  | 'Pipfile'
  | 'pyproject.toml'
  /** A shell script that a start command calls. */
  | 'script';

/** How a platform picks the Python of a service that it builds itself. */
export interface PythonDefault {
  /** The minor version a new service gets that names none: `3.14`. */
  minor: string;
  /** Files in the service's folder that name a version, and variables that do. */
  files: readonly string[];
  variables: readonly string[];
  /** The variables have to name all three numbers, `3.12.7`, or the build stops. Files may name two. */
  wholeVariables?: true;
  /** The package manager for which a `.python-version` has to be there, or the build stops. */
  demandedBy?: PythonManager;
  /** The oldest version it builds: the build stops where the first of `files`, in their order, names one before it. */
  oldest?: string;
  /** The build stops where the first of `files` names its version in another form than the usual one. */
  strict?: true;
}

export type PythonManager = 'pip' | 'uv' | 'poetry' | 'pdm' | 'pipenv';

/** How a platform installs the packages of a Python service where no build command says it. */
export interface PythonInstall {
  /** Package managers it recognises by their files, the first one wins. */
  managers: readonly PythonManager[];
  /** Files of several managers: the build is `refused`, the `first` one installs, or it `depends` on the platform. */
  several: 'refused' | 'first' | 'depends';
  /** Managers whose manifest stops the build where its lock file is not beside it. */
  lockDemandedBy?: readonly PythonManager[];
}

/** How a platform builds a Node service for which it builds no image. */
export interface NodeBuild {
  /**
   * The scripts of package.json that it runs by itself once it has installed the packages, those for development among
   * them: the first one that is there, where no manifest gives a build command. Null where the build command does all,
   * the install included.
   */
  scripts: readonly string[] | null;
  /** When all is built, the packages for development are taken out. */
  prunes?: true;
  /** It keeps the installed packages from build to build: a script of a package that was there before does not run again. */
  keepsPackages?: true;
}

/** The host names that requests to a web service carry. */
export interface PublicHost {
  /** What the names end with that the platform gives: `.onrender.com`; empty where a person brings them. */
  suffixes: readonly string[];
  /** The variable that holds the service's name: the `whole` one, or the part in front of the first suffix. */
  variable: { name: string; holds: 'whole' | 'label' } | null;
  /** The Host header of the platform's health check where it is not the service's own, and a variable that is always set there. */
  healthCheck: { host: string; variable: string } | null;
  /** The Host header of the health check is the address of the machine, which is another one after each deploy. */
  checksByAddress?: true;
}

/** A proxy that tells by X-Forwarded-Proto and X-Forwarded-For what it hides. */
export interface Proxy {
  /** Addresses from the client's own to the end of X-Forwarded-For; null where the documentation does not tell. */
  addresses: number | null;
  /** FORWARDED_ALLOW_IPS is set for a Python service that the platform builds itself: gunicorn and uvicorn trust the proxy. */
  isTrusted?: true;
}

/** The connection URL of a PostgreSQL database that the platform runs itself. */
export interface DatabaseUrl {
  /** The variable in which a service gets it. */
  variable: string;
  scheme: 'postgres' | 'postgresql';
  /** `always`: the platform owns the variable; `usual`: by its own database, but a person may give another value. */
  given: 'always' | 'usual';
}

/** What a platform gives and demands. Rules ask the contract; they never test a platform's name. */
export interface Contract {
  id: PlatformId;
  /** The platform's name as it stands in a sentence: `on Render`, `sur toute plateforme`. */
  title: { en: string; fr: string };
  /** Where things run and are set, within a sentence, where `on` and the title do not say it. */
  place?: { en: string; fr: string };
  /** A server that stays, or functions that the platform calls: then code that starts a server never runs. */
  runs: Clause<'server' | 'functions'>;
  /** Where a web server has to listen: on all interfaces, or on loopback behind a proxy on the same host. */
  bind: Clause<'all-interfaces' | 'loopback'>;
  /** The port: `injected` in the variable, or `chosen` by the person who writes the configuration. */
  port: Clause<{
    variable: string;
    source: 'injected' | 'chosen';
    /** Where nothing answers on it, the platform looks for another open port and usually finds it. */
    isSearched?: true;
    /** The port it is unless somebody sets another one. */
    usual?: string;
  }>;
  /** The files a start command is read from, first one wins. Code that the platform runs by itself comes after. */
  startSources: Clause<readonly ManifestKind[]>;
  /** The files Unblock writes for a service that has none, in this order. */
  writes: Clause<readonly ManifestKind[]>;
  /** Where database migrations may run; `start` means only in front of the start command. */
  migrations: Clause<'pre-deploy' | 'release' | 'start'>;
  /** Whether the free plan runs the pre-deploy step. */
  migrationsOnFreePlan: Clause<boolean>;
  /** Whether a build command reaches the database that the platform runs. What builds an image has no variables at all. */
  buildReachesDatabase: Clause<boolean>;
  /**
   * The names by which a service reaches the others beside it: those of a compose file, or the platform's own; `dotted`:
   * its own, of which none is a single word (`cache.internal`), or none at all.
   */
  neighbours: Clause<'compose' | 'own' | 'dotted'>;
  /** The variables of a process. */
  environment: Clause<{
    /** Set by the platform itself; a `*` at the end stands for anything. */
    given: readonly string[];
    /** Those of them that have one value on the whole platform. */
    values?: Readonly<Record<string, string>>;
    /** Manifests that list all variables of a service, those included whose values are kept elsewhere. */
    listedIn: readonly ManifestKind[];
  }>;
  /** The answer a health check needs. */
  healthCheck: Clause<'2xx-3xx' | '200' | 'none'>;
  /**
   * What becomes of a deploy whose manifest names no health path, and of one whose path never gives the answer above.
   * Absent where manifests take no health path.
   */
  health?: Clause<{
    without: { en: string; fr: string };
    failing: { en: string; fr: string };
    /** The check asks over http, past the proxy and without its headers. */
    isPlain?: true;
  }>;
  /** The proxy that ends TLS and is the only way in to a web service; absent where others may reach the server. */
  proxy?: Clause<Proxy>;
  /** What happens on the platform when the server is not reachable on its address: the symptom people see. */
  unreachable: Clause<{ en: string; fr: string }>;
  /** Null where an image or a person brings Python, or nobody knows. */
  pythonVersion: Clause<PythonDefault | null>;
  /** Null where an image or a person installs the packages. */
  pythonInstall: Clause<PythonInstall | null>;
  /** What a framework that answers only known hosts has to know. */
  publicHost: Clause<PublicHost>;
  /**
   * The files in the service's folder and the variables by which a Node service that the platform builds itself names its
   * version; `package.json`: its `engines`. Absent where an image or a person brings Node, or nobody knows.
   */
  nodeVersion?: Clause<{ files: readonly string[]; variables: readonly string[] }>;
  /** Absent where an image or a person builds the service, or where the steps are not known. */
  nodeBuild?: Clause<NodeBuild>;
  /** NODE_ENV is `production` in a Node service that the platform builds itself. Absent where that is not so, or not known. */
  nodeProduction?: Clause<true>;
  /**
   * Names that only code made for the platform holds, and files beside its manifests; its public hosts count too. Absent
   * where a project cannot be told by them.
   */
  signs?: Clause<{ names: readonly string[]; files: readonly string[] }>;
  /**
   * A deploy takes what Git holds, and nothing that lies beside it on the machine of whoever deploys. Absent where that is
   * not so, or not known.
   */
  buildsFrom?: Clause<'git'>;
  /**
   * Words by which a repository says that finished images are pushed to the platform, which then runs them without a file that
   * gives a start command. Absent where that is not so, or not known.
   */
  pushesImages?: Clause<readonly string[]>;
  /** Files that a person keeps in the dashboard lie in the root folder of the service when it runs. Absent where there are none. */
  secretFiles?: Clause<'root'>;
  /** A person may type the start command into the dashboard, where no file tells it. Absent where that is not so, or not known. */
  typedStart?: Clause<true>;
  /**
   * Without a start command, a file of a usual name runs: `main` of package.json, index.js, main.py, manage.py. Absent where
   * that is not so, or not known.
   */
  startsMain?: Clause<true>;
  /** Whether the build runs Django's collectstatic by itself. */
  collectsStatic: Clause<boolean>;
  /** What `WEB_CONCURRENCY` is on the smallest instance, where the platform sets it by itself; 1 where it sets none. */
  webConcurrency: Clause<number>;
  /**
   * A process beside the web process: whether the free plan runs one, and what a person does after the manifest names it
   * (or instead, where no manifest can); null where the deploy does all.
   */
  workers: Clause<{ onFreePlan: boolean; after: { en: string; fr: string } | null }>;
  /**
   * Whether an instance may run beside another of the same service: a deploy starts the new one before the old one ends, or
   * the platform adds some by itself. Where not, one process stays alone until somebody says otherwise.
   */
  overlaps: Clause<boolean>;
  /**
   * The processors that a process counts: its own, or perhaps those of a `host` that it gets a part of. No platform says
   * what is counted: `host` stands where instances have parts of a processor, or share a machine.
   */
  processors: Clause<'host' | 'own'>;
  /** The form of the database URL; null where the platform runs no PostgreSQL, or leaves the form to a person. */
  databaseUrl: Clause<DatabaseUrl | null>;
}

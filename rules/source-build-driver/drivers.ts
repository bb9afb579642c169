/** System packages that a driver needs in an image, by the distribution's package manager. */
export interface Need {
  /** Finds one that is there, whatever its exact name. */
  present: RegExp;
  apt: string;
  apk: string;
}

const COMPILER: Need = {
  present: /\b(gcc|g\+\+|clang|build-essential|build-base|build-dep)\b/,
  apt: 'gcc libc6-dev',
  apk: 'gcc musl-dev',
};

/** A driver that is compiled, or loads a library of the system, when no ready build of it is installed. */
export interface Driver {
  needs: readonly Need[];
  /** Another requirement that spares the system packages; null where there is none. */
  instead: string | null;
  /** What the build or the start says. */
  error: string;
  /** `build`: the image is not built; `start`: the import fails. */
  fails: 'build' | 'start';
}

/**
 * psycopg2 and mysqlclient are released for Linux as sources only, psycopg without an extra loads libpq of the system.
 * https://www.psycopg.org/docs/install.html · https://www.psycopg.org/psycopg3/docs/basic/install.html
 * https://github.com/PyMySQL/mysqlclient#linux
 */
export const DRIVERS: Readonly<Record<string, Driver>> = {
  psycopg2: {
    needs: [
      COMPILER,
      {
        present:
          /\b(libpq-dev|postgresql[\d.]*-dev|postgresql-server-dev\S*|postgresql-libs|postgresql-all)\b/,
        apt: 'libpq-dev',
        apk: 'postgresql-dev',
      },
    ],
    instead: 'psycopg2-binary',
    error: 'Error: pg_config executable not found.',
    fails: 'build',
  },
  mysqlclient: {
    needs: [
      COMPILER,
      {
        present: /\b((default-)?libmysqlclient-dev|libmariadb-dev\S*|mariadb(-connector-c)?-dev|mysql-dev)\b/,
        apt: 'default-libmysqlclient-dev',
        apk: 'mariadb-dev',
      },
      { present: /\b(pkg-config|pkgconf(ig)?)\b/, apt: 'pkg-config', apk: 'pkgconf' },
    ],
    instead: null,
    error: 'Exception: Can not find valid pkg-config name.',
    fails: 'build',
  },
  psycopg: {
    needs: [{ present: /\b(libpq\S*|postgresql\S*)\b/, apt: 'libpq5', apk: 'libpq' }],
    instead: 'psycopg[binary]',
    error: 'ImportError: no pq wrapper available.',
    fails: 'start',
  },
};

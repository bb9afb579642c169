import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { hasDriver } from '@unblock/engine/database/driver';
import { djangoSettings } from '@unblock/engine/python/django-settings';
import { spanOf } from '@unblock/engine/python/tree';
import type { Mismatch } from './find.ts';

const ENGINES: Readonly<Record<string, { drivers: string[]; module: string }>> = {
  'django.db.backends.postgresql': { drivers: ['psycopg', 'psycopg2'], module: 'psycopg2' },
  'django.db.backends.postgresql_psycopg2': { drivers: ['psycopg2'], module: 'psycopg2' },
  'django.contrib.gis.db.backends.postgis': { drivers: ['psycopg', 'psycopg2'], module: 'psycopg2' },
  'django.db.backends.mysql': { drivers: ['mysqldb', 'pymysql'], module: 'mysqldb' },
};
const LOCAL = /(^|[/_.])(dev|develop|development|local|tests?|testing|ci|example|sample)[/_.]/;

/** Django's database backends whose driver nothing installs. */
export function djangoEngines(service: Service, model: Model): Mismatch[] {
  if (service.framework !== 'django') return [];
  // A settings file that nothing names is a copy; where none is named, they have to agree.
  const named = djangoSettings(service, model)?.files;
  const files = (named ?? service.files).filter(
    (path) => /settings/.test(path) && !LOCAL.test(path) && (model.read(path) ?? '').includes('DATABASES'),
  );
  if (!named && files.some((path) => /backends\.sqlite3/.test(model.read(path) ?? ''))) return [];
  return files.flatMap((path): Mismatch[] => {
    const text = model.read(path) ?? '';
    return parsePython(text)
      .findAll({ rule: { kind: 'pair' } })
      .flatMap((pair): Mismatch[] => {
        const value = pair.field('value');
        const isEngine = /^["']ENGINE["']$/.test(pair.field('key')?.text() ?? '');
        const name = value?.kind() === 'string' ? value.text().slice(1, -1) : '';
        const engine = Object.hasOwn(ENGINES, name) ? ENGINES[name] : undefined;
        // Under a condition another branch may be the one that is deployed.
        const isChosen = pair
          .ancestors()
          .some((up) => /^(if_statement|conditional_expression|try_statement)$/.test(String(up.kind())));
        if (!value || !isEngine || !engine || isChosen) return [];
        if (!engine.drivers.every((driver) => hasDriver(model, service, driver) === 'absent')) return [];
        return [
          {
            cause: 'not-installed',
            span: { path, ...spanOf(value) },
            to: 'ENGINE',
            scheme: name,
            driver: engine.module,
            target: null,
            read: null,
            isShared: false,
            severity: 'critical',
            contracts: model.contracts.filter(({ runs }) => runs.value === 'server'),
          },
        ];
      });
  });
}

// Written by `npm run generate` from the folders beside this file.
import type { Rule } from '@unblock/engine/rule';
import { rule as asgiAppOnSyncWorker } from './asgi-app-on-sync-worker/rule.ts';
import { rule as buildOutputMissing } from './build-output-missing/rule.ts';
import { rule as buildToolPruned } from './build-tool-pruned/rule.ts';
import { rule as celeryNotDeployed } from './celery-not-deployed/rule.ts';
import { rule as clientUrlHardcoded } from './client-url-hardcoded/rule.ts';
import { rule as connectionUrlHardcoded } from './connection-url-hardcoded/rule.ts';
import { rule as corsOriginHardcoded } from './cors-origin-hardcoded/rule.ts';
import { rule as databaseDriverMismatch } from './database-driver-mismatch/rule.ts';
import { rule as debugEnabled } from './debug-enabled/rule.ts';
import { rule as dependencyMissing } from './dependency-missing/rule.ts';
import { rule as dependencyTooNew } from './dependency-too-new/rule.ts';
import { rule as devMigrationInProduction } from './dev-migration-in-production/rule.ts';
import { rule as devServerInProduction } from './dev-server-in-production/rule.ts';
import { rule as djangoHosts } from './django-hosts/rule.ts';
import { rule as djangoSecret } from './django-secret/rule.ts';
import { rule as djangoStatic } from './django-static/rule.ts';
import { rule as entryPointMissing } from './entry-point-missing/rule.ts';
import { rule as envFileCommitted } from './env-file-committed/rule.ts';
import { rule as environmentUndeclared } from './environment-undeclared/rule.ts';
import { rule as healthCheckGuarded } from './health-check-guarded/rule.ts';
import { rule as healthCheckMissing } from './health-check-missing/rule.ts';
import { rule as hostNotPublic } from './host-not-public/rule.ts';
import { rule as longTaskInRequest } from './long-task-in-request/rule.ts';
import { rule as manifestInvalid } from './manifest-invalid/rule.ts';
import { rule as manifestOutOfStep } from './manifest-out-of-step/rule.ts';
import { rule as migrationAtBuild } from './migration-at-build/rule.ts';
import { rule as migrationFailureSwallowed } from './migration-failure-swallowed/rule.ts';
import { rule as migrationMetadataReexport } from './migration-metadata-reexport/rule.ts';
import { rule as migrationPerWorker } from './migration-per-worker/rule.ts';
import { rule as migrationUrlHardcoded } from './migration-url-hardcoded/rule.ts';
import { rule as migrationUrlPercent } from './migration-url-percent/rule.ts';
import { rule as migrationsIgnored } from './migrations-ignored/rule.ts';
import { rule as migrationsNotRun } from './migrations-not-run/rule.ts';
import { rule as platformManifestMissing } from './platform-manifest-missing/rule.ts';
import { rule as portHardcoded } from './port-hardcoded/rule.ts';
import { rule as portNotExpanded } from './port-not-expanded/rule.ts';
import { rule as postgresScheme } from './postgres-scheme/rule.ts';
import { rule as prismaClientNotGenerated } from './prisma-client-not-generated/rule.ts';
import { rule as productionServerMissing } from './production-server-missing/rule.ts';
import { rule as proxyNotTrusted } from './proxy-not-trusted/rule.ts';
import { rule as queueWorkerNotGated } from './queue-worker-not-gated/rule.ts';
import { rule as redisOptionsForQueue } from './redis-options-for-queue/rule.ts';
import { rule as reloadEnabled } from './reload-enabled/rule.ts';
import { rule as requirementExtraMissing } from './requirement-extra-missing/rule.ts';
import { rule as runtimeDependencyPruned } from './runtime-dependency-pruned/rule.ts';
import { rule as runtimeVersionUnpinned } from './runtime-version-unpinned/rule.ts';
import { rule as scheduleRegisteredTwice } from './schedule-registered-twice/rule.ts';
import { rule as schedulerNotGated } from './scheduler-not-gated/rule.ts';
import { rule as secretExposedToClient } from './secret-exposed-to-client/rule.ts';
import { rule as secretHardcoded } from './secret-hardcoded/rule.ts';
import { rule as settingsBypassed } from './settings-bypassed/rule.ts';
import { rule as severalPackageManagers } from './several-package-managers/rule.ts';
import { rule as shutdownIgnored } from './shutdown-ignored/rule.ts';
import { rule as sourceBuildDriver } from './source-build-driver/rule.ts';
import { rule as startCommandMissing } from './start-command-missing/rule.ts';
import { rule as workerClassDeprecated } from './worker-class-deprecated/rule.ts';
import { rule as workerCountFromHost } from './worker-count-from-host/rule.ts';
import { rule as workerProcessMissing } from './worker-process-missing/rule.ts';

/** Every rule, sorted by its name. */
export const rules: Rule[] = [
  asgiAppOnSyncWorker,
  buildOutputMissing,
  buildToolPruned,
  celeryNotDeployed,
  clientUrlHardcoded,
  connectionUrlHardcoded,
  corsOriginHardcoded,
  databaseDriverMismatch,
  debugEnabled,
  dependencyMissing,
  dependencyTooNew,
  devMigrationInProduction,
  devServerInProduction,
  djangoHosts,
  djangoSecret,
  djangoStatic,
  entryPointMissing,
  envFileCommitted,
  environmentUndeclared,
  healthCheckGuarded,
  healthCheckMissing,
  hostNotPublic,
  longTaskInRequest,
  manifestInvalid,
  manifestOutOfStep,
  migrationAtBuild,
  migrationFailureSwallowed,
  migrationMetadataReexport,
  migrationPerWorker,
  migrationUrlHardcoded,
  migrationUrlPercent,
  migrationsIgnored,
  migrationsNotRun,
  platformManifestMissing,
  portHardcoded,
  portNotExpanded,
  postgresScheme,
  prismaClientNotGenerated,
  productionServerMissing,
  proxyNotTrusted,
  queueWorkerNotGated,
  redisOptionsForQueue,
  reloadEnabled,
  requirementExtraMissing,
  runtimeDependencyPruned,
  runtimeVersionUnpinned,
  scheduleRegisteredTwice,
  schedulerNotGated,
  secretExposedToClient,
  secretHardcoded,
  settingsBypassed,
  severalPackageManagers,
  shutdownIgnored,
  sourceBuildDriver,
  startCommandMissing,
  workerClassDeprecated,
  workerCountFromHost,
  workerProcessMissing,
];

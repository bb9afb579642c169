import type { Model, SchedulerStart, Service } from '@unblock/engine';
import { folderOf, joinPath } from '@unblock/engine/paths';
import type { SchedulerObject } from '@unblock/engine/python/apscheduler';
import { waysTo } from '@unblock/engine/python/callers';
import { moduleName } from '@unblock/engine/python/modules';
import type { Ground } from '@unblock/engine/services/beside';
import type { OwnModule } from './without-application.ts';

const NAME = 'run_scheduler';

/**
 * A command of `manage.py` for a process in which `ready()` of an application starts the scheduler: Django calls that in every
 * process, so the command only has to stay. Null unless `manage.py` is sure to take the settings that the server takes.
 * https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
 */
export function commandModule(
  service: Service,
  model: Model,
  files: ReadonlySet<string>,
  { search, folder }: Ground,
  { start, object }: { start: SchedulerStart; object: SchedulerObject },
): OwnModule | null {
  if (object.className !== 'BackgroundScheduler' || search !== folder) return null;
  const [way, other] = waysTo(model, start, files);
  if (!way || other || way.place !== 'startup' || !/(^|\/)apps\.py$/.test(way.path)) return null;
  const home = folderOf(way.path);
  const application = moduleName(`${home}/__init__.py`, search);
  const config = model.read(way.path) ?? '';
  const isNamed = new RegExp(`^\\s+name\\s*=\\s*["']${application?.replaceAll('.', '\\.')}["']`, 'm').test(
    config,
  );
  const path = `${home}/management/commands/${NAME}.py`;
  if (!application || !isNamed || model.paths.has(path) || !takesSameSettings(service, model, files, folder))
    return null;
  const packages = [`${home}/management/__init__.py`, `${home}/management/commands/__init__.py`];
  return {
    path,
    text: textOf(application),
    program: `python manage.py ${NAME}`,
    beside: packages.filter((name) => !model.paths.has(name)).map((name) => ({ path: name, text: '' })),
  };
}

const SETTINGS = /["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/;

/** Whether `manage.py` and the files that a server loads name the same settings, and no other place does. */
function takesSameSettings(
  service: Service,
  model: Model,
  files: ReadonlySet<string>,
  folder: string,
): boolean {
  const manage = model.read(joinPath(folder, 'manage.py'));
  const own = SETTINGS.exec(manage ?? '')?.[1];
  const servers = [...files].filter((path) => /(^|\/)(wsgi|asgi)\.py$/.test(path));
  const isSet = service.deployables.some(({ variables }) =>
    variables.some(({ name }) => name === 'DJANGO_SETTINGS_MODULE'),
  );
  return (
    own !== undefined &&
    !isSet &&
    servers.length > 0 &&
    servers.every((path) => SETTINGS.exec(model.read(path) ?? '')?.[1] === own)
  );
}

function textOf(application: string): string {
  return `"""Keeps the scheduler running in a process of its own: \`python manage.py ${NAME}\`."""

import os
import signal
import threading

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Runs the scheduler, which ${application} starts where RUN_SCHEDULER is true."

    def handle(self, *args, **options):
        if os.environ.get("RUN_SCHEDULER", "").lower() != "true":
            raise CommandError("the scheduler did not start: RUN_SCHEDULER is not true")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("scheduler runs")
        stop.wait()
        self.stdout.write("scheduler stopped")
`;
}

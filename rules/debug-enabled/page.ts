import type { Model, Service } from '@unblock/engine';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import { webStarts } from '@unblock/engine/started';

/**
 * What an error shows a visitor: `console`: Werkzeug's interactive one; `settings`: Django's page; `source`: the code
 * around it; `nothing`: it only passes by the application's own error pages.
 */
export type ErrorPage = 'console' | 'settings' | 'source' | 'nothing';

/** What Werkzeug's own server shows. Since 3.0.3 its console refuses every host but the developer's own machine. */
export function werkzeugPage({ dependencies }: Service, model: Model): ErrorPage {
  const version = versionOf(model, dependencies, 'werkzeug');
  // https://werkzeug.palletsprojects.com/en/stable/changes/#version-3-0-3
  return version !== '' && !mayReach(version, '3.0.3') ? 'console' : 'source';
}

/** What Flask's debug mode shows: its page belongs to Flask's own server, others see a plain error. */
export function flaskPage(service: Service): ErrorPage {
  const servers = webStarts(service).map(({ server }) => server?.program ?? 'other');
  const isOther =
    servers.length > 0 && servers.every((program) => /^(gunicorn|waitress|uwsgi)$/.test(program));
  return isOther ? 'nothing' : 'source';
}

import type { Model, Service } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { flaskSettings } from '@unblock/engine/python/flask-settings';
import type { Place } from './code.ts';
import { flaskPage, werkzeugPage } from './page.ts';

const SHOWS = /(^|\/)[^/]*(env|compose)[^/]*$|\.(md|rst)$/i;

/** `DEBUG` in the configuration that production loads: a class, a module, a file, or the call that fills it. */
export function flaskConfiguration(service: Service, model: Model): Place[] {
  const setting = flaskSettings(model, service)?.setting('DEBUG');
  if (!setting) return [];
  const { value, production } = setting;
  // `FLASK_DEBUG` of `from_prefixed_env` turns it off by itself.
  const unless = setting.unless?.endsWith('_DEBUG') ? null : setting.unless;
  if (unless && isDocumented(unless, model)) return [];
  // An assignment to `app.config["DEBUG"]` is told by itself.
  const isTold = model
    .factsOf(service, 'debug-setting')
    .some(({ value: { span } }) => span.path === value.span.path && span.start === value.span.start);
  if (isTold) return [];
  const own = model
    .factsOf(service, 'server-call')
    .filter((call) => (model.serverApi(call) ?? 'werkzeug') === 'werkzeug')
    .map((call) => ({ isGiven: call.debug !== null, reached: model.reachedUnder(service, call) }));
  // `app.run(debug=…)` decides by itself, where it may be what is started.
  const isOpen = service.starts.length === 0;
  const deciding = own.flatMap(({ isGiven, reached }) =>
    isGiven ? (isOpen ? model.contracts : reached) : [],
  );
  const contracts = model.contracts.filter((contract) => !deciding.includes(contract));
  const isOwnServer = own.some(({ reached }) => reached.some((contract) => contracts.includes(contract)));
  return [
    {
      expression: value,
      what: 'DEBUG',
      key: 'DEBUG in the configuration',
      page: isOwnServer ? werkzeugPage(service, model) : flaskPage(service),
      contracts,
      ...(unless ? { chosen: { variable: unless, value: production } } : {}),
    },
  ];
}

/** A compose file, a file that shows which variables to set, or a page sets the one that chooses for production. */
function isDocumented(variable: string, model: Model): boolean {
  const set = new RegExp(`\\b${escaped(variable)}[ \\t]*[=:][ \\t]*["']?[\\w.]*prod`, 'i');
  return [...model.paths].some((path) => SHOWS.test(path) && set.test(model.read(path) ?? ''));
}

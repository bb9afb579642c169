import type { Expression, Model, Service, Severity } from '@unblock/engine';
import { runs } from '@unblock/engine/callers';
import type { Entry } from '@unblock/engine/entry';
import { callKey } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';
import { flaskConfiguration } from './flask.ts';
import { type ErrorPage, flaskPage, werkzeugPage } from './page.ts';
import { isTurnedOff, readSwitch, remedyOf, switchOf } from './switch.ts';
import { CHOSEN, chooseInstead, type DebugEvidence, message, title } from './words.ts';

/** A place that gives an application debug mode. */
export interface Place {
  expression: Expression;
  /** What is told: `app.run`, `FastAPI`, `app.debug`. */
  what: string;
  key: string;
  page: ErrorPage;
  contracts: Contract[];
  /** Another configuration is chosen where this variable is set; and by which value. */
  chosen?: { variable: string; value: string | null };
}

/** Debug mode that code turns on in what production runs. */
export function findInCode(service: Service, model: Model): Entry[] {
  return [
    ...serverCalls(service, model),
    ...applications(service, model),
    ...assignments(service, model),
    ...flaskConfiguration(service, model),
  ].flatMap((place) => entryOf(place, service, model));
}

function serverCalls(service: Service, model: Model): Place[] {
  return model.factsOf(service, 'server-call').flatMap((call): Place[] => {
    const api = model.serverApi(call);
    if (!call.debug || (api !== 'werkzeug' && api !== 'socketio')) return [];
    const contracts = model.reachedUnder(service, call);
    return [
      {
        expression: call.debug,
        what: call.callee,
        key: `${callKey(call)} debug`,
        page: werkzeugPage(service, model),
        contracts,
      },
    ];
  });
}

/** `FastAPI(debug=True)`: the application that production loads, whatever starts it. */
function applications(service: Service, model: Model): Place[] {
  return model.factsOf(service, 'application').flatMap(({ debug, framework, name, span, flow }): Place[] => {
    const loaded = service.application?.object.span.path;
    if (!debug || !runs(model, service, flow) || (loaded !== undefined && loaded !== span.path)) return [];
    return [
      {
        expression: debug,
        what: `${name} (${framework})`,
        key: `${name} debug`,
        page: 'source',
        contracts: model.contracts,
      },
    ];
  });
}

function assignments(service: Service, model: Model): Place[] {
  return model.factsOf(service, 'debug-setting').flatMap((setting): Place[] => {
    const producer = model.producer(setting.receiver);
    if (!producer || !/^(flask|quart|fastapi|starlette\.applications)$/.test(producer.module)) return [];
    if (!runs(model, service, setting.flow)) return [];
    const contracts = setting.mainOnly ? model.reachedUnder(service, setting) : model.contracts;
    return [
      {
        expression: setting.value,
        what: setting.target,
        key: `${setting.target} in ${setting.inFunction ?? 'module'}`,
        page: producer.module === 'flask' ? flaskPage(service) : 'source',
        contracts,
      },
    ];
  });
}

function entryOf(place: Place, service: Service, model: Model): Entry[] {
  const found = switchOf(place.expression, model);
  const { chosen } = place;
  const given = found?.given;
  const contracts = given ? place.contracts.filter((one) => given.contracts.includes(one)) : place.contracts;
  const [contract] = contracts;
  if (!found || !contract || isTurnedOff(found, service, model)) return [];
  // A choice of a choice: nobody knows what is set.
  if (chosen && found.kind !== 'literal') return [];
  const evidence: DebugEvidence = {
    what: place.what,
    path: place.expression.span.path,
    cause: chosen ? 'default' : found.kind,
    variable: chosen?.variable ?? found.variable,
    ...(given ? { compared: given } : {}),
    page: place.page,
    remedy: chosen ? chooseInstead(chosen) : remedyOf(found),
    contract,
  };
  return [
    {
      finding: {
        rule: 'debug-enabled',
        severity: chosen ? 'advice' : severityOf(place.page, found.kind === 'literal'),
        service: service.root,
        span: place.expression.span,
        title: title(evidence),
        message: message(evidence),
        fix: chosen ? 'manual' : 'review',
        key: place.key,
        platforms: contracts.map(({ id }) => id),
        ...(chosen ? { steps: [evidence.remedy.todo] } : {}),
      },
      fix: () => (chosen ? CHOSEN : readSwitch(found, evidence, model)),
    },
  ];
}

/** The console of Werkzeug's debugger runs what is typed; where a server shows no page of an error, nothing is given away. */
function severityOf(page: ErrorPage, isFixed: boolean): Severity {
  if (page === 'console' && isFixed) return 'critical';
  return page === 'nothing' ? 'advice' : 'important';
}

import type { Connection } from './find.ts';

const SETTINGS = /^(CELERY_(BROKER_URL|RESULT_BACKEND)|BROKER_URL|broker_url|result_backend)$/;

/** Whether a connection is one that Celery makes when it is used. */
export function isOfCelery({ to, form }: Connection): boolean {
  if (form.as !== 'text') return false;
  return SETTINGS.test(to) || (form.sink?.call === null && /(^|\.)Celery$/.test(to));
}

/** Broker and results on one server are one connection to mend: the later ones go with the first. */
export function joined(connections: readonly Connection[]): Connection[] {
  const found: Connection[] = [];
  for (const connection of connections) {
    const same = found.find((one) => isSameServer(one, connection));
    if (same) same.others.push(connection);
    else found.push({ ...connection, others: [] });
  }
  return found;
}

function isSameServer(one: Connection, other: Connection): boolean {
  const server = ({ address: { host, place } }: Connection) => `${host}:${place.split('/')[0]}`;
  return (
    isOfCelery(one) &&
    isOfCelery(other) &&
    one.span.path === other.span.path &&
    one.kind === other.kind &&
    one.cause === other.cause &&
    server(one) === server(other)
  );
}

import type { Model, Service } from '@unblock/engine';
import type { ServerKind } from './address.ts';

/** What installs or starts a server in the image of the service itself. */
const SERVERS: Readonly<Record<ServerKind, RegExp>> = {
  database:
    /\b(apt-get|apt|apk|dnf|yum)\b[^\n]*\s(postgresql(-\d+)?|mysql-server|default-mysql-server|mariadb(-server)?)(\s|$)|\b(pg_ctl|pg_ctlcluster|mysqld|mariadbd|initdb)\b|service (postgresql|mysql|mariadb) start/m,
  redis: /\bredis-server\b|\bapk\b[^\n]*\sredis(\s|$)/m,
  mongo: /\bmongod\b|\bmongodb-org\b/,
  amqp: /\brabbitmq-server\b/,
  search: /\b(elasticsearch|opensearch)\b/,
};

/** Whether the container of a service runs the server too: then `localhost` is right. */
export function runsInside(kind: ServerKind, service: Service, model: Model): boolean {
  const images = service.deployables.flatMap(({ dockerfile }) =>
    dockerfile ? [model.read(dockerfile)] : [],
  );
  const commands = service.starts.flatMap((start) => [
    start.command.text,
    ...start.commands.map(({ text }) => text.text),
  ]);
  return [...images, ...commands].some((text) => SERVERS[kind].test((text ?? '').replace(/\\\r?\n/g, ' ')));
}

/** A file by which a platform that no contract stands for starts a service: its name, and what it holds. */
interface Marker {
  path: RegExp;
  holds?: RegExp;
}

/**
 * How such a platform starts the service, on which port, with which server and which Python, is not known here.
 * Elastic Beanstalk (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html), Kamal
 * (https://kamal-deploy.org/docs/configuration/overview/), App Engine
 * (https://cloud.google.com/appengine/docs/standard/reference/app-yaml), Lambda, Azure, Kubernetes and others.
 */
const MARKERS: readonly Marker[] = [
  { path: /(^|\/)\.ebextensions\/[^/]+\.config$/ },
  { path: /(^|\/)\.elasticbeanstalk\/config(\.global)?\.yml$/ },
  {
    path: /(^|\/)config\/deploy(\.[\w-]+)?\.ya?ml$/,
    holds: /^service\s*:[\s\S]*^image\s*:|^image\s*:[\s\S]*^service\s*:/m,
  },
  { path: /(^|\/)app\.ya?ml$/, holds: /^(runtime|entrypoint|command)\s*:/m },
  { path: /(^|\/)serverless\.(ya?ml|json|ts|js)$/ },
  { path: /(^|\/)zappa_settings\.(json|ya?ml|toml|py)$/ },
  { path: /(^|\/)(template|template-\w+|sam)\.ya?ml$/, holds: /AWS::Serverless|AWS::Lambda|AWS::ECS/ },
  { path: /(^|\/)\.chalice\/config\.json$/ },
  { path: /(^|\/)apprunner\.yaml$/ },
  { path: /(^|\/)copilot\/[\w-]+\/manifest\.ya?ml$/ },
  { path: /(^|\/)appspec\.ya?ml$/ },
  { path: /(^|\/)\.do\/(app|deploy\.template)\.ya?ml$/ },
  { path: /(^|\/)captain-definition$/ },
  { path: /(^|\/)host\.json$/, holds: /"version"\s*:\s*"\d/ },
  { path: /(^|\/)azure\.yaml$/ },
  { path: /(^|\/)passenger_wsgi\.py$/ },
  { path: /(^|\/)(\.platform\.app\.yaml|\.upsun\/config\.yaml)$/ },
  { path: /(^|\/)manifest\.ya?ml$/, holds: /^applications\s*:/m },
  { path: /(^|\/)\.emergent\/emergent\.yml$/ },
  { path: /(^|\/)(zbpack|koyeb)\.(json|ya?ml)$/ },
];

/** Files that deploy the whole repository, wherever they lie: Kubernetes, and workflows that hand it to a platform. */
const WHOLE: readonly Marker[] = [
  { path: /(^|\/)Chart\.yaml$/ },
  { path: /(^|\/)skaffold\.ya?ml$/ },
  {
    path: /(^|\/)(k8s|kubernetes|kube|manifests|helm|deploy(ment)?s?)\/.*\.ya?ml$|(^|\/)[\w-]*deployment\.ya?ml$/,
    holds: /^kind\s*:\s*(Deployment|StatefulSet)\b/m,
  },
  {
    path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
    holds:
      /uses\s*:\s*['"]?(azure\/(webapps-deploy|functions-action|container-apps-deploy-action)|einaregilsson\/beanstalk-deploy|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/deploy-appengine)@/i,
  },
];

/**
 * Files by which a server of one's own, or the workspace that the code was written in, starts a service. Beside the manifest of
 * another platform they are left over. uWSGI (https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html), FastCGI
 * (https://flask.palletsprojects.com/en/stable/deploying/), mod_wsgi (https://modwsgi.readthedocs.io), a gunicorn on a socket
 * or a loopback address behind a proxy or with files of that server, systemd (https://docs.gunicorn.org/en/stable/deploy.html), PM2 (https://pm2.keymetrics.io/docs/usage/application-declaration/),
 * Supervisor (https://supervisord.org/configuration.html), Replit (https://docs.replit.com/replit-app/configuration).
 */
const OWN: readonly Marker[] = [
  {
    path: /\.ini$/,
    holds: /^\[uwsgi\][ \t]*$[\s\S]*^[ \t]*(module|wsgi-file|wsgi|mount|file|socket)[ \t]*=/m,
  },
  { path: /\.(fcgi|wsgi)$/ },
  {
    path: /(^|\/)[\w.-]*gunicorn[\w.-]*\.py$/,
    holds: /^(bind\s*=\s*f?["']unix:|(accesslog|errorlog|pidfile|chdir)\s*=\s*["']\/(home|var|srv|opt)\/)/m,
  },
  // A gunicorn that only the machine itself reaches, and that knows what it starts: a proxy stands beside it.
  {
    path: /(^|\/)[\w.-]*gunicorn[\w.-]*\.py$/,
    holds:
      /^(?=[\s\S]*^wsgi_app\s*=\s*["'])(?=[\s\S]*^bind\s*=\s*\[?["'](127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+["']\]?\s*(#.*)?$)/m,
  },
  { path: /^[^/]+\.md$/, holds: /^[ \t]*ExecStart=.*\b(gunicorn|uvicorn|daphne|hypercorn|node)\b/m },
  {
    path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
    holds: /appleboy\/ssh-action[\s\S]*\b(systemctl|pm2|supervisorctl)\b/,
  },
  {
    path: /\.conf$/,
    holds: /\buwsgi_pass\b|\bWSGIScriptAlias\b|^\[program:[\s\S]*\b(gunicorn|uwsgi|uvicorn|daphne|node)\b/m,
  },
  {
    path: /(^|\/)(ecosystem|pm2|process)(\.config)?\.(c?js|json|ya?ml)$/,
    holds: /\bapps\b["']?\s*:[\s\S]*\bscript\b/,
  },
  { path: /(^|\/)\.replit$/, holds: /^[ \t]*(run|entrypoint)\s*=/m },
];

/** Folders that hold how the folder above them is deployed. */
const ASIDE =
  /(^|\/)(\.github\/workflows|\.[\w-]+|conf(ig)?|etc|nginx|apache2?|uwsgi|supervisor|copilot\/[\w-]+|deploy(ment)?s?|infra(structure)?|devops|aws|azure|gcp)\/[^/]+$/;

/**
 * The folders whose code a platform may start that no contract stands for, relative to the repository; '' is all of it.
 *
 * @param read gives the text of a file.
 */
export function unreadHomes(paths: Iterable<string>, read: (path: string) => string | null): string[] {
  const homes = new Set<string>();
  for (const path of paths) {
    if (fitsOne(WHOLE, path, read)) homes.add('');
    else if (fitsOne(MARKERS, path, read)) homes.add(homeOf(path));
  }
  return [...homes].sort();
}

/**
 * The folders whose code a server of somebody's own may start, where no manifest says anything of them.
 *
 * @param read gives the text of a file.
 * @param described folders that manifests describe.
 */
export function ownServerHomes(
  paths: Iterable<string>,
  read: (path: string) => string | null,
  described: Iterable<string>,
): string[] {
  const taken = [...described];
  const homes = new Set<string>();
  for (const path of paths) if (fitsOne(OWN, path, read)) homes.add(homeOf(path));
  return [...homes].filter((home) => !taken.some((root) => isIn(root, home) || isIn(home, root))).sort();
}

function fitsOne(markers: readonly Marker[], path: string, read: (path: string) => string | null): boolean {
  return markers.some(({ path: name, holds }) => name.test(path) && (!holds || holds.test(read(path) ?? '')));
}

function isIn(folder: string, above: string): boolean {
  return above === '' || folder === above || folder.startsWith(`${above}/`);
}

function homeOf(path: string): string {
  const aside = ASIDE.exec(path);
  return aside ? path.slice(0, aside.index) : path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

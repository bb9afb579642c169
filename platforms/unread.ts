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

/** Folders that hold how the folder above them is deployed. */
const ASIDE =
  /(^|\/)(\.[\w-]+|config|copilot\/[\w-]+|deploy(ment)?s?|infra(structure)?|devops|aws|azure|gcp)\/[^/]+$/;

/**
 * The folders whose code a platform may start that no contract stands for, relative to the repository; '' is all of it.
 *
 * @param read gives the text of a file.
 */
export function unreadHomes(paths: Iterable<string>, read: (path: string) => string | null): string[] {
  const homes = new Set<string>();
  for (const path of paths) {
    const fits = ({ path: name, holds }: Marker) =>
      name.test(path) && (!holds || holds.test(read(path) ?? ''));
    if (WHOLE.some(fits)) homes.add('');
    else if (MARKERS.some(fits)) homes.add(homeOf(path));
  }
  return [...homes].sort();
}

function homeOf(path: string): string {
  const aside = ASIDE.exec(path);
  return aside ? path.slice(0, aside.index) : path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

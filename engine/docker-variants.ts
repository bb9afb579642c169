/** A Dockerfile that makes another image of the same thing: its name says how it is made, and no process or platform. */
const VARIANT =
  /(^|\/)Dockerfile[.-](simple|basic|minimal|min|small|slim|light|lite|full|fast|quick|optimi[sz]ed|new|alt|alternative|fixed|working|standalone|multi-?stage|multi|single|alpine|ubuntu|debian|distroless|gpu|cpu|cuda|arm(64)?|amd64|v?\d+)$/i;
/** Files that say which Dockerfile is built: manifests, compose files, workflows, scripts. */
const NAMING =
  /(^|\/)[\w.-]*compose[\w.-]*\.ya?ml$|^\.(github|gitlab|circleci)\/.*\.ya?ml$|(^|\/)railway[\w.-]*\.json$|(^|\/)(Makefile|justfile|package\.json|captain-definition|(render|cloudbuild|skaffold|heroku|\.gitlab-ci|azure-pipelines)\.ya?ml|[\w.-]+\.(toml|sh|ps1|bat))$/;

/** Whether a Dockerfile stands beside the one that is built where none is named, and nothing names it: nobody builds it. */
export function isUnbuiltVariant(
  path: string,
  { paths, read }: { paths: ReadonlySet<string>; read(path: string): string | null },
): boolean {
  const [found = ''] = VARIANT.exec(path) ?? [];
  if (found === '') return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const plain = `${path.slice(0, -name.length)}Dockerfile`;
  return (
    paths.has(plain) && ![...paths].some((other) => NAMING.test(other) && (read(other) ?? '').includes(name))
  );
}

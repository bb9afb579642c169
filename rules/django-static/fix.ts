import { applyEdits, type Edit } from '@unblock/codemods';
import { insertAfterStatement, insertListItem } from '@unblock/codemods/python/index';
import { both, type Fix, findDependency, type Skip } from '@unblock/engine';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { unreadable } from '@unblock/engine/entry';
import { assigned } from '@unblock/engine/python/django-settings';
import { spanOf } from '@unblock/engine/python/tree';
import { type Deployable, editManifest } from '@unblock/platforms';
import type { Project } from './find.ts';
import { PATCH, paragraph, type StaticEvidence } from './words.ts';

type FileEdits = Fix['edits'][number];

/** Everything that is missing, in one patch. */
export function writeStatic(project: Project, evidence: StaticEvidence): Fix | Skip {
  const { needs, cause } = evidence;
  const parts: (FileEdits | Skip)[] = [
    ...(needs.middleware ? [middleware(project)] : []),
    ...(needs.root ? [root(project)] : []),
    ...(needs.package ? [requirement(project)] : []),
    ...(needs.collect && (needs.collect.build || cause === 'uncollected')
      ? [collect(project, needs.collect)]
      : []),
  ];
  const refused = parts.find((part): part is Skip => 'skip' in part);
  if (refused) return refused;
  const files = new Map<string, Edit[]>();
  for (const part of parts) {
    if ('skip' in part) continue;
    files.set(part.path, [...(files.get(part.path) ?? []), ...part.edits]);
  }
  return {
    safety: 'review',
    title: PATCH[cause],
    paragraph: paragraph(evidence),
    edits: [...files].map(([path, edits]) => ({ path, edits })),
  };
}

/** WhiteNoise stands directly behind SecurityMiddleware: https://whitenoise.readthedocs.io/en/stable/django.html */
function middleware({ settings, model }: Project): FileEdits | Skip {
  const step = assigned(settings, 'MIDDLEWARE');
  const list = step?.value;
  const path = step?.statement.path ?? settings.path;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  if (!list || !/^(list|tuple)$/.test(String(list.kind()))) return NO_LIST;
  const items = list.namedChildren().filter((node) => node.kind() === 'string');
  const security = items.find((node) =>
    node.text().includes('django.middleware.security.SecurityMiddleware'),
  );
  const quote = items[0]?.text().endsWith("'") ? "'" : '"';
  const item = `${quote}whitenoise.middleware.WhiteNoiseMiddleware${quote}`;
  return { path, edits: insertListItem(text, spanOf(list), item, security ? spanOf(security) : null) };
}

/** A folder beside manage.py, named from BASE_DIR as the project names its other folders. */
function root({ settings, model, service }: Project): FileEdits | Skip {
  const url = assigned(settings, 'STATIC_URL');
  const base = assigned(settings, 'BASE_DIR');
  const path = url?.statement.path ?? settings.path;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const isVisible = base?.statement.path === path || /^from \S+ import \*/m.test(text);
  if (!url || !base?.value || !isVisible) return NO_BASE;
  const folders = settings
    .steps('STATICFILES_DIRS')
    .map(({ value }) => value?.text() ?? '')
    .join();
  const isTaken =
    /['"/]staticfiles\b/.test(folders) ||
    [...model.paths].some((file) => file.startsWith(`${service.root ? `${service.root}/` : ''}staticfiles/`));
  const quote = url.value?.text().endsWith("'") ? "'" : '"';
  const name = `${quote}${isTaken ? 'static_root' : 'staticfiles'}${quote}`;
  const isPath = /\bPath\(|\.parent\b/.test(base.value.text());
  if (!isPath && !/^import os\b/m.test(text)) return NO_BASE;
  const value = isPath ? `BASE_DIR / ${name}` : `os.path.join(BASE_DIR, ${name})`;
  return { path, edits: insertAfterStatement(text, url.statement, `STATIC_ROOT = ${value}`) };
}

function requirement({ service, model }: Project): FileEdits | Skip {
  const { dependencies } = service;
  return addRequirements(
    model,
    dependencies,
    [{ name: 'whitenoise' }],
    findDependency(dependencies, 'django'),
  );
}

/** The build collects the files when the packages are there. */
function collect({ service, model }: Project, deployable: Deployable): FileEdits | Skip {
  const text = model.read(deployable.path);
  const folder = deployable.root ? `${deployable.root}/` : '';
  const manage = [...model.paths].find(
    (path) => path.startsWith(folder) && /(^|\/)manage\.py$/.test(path) && path.startsWith(service.root),
  );
  if (text === null || !manage || !deployable.build) return NO_BUILD;
  const runner = /\b(poetry|uv|pipenv) run\b/.exec(
    `${deployable.build.text} ${deployable.start?.text ?? ''}`,
  )?.[0];
  const command = `${runner ? `${runner} ` : ''}python ${manage.slice(folder.length)} collectstatic --noinput`;
  const edits = editManifest(text, {
    kind: 'build',
    deployable,
    command: `${deployable.build.text} && ${command}`,
  });
  if (!edits || applyEdits(text, edits) === text) return NO_BUILD;
  return { path: deployable.path, edits };
}

const NO_LIST: Skip = {
  skip: both(
    'MIDDLEWARE is not written as one list: add WhiteNoise directly behind SecurityMiddleware',
    "MIDDLEWARE n'est pas écrit comme une seule liste : ajouter WhiteNoise juste après SecurityMiddleware",
  ),
};
const NO_BASE: Skip = {
  skip: both(
    'no BASE_DIR stands where STATIC_URL does: set STATIC_ROOT to a folder of the project',
    "aucun BASE_DIR n'est connu là où est STATIC_URL : donner à STATIC_ROOT un dossier du projet",
  ),
};
const NO_BUILD: Skip = {
  skip: both(
    'the build has no place for it in a manifest: run `python manage.py collectstatic --noinput` where the packages are installed',
    "le build n'a pas de place pour cela dans un manifeste : lancer `python manage.py collectstatic --noinput` là où les paquets sont installés",
  ),
};

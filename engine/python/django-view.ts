import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '../model.ts';
import type { DjangoPattern, DjangoUrls } from './django-urls.ts';
import { itemsOf } from './django-values.ts';
import type { Guard } from './guards.ts';
import { isLight } from './handler.ts';
import { targetOf } from './names.ts';
import { type Node, spanOf } from './tree.ts';

/** The function behind a pattern, with its decorators. */
interface View {
  file: string;
  decorators: Node[];
  body: Node | null;
}

/** Decorators that let every GET pass. */
const OPEN =
  /^@(csrf_exempt|never_cache|require_GET|require_safe|require_http_methods\(\[.*"GET".*\]\)|api_view\(\[?["']GET["']\]?\)|permission_classes\(\[AllowAny\]\))$/;
const LOGIN = /^@(login_required|staff_member_required|permission_required\(.*\))$/s;

/** Whether a pattern's view only says that the process answers, to everybody. */
export function isOpenView({ view, span }: DjangoPattern, urls: DjangoUrls, model: Model): boolean {
  const { settings } = urls;
  const texts = settings.files.map((file) => model.read(file) ?? '').join('\n');
  if (/LoginRequiredMiddleware/.test(texts)) return false;
  if (view.kind() === 'lambda') return true;
  const found = viewOf(view, span.path, model);
  if (!found?.decorators.every((node) => OPEN.test(node.text()))) return false;
  const isApi = found.decorators.some((node) => node.text().startsWith('@api_view'));
  const isOpen = found.decorators.some((node) => node.text().includes('AllowAny'));
  const isClosed = isApi && !isOpen && /DEFAULT_PERMISSION_CLASSES/.test(texts);
  return !isClosed && isLight({ name: '', parameters: null, ...found });
}

/** A login in front of a view: Django sends to another page, Django REST framework answers 401 or 403. */
export function djangoGuard(pattern: DjangoPattern, urls: DjangoUrls, model: Model): Guard | null {
  return ownGuard(pattern, model) ?? commonGuard(pattern, urls, model);
}

const LOGIN_MIDDLEWARE = 'django.contrib.auth.middleware.LoginRequiredMiddleware';

/** What the settings put in front of every view. */
function commonGuard({ view, span }: DjangoPattern, { settings }: DjangoUrls, model: Model): Guard | null {
  const found = viewOf(view, span.path, model);
  if (!found) return null;
  const says = (pattern: RegExp) => found.decorators.some((node) => pattern.test(node.text()));
  const login = itemsOf(settings, 'MIDDLEWARE', model).texts.find(({ text }) => text === LOGIN_MIDDLEWARE);
  if (login && !says(/login_not_required/))
    return { name: 'LoginRequiredMiddleware', span: login.span, status: 302, isOwn: false };
  const step = settings.steps('REST_FRAMEWORK').at(-1);
  const isClosed =
    step?.kind === 'assign' &&
    !step.maybe &&
    /DEFAULT_PERMISSION_CLASSES["']\s*:\s*[[(]\s*["']rest_framework\.permissions\.IsAuthenticated["']/.test(
      step.value?.text() ?? '',
    );
  const isOpened = says(/permission_classes|authentication_classes/);
  return isClosed && says(/^@api_view\b/) && !isOpened
    ? { name: 'IsAuthenticated', span: step.statement, status: 401, isOwn: true }
    : null;
}

function ownGuard({ view, span }: DjangoPattern, model: Model): Guard | null {
  if (view.kind() === 'call' && /^(login_required|staff_member_required)\(/.test(view.text()))
    return {
      name: view.text().replace(/\(.*$/s, '(…)'),
      span: { path: span.path, ...spanOf(view) },
      status: 302,
      isOwn: true,
    };
  const found = viewOf(view, span.path, model);
  const login = found?.decorators.find((node) => LOGIN.test(node.text()));
  if (!found || !login) return null;
  const name = /^@(\w+)/.exec(login.text())?.[1] ?? '';
  const target = targetOf(model, found.file, name);
  const isDjango = target?.kind === 'outside' && target.module.startsWith('django.contrib.');
  return isDjango
    ? { name: `@${name}`, span: { path: found.file, ...spanOf(login) }, status: 302, isOwn: true }
    : null;
}

function viewOf(view: Node, file: string, model: Model): View | null {
  const [owner, member, more] = view.text().split('.');
  if (!owner || more || !/^[\w.]+$/.test(view.text())) return null;
  const target = targetOf(model, file, owner);
  const path = target?.kind === 'outside' ? null : target?.path;
  const name = member ?? (target?.kind === 'definition' ? target.name : null);
  if (!path || !name || (member && target?.kind !== 'module')) return null;
  const definition = parsePython(model.read(path) ?? '')
    .findAll({ rule: { kind: 'function_definition' } })
    .find((node) => node.field('name')?.text() === name);
  if (!definition) return null;
  const around = definition.parent();
  const decorators =
    around?.kind() === 'decorated_definition'
      ? around.children().filter((node) => node.kind() === 'decorator')
      : [];
  return { file: path, decorators, body: definition.field('body') };
}

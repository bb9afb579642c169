/** A package at an old release, and the release of one of its dependencies that it does not work with. */
export interface Pair {
  /** The package, normalised, and as its authors write it. */
  name: string;
  title: string;
  /** The first release known to break, and the first that does not; null where none does yet. */
  from: string;
  until: string | null;
  /** The dependency, normalised, and as its authors write it. */
  brings: string;
  bringsTitle: string;
  /** The extra by which the package brings it, where it does not always. */
  extra?: string;
  /** The first release of the dependency that breaks it. */
  at: string;
  /** The oldest Python 3 that takes that release. */
  python: number;
  /** The modules whose import shows that the package is in use. */
  loads: readonly string[];
  /** When it ends: at the import, or when something is asked for. */
  ends: 'start' | 'use';
  /** The last line of the traceback. */
  error: string;
  /** The newest Python 3 with a wheel of the package: on a later one it is compiled, and ends otherwise. */
  wheels?: number;
  /** Only where passwords are hashed with bcrypt. */
  schemes?: true;
  /** What a file that loads it has where it makes use of what breaks. */
  only?: RegExp;
  /** What in a file that loads it keeps the error away. */
  unless?: RegExp;
  /** The change log or the thread that says so. */
  link: string;
}

type Rest = Omit<Pair, 'name' | 'title' | 'brings' | 'bringsTitle'>;

const pair = (title: string, bringsTitle: string, rest: Rest): Pair => ({
  name: title.toLowerCase(),
  title,
  brings: bringsTitle.toLowerCase(),
  bringsTitle,
  ...rest,
});

const WERKZEUG_3 = 'https://werkzeug.palletsprojects.com/en/stable/changes/#version-3-0-0';
const FLASK_2_3 = 'https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0';
const FLASK_3 = 'https://flask.palletsprojects.com/en/stable/changes/#version-3-0-0';
const SETUPTOOLS_82 = 'https://setuptools.pypa.io/en/stable/history.html#v82-0-0';
const HTTPX_0_28 = 'https://github.com/encode/httpx/blob/master/CHANGELOG.md#0280-28th-november-2024';
const MARSHMALLOW_4 = 'https://marshmallow.readthedocs.io/en/stable/changelog.html';
const NUMPY_2 = 'https://numpy.org/doc/stable/numpy_2_0_migration_guide.html';

const CLIENT = {
  at: '0.28.0',
  python: 8,
  ends: 'use',
  error: "TypeError: Client.__init__() got an unexpected keyword argument 'proxies'",
  link: HTTPX_0_28,
} as const;

const COMPILED = {
  at: '2.0',
  python: 9,
  ends: 'start',
  link: NUMPY_2,
} as const;

/**
 * Most rows were tried in November 2026 with pip on Python 3.11: a release just before `until` fails with the newest release
 * of the dependency. The first releases (`from`) and what could not be installed there rest on metadata and on the links.
 */
export const PAIRS: readonly Pair[] = [
  pair('Flask', 'Werkzeug', {
    from: '2.0.0',
    until: '2.2.4',
    at: '3.0',
    python: 8,
    loads: ['flask'],
    ends: 'start',
    error: "ImportError: cannot import name 'url_quote' from 'werkzeug.urls'",
    link: WERKZEUG_3,
  }),
  pair('Flask', 'Werkzeug', {
    from: '1.1.0',
    until: '1.1.3',
    at: '2.1',
    python: 7,
    loads: ['flask'],
    ends: 'start',
    error: "ImportError: cannot import name 'BaseResponse' from 'werkzeug.wrappers'",
    link: 'https://werkzeug.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Flask', 'Jinja2', {
    from: '1.1.0',
    until: '1.1.3',
    at: '3.1',
    python: 7,
    loads: ['flask'],
    ends: 'start',
    error: "ImportError: cannot import name 'escape' from 'jinja2'",
    link: 'https://jinja.palletsprojects.com/en/stable/changes/#version-3-1-0',
  }),
  pair('Flask', 'itsdangerous', {
    from: '1.1.0',
    until: '1.1.3',
    at: '2.1',
    python: 7,
    loads: ['flask'],
    ends: 'start',
    error: "ImportError: cannot import name 'json' from 'itsdangerous'",
    link: 'https://itsdangerous.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Flask', 'MarkupSafe', {
    // 1.1.3 and 1.1.4 keep Jinja2 below 3.
    from: '1.1.3',
    until: '2.0.0',
    at: '2.1',
    python: 7,
    loads: ['flask'],
    ends: 'start',
    error: "ImportError: cannot import name 'soft_unicode' from 'markupsafe'",
    link: 'https://markupsafe.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Jinja2', 'MarkupSafe', {
    from: '2.10',
    until: '3.0.0',
    at: '2.1',
    python: 7,
    loads: ['jinja2', 'flask', 'fastapi.templating', 'starlette.templating'],
    ends: 'start',
    error: "ImportError: cannot import name 'soft_unicode' from 'markupsafe'",
    link: 'https://markupsafe.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Flask-Login', 'Werkzeug', {
    from: '0.6.2',
    until: '0.6.3',
    at: '3.0',
    python: 8,
    loads: ['flask_login'],
    ends: 'start',
    error: "ImportError: cannot import name 'url_decode' from 'werkzeug.urls'",
    link: 'https://github.com/maxcountryman/flask-login/blob/main/CHANGES.md#version-063',
  }),
  pair('Flask-SQLAlchemy', 'Flask', {
    from: '2.3.2',
    until: '3.0.0',
    at: '2.3',
    python: 8,
    loads: ['flask_sqlalchemy'],
    ends: 'start',
    error: "ImportError: cannot import name '_app_ctx_stack' from 'flask'",
    link: FLASK_2_3,
  }),
  pair('Flask-SQLAlchemy', 'SQLAlchemy', {
    from: '2.3.2',
    until: '3.0.0',
    at: '2.0',
    python: 7,
    loads: ['flask_sqlalchemy'],
    ends: 'start',
    error: "AttributeError: module 'sqlalchemy' has no attribute '__all__'",
    link: 'https://github.com/pallets-eco/flask-sqlalchemy/issues/1122',
  }),
  pair('Flask-WTF', 'Flask', {
    from: '1.1.0',
    until: '1.2.0',
    at: '3.0',
    python: 8,
    loads: ['flask_wtf'],
    ends: 'start',
    error: "ImportError: cannot import name 'Markup' from 'flask'",
    link: FLASK_3,
  }),
  pair('Flask-WTF', 'Flask', {
    from: '1.0.0',
    until: '1.1.0',
    at: '2.3',
    python: 8,
    loads: ['flask_wtf'],
    ends: 'start',
    error: "AttributeError: module 'flask.json' has no attribute 'JSONEncoder'",
    link: FLASK_2_3,
  }),
  pair('Flask-WTF', 'Werkzeug', {
    // 0.14.2 does not work with Werkzeug 1 either.
    from: '0.14.3',
    until: '0.15.0',
    at: '2.1',
    python: 7,
    loads: ['flask_wtf'],
    ends: 'start',
    error: "ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security'",
    link: 'https://werkzeug.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Flask-WTF', 'Jinja2', {
    from: '0.14.3',
    until: '0.15.0',
    at: '3.1',
    python: 7,
    loads: ['flask_wtf'],
    ends: 'start',
    error: "ImportError: cannot import name 'Markup' from 'jinja2'",
    link: 'https://jinja.palletsprojects.com/en/stable/changes/#version-3-1-0',
  }),
  pair('Flask-WTF', 'Werkzeug', {
    from: '0.15.0',
    until: '1.2.0',
    at: '3.0',
    python: 8,
    loads: ['flask_wtf'],
    ends: 'start',
    error: "ImportError: cannot import name 'url_encode' from 'werkzeug.urls'",
    link: WERKZEUG_3,
  }),
  pair('Flask-RESTX', 'Flask', {
    from: '1.0.3',
    until: '1.2.0',
    at: '3.0',
    python: 8,
    loads: ['flask_restx'],
    ends: 'start',
    error: "ModuleNotFoundError: No module named 'flask.scaffold'",
    link: FLASK_3,
  }),
  pair('Flask-RESTX', 'Werkzeug', {
    from: '1.0.3',
    until: '1.2.0',
    at: '3.1',
    python: 8,
    loads: ['flask_restx'],
    ends: 'start',
    error: "ImportError: cannot import name '__version__' from 'werkzeug'",
    link: 'https://werkzeug.palletsprojects.com/en/stable/changes/#version-3-1-0',
  }),
  pair('Flask-SocketIO', 'Flask', {
    from: '5.1.1',
    until: '5.3.0',
    at: '2.3',
    python: 8,
    loads: ['flask_socketio'],
    ends: 'start',
    error: "ImportError: cannot import name '_request_ctx_stack' from 'flask'",
    link: FLASK_2_3,
  }),
  pair('Flask-Babel', 'Flask', {
    from: '2.0.0',
    until: '3.0.0',
    at: '3.0',
    python: 8,
    loads: ['flask_babel'],
    ends: 'start',
    error: "ImportError: cannot import name 'locked_cached_property' from 'flask.helpers'",
    link: FLASK_3,
  }),
  pair('Flask-Session', 'Flask', {
    from: '0.4.0',
    until: '0.5.0',
    at: '2.3',
    python: 8,
    loads: ['flask_session'],
    ends: 'use',
    error: "AttributeError: 'Flask' object has no attribute 'session_cookie_name'",
    link: FLASK_2_3,
  }),
  pair('flasgger', 'Flask', {
    from: '0.9.5',
    until: '0.9.7',
    at: '2.3',
    python: 8,
    loads: ['flasgger'],
    ends: 'start',
    error: "ImportError: cannot import name 'JSONEncoder' from 'flask.json'",
    link: FLASK_2_3,
  }),
  pair('Flask-MongoEngine', 'Flask', {
    from: '1.0.0',
    until: null,
    at: '2.3',
    python: 8,
    loads: ['flask_mongoengine'],
    ends: 'start',
    error: "ImportError: cannot import name 'JSONEncoder' from 'flask.json'",
    link: FLASK_2_3,
  }),
  pair('Flask-Login', 'Werkzeug', {
    from: '0.4.1',
    until: '0.6.0',
    at: '2.1',
    python: 7,
    loads: ['flask_login'],
    ends: 'start',
    error: "ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security'",
    link: 'https://werkzeug.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Flask-Bcrypt', 'Werkzeug', {
    from: '0.7.1',
    until: '1.0.0',
    at: '2.1',
    python: 7,
    loads: ['flask_bcrypt'],
    ends: 'start',
    error: "ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security'",
    link: 'https://werkzeug.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('Flask-JWT-Extended', 'MarkupSafe', {
    // It keeps Flask below 2, which keeps Jinja2 below 3.
    from: '3.25.0',
    until: '4.0.0',
    at: '2.1',
    python: 7,
    loads: ['flask_jwt_extended'],
    ends: 'start',
    error: "ImportError: cannot import name 'soft_unicode' from 'markupsafe'",
    link: 'https://markupsafe.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  pair('gunicorn', 'setuptools', {
    from: '20.0',
    until: '21.0.0',
    at: '82',
    python: 9,
    loads: [],
    ends: 'start',
    error: "ModuleNotFoundError: No module named 'pkg_resources'",
    link: SETUPTOOLS_82,
  }),
  pair('APScheduler', 'setuptools', {
    from: '3.6.3',
    until: '3.10.2',
    at: '82',
    python: 9,
    loads: ['apscheduler'],
    ends: 'start',
    error: "ModuleNotFoundError: No module named 'pkg_resources'",
    link: SETUPTOOLS_82,
  }),
  pair('APScheduler', 'tzlocal', {
    from: '3.6.0',
    until: '3.7.0',
    at: '3.0',
    python: 8,
    loads: ['apscheduler'],
    ends: 'use',
    error: 'TypeError: Only timezones from the pytz library are supported',
    link: 'https://github.com/agronholm/apscheduler/issues/536',
    unless: /timezone/,
  }),
  pair('openai', 'httpx', {
    ...CLIENT,
    from: '1.3.0',
    until: '1.55.3',
    loads: ['openai'],
    // What the first release took away ends otherwise: `openai.ChatCompletion`.
    only: /\b(?:Async)?(?:Azure)?OpenAI\s*\(|\bfrom openai import\b|\bopenai\.(?:chat|embeddings|images|audio|completions|models|files|beta|responses|moderations)\./,
  }),
  pair('anthropic', 'httpx', { ...CLIENT, from: '0.25.0', until: '0.40.0', loads: ['anthropic'] }),
  pair('groq', 'httpx', { ...CLIENT, from: '0.4.0', until: '0.13.0', loads: ['groq'] }),
  pair('environs', 'marshmallow', {
    from: '9.5.0',
    until: '11.0.0',
    at: '4.0',
    python: 9,
    loads: ['environs'],
    ends: 'start',
    error: "AttributeError: module 'marshmallow' has no attribute '__version_info__'",
    link: MARSHMALLOW_4,
  }),
  pair('Flask-Marshmallow', 'marshmallow', {
    from: '0.15.0',
    until: '1.3.0',
    at: '4.0',
    python: 9,
    loads: ['flask_marshmallow'],
    ends: 'start',
    error: "ImportError: cannot import name 'pprint' from 'marshmallow'",
    link: MARSHMALLOW_4,
  }),
  pair('marshmallow-sqlalchemy', 'marshmallow', {
    from: '0.28.1',
    until: '1.0.0',
    at: '4.0',
    python: 9,
    loads: ['marshmallow_sqlalchemy'],
    ends: 'start',
    error: "AttributeError: module 'marshmallow' has no attribute '__version__'",
    link: MARSHMALLOW_4,
  }),
  pair('passlib', 'bcrypt', {
    from: '1.7.0',
    until: null,
    extra: 'bcrypt',
    at: '5.0',
    python: 8,
    loads: ['passlib'],
    ends: 'use',
    error: 'ValueError: password cannot be longer than 72 bytes',
    schemes: true,
    link: 'https://github.com/pyca/bcrypt/issues/1079',
  }),
  pair('pandas', 'numpy', {
    ...COMPILED,
    from: '1.5.0',
    // From 2.1.0 on it bounds numpy itself.
    until: '2.1.0',
    wheels: 11,
    loads: ['pandas'],
    error: 'ValueError: numpy.dtype size changed, may indicate binary incompatibility',
  }),
  pair('scikit-learn', 'numpy', {
    ...COMPILED,
    from: '1.2.0',
    until: '1.3.0',
    wheels: 11,
    loads: ['sklearn'],
    error: 'ValueError: numpy.dtype size changed, may indicate binary incompatibility',
  }),
  pair('matplotlib', 'numpy', {
    ...COMPILED,
    from: '3.7.0',
    until: '3.7.3',
    wheels: 11,
    loads: ['matplotlib'],
    error: 'ImportError: numpy.core.multiarray failed to import',
  }),
  pair('opencv-python', 'numpy', {
    ...COMPILED,
    from: '4.7.0',
    until: '4.10.0',
    loads: ['cv2'],
    error: 'ImportError: numpy.core.multiarray failed to import',
  }),
  pair('opencv-python-headless', 'numpy', {
    ...COMPILED,
    from: '4.7.0',
    until: '4.10.0',
    loads: ['cv2'],
    error: 'ImportError: numpy.core.multiarray failed to import',
  }),
];

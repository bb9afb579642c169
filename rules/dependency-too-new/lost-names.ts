/** Names that a release of a package took away, which older code imports. */
export interface LostNames {
  /** The package, normalised, and as its authors write it. */
  name: string;
  title: string;
  /** The first release without them. */
  at: string;
  /** The oldest Python 3 that takes that release: an older one never gets it. */
  python: number;
  /** The newest Python 3 on which the last release that has them is imported; null where none works with what else arrives today. */
  last: number | null;
  /** Dotted, as an import names them. */
  names: readonly string[];
  /** Where they are now, by the name that went; without an entry they have no successor of the same use. */
  now: Readonly<Record<string, string>>;
  /** Packages of which an open requirement leaves the newest release in. */
  free?: RegExp;
  /** The change log that says so. */
  link: string;
}

type Rest = Omit<LostNames, 'name' | 'title' | 'now'> & Partial<Pick<LostNames, 'now'>>;

const lost = (title: string, rest: Rest): LostNames => ({
  name: title.toLowerCase(),
  title,
  now: {},
  ...rest,
});

const WERKZEUG = 'https://werkzeug.palletsprojects.com/en/stable/changes/';
const FLASK = 'https://flask.palletsprojects.com/en/stable/changes/';
const DJANGO = 'https://docs.djangoproject.com/en/stable/internals/deprecation/';
const AI = /^(langchain.*|streamlit|gradio|chromadb|chainlit|llama-index.*)$/;

/**
 * Tried in November 2026 with pip on Python 3.11: the last release before `at` imports each name, the newest one does not.
 * What `last` says was tried on that Python, or follows from what the release uses.
 */
export const LOST_NAMES: readonly LostNames[] = [
  lost('Flask', {
    at: '2.3',
    python: 8,
    last: 13,
    names: [
      'flask.json.JSONEncoder',
      'flask.json.JSONDecoder',
      'flask._app_ctx_stack',
      'flask._request_ctx_stack',
    ],
    now: { 'flask.json.JSONEncoder': 'flask.json.provider.DefaultJSONProvider' },
    link: `${FLASK}#version-2-3-0`,
  }),
  lost('Flask', {
    at: '3',
    python: 8,
    last: 14,
    names: ['flask.Markup', 'flask.escape'],
    now: { 'flask.Markup': 'markupsafe.Markup', 'flask.escape': 'markupsafe.escape' },
    link: `${FLASK}#version-3-0-0`,
  }),
  lost('Flask-Migrate', {
    at: '3',
    python: 6,
    last: null,
    names: ['flask_migrate.MigrateCommand'],
    link: 'https://github.com/miguelgrinberg/Flask-Migrate/blob/main/CHANGES.md',
  }),
  lost('Flask-SQLAlchemy', {
    at: '3',
    python: 7,
    last: null,
    names: ['flask_sqlalchemy.BaseQuery', 'flask_sqlalchemy.get_debug_queries'],
    now: {
      'flask_sqlalchemy.BaseQuery': 'flask_sqlalchemy.query.Query',
      'flask_sqlalchemy.get_debug_queries': 'flask_sqlalchemy.record_queries.get_recorded_queries',
    },
    link: 'https://flask-sqlalchemy.palletsprojects.com/en/stable/changes/#version-3-0-0',
  }),
  lost('itsdangerous', {
    at: '2.1',
    python: 7,
    last: 13,
    names: ['itsdangerous.TimedJSONWebSignatureSerializer', 'itsdangerous.JSONWebSignatureSerializer'],
    now: { 'itsdangerous.TimedJSONWebSignatureSerializer': 'itsdangerous.URLSafeTimedSerializer' },
    link: 'https://itsdangerous.palletsprojects.com/en/stable/changes/#version-2-1-0',
  }),
  lost('Werkzeug', {
    at: '1',
    python: 5,
    last: 9,
    names: ['werkzeug.secure_filename', 'werkzeug.contrib'],
    now: {
      'werkzeug.secure_filename': 'werkzeug.utils.secure_filename',
      'werkzeug.contrib': 'werkzeug.middleware',
    },
    link: `${WERKZEUG}#version-1-0-0`,
  }),
  lost('Werkzeug', {
    at: '2.1',
    python: 7,
    last: 13,
    names: ['werkzeug.security.safe_str_cmp', 'werkzeug.wrappers.BaseResponse'],
    now: {
      'werkzeug.security.safe_str_cmp': 'hmac.compare_digest',
      'werkzeug.wrappers.BaseResponse': 'werkzeug.wrappers.Response',
    },
    link: `${WERKZEUG}#version-2-1-0`,
  }),
  lost('Werkzeug', {
    at: '3',
    python: 8,
    last: 14,
    names: [
      'werkzeug.urls.url_quote',
      'werkzeug.urls.url_parse',
      'werkzeug.urls.url_encode',
      'werkzeug.urls.url_decode',
    ],
    now: {
      'werkzeug.urls.url_quote': 'urllib.parse.quote',
      'werkzeug.urls.url_parse': 'urllib.parse.urlsplit',
      'werkzeug.urls.url_encode': 'urllib.parse.urlencode',
      'werkzeug.urls.url_decode': 'urllib.parse.parse_qs',
    },
    link: `${WERKZEUG}#version-3-0-0`,
  }),
  lost('Jinja2', {
    at: '3.1',
    python: 7,
    last: 13,
    names: ['jinja2.Markup', 'jinja2.escape', 'jinja2.contextfilter'],
    now: {
      'jinja2.Markup': 'markupsafe.Markup',
      'jinja2.escape': 'markupsafe.escape',
      'jinja2.contextfilter': 'jinja2.pass_context',
    },
    link: 'https://jinja.palletsprojects.com/en/stable/changes/#version-3-1-0',
  }),
  lost('WTForms', {
    at: '3',
    python: 6,
    last: 13,
    names: ['wtforms.fields.html5', 'wtforms.TextField', 'wtforms.validators.Required'],
    now: {
      'wtforms.fields.html5': 'wtforms.fields',
      'wtforms.TextField': 'wtforms.StringField',
      'wtforms.validators.Required': 'wtforms.validators.DataRequired',
    },
    link: 'https://wtforms.readthedocs.io/en/stable/changes/#version-3-0-0',
  }),
  lost('pydantic', {
    at: '2',
    python: 7,
    last: 13,
    names: ['pydantic.BaseSettings'],
    now: { 'pydantic.BaseSettings': 'pydantic_settings.BaseSettings' },
    link: 'https://docs.pydantic.dev/latest/migration/#basesettings-has-moved-to-pydantic-settings',
  }),
  lost('moviepy', {
    at: '2',
    python: 7,
    last: 13,
    names: ['moviepy.editor'],
    now: { 'moviepy.editor': 'moviepy' },
    link: 'https://zulko.github.io/moviepy/getting_started/updating_to_v2.html',
  }),
  lost('python-telegram-bot', {
    at: '20',
    python: 7,
    last: 11,
    names: ['telegram.ext.Filters', 'telegram.ParseMode', 'telegram.ChatAction'],
    now: {
      'telegram.ext.Filters': 'telegram.ext.filters',
      'telegram.ParseMode': 'telegram.constants.ParseMode',
      'telegram.ChatAction': 'telegram.constants.ChatAction',
    },
    link: 'https://docs.python-telegram-bot.org/en/stable/changelog.html',
  }),
  lost('aiogram', {
    at: '3',
    python: 8,
    last: 11,
    names: ['aiogram.executor', 'aiogram.utils.executor', 'aiogram.dispatcher.filters', 'aiogram.contrib'],
    now: { 'aiogram.dispatcher.filters': 'aiogram.filters', 'aiogram.contrib': 'aiogram.fsm.storage' },
    link: 'https://docs.aiogram.dev/en/latest/migration_2_to_3.html',
  }),
  lost('openai', {
    at: '1',
    python: 8,
    last: 13,
    names: ['openai.error'],
    now: { 'openai.error': 'openai' },
    free: AI,
    link: 'https://github.com/openai/openai-python/discussions/742',
  }),
  lost('rq', {
    at: '2',
    python: 8,
    last: 13,
    names: ['rq.Connection'],
    link: 'https://github.com/rq/rq/blob/master/CHANGES.md',
  }),
  lost('Celery', {
    at: '5',
    python: 6,
    last: 10,
    names: ['celery.task', 'celery.decorators'],
    now: { 'celery.task': 'celery.shared_task', 'celery.decorators': 'celery.shared_task' },
    link: 'https://docs.celeryq.dev/en/stable/history/whatsnew-5.0.html',
  }),
  lost('langchain', {
    at: '1',
    python: 10,
    last: 13,
    names: [
      'langchain.chains',
      'langchain.prompts',
      'langchain.memory',
      'langchain.text_splitter',
      'langchain.schema',
      'langchain.output_parsers',
      'langchain.docstore',
      'langchain.retrievers',
      'langchain.callbacks',
      'langchain.agents.initialize_agent',
      'langchain.agents.AgentExecutor',
      'langchain.tools.Tool',
      'langchain.llms',
      'langchain.vectorstores',
      'langchain.document_loaders',
    ],
    now: {
      'langchain.chains': 'langchain_classic.chains',
      'langchain.prompts': 'langchain_core.prompts',
      'langchain.memory': 'langchain_classic.memory',
      'langchain.text_splitter': 'langchain_text_splitters',
      'langchain.schema': 'langchain_core',
      'langchain.docstore': 'langchain_core.documents',
      'langchain.retrievers': 'langchain_classic.retrievers',
      'langchain.callbacks': 'langchain_core.callbacks',
      'langchain.agents.initialize_agent': 'langchain_classic.agents',
      'langchain.agents.AgentExecutor': 'langchain_classic.agents',
      'langchain.tools.Tool': 'langchain_core.tools.Tool',
      'langchain.llms': 'langchain_community.llms',
      'langchain.vectorstores': 'langchain_community.vectorstores',
      'langchain.document_loaders': 'langchain_community.document_loaders',
    },
    free: AI,
    link: 'https://docs.langchain.com/oss/python/migrate/langchain-v1',
  }),
  lost('tweepy', {
    at: '4',
    python: 6,
    last: 12,
    names: ['tweepy.StreamListener', 'tweepy.TweepError'],
    now: {
      'tweepy.StreamListener': 'tweepy.StreamingClient',
      'tweepy.TweepError': 'tweepy.TweepyException',
    },
    link: 'https://docs.tweepy.org/en/stable/changelog.html#version-4-0-0-2021-09-25',
  }),
  lost('stripe', {
    at: '13',
    python: 7,
    last: 13,
    names: ['stripe.error'],
    now: { 'stripe.error': 'stripe' },
    link: 'https://github.com/stripe/stripe-python/blob/master/CHANGELOG.md',
  }),
  lost('elasticsearch', {
    at: '8',
    python: 7,
    last: 13,
    names: ['elasticsearch.RequestsHttpConnection'],
    link: 'https://www.elastic.co/guide/en/elasticsearch/client/python-api/current/migration.html',
  }),
  lost('Django', {
    at: '2',
    python: 4,
    last: 9,
    names: ['django.core.urlresolvers'],
    now: { 'django.core.urlresolvers': 'django.urls' },
    link: DJANGO,
  }),
  lost('Django', {
    at: '3',
    python: 6,
    last: 11,
    names: [
      'django.utils.six',
      'django.utils.encoding.python_2_unicode_compatible',
      'django.shortcuts.render_to_response',
      'django.contrib.staticfiles.templatetags',
    ],
    now: {
      'django.utils.six': 'six',
      'django.shortcuts.render_to_response': 'django.shortcuts.render',
      'django.contrib.staticfiles.templatetags': 'django.templatetags.static',
    },
    link: DJANGO,
  }),
  lost('Django', {
    at: '4',
    python: 8,
    last: 12,
    names: [
      'django.conf.urls.url',
      'django.utils.translation.ugettext_lazy',
      'django.utils.translation.ugettext',
      'django.utils.encoding.force_text',
      'django.utils.encoding.smart_text',
      'django.utils.http.is_safe_url',
      'django.utils.http.urlquote',
    ],
    now: {
      'django.conf.urls.url': 'django.urls.re_path',
      'django.utils.translation.ugettext_lazy': 'django.utils.translation.gettext_lazy',
      'django.utils.translation.ugettext': 'django.utils.translation.gettext',
      'django.utils.encoding.force_text': 'django.utils.encoding.force_str',
      'django.utils.encoding.smart_text': 'django.utils.encoding.smart_str',
      'django.utils.http.is_safe_url': 'django.utils.http.url_has_allowed_host_and_scheme',
      'django.utils.http.urlquote': 'urllib.parse.quote',
    },
    link: DJANGO,
  }),
  lost('Django', {
    at: '5',
    python: 10,
    last: 13,
    names: ['django.utils.timezone.utc'],
    now: { 'django.utils.timezone.utc': 'datetime.timezone.utc' },
    link: DJANGO,
  }),
];

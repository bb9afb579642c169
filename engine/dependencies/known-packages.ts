import { normalizeName } from '@unblock/codemods/requirements/index';

/** A package that code imports under a name of its own. */
export interface KnownPackage {
  /** The package to require, normalised. */
  name: string;
  /** Other packages that give the same module. */
  others: readonly string[];
  /** Many packages bring it as a requirement of their own: one whose requirements nobody knows may do so too. */
  often: boolean;
}

/**
 * Modules and the packages they come from, `module=package|other`; without `=` the names are the same. Only these are ever
 * said to be missing.
 */
const OFTEN = `
requests yaml=pyyaml dotenv=python-dotenv|dotenv dateutil=python-dateutil PIL=pillow|pillow-simd
jwt=pyjwt|jwt numpy httpx aiohttp jinja2 itsdangerous pytz certifi cryptography OpenSSL=pyopenssl psutil
lxml bs4=beautifulsoup4|bs4 tenacity orjson ujson click websockets websocket=websocket-client cachetools
markdown tqdm rich attr=attrs pydantic pydantic_settings email_validator google.auth=google-auth
google.oauth2=google-auth googleapiclient=google-api-python-client sqlalchemy pandas scipy matplotlib
sklearn=scikit-learn|sklearn joblib redis boto3 botocore simplejson toml xmltodict dns=dnspython
nacl=pynacl Crypto=pycryptodome|pycrypto prometheus_client typing_extensions bleach openpyxl
serial=pyserial paramiko starlette werkzeug marshmallow torch transformers regex nltk tiktoken bcrypt
argon2=argon2-cffi slugify=python-slugify|awesome-slugify|unicode-slugify humanize arrow pymongo
bson=pymongo|bson openai socketio=python-socketio magic=python-magic|python-magic-bin|file-magic six
jsonschema attrs babel aiofiles pypdf plotly networkx
`;

const SELDOM = `
fastapi flask django sqlmodel alembic flask_cors flask_sqlalchemy flask_migrate flask_login flask_wtf
wtforms flask_jwt_extended flask_bcrypt flask_mail flask_restful flask_socketio flask_limiter
flask_caching flask_marshmallow flask_smorest flask_session flask_talisman flask_admin flask_babel
flask_httpauth flask_restx flask_compress flask_moment rest_framework=djangorestframework
rest_framework_simplejwt=djangorestframework-simplejwt corsheaders=django-cors-headers
environ=django-environ|environ-config decouple=python-decouple dj_database_url whitenoise
storages=django-storages drf_yasg drf_spectacular django_filters=django-filter
crispy_forms=django-crispy-forms crispy_bootstrap5 allauth=django-allauth channels channels_redis
django_celery_beat django_celery_results django_redis import_export=django-import-export django_extensions
cloudinary cloudinary_storage=django-cloudinary-storage django_heroku django_on_heroku asyncpg aiosqlite
pymysql psycopg2=psycopg2-binary|psycopg2|psycopg2cffi psycopg MySQLdb=mysqlclient motor celery rq
dramatiq apscheduler stripe twilio sendgrid resend anthropic supabase firebase_admin jose=python-jose|jose
passlib pwdlib loguru structlog sentry_sdk raven slowapi reportlab xlsxwriter PyPDF2 pdfplumber
fitz=pymupdf|fitz qrcode pyotp
cv2=opencv-python-headless|opencv-python|opencv-contrib-python|opencv-contrib-python-headless schedule
tweepy praw telegram=python-telegram-bot telebot=pytelegrambotapi aiogram
discord=discord-py|py-cord|discord|py-cord-dev|discord-py-self prometheus_fastapi_instrumentator
fastapi_mail fastapi_users fastapi_limiter fastapi_cache=fastapi-cache2 peewee tortoise=tortoise-orm
beanie mongoengine elasticsearch=elasticsearch|elasticsearch7|elasticsearch8 minio feedparser dash
streamlit gradio spacy textblob xgboost pendulum phonenumbers yt_dlp spotipy googlemaps geopy pytesseract
google.generativeai=google-generativeai google.genai=google-genai
google.cloud.storage=google-cloud-storage google.cloud.firestore=google-cloud-firestore langchain
langchain_openai langchain_community langchain_core pinecone=pinecone|pinecone-client
social_django=social-auth-app-django crispy_bootstrap4 widget_tweaks=django-widget-tweaks
phonenumber_field=django-phonenumber-field taggit=django-taggit ckeditor=django-ckeditor django_ckeditor_5
tinymce=django-tinymce django_summernote mptt=django-mptt simple_history=django-simple-history
guardian=django-guardian oauth2_provider=django-oauth-toolkit knox=django-rest-knox djoser dj_rest_auth
constance=django-constance django_htmx tailwind=django-tailwind django_browser_reload daphne django_bootstrap5
bootstrap4=django-bootstrap4 django_tables2 django_select2 django_countries axes=django-axes
raven anymail=django-anymail compressor=django-compressor jazzmin=django-jazzmin unfold=django-unfold
waffle=django-waffle silk=django-silk django_prometheus django_crontab django_apscheduler graphene_django
debug_toolbar=django-debug-toolbar
colorgram=colorgram-py docx=python-docx|docx pptx=python-pptx pyttsx3 slack_sdk slack_bolt jira easyocr ultralytics tensorflow
`;

const PACKAGES: ReadonlyMap<string, KnownPackage> = new Map([
  ...entries(OFTEN, true),
  ...entries(SELDOM, false),
]);

function entries(text: string, often: boolean): [string, KnownPackage][] {
  return text
    .trim()
    .split(/\s+/)
    .map((item) => {
      const [module = '', packages = ''] = item.split('=');
      const [name = '', ...others] = packages === '' ? [normalizeName(module)] : packages.split('|');
      return [module, { name, others, often }];
    });
}

/** The package behind an imported module, by its longest known beginning: `google.cloud.storage.blob`. */
export function packageOf(module: string): KnownPackage | null {
  const parts = module.split('.');
  for (let count = parts.length; count > 0; count--) {
    const found = PACKAGES.get(parts.slice(0, count).join('.'));
    if (found) return found;
  }
  return null;
}

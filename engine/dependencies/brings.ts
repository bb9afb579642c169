/**
 * What packages bring that other code imports too, requirements of requirements with them: read from lock files of public
 * projects and from the packages' own metadata, November 2026. `name[extra]`: with that extra. Packages that bring none of
 * the packages in known-packages.ts stand in the last list.
 */
const ROWS = `
aiocsv: typing-extensions
aiogram: aiofiles aiohttp attrs certifi pydantic typing-extensions
aiohttp: attrs typing-extensions
aiohttp-cors: aiohttp attrs typing-extensions
aiomysql: pymysql
aioredis: typing-extensions
aiosignal: typing-extensions
aiosqlite: typing-extensions
albucore: numpy opencv-python-headless
albumentations: numpy opencv-python-headless pydantic pyyaml scipy typing-extensions
alembic: sqlalchemy typing-extensions
alembic-utils: alembic sqlalchemy typing-extensions
altair: attrs jinja2 jsonschema typing-extensions
annotated-types: typing-extensions
anthropic: certifi httpx pydantic typing-extensions
anyio: typing-extensions
anysqlite: typing-extensions
apprise: certifi click markdown pyyaml requests
apscheduler: pytz six
ariadne: starlette typing-extensions
arq: click redis typing-extensions
arrow: python-dateutil six
asgi-correlation-id: starlette typing-extensions
asgiref: typing-extensions
astroid: typing-extensions
async-timeout: typing-extensions
authlib: cryptography typing-extensions
autobahn: cryptography typing-extensions ujson
azure-ai-documentintelligence: certifi requests six typing-extensions
azure-core: certifi requests six typing-extensions
azure-cosmos: certifi requests six typing-extensions
azure-identity: certifi cryptography pyjwt requests six typing-extensions
azure-storage-blob: certifi cryptography requests six typing-extensions
bandit: pyyaml
banks: jinja2 pydantic typing-extensions
bcrypt: six
beanie: click dnspython motor pydantic pymongo typing-extensions
beautifulsoup4: typing-extensions
bentoml: aiohttp aiosqlite attrs certifi click httpx jinja2 numpy prometheus-client psutil pydantic python-dateutil python-multipart pyyaml rich six starlette typing-extensions
black: click typing-extensions
bleach: six
bootstrap-flask: click flask itsdangerous jinja2 werkzeug wtforms
boto3: botocore python-dateutil six
botocore: python-dateutil six
bs4: beautifulsoup4 typing-extensions
cassandra-driver: click six
cattrs: attrs
celery: click python-dateutil six
celery-types: typing-extensions
celery[redis]: celery click python-dateutil redis six typing-extensions
channels: daphne django typing-extensions
channels-redis: channels daphne django redis typing-extensions
channels[daphne]: attrs channels cryptography daphne django typing-extensions ujson
chargebee: certifi httpx typing-extensions
click-didyoumean: click
click-option-group: click
click-plugins: click
click-repl: click
clickhouse-connect: certifi
clickhouse-driver: pytz
cloudinary: certifi six
compressed-tensors: certifi click httpx jinja2 networkx numpy pydantic pyyaml regex requests rich torch tqdm transformers typing-extensions
coreapi: certifi jinja2 requests
coreschema: jinja2
courlan: babel
coveragepy-lcov: click
crispy-bootstrap4: django django-crispy-forms typing-extensions
crispy-bootstrap5: django django-crispy-forms typing-extensions
colorgram-py: pillow
croniter: python-dateutil pytz six
cryptography: typing-extensions
cssbeautifier: six
cyclopts: attrs rich typing-extensions
daphne: attrs cryptography typing-extensions ujson
dash: certifi click flask itsdangerous jinja2 plotly requests tenacity typing-extensions werkzeug
databases: sqlalchemy typing-extensions
databases[asyncpg]: asyncpg sqlalchemy typing-extensions
databases[postgresql]: asyncpg sqlalchemy typing-extensions
databases[sqlite]: aiosqlite sqlalchemy typing-extensions
dataclasses-json: marshmallow typing-extensions
datamodel-code-generator: click jinja2 pydantic pyyaml toml typing-extensions
dateparser: python-dateutil pytz regex six
datetime: pytz
diff-cover: jinja2
discord-py: aiohttp attrs typing-extensions
dj-database-url: django typing-extensions
dj-database-url[postgresql]: dj-database-url django psycopg2 typing-extensions
dj-rest-auth: django djangorestframework typing-extensions
dj-rest-auth[with-social]: certifi cryptography django django-allauth djangorestframework pyjwt requests typing-extensions
django: typing-extensions
django-admin-sso: django six typing-extensions
django-allauth: certifi cryptography django pyjwt requests typing-extensions
django-anymail: certifi django requests typing-extensions
django-appconf: django typing-extensions
django-auditlog: django python-dateutil six typing-extensions
django-autoslug: django typing-extensions
django-axes: django typing-extensions
django-bootstrap-form: django typing-extensions
django-bootstrap4: beautifulsoup4 django typing-extensions
django-bootstrap5: django typing-extensions
django-braces: django typing-extensions
django-browser-reload: django typing-extensions
django-cachalot: django typing-extensions
django-celery-beat: celery click django python-dateutil six typing-extensions
django-celery-results: celery click django python-dateutil six typing-extensions
django-ckeditor: django typing-extensions
django-clickhouse-backend: django pytz typing-extensions
django-cloudinary-storage: certifi cloudinary requests six
django-compression-middleware: django typing-extensions
django-compressor: django typing-extensions
django-cors-headers: django typing-extensions
django-countries: typing-extensions
django-crispy-forms: django typing-extensions
django-cron: django typing-extensions
django-csp: django typing-extensions
django-debug-toolbar: django typing-extensions
django-extensions: django typing-extensions
django-filter: django typing-extensions
django-guardian: django typing-extensions
django-health-check: django typing-extensions
django-heroku: dj-database-url django psycopg2 typing-extensions whitenoise
django-htmx: django typing-extensions
django-import-export: django typing-extensions
django-jazzmin: django typing-extensions
django-lifecycle: django typing-extensions
django-livereload-server: beautifulsoup4 django typing-extensions
django-model-utils: django typing-extensions
django-money: django typing-extensions
django-mptt: django typing-extensions
django-multiselectfield: django typing-extensions
django-oauth-toolkit: certifi cryptography django requests typing-extensions
django-on-heroku: dj-database-url django psycopg2-binary typing-extensions whitenoise
django-parler: django typing-extensions
django-phonenumber-field: django typing-extensions
django-prometheus: django prometheus-client typing-extensions
django-python3-ldap: django typing-extensions
django-redis: django redis typing-extensions
django-resized: django pillow typing-extensions
django-rest-auth: django djangorestframework typing-extensions
django-rest-knox: django djangorestframework typing-extensions
django-rest-swagger: certifi django djangorestframework jinja2 requests typing-extensions
django-rich: django rich typing-extensions
django-rosetta: certifi django requests typing-extensions
django-rq: click django python-dateutil pytz redis rq six typing-extensions
django-scim2: django typing-extensions
django-ses: boto3 botocore certifi cryptography django python-dateutil pytz requests six typing-extensions
django-silk: django typing-extensions
django-simple-history: six
django-soft-delete: django typing-extensions
django-sslserver: django typing-extensions
django-storages: django typing-extensions
django-storages[boto3]: boto3 botocore django django-storages python-dateutil six typing-extensions
django-storages[s3]: boto3 botocore django django-storages python-dateutil six typing-extensions
django-stubs-ext: django typing-extensions
django-tables2: django typing-extensions
django-taggit: django typing-extensions
django-tailwind: django typing-extensions
django-test-migrations: typing-extensions
django-timezone-field: django typing-extensions
django-unfold: django typing-extensions
django-waffle: django typing-extensions
djangorestframework: django typing-extensions
djangorestframework-dataclasses: django djangorestframework typing-extensions
djangorestframework-recursive: django djangorestframework typing-extensions
djangorestframework-simplejwt: django djangorestframework pyjwt typing-extensions
djlint: click pyyaml regex six tqdm
djoser: certifi cryptography django djangorestframework djangorestframework-simplejwt pyjwt requests social-auth-app-django typing-extensions
dkimpy: dnspython
docker: certifi requests
dotenv: python-dotenv
drf-nested-routers: django djangorestframework typing-extensions
drf-spectacular: attrs django djangorestframework jsonschema pyyaml typing-extensions
drf-spectacular-sidecar: django typing-extensions
drf-yasg: django djangorestframework pytz pyyaml typing-extensions
easyocr: jinja2 networkx numpy opencv-python-headless pillow pyyaml scipy torch typing-extensions
ecdsa: six
elasticsearch: python-dateutil six typing-extensions
email-validator: dnspython
emails: dnspython python-dateutil six
environs: marshmallow python-dotenv typing-extensions
eventlet: dnspython six
exceptiongroup: typing-extensions
exponent-server-sdk: certifi requests six
extruct: beautifulsoup4 certifi lxml requests six typing-extensions
fakeredis: redis typing-extensions
fastapi: pydantic starlette typing-extensions
fastapi-cache2: click fastapi pendulum pydantic starlette typing-extensions
fastapi-cache2[redis]: click fastapi fastapi-cache2 pendulum pydantic redis starlette typing-extensions
fastapi-cli: click rich typing-extensions
fastapi-cloud-cli: certifi click httpx pydantic rich sentry-sdk typing-extensions
fastapi-jwt-auth: fastapi pydantic pyjwt starlette typing-extensions
fastapi-limiter: fastapi pydantic redis starlette typing-extensions
fastapi-mail: certifi cryptography dnspython email-validator fastapi httpx jinja2 pydantic pydantic-settings python-dotenv starlette typing-extensions
fastapi-pagination: fastapi pydantic starlette typing-extensions
fastapi-socketio: fastapi pydantic python-socketio starlette typing-extensions
fastapi-sso: certifi dnspython email-validator fastapi httpx pydantic pyjwt starlette typing-extensions
fastapi-users: dnspython email-validator fastapi pwdlib pydantic pyjwt python-multipart starlette typing-extensions
fastapi-users-db-sqlalchemy: dnspython email-validator fastapi fastapi-users pwdlib pydantic pyjwt python-multipart sqlalchemy starlette typing-extensions
fastapi-users[sqlalchemy]: dnspython email-validator fastapi fastapi-users pwdlib pydantic pyjwt python-multipart sqlalchemy starlette typing-extensions
fastapi-utils: fastapi psutil pydantic sqlalchemy starlette typing-extensions
fastapi[all]: certifi click dnspython email-validator fastapi httpx itsdangerous jinja2 orjson pydantic pydantic-settings python-dotenv python-multipart pyyaml rich starlette typing-extensions ujson websockets
fastapi[standard]: certifi click dnspython email-validator fastapi httpx jinja2 pydantic pydantic-settings python-dotenv python-multipart pyyaml rich starlette typing-extensions websockets
fastmcp: pydantic pydantic-settings python-dotenv rich typing-extensions
fastmcp-slim: pydantic pydantic-settings python-dotenv rich typing-extensions
fido2: cryptography typing-extensions
firebase-admin: cachetools certifi cryptography google-api-python-client google-auth google-cloud-firestore google-cloud-storage httpx pyjwt requests six typing-extensions
firecrawl-py: aiohttp attrs certifi httpx pydantic python-dotenv requests typing-extensions websockets
flagsmith: certifi regex requests typing-extensions
flagsmith-flag-engine: regex typing-extensions
flagsmith-sql-flag-engine: regex typing-extensions
flake8-bandit: pyyaml
flake8-bugbear: attrs
flake8-debugger: six
flake8-eradicate: attrs
flasgger: attrs click flask itsdangerous jinja2 jsonschema pyyaml six typing-extensions werkzeug
flask: click itsdangerous jinja2 werkzeug
flask-admin: click flask itsdangerous jinja2 werkzeug wtforms
flask-apscheduler: apscheduler click flask itsdangerous jinja2 python-dateutil pytz six werkzeug
flask-assets: click flask itsdangerous jinja2 werkzeug
flask-babel: babel click flask itsdangerous jinja2 pytz werkzeug
flask-bcrypt: bcrypt click flask itsdangerous jinja2 six werkzeug
flask-bootstrap: click flask itsdangerous jinja2 werkzeug
flask-caching: click flask itsdangerous jinja2 werkzeug
flask-ckeditor: click flask itsdangerous jinja2 werkzeug
flask-cli: click flask itsdangerous jinja2 werkzeug
flask-compress: click flask itsdangerous jinja2 werkzeug
flask-cors: click flask itsdangerous jinja2 werkzeug
flask-gravatar: click flask itsdangerous jinja2 werkzeug
flask-httpauth: click flask itsdangerous jinja2 werkzeug
flask-humanize: click flask humanize itsdangerous jinja2 werkzeug
flask-jwt-extended: click flask itsdangerous jinja2 pyjwt typing-extensions werkzeug
flask-limiter: click flask itsdangerous jinja2 rich typing-extensions werkzeug
flask-login: click flask itsdangerous jinja2 werkzeug
flask-mail: click flask itsdangerous jinja2 werkzeug
flask-mailman: click flask itsdangerous jinja2 werkzeug
flask-marshmallow: click flask itsdangerous jinja2 marshmallow werkzeug
flask-migrate: alembic click flask flask-sqlalchemy itsdangerous jinja2 sqlalchemy typing-extensions werkzeug
flask-moment: click flask itsdangerous jinja2 werkzeug
flask-mongoengine: click dnspython flask itsdangerous jinja2 mongoengine pymongo werkzeug
flask-openapi3: click flask itsdangerous jinja2 pydantic typing-extensions werkzeug
flask-principal: click flask itsdangerous jinja2 werkzeug
flask-pymongo: click dnspython flask itsdangerous jinja2 pymongo werkzeug
flask-redis: click flask itsdangerous jinja2 redis typing-extensions werkzeug
flask-restful: click flask itsdangerous jinja2 pytz six werkzeug
flask-restx: attrs click flask itsdangerous jinja2 jsonschema pytz typing-extensions werkzeug
flask-rq2: click flask itsdangerous jinja2 python-dateutil pytz redis rq six typing-extensions werkzeug
flask-script: click flask itsdangerous jinja2 werkzeug
flask-security-too: click dnspython email-validator flask flask-login flask-wtf itsdangerous jinja2 passlib werkzeug wtforms
flask-session: click flask itsdangerous jinja2 redis typing-extensions werkzeug
flask-smorest: click flask itsdangerous jinja2 marshmallow werkzeug
flask-sock: click flask itsdangerous jinja2 werkzeug
flask-socketio: click flask itsdangerous jinja2 python-socketio werkzeug
flask-sqlalchemy: click flask itsdangerous jinja2 sqlalchemy typing-extensions werkzeug
flask-swagger-ui: click flask itsdangerous jinja2 werkzeug
flask-talisman: click flask itsdangerous jinja2 werkzeug
flask-uploads: click flask itsdangerous jinja2 werkzeug
flask-wtf: click flask itsdangerous jinja2 werkzeug wtforms
flask[async]: click flask itsdangerous jinja2 typing-extensions werkzeug
flask[dotenv]: click flask itsdangerous jinja2 python-dotenv werkzeug
flower: celery click humanize prometheus-client python-dateutil pytz six
fpdf2: pillow
freezegun: python-dateutil six
genai-prices: pydantic typing-extensions
geventhttpclient: certifi
gguf: numpy pyyaml tqdm
ghp-import: python-dateutil six
google-ai-generativelanguage: cachetools certifi cryptography google-auth requests typing-extensions
google-api-core: cachetools certifi cryptography google-auth requests typing-extensions
google-api-python-client: cachetools certifi cryptography google-auth requests six typing-extensions
google-auth: cachetools cryptography typing-extensions
google-auth-httplib2: cachetools cryptography google-auth six typing-extensions
google-auth-oauthlib: cachetools certifi cryptography google-auth requests typing-extensions
google-cloud-firestore: cachetools certifi cryptography google-auth requests typing-extensions
google-cloud-storage: cachetools certifi cryptography google-auth requests typing-extensions
google-genai: cachetools certifi cryptography google-auth httpx pydantic requests tenacity typing-extensions websockets
google-generativeai: cachetools certifi cryptography google-api-python-client google-auth pydantic requests six tqdm typing-extensions
gotenberg-client: certifi httpx typing-extensions
granian: click
graphene: python-dateutil six typing-extensions
graphene-django: django python-dateutil six typing-extensions
groq: certifi httpx pydantic typing-extensions
grpcio: typing-extensions
gtts: certifi click requests
hishel: typing-extensions
html-text: lxml
html5lib: six
htmldate: lxml python-dateutil pytz regex six
httpcore: certifi typing-extensions
httpx: certifi typing-extensions
httpx-oauth: certifi httpx typing-extensions
httpx-ws: certifi httpx typing-extensions
httpx2: typing-extensions
httpx[http2]: certifi httpx typing-extensions
hubspot-api-client: certifi python-dateutil requests six
huggingface-hub: certifi click httpx pyyaml requests tqdm typing-extensions
imagehash: numpy pillow scipy
imageio: numpy pillow
img2pdf: lxml pillow
influxdb-client: certifi python-dateutil six typing-extensions
ipython: typing-extensions
joserfc: cryptography typing-extensions
jsbeautifier: six
jsonfield: django typing-extensions
jsonpath-rfc9535: regex
jsonschema: attrs typing-extensions
jsonschema-path: attrs pyyaml typing-extensions
jsonschema-specifications: attrs typing-extensions
justext: lxml
jwcrypto: cryptography typing-extensions
jwt: cryptography typing-extensions
keyring: cryptography typing-extensions
langdetect: six
limits: typing-extensions
llama-index-core: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-embeddings-huggingface: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy pillow pydantic pyyaml regex requests rich scikit-learn scipy sqlalchemy tenacity tiktoken torch tqdm transformers typing-extensions
llama-index-embeddings-ollama: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-embeddings-openai: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy openai pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-embeddings-openai-like: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy openai pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-instrumentation: pydantic typing-extensions
llama-index-llms-ollama: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-llms-openai: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy openai pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-llms-openai-like: aiohttp aiosqlite attrs certifi click httpx jinja2 joblib marshmallow networkx nltk numpy openai pillow pydantic pyyaml regex requests sqlalchemy tenacity tiktoken tqdm typing-extensions
llama-index-workflows: pydantic typing-extensions
lm-format-enforcer: pydantic pyyaml typing-extensions
locust: attrs certifi click flask flask-cors flask-login itsdangerous jinja2 psutil python-socketio requests typing-extensions werkzeug
logfire: certifi requests rich typing-extensions
lxml-html-clean: lxml
mangum: typing-extensions
marshmallow-sqlalchemy: marshmallow sqlalchemy typing-extensions
matplotlib: numpy pillow python-dateutil six
mcp: attrs certifi click httpx jsonschema pydantic pydantic-settings pyjwt python-dotenv python-multipart starlette typing-extensions
mercadopago: certifi requests
mf2py: beautifulsoup4 certifi requests six typing-extensions
minio: argon2-cffi certifi pycryptodome typing-extensions
mistral-common: attrs certifi jsonschema numpy pillow pydantic regex requests tiktoken typing-extensions
mkdocs: click jinja2 markdown python-dateutil pyyaml six typing-extensions
mkdocs-get-deps: pyyaml typing-extensions
mkdocs-material: babel certifi click jinja2 markdown python-dateutil pyyaml regex requests six typing-extensions
mongoengine: dnspython pymongo
moto: boto3 botocore certifi cryptography jinja2 python-dateutil pyyaml requests six toml typing-extensions werkzeug xmltodict
motor: dnspython pymongo
mozilla-django-oidc: certifi cryptography django pyjwt requests typing-extensions
msal: certifi cryptography pyjwt requests typing-extensions
mypy: typing-extensions
nltk: click joblib regex tqdm
numba: numpy
oauth2client: six
ocrmypdf: cryptography lxml pillow pydantic rich typing-extensions
odmantic: dnspython motor pydantic pymongo typing-extensions
ollama: certifi httpx pydantic typing-extensions
openai: certifi httpx pydantic tqdm typing-extensions
openapi-pydantic: pydantic typing-extensions
opencensus: cachetools certifi cryptography google-auth requests six typing-extensions
opencv-contrib-python: numpy
opencv-python: numpy
opencv-python-headless: numpy
openfeature-provider-flagsmith: certifi regex requests typing-extensions
opentelemetry-api: typing-extensions
opentelemetry-exporter-otlp-proto-grpc: typing-extensions
opentelemetry-exporter-otlp-proto-http: certifi requests typing-extensions
opentelemetry-exporter-prometheus: prometheus-client typing-extensions
opentelemetry-instrumentation: typing-extensions
opentelemetry-instrumentation-aiohttp-client: typing-extensions
opentelemetry-instrumentation-asgi: typing-extensions
opentelemetry-instrumentation-dbapi: typing-extensions
opentelemetry-instrumentation-django: typing-extensions
opentelemetry-instrumentation-fastapi: typing-extensions
opentelemetry-instrumentation-httpx: typing-extensions
opentelemetry-instrumentation-psycopg2: typing-extensions
opentelemetry-instrumentation-redis: typing-extensions
opentelemetry-instrumentation-sqlalchemy: typing-extensions
opentelemetry-instrumentation-wsgi: typing-extensions
opentelemetry-sdk: typing-extensions
opentelemetry-semantic-conventions: typing-extensions
opt-einsum: numpy
outcome: attrs
outlines: attrs certifi jinja2 jsonschema networkx numpy pydantic requests torch tqdm typing-extensions
outlines-core: attrs jsonschema typing-extensions
paddleocr: beautifulsoup4 certifi lxml networkx numpy opencv-contrib-python opencv-python opencv-python-headless pillow pydantic python-docx pyyaml requests scipy tqdm typing-extensions
paddlepaddle: certifi httpx numpy pillow typing-extensions
paddlepaddle-gpu: certifi httpx numpy pillow typing-extensions
pandas: numpy python-dateutil pytz six
pandas-ta: numpy pandas python-dateutil pytz six tqdm
passlib[argon2]: argon2-cffi passlib
passlib[bcrypt]: bcrypt passlib six
paypalrestsdk: certifi cryptography pyopenssl requests six typing-extensions
pdbpp: attrs
pdf2image: pillow
pdfminer-six: cryptography typing-extensions
pdfplumber: cryptography pillow typing-extensions
pgvector: numpy
pi-heif: pillow
pikepdf: lxml pillow
pillow-heif: pillow
pint: typing-extensions
pip-tools: click
platformdirs: typing-extensions
playwright: typing-extensions
plotly: tenacity
postgrest: certifi httpx pydantic typing-extensions
posthog: certifi requests typing-extensions
pre-commit: pyyaml typing-extensions
prisma: certifi click httpx jinja2 pydantic python-dotenv typing-extensions
prometheus-fastapi-instrumentator: prometheus-client starlette typing-extensions
psycopg: typing-extensions
psycopg-binary: typing-extensions
psycopg-pool: typing-extensions
psycopg[binary,pool]: psycopg typing-extensions
psycopg[binary]: psycopg typing-extensions
psycopg[pool]: psycopg typing-extensions
pwdlib[argon2]: argon2-cffi pwdlib
pwdlib[bcrypt]: bcrypt pwdlib six
py-cord: aiohttp attrs typing-extensions
py-key-value-aio: typing-extensions
pydantic: typing-extensions
pydantic-ai-slim: certifi httpx pydantic typing-extensions
pydantic-collections: pydantic typing-extensions
pydantic-core: typing-extensions
pydantic-evals: certifi httpx pydantic pyyaml rich typing-extensions
pydantic-extra-types: pydantic typing-extensions
pydantic-graph: certifi httpx pydantic typing-extensions
pydantic-settings: pydantic python-dotenv typing-extensions
pydantic-to-typescript2: pydantic typing-extensions
pydantic[email]: dnspython email-validator pydantic typing-extensions
pyee: typing-extensions
pygithub: certifi pyjwt pynacl requests typing-extensions
pyjwt: typing-extensions
pyjwt[crypto]: cryptography pyjwt typing-extensions
pylint: typing-extensions
pymdown-extensions: markdown pyyaml
pymongo: dnspython
pymongo[srv]: dnspython pymongo
pymysql[rsa]: cryptography pymysql typing-extensions
pyngo: django pydantic typing-extensions
pyopenssl: cryptography typing-extensions
pypdf: typing-extensions
pypdf2: typing-extensions
pyrdfa3: certifi requests six
pyrebase4: cachetools certifi cryptography google-auth pycryptodome requests six typing-extensions
pysaml2: certifi cryptography pyopenssl python-dateutil pytz requests six typing-extensions
pytelegrambotapi: certifi requests
pytesseract: pillow
pytest: attrs typing-extensions
pytest-asyncio: attrs typing-extensions
pytest-cov: attrs typing-extensions
pytest-django: attrs typing-extensions
pytest-env: attrs python-dotenv typing-extensions
pytest-flask: attrs click flask itsdangerous jinja2 typing-extensions werkzeug
pytest-forked: attrs typing-extensions
pytest-freezegun: attrs python-dateutil six typing-extensions
pytest-httpx: attrs certifi httpx typing-extensions
pytest-lazy-fixture: attrs typing-extensions
pytest-mock: attrs typing-extensions
pytest-recording: attrs pyyaml typing-extensions
pytest-rerunfailures: attrs typing-extensions
pytest-responses: attrs certifi pyyaml requests toml typing-extensions
pytest-structlog: attrs structlog typing-extensions
pytest-subtests: attrs typing-extensions
pytest-sugar: attrs typing-extensions
pytest-xdist: attrs typing-extensions
python-crontab: python-dateutil six
python-dateutil: six
python-docx: lxml typing-extensions
python-jose: six
python-jose[cryptography]: cryptography python-jose six typing-extensions
python-jose[pycryptodome]: pycryptodome python-jose six
python-json-logger: typing-extensions
python-pptx: lxml pillow typing-extensions xlsxwriter
python-telegram-bot: certifi httpx typing-extensions
pywavelets: numpy
pyyaml-env-tag: pyyaml
qrcode[pil]: pillow qrcode
ray: attrs certifi click jsonschema pyyaml requests typing-extensions
razorpay: certifi requests
reactivex: typing-extensions
realtime: pydantic typing-extensions websockets
recipe-scrapers: beautifulsoup4 certifi lxml requests six typing-extensions
redis: typing-extensions
redis[hiredis]: redis typing-extensions
referencing: attrs typing-extensions
reportlab: pillow
requests: certifi
requests-file: certifi requests
requests-futures: certifi requests
requests-mock: certifi requests six
requests-oauthlib: certifi requests
requests-toolbelt: certifi requests
requests[socks]: certifi requests
resend: certifi requests typing-extensions
responses: certifi pyyaml requests toml typing-extensions
respx: certifi httpx typing-extensions
rich: typing-extensions
rich-rst: rich typing-extensions
rich-toolkit: click rich typing-extensions
rq: click python-dateutil pytz redis six typing-extensions
rudder-sdk-python: certifi python-dateutil python-dotenv requests six
s3transfer: botocore python-dateutil six
scikit-image: networkx numpy pillow scipy
scikit-learn: joblib numpy scipy
scipy: numpy
seaborn: matplotlib numpy pandas pillow python-dateutil pytz six
secretstorage: cryptography typing-extensions
segment-analytics-python: certifi python-dateutil requests six
selenium: attrs certifi typing-extensions websocket-client
sendgrid-django: sendgrid
sentence-transformers: certifi click httpx jinja2 joblib networkx numpy pyyaml regex requests rich scikit-learn scipy torch tqdm transformers typing-extensions
sentry-sdk: certifi
sentry-sdk[django]: certifi django sentry-sdk typing-extensions
sentry-sdk[fastapi]: certifi sentry-sdk
sentry-sdk[flask]: certifi click flask itsdangerous jinja2 sentry-sdk werkzeug
service-identity: attrs cryptography typing-extensions
shapely: numpy
sklearn: joblib numpy scikit-learn scipy
slackclient: aiohttp attrs typing-extensions
slowapi: redis typing-extensions
social-auth-app-django: certifi cryptography django pyjwt requests typing-extensions
social-auth-core: certifi cryptography pyjwt requests typing-extensions
soundfile: numpy
speechrecognition: certifi requests typing-extensions
spotipy: certifi redis requests six typing-extensions
sqladmin: jinja2 python-multipart sqlalchemy starlette typing-extensions wtforms
sqlalchemy: typing-extensions
sqlalchemy-utils: sqlalchemy typing-extensions
sqlalchemy[asyncio]: sqlalchemy typing-extensions
sqlmodel: pydantic sqlalchemy typing-extensions
sse-starlette: starlette typing-extensions
starlette: typing-extensions
starlette[full]: certifi httpx itsdangerous jinja2 python-multipart pyyaml starlette typing-extensions
storage3: certifi httpx pydantic typing-extensions
strawberry-graphql: python-dateutil six typing-extensions
stripe: certifi requests typing-extensions
supabase: certifi httpx pydantic pyjwt typing-extensions websockets
supabase-auth: certifi httpx pydantic pyjwt typing-extensions
supabase-functions: certifi httpx typing-extensions
taskipy: psutil
tifffile: numpy
tika-client: certifi httpx typing-extensions
tiktoken: certifi regex requests
tokenizers: certifi click httpx pyyaml requests tqdm typing-extensions
torch: jinja2 networkx typing-extensions
torchserve: pillow psutil
torchvision: jinja2 networkx numpy pillow torch typing-extensions
tortoise-orm: aiosqlite pytz typing-extensions
trafilatura: babel certifi lxml python-dateutil pytz regex six
transformers: certifi click httpx numpy pyyaml regex requests rich tqdm typing-extensions
trio: attrs
tweepy: certifi requests
twilio: aiohttp attrs certifi pyjwt requests typing-extensions
twisted: attrs typing-extensions
typer: rich typing-extensions
typing-inspect: typing-extensions
typing-inspection: typing-extensions
uvicorn: click typing-extensions
uvicorn-worker: click typing-extensions
uvicorn[standard]: click python-dotenv pyyaml typing-extensions websockets
vcrpy: pyyaml
virtualenv: typing-extensions
vllm: aiohttp attrs certifi click fastapi httpx jinja2 jsonschema networkx numpy openai pillow prometheus-client prometheus-fastapi-instrumentator psutil pydantic pyyaml regex requests rich six starlette tiktoken torch tqdm transformers typing-extensions
watchfiles: typing-extensions
waybackpy: certifi click requests
weasyprint: pillow six
webargs: marshmallow
wemake-python-styleguide: attrs pyyaml six typing-extensions
whitenoise[brotli]: whitenoise
wmctrl: attrs
xformers: jinja2 networkx numpy torch typing-extensions
xgboost: numpy scipy
xgrammar: certifi click httpx jinja2 networkx numpy pydantic pyyaml regex requests rich torch tqdm transformers typing-extensions
xhtml2pdf: pillow pypdf reportlab six typing-extensions
yfinance: beautifulsoup4 certifi lxml numpy pandas peewee python-dateutil pytz requests six typing-extensions
zensical: click jinja2 markdown pyyaml
`;

const NOTHING = `
a2wsgi adaptix aiofile aiofiles aiohappyeyeballs aiosql airportsdata amqp aniso8601 annotated-doc apispec
appdirs arabic-reshaper argcomplete argon2-cffi argon2-cffi-bindings argparse asgi-lifespan
asgi-ratelimit ast-serialize astor asttokens asyncio asyncpg atomicwrites attrs autoflake automat
autopep8 babel backoff backports-asyncio-runner backports-tarfile backports-zoneinfo backports-zstd
beartype bidict billiard blake3 bleach-allowlist blinker brotli cachebox cachelib cachetools caio cbor2
certifi cffi cfgv chardet charset-normalizer click cloudpickle colorama colorful colorlog
concurrent-log-handler configargparse configparser constantly contextvars coverage cramjam cssselect2
cython darglint dataclasses debugpy decorator deepdiff deepmerge defusedxml deprecated deprecation depyf
detect-installer diff-match-patch dill dirtyjson diskcache distlib distro django-cockroachdb
django-environ django-ipware django-ordered-model django-softdelete django-treenode django-widget-tweaks
djangorestframework-api-key dnspython docstring-parser docutils docx2txt dramatiq drf-writable-nested
dynaconf editorconfig einops elementpath enum-compat enum34 eradicate execnet executing factory-boy faker
fancycompleter fastar feedparser ffmpeg-python filelock filetype fire flake8 flake8-broken-line
flake8-commas flake8-comprehensions flake8-docstrings flake8-fixme flake8-isort flake8-polyfill
flake8-quotes flake8-rst-docstrings flake8-string-format flupy fonttools frozenlist fsspec future genson
gepa gevent gitdb gitpython google-re2 googleapis-common-protos graphql-core greenlet griffe griffelib
gunicorn gunicorn[gevent] h11 h2 hf-xet hiredis hpack html2text httpcore2 httplib2 httptools httpx-sse
httpx2-jsfetch huey humanize hypercorn hyperframe hyperlink identify idna ijson imap-tools
importlib-metadata incremental inflect inflection iniconfig interegular ipinfo-db ipython-pygments-lexers
iregexp-check isodate isort itsdangerous itypes jaraco-classes jaraco-context jaraco-functools jedi
jeepney jinja2 jiter jmespath joblib json5 jsonpath-ng jsonref jstyleson kombu langcodes lark lazy-loader
lazy-object-proxy ldap3 levenshtein librt llvmlite lmdb logfire-api loguru lupa lxml lz4 makefun mako
markdown markdown-it-py markdown2 markupsafe marshmallow matplotlib-inline maxminddb mccabe mdurl
mergedeep mistune mkdocs-material-extensions monotonic more-itertools mpmath msgpack msgspec mslex
multidict mypy-baseline mypy-extensions mysql-connector-python mysqlclient narwhals nest-asyncio netaddr
networkx newrelic nh3 ninja nodeenv numpy oauthlib odfpy opencensus-context openfeature-sdk openpyxl
opentelemetry-exporter-otlp-proto-common opentelemetry-proto opentelemetry-util-http ordered-set
ordereddict orderly-set orjson packaging paginate paho-mqtt parse parso partial-json-parser passlib
pathable pathlib pathspec pathvalidate pbr peewee pep8 pep8-naming pexpect phonenumbers pika pillow pip
pip-requirements-parser pluggy portalocker prettytable priority prometheus-client prompt-toolkit
propcache proto-plus protobuf psutil psycopg-c psycopg2 psycopg2-binary ptyprocess pure-eval puremagic
pwdlib py py-cpuinfo py-partiql-parser py-spy py-ubjson pyarrow pyasn1 pyasn1-modules pycairo pyclipper
pycodestyle pycountry pycparser pycryptodome pydocstyle pydub pydyf pyfakefs pyflakes pygame pygments
pyhumps pymemcache pymupdf pymysql pynacl pyotp pyparsing pypdfium2 pyperclip pyphen pypika pyreadline
pyrefly pyrepl pysocks python-bidi python-decouple python-dotenv python-engineio python-gnupg
python-http-client python-ipware python-ldap python-levenshtein python-magic python-multipart
python-slugify python-snappy python-socketio python-stdnum python3-openid pytokens pytz
pytz-deprecation-shim pywin32 pywin32-ctypes pyyaml pyzmq qrcode rapidfuzz rcssmin rdflib regex
restructuredtext-lint rfc3986 rignore rjsmin rpds-py rsa ruamel-yaml ruamel-yaml-clib ruff safetensors
schedule schema scim2-filter-parser segno semver sendgrid sentencepiece setproctitle setuptools
shellingham shortuuid simple-di simple-websocket simplejson simsimd six slack-sdk sly smart-open smmap
sniffio snowballstemmer sorl-thumbnail sortedcontainers soupsieve sqlite-vec sqlparse sseclient-py
stack-data standardwebhooks statistics statsd stevedore strenum stringzilla structlog supervisor sympy
tablib tabulate tantivy tenacity termcolor testfixtures text-unidecode threadpoolctl time-machine
tinycss2 tinytag tld toml tomli tomli-w tomlkit torch-model-archiver torch-workflow-archiver tornado tqdm
traitlets triton truststore txaio typing typing-extensions tzdata tzlocal u-msgpack-python uharfbuzz
ujson uncalled-for unidecode uritemplate urllib3 uuid uvloop uwsgi vine w3lib waitress watchdog
watchdog-gevent wcwidth webencodings websocket-client websockets werkzeug wget wheel whitenoise
win32-setctime wrapt wsproto wtforms xlrd xlsxwriter xlwt xmlschema xmltodict yarl zipp
zope-event zope-interface zstandard zxing-cpp
`;

const BRINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ...NOTHING.trim()
    .split(/\s+/)
    .map((name): [string, string[]] => [name, []]),
  ...ROWS.trim()
    .split('\n')
    .map((row): [string, string[]] => {
      const [name = '', brought = ''] = row.split(': ');
      return [name, brought.split(' ')];
    }),
]);

/** The packages of known-packages.ts that a requirement brings besides itself; null where nobody knows. */
export function broughtBy(name: string, extras: readonly string[]): readonly string[] | null {
  // Packages of types bring no code that runs.
  if (/^types-|-stubs$/.test(name)) return [];
  const parts = [name, ...extras.map((extra) => `${name}[${extra}]`)].map((key) => BRINGS.get(key));
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? null : known.flat();
}

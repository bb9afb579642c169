/** What packages bring: everything else. Its form is told in ../brings.ts. */
export const OTHER = `
aiocsv: typing-extensions
aiogram: aiofiles aiohttp attrs certifi pydantic typing-extensions
aiomysql: pymysql
aiosignal: typing-extensions
aiosqlite: typing-extensions
albucore: numpy opencv-python-headless
albumentations: numpy opencv-python-headless pydantic pyyaml scipy typing-extensions
annotated-types: typing-extensions
anyio: typing-extensions
anysqlite: typing-extensions
apprise: certifi click markdown pyyaml requests
arq: click redis typing-extensions
arrow: python-dateutil six
asgi-correlation-id: starlette typing-extensions
asgiref: typing-extensions
astroid: typing-extensions
async-timeout: typing-extensions
authlib: cryptography typing-extensions
autobahn: cryptography typing-extensions ujson
bandit: pyyaml
banks: jinja2 pydantic typing-extensions
bcrypt: six
beautifulsoup4: typing-extensions
bentoml: aiohttp aiosqlite attrs certifi click httpx jinja2 numpy prometheus-client psutil pydantic python-dateutil python-multipart pyyaml rich six starlette typing-extensions
black: click typing-extensions
bleach: six
bs4: beautifulsoup4 typing-extensions
cassandra-driver: click six
cattrs: attrs
chargebee: certifi httpx typing-extensions
click-didyoumean: click
click-option-group: click
click-plugins: click
click-repl: click
clickhouse-connect: certifi
clickhouse-driver: pytz
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
djlint: click pyyaml regex six tqdm
dkimpy: dnspython
dotenv: python-dotenv
ecdsa: six
email-validator: dnspython
emails: dnspython python-dateutil six
environs: marshmallow python-dotenv typing-extensions
eventlet: dnspython six
exceptiongroup: typing-extensions
exponent-server-sdk: certifi requests six
extruct: beautifulsoup4 certifi lxml requests six typing-extensions
fido2: cryptography typing-extensions
firecrawl-py: aiohttp attrs certifi httpx pydantic python-dotenv requests typing-extensions websockets
flagsmith: certifi regex requests typing-extensions
flagsmith-flag-engine: regex typing-extensions
flagsmith-sql-flag-engine: regex typing-extensions
flake8-bandit: pyyaml
flake8-bugbear: attrs
flake8-debugger: six
flake8-eradicate: attrs
flasgger: attrs click flask itsdangerous jinja2 jsonschema pyyaml six typing-extensions werkzeug
flower: celery click humanize prometheus-client python-dateutil pytz six
fpdf2: pillow
freezegun: python-dateutil six
genai-prices: pydantic typing-extensions
geventhttpclient: certifi
gguf: numpy pyyaml tqdm
ghp-import: python-dateutil six
granian: click
grpcio: typing-extensions
gtts: certifi click requests
hishel: typing-extensions
html-text: lxml
html5lib: six
htmldate: lxml python-dateutil pytz regex six
httpcore: certifi typing-extensions
hubspot-api-client: certifi python-dateutil requests six
imagehash: numpy pillow scipy
img2pdf: lxml pillow
influxdb-client: certifi python-dateutil six typing-extensions
jsbeautifier: six
jsonfield: django typing-extensions
jsonpath-rfc9535: regex
jsonschema: attrs typing-extensions
jsonschema-path: attrs pyyaml typing-extensions
jsonschema-specifications: attrs typing-extensions
justext: lxml
jwcrypto: cryptography typing-extensions
keyring: cryptography typing-extensions
langdetect: six
limits: typing-extensions
lm-format-enforcer: pydantic pyyaml typing-extensions
locust: attrs certifi click flask flask-cors flask-login itsdangerous jinja2 psutil python-socketio requests typing-extensions werkzeug
lxml-html-clean: lxml
mangum: typing-extensions
mercadopago: certifi requests
mf2py: beautifulsoup4 certifi requests six typing-extensions
mkdocs: click jinja2 markdown python-dateutil pyyaml six typing-extensions
mkdocs-get-deps: pyyaml typing-extensions
mkdocs-material: babel certifi click jinja2 markdown python-dateutil pyyaml regex requests six typing-extensions
moto: boto3 botocore certifi cryptography jinja2 python-dateutil pyyaml requests six toml typing-extensions werkzeug xmltodict
mypy: typing-extensions
ocrmypdf: cryptography lxml pillow pydantic rich typing-extensions
odmantic: dnspython motor pydantic pymongo typing-extensions
opencensus: cachetools certifi cryptography google-auth requests six typing-extensions
openfeature-provider-flagsmith: certifi regex requests typing-extensions
opt-einsum: numpy
outcome: attrs
paddleocr: beautifulsoup4 certifi lxml networkx numpy opencv-contrib-python opencv-python opencv-python-headless pillow pydantic python-docx pyyaml requests scipy tqdm typing-extensions
paddlepaddle: certifi httpx numpy pillow typing-extensions
paddlepaddle-gpu: certifi httpx numpy pillow typing-extensions
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
posthog: certifi requests typing-extensions
pre-commit: pyyaml typing-extensions
prisma: certifi click httpx jinja2 pydantic python-dotenv typing-extensions
pwdlib[argon2]: argon2-cffi pwdlib
pwdlib[bcrypt]: bcrypt pwdlib six
py-cord: aiohttp attrs typing-extensions
py-key-value-aio: typing-extensions
pyee: typing-extensions
pygithub: certifi pyjwt pynacl requests typing-extensions
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
pytest-env: attrs python-dotenv typing-extensions
pytest-forked: attrs typing-extensions
pytest-freezegun: attrs python-dateutil six typing-extensions
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
python-json-logger: typing-extensions
python-pptx: lxml pillow typing-extensions xlsxwriter
python-telegram-bot: certifi httpx typing-extensions
pywavelets: numpy
pyyaml-env-tag: pyyaml
qrcode[pil]: pillow qrcode
razorpay: certifi requests
reactivex: typing-extensions
recipe-scrapers: beautifulsoup4 certifi lxml requests six typing-extensions
referencing: attrs typing-extensions
reportlab: pillow
resend: certifi requests typing-extensions
responses: certifi pyyaml requests toml typing-extensions
respx: certifi httpx typing-extensions
rich: typing-extensions
rich-rst: rich typing-extensions
rich-toolkit: click rich typing-extensions
rudder-sdk-python: certifi python-dateutil python-dotenv requests six
secretstorage: cryptography typing-extensions
segment-analytics-python: certifi python-dateutil requests six
selenium: attrs certifi typing-extensions websocket-client
service-identity: attrs cryptography typing-extensions
slowapi: redis typing-extensions
soundfile: numpy
speechrecognition: certifi requests typing-extensions
spotipy: certifi redis requests six typing-extensions
sqladmin: jinja2 python-multipart sqlalchemy starlette typing-extensions wtforms
taskipy: psutil
tifffile: numpy
tika-client: certifi httpx typing-extensions
trafilatura: babel certifi lxml python-dateutil pytz regex six
trio: attrs
tweepy: certifi requests
twisted: attrs typing-extensions
typer: rich typing-extensions
typing-inspect: typing-extensions
typing-inspection: typing-extensions
vcrpy: pyyaml
virtualenv: typing-extensions
watchfiles: typing-extensions
waybackpy: certifi click requests
weasyprint: pillow six
wemake-python-styleguide: attrs pyyaml six typing-extensions
wmctrl: attrs
xhtml2pdf: pillow pypdf reportlab six typing-extensions
yfinance: beautifulsoup4 certifi lxml numpy pandas peewee python-dateutil pytz requests six typing-extensions
zensical: click jinja2 markdown pyyaml
`;

/** What packages bring: web frameworks, servers, databases and queues beside Django. Its form is told in ../brings.ts. */
export const WEB = `
aiohttp: attrs typing-extensions
aiohttp-cors: aiohttp attrs typing-extensions
aioredis: typing-extensions
alembic: sqlalchemy typing-extensions
alembic-utils: alembic sqlalchemy typing-extensions
apscheduler: pytz six
ariadne: starlette typing-extensions
beanie: click dnspython motor pydantic pymongo typing-extensions
bootstrap-flask: click flask itsdangerous jinja2 werkzeug wtforms
celery: click python-dateutil six
celery-types: typing-extensions
celery[redis]: celery click python-dateutil redis six typing-extensions
dash: certifi click flask itsdangerous jinja2 plotly requests tenacity typing-extensions werkzeug
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
google-auth-oauthlib: cachetools certifi cryptography google-auth requests typing-extensions
httpx: certifi typing-extensions
httpx-oauth: certifi httpx typing-extensions
httpx-ws: certifi httpx typing-extensions
httpx2: typing-extensions
httpx[http2]: certifi httpx typing-extensions
joserfc: cryptography typing-extensions
jwt: cryptography typing-extensions
marshmallow-sqlalchemy: marshmallow sqlalchemy typing-extensions
mcp: attrs certifi click httpx jsonschema pydantic pydantic-settings pyjwt python-dotenv python-multipart starlette typing-extensions
mongoengine: dnspython pymongo
motor: dnspython pymongo
oauth2client: six
openapi-pydantic: pydantic typing-extensions
opentelemetry-instrumentation-aiohttp-client: typing-extensions
opentelemetry-instrumentation-fastapi: typing-extensions
opentelemetry-instrumentation-httpx: typing-extensions
opentelemetry-instrumentation-psycopg2: typing-extensions
opentelemetry-instrumentation-redis: typing-extensions
opentelemetry-instrumentation-sqlalchemy: typing-extensions
passlib[argon2]: argon2-cffi passlib
passlib[bcrypt]: bcrypt passlib six
prometheus-fastapi-instrumentator: prometheus-client starlette typing-extensions
psycopg: typing-extensions
psycopg-binary: typing-extensions
psycopg-pool: typing-extensions
psycopg[binary,pool]: psycopg typing-extensions
psycopg[binary]: psycopg typing-extensions
psycopg[pool]: psycopg typing-extensions
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
pyjwt: typing-extensions
pyjwt[crypto]: cryptography pyjwt typing-extensions
pytest-flask: attrs click flask itsdangerous jinja2 typing-extensions werkzeug
pytest-httpx: attrs certifi httpx typing-extensions
python-jose: six
python-jose[cryptography]: cryptography python-jose six typing-extensions
python-jose[pycryptodome]: pycryptodome python-jose six
redis: typing-extensions
redis[hiredis]: redis typing-extensions
requests: certifi
requests-file: certifi requests
requests-futures: certifi requests
requests-mock: certifi requests six
requests-oauthlib: certifi requests
requests-toolbelt: certifi requests
requests[socks]: certifi requests
rq: click python-dateutil pytz redis six typing-extensions
sqlalchemy: typing-extensions
sqlalchemy-utils: sqlalchemy typing-extensions
sqlalchemy[asyncio]: sqlalchemy typing-extensions
sqlmodel: pydantic sqlalchemy typing-extensions
sse-starlette: starlette typing-extensions
starlette: typing-extensions
starlette[full]: certifi httpx itsdangerous jinja2 python-multipart pyyaml starlette typing-extensions
strawberry-graphql: python-dateutil six typing-extensions
tortoise-orm: aiosqlite pytz typing-extensions
uvicorn: click typing-extensions
uvicorn-worker: click typing-extensions
uvicorn[standard]: click python-dotenv pyyaml typing-extensions websockets
webargs: marshmallow
whitenoise[brotli]: whitenoise
`;

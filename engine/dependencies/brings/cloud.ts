/** What packages bring: clients of clouds and services, and what observes a process. Its form is told in ../brings.ts. */
export const CLOUD = `
azure-ai-documentintelligence: certifi requests six typing-extensions
azure-core: certifi requests six typing-extensions
azure-cosmos: certifi requests six typing-extensions
azure-identity: certifi cryptography pyjwt requests six typing-extensions
azure-storage-blob: certifi cryptography requests six typing-extensions
boto3: botocore python-dateutil six
botocore: python-dateutil six
cloudinary: certifi six
docker: certifi requests
elasticsearch: python-dateutil six typing-extensions
firebase-admin: cachetools certifi cryptography google-api-python-client google-auth google-cloud-firestore google-cloud-storage httpx pyjwt requests six typing-extensions
google-ai-generativelanguage: cachetools certifi cryptography google-auth requests typing-extensions
google-api-core: cachetools certifi cryptography google-auth requests typing-extensions
google-api-python-client: cachetools certifi cryptography google-auth requests six typing-extensions
google-auth: cachetools cryptography typing-extensions
google-auth-httplib2: cachetools cryptography google-auth six typing-extensions
google-cloud-firestore: cachetools certifi cryptography google-auth requests typing-extensions
google-cloud-storage: cachetools certifi cryptography google-auth requests typing-extensions
google-genai: cachetools certifi cryptography google-auth httpx pydantic requests tenacity typing-extensions websockets
google-generativeai: cachetools certifi cryptography google-api-python-client google-auth pydantic requests six tqdm typing-extensions
logfire: certifi requests rich typing-extensions
minio: argon2-cffi certifi pycryptodome typing-extensions
msal: certifi cryptography pyjwt requests typing-extensions
opentelemetry-api: typing-extensions
opentelemetry-exporter-otlp-proto-grpc: typing-extensions
opentelemetry-exporter-otlp-proto-http: certifi requests typing-extensions
opentelemetry-exporter-prometheus: prometheus-client typing-extensions
opentelemetry-instrumentation: typing-extensions
opentelemetry-instrumentation-asgi: typing-extensions
opentelemetry-instrumentation-dbapi: typing-extensions
opentelemetry-instrumentation-wsgi: typing-extensions
opentelemetry-sdk: typing-extensions
opentelemetry-semantic-conventions: typing-extensions
postgrest: certifi httpx pydantic typing-extensions
realtime: pydantic typing-extensions websockets
s3transfer: botocore python-dateutil six
sentry-sdk: certifi
sentry-sdk[django]: certifi django sentry-sdk typing-extensions
sentry-sdk[fastapi]: certifi sentry-sdk
sentry-sdk[flask]: certifi click flask itsdangerous jinja2 sentry-sdk werkzeug
slackclient: aiohttp attrs typing-extensions
storage3: certifi httpx pydantic typing-extensions
stripe: certifi requests typing-extensions
supabase: certifi httpx pydantic pyjwt typing-extensions websockets
supabase-auth: certifi httpx pydantic pyjwt typing-extensions
supabase-functions: certifi httpx typing-extensions
twilio: aiohttp attrs certifi pyjwt requests typing-extensions
`;

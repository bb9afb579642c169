/** What packages bring: Django and its applications. Its form is told in ../brings.ts. */
export const DJANGO = `
channels: daphne django typing-extensions
channels-redis: channels daphne django redis typing-extensions
channels[daphne]: attrs channels cryptography daphne django typing-extensions ujson
daphne: attrs cryptography typing-extensions ujson
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
djoser: certifi cryptography django djangorestframework djangorestframework-simplejwt pyjwt requests social-auth-app-django typing-extensions
drf-nested-routers: django djangorestframework typing-extensions
drf-spectacular: attrs django djangorestframework jsonschema pyyaml typing-extensions
drf-spectacular-sidecar: django typing-extensions
drf-yasg: django djangorestframework pytz pyyaml typing-extensions
graphene: python-dateutil six typing-extensions
graphene-django: django python-dateutil six typing-extensions
mozilla-django-oidc: certifi cryptography django pyjwt requests typing-extensions
opentelemetry-instrumentation-django: typing-extensions
pytest-django: attrs typing-extensions
sendgrid-django: sendgrid
social-auth-app-django: certifi cryptography django pyjwt requests typing-extensions
social-auth-core: certifi cryptography pyjwt requests typing-extensions
`;

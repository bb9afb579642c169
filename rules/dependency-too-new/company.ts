/** Packages of which no release bounds the dependency below the versions of the table. */
const FLASK_COMPANY =
  /^(flask|flask-(cors|login|migrate|sqlalchemy|wtf|mail|bcrypt|restful|restplus|jwt|socketio|marshmallow|session|talisman|httpauth|compress|moment|admin|script|pymongo|mysqldb|mysql|bootstrap|swagger-ui|sslify|assets|ckeditor|mongoengine|uploads|reuploaded|paginate|sock|oauthlib|principal|redis|basicauth)|bootstrap-flask|flasgger|flask-restx|gunicorn|jinja2|werkzeug|itsdangerous|markupsafe|wtforms|whitenoise)$/;

/** Some of their releases bound Flask. */
const FLASK_BOUNDING = /^flask-(jwt-extended|limiter|babel|caching|apscheduler|debugtoolbar|dance)$/;

const FLASK_ALL = new RegExp(`${FLASK_COMPANY.source}|${FLASK_BOUNDING.source}`);

/** By dependency, the packages that bring it and are known to leave its newest release in. */
export const FREE: Readonly<Record<string, RegExp>> = {
  werkzeug: FLASK_ALL,
  flask: FLASK_COMPANY,
  jinja2: /^(fastapi|starlette|aiohttp-jinja2|uvicorn)$|^(flask|bootstrap-flask)/,
  itsdangerous: FLASK_ALL,
  markupsafe: FLASK_ALL,
  marshmallow: /^(environs|flask-marshmallow|marshmallow-sqlalchemy|webargs|apispec|marshmallow-enum)$/,
  httpx: /^(openai|anthropic|groq|fastapi|starlette|uvicorn|gunicorn)$/,
  numpy:
    /^(opencv-python|opencv-python-headless|seaborn|joblib|flask|fastapi|gunicorn|uvicorn|openpyxl|xlrd)$|^flask-/,
  bcrypt: /^(passlib|flask-bcrypt|paramiko)$/,
  sqlalchemy: /^(flask-sqlalchemy|flask-migrate|alembic|psycopg2|psycopg2-binary|pymysql)$/,
};

/** By dependency, the packages whose newest release bounds it, or may. */
export const HOLDING: Readonly<Record<string, RegExp>> = {
  marshmallow: /^(dataclasses-json|great-expectations|marshmallow-oneofschema|flask-smorest|langchain.*)$/,
  werkzeug: /^(connexion|flask-appbuilder|moto|flask-smorest|flask-openid|dash|airflow.*|superset.*)$/,
  flask: /^(connexion|flask-appbuilder|flask-security.*|flask-smorest|flask-caching|dash|airflow.*)$/,
  jinja2: /^(connexion|moto|ansible.*|sphinx|cookiecutter|jinja2-.*|nbconvert)$/,
  // torch 2.10 and later ask for an older setuptools.
  setuptools:
    /^(torch.*|tensorflow.*|tensorboard|.*whisper.*|ultralytics|sentence-transformers|easyocr|timm|accelerate|fastai)$/,
};

/** Dependencies so widely bounded that a package nobody knows here may do so. */
export const STRICT: ReadonlySet<string> = new Set(['httpx', 'numpy', 'marshmallow']);

/** Dependencies that an extension of Flask which nobody knows here may bound. */
export const OF_FLASK: ReadonlySet<string> = new Set([
  'flask',
  'werkzeug',
  'jinja2',
  'itsdangerous',
  'markupsafe',
]);

/** By dependency, the packages that ask for a newer one themselves from a release on. */
export const NEEDS: Readonly<Record<string, readonly { name: string; from: string; at: string }[]>> = {
  werkzeug: [
    { name: 'flask', from: '2.2', at: '2.2' },
    { name: 'flask', from: '2.3', at: '2.3' },
    { name: 'flask', from: '3.0', at: '3.0' },
  ],
  // Werkzeug 2.2 and later ask for MarkupSafe 2.1.
  markupsafe: [
    { name: 'werkzeug', from: '2.2', at: '2.1' },
    { name: 'flask', from: '2.2', at: '2.1' },
  ],
  jinja2: [{ name: 'flask', from: '2.3', at: '3.1' }],
};

/** Packages that bring none of those in ../known-packages.ts. */
export const NOTHING = `
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

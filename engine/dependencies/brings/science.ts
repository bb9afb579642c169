/** What packages bring: data, machine learning and language models. Its form is told in ../brings.ts. */
export const SCIENCE = `
altair: attrs jinja2 jsonschema typing-extensions
anthropic: certifi httpx pydantic typing-extensions
compressed-tensors: certifi click httpx jinja2 networkx numpy pydantic pyyaml regex requests rich torch tqdm transformers typing-extensions
easyocr: jinja2 networkx numpy opencv-python-headless pillow pyyaml scipy torch typing-extensions
gotenberg-client: certifi httpx typing-extensions
groq: certifi httpx pydantic typing-extensions
huggingface-hub: certifi click httpx pyyaml requests tqdm typing-extensions
imageio: numpy pillow
ipython: typing-extensions
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
matplotlib: numpy pillow python-dateutil six
mistral-common: attrs certifi jsonschema numpy pillow pydantic regex requests tiktoken typing-extensions
nltk: click joblib regex tqdm
numba: numpy
ollama: certifi httpx pydantic typing-extensions
openai: certifi httpx pydantic tqdm typing-extensions
opencv-contrib-python: numpy
opencv-python: numpy
opencv-python-headless: numpy
outlines: attrs certifi jinja2 jsonschema networkx numpy pydantic requests torch tqdm typing-extensions
outlines-core: attrs jsonschema typing-extensions
pandas: numpy python-dateutil pytz six
pandas-ta: numpy pandas python-dateutil pytz six tqdm
plotly: tenacity
ray: attrs certifi click jsonschema pyyaml requests typing-extensions
scikit-image: networkx numpy pillow scipy
scikit-learn: joblib numpy scipy
scipy: numpy
seaborn: matplotlib numpy pandas pillow python-dateutil pytz six
sentence-transformers: certifi click httpx jinja2 joblib networkx numpy pyyaml regex requests rich scikit-learn scipy torch tqdm transformers typing-extensions
shapely: numpy
sklearn: joblib numpy scikit-learn scipy
tiktoken: certifi regex requests
tokenizers: certifi click httpx pyyaml requests tqdm typing-extensions
torch: jinja2 networkx typing-extensions
torchserve: pillow psutil
torchvision: jinja2 networkx numpy pillow torch typing-extensions
transformers: certifi click httpx numpy pyyaml regex requests rich tqdm typing-extensions
vllm: aiohttp attrs certifi click fastapi httpx jinja2 jsonschema networkx numpy openai pillow prometheus-client prometheus-fastapi-instrumentator psutil pydantic pyyaml regex requests rich six starlette tiktoken torch tqdm transformers typing-extensions
xformers: jinja2 networkx numpy torch typing-extensions
xgboost: numpy scipy
xgrammar: certifi click httpx jinja2 networkx numpy pydantic pyyaml regex requests rich torch tqdm transformers typing-extensions
`;

import { type Files, inFolder, modelOf, short } from '../testing.ts';

/** What `expression` is where app/config.py holds the classes. */
export async function resolved(config: string, expression: string): Promise<string> {
  const main = `import uvicorn\nfrom app.config import *\nuvicorn.run("app:app", port=${expression})\n`;
  const files: Files = { 'requirements.txt': '', 'app/main.py': main, 'app/config.py': config };
  return inFolder(files, async (root) => {
    const model = await modelOf(root);
    const call = model.facts('app/main.py')?.facts.find((fact) => fact.kind === 'server-call');
    return call?.kind === 'server-call' && call.port ? short(model.resolve(call.port)) : 'no call';
  });
}

export const settings = (body: string) =>
  `from pydantic_settings import BaseSettings\nfrom pydantic import BaseModel, Field, AliasChoices\nclass Settings(BaseSettings):\n${body}\nsettings = Settings()\n`;
export const plain = (body: string) => `import os\nclass Config:\n${body}\nconfig = Config()\n`;

export const flask = (body: string) =>
  `import os\nfrom flask import Flask\nclass Config:\n    PORT = os.getenv("PORT", "5")\napp = Flask(__name__)\n${body}\n`;

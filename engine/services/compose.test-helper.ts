import { type Files, inFolder, modelOf } from '../testing.ts';
import { compose, startCommand } from './compose.ts';
import { healthPath } from './health.ts';

export const FASTAPI = 'from fastapi import FastAPI\napp = FastAPI()\n';
export const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';

export function composed(files: Files, root = '') {
  return inFolder(files, async (folder) => {
    const model = await modelOf(folder);
    const service = model.service(root);
    if (!service) throw new Error('no service');
    const result = compose(service, model);
    if ('skip' in result) return result.skip.en;
    const { build, root: rootDir } = result;
    const start = startCommand(result, { migrates: true, isolated: true });
    const left = result.left.map(({ name, command }) => `${name}: ${command}`);
    return { build, start, rootDir, left, health: healthPath(service, model) };
  });
}

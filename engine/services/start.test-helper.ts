import type { PlatformId } from '@unblock/platforms';
import { type Files, inFolder, modelOf, RUN, SERVER } from '../testing.ts';

export const PYTHON: Files = {
  'requirements.txt': 'fastapi\nuvicorn\ngunicorn\n',
  'app/main.py': SERVER + RUN,
};
export const NODE: Files = {
  'package.json': '{"dependencies":{"express":"4"},"scripts":{"start":"node dist/main.js"}}',
  'src/main.ts': "import express from 'express';\nconst app = express();\napp.listen(3000);\n",
};

/** What starts the service at a root, in short: `program application|entry`. */
export async function started(files: Files, platform: PlatformId = 'generic', root = ''): Promise<string[]> {
  return inFolder(files, async (folder) => {
    const service = (await modelOf(folder, [platform])).service(root);
    return (service?.starts ?? []).map(({ server }) =>
      server ? `${server.program} ${server.application ?? server.entry ?? '?'}` : 'nothing known',
    );
  });
}

export const procfile = (command: string): Files => ({ Procfile: `web: ${command}\n` });

import { type Files, inFolder, modelOf } from '@unblock/engine/testing';
import { expect, it } from 'vitest';
import { rule } from './rule.ts';

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';

function steps(files: Files): Promise<string[]> {
  return inFolder(files, async (root) => {
    const model = await modelOf(root, ['render']);
    return model.services
      .flatMap((service) => rule.detect(service, model))
      .flatMap((finding) => (finding.steps ?? []).map(({ en }) => en));
  });
}

it('says what is missing where no manifest can be written', async () => {
  expect(await steps({ 'requirements.txt': 'flask\n', 'app.py': FLASK })).toEqual([
    expect.stringMatching(/^No manifest can be written for `.*` yet: no production server is installed/),
  ]);
});

it('names what a person has to enter and to run', async () => {
  const files = {
    'requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\n',
    'app.py': `import os\n${FLASK}KEY = os.environ["STRIPE_API_KEY"]\n`,
    Procfile: 'release: python seed.py\nweb: gunicorn app:app\nclock: python clock.py\n',
  };
  expect(await steps(files)).toEqual([
    expect.stringContaining('Create a Blueprint from `render.yaml` and enter `STRIPE_API_KEY`'),
    expect.stringContaining('The process `clock` of `Procfile` is not in `render.yaml`'),
    expect.stringContaining('`Procfile` (`release`) also runs `python seed.py`'),
  ]);
});

it('says what a Blueprint makes beside a service that seems to run', async () => {
  const files = {
    'requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\n',
    'app.py': FLASK,
    'build.sh': 'pip install -r requirements.txt\n',
  };
  expect(await steps(files)).toEqual([
    expect.stringContaining('Judging by `build.sh`, the service runs already. A Blueprint'),
    expect.stringContaining('Create a Blueprint from `render.yaml`'),
  ]);
});

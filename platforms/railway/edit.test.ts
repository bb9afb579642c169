import { describe, expect, it } from 'vitest';
import { build, edit, expectBoth, health, preDeploy, start, variable, worker } from '../edit.test-helper.ts';

describe('railway', () => {
  it('sets keys of railway.json', () => {
    const text = '{\n  "deploy": {\n    "startCommand": "a"\n  }\n}\n';
    const step = ',\n    "preDeployCommand": [\n      "alembic upgrade head"\n    ]';
    expectBoth('railway.json', text, preDeploy('alembic upgrade head'), text.replace('"a"', `"a"${step}`));
    expectBoth('railway.json', text, start('b "c"'), text.replace('"a"', '"b \\"c\\""'));
    expectBoth('railway.json', text, health('/h'), text.replace('"a"', '"a",\n    "healthcheckPath": "/h"'));
    expect(edit('railway.json', '{ "deploy": null }', health('/h'))).toBeNull();
  });

  it('sets keys of railway.toml', () => {
    const text = '[deploy] # d\nstartCommand = "a"\n';
    expectBoth('railway.toml', text, preDeploy('m'), `${text}preDeployCommand = ["m"]\n`);
    expectBoth('railway.toml', text, build('b'), `${text}\n[build]\nbuildCommand = "b"\n`);
    expect(edit('railway.toml', 'deploy.startCommand = "a"\n', health('/h'))).toBeNull();
  });

  it('replaces the step before a deploy, one of several commands it does not', () => {
    const one = '[deploy]\npreDeployCommand = ["a"]\n';
    expect(edit('railway.toml', one, preDeploy('b'))).toBe(one.replace('a"]', 'b"]'));
    expect(edit('railway.toml', one.replace('"a"', '"a", "b"'), preDeploy('c'))).toBeNull();
  });

  it('has one process and no variables', () => {
    expect(edit('railway.toml', '[deploy]\n', worker('w'))).toBeNull();
    expect(edit('railway.toml', '[deploy]\n', variable('A', { from: 'value', value: '1' }))).toBeNull();
  });
});

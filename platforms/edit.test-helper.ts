import { applyEdits } from '@unblock/codemods';
import { expect } from 'vitest';
import type { ManifestVariable } from './change.ts';
import {
  checkBlueprint,
  type Deployable,
  editManifest,
  type ManifestChange,
  readManifests,
} from './index.ts';

export type Change = (deployable: Deployable) => ManifestChange;

export const preDeploy =
  (command: string): Change =>
  (deployable) => ({ kind: 'pre-deploy', deployable, command });
export const start =
  (command: string): Change =>
  (deployable) => ({ kind: 'start', deployable, command });
export const build =
  (command: string): Change =>
  (deployable) => ({ kind: 'build', deployable, command });
export const health =
  (path: string): Change =>
  (deployable) => ({ kind: 'health', deployable, path });
export const variable =
  (name: string, source: ManifestVariable['source']): Change =>
  (deployable) => ({ kind: 'variable', deployable, variable: { name, source } });
export const worker =
  (command: string, variables: ManifestVariable[] = []): Change =>
  (like) => ({ kind: 'process', like, name: 'worker', role: 'worker', command, variables });

/** The manifest after a change of one of its deployables, the first by default; null where it has no place for it. */
export function edit(path: string, text: string, change: Change, name?: string): string | null {
  const { deployables } = readManifests([{ path, text }]);
  const asked = deployables.find((deployable) => name === undefined || deployable.name === name);
  if (!asked) throw new Error(`${path} has no ${name}`);
  const edits = editManifest(text, change(asked));
  if (!edits) return null;
  const after = applyEdits(text, edits);
  expect(readManifests([{ path, text: after }]).problems).toEqual([]);
  if (path === 'render.yaml') expect(checkBlueprint(after)).toEqual([]);
  return after;
}

/** The same in both line endings. */
export function expectBoth(path: string, before: string, change: Change, after: string, name?: string): void {
  expect(edit(path, before, change, name)).toBe(after);
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  expect(edit(path, crlf(before), change, name)).toBe(crlf(after));
}

export const RENDER = `# Blueprint
services:
  - type: keyvalue
    name: cache
    ipAllowList: []
  - name: 'api'   # the API
    type: web
    runtime: python
    plan: starter
    buildCommand: |
      pip install -r requirements.txt
      echo done

    # how it starts
    startCommand: "uvicorn main:app"
    envVars:
      - key: A
        value: "1" # one
      - key: SECRET_KEY
        generateValue: true
      - fromGroup: shared

  - type: web
    name: site
    plan: free
    env: node
    rootDir: site
    buildCommand: npm ci
    startCommand: npm start
databases:
  - name: db
envVarGroups:
  - name: shared
    envVars: []
`;

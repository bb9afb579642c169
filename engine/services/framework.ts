import type { Dependencies } from '../dependencies/dependencies.ts';
import { findDependency } from '../dependencies/dependencies.ts';
import type { ApplicationObject } from '../facts.ts';

/** Node frameworks by the package that brings them, the most telling first; `static` ones serve files only. */
const NODE_FRAMEWORKS: readonly { dependency: string; framework: string; kind: 'web' | 'static' }[] = [
  { dependency: 'next', framework: 'next', kind: 'web' },
  { dependency: 'nuxt', framework: 'nuxt', kind: 'web' },
  { dependency: '@nestjs/core', framework: 'nest', kind: 'web' },
  { dependency: 'fastify', framework: 'fastify', kind: 'web' },
  { dependency: 'express', framework: 'express', kind: 'web' },
  { dependency: 'koa', framework: 'koa', kind: 'web' },
  { dependency: 'hono', framework: 'hono', kind: 'web' },
  { dependency: 'expo', framework: 'expo', kind: 'static' },
  { dependency: 'react-native', framework: 'react-native', kind: 'static' },
  { dependency: '@angular/core', framework: 'angular', kind: 'static' },
  { dependency: 'react-scripts', framework: 'create-react-app', kind: 'static' },
  { dependency: '@sveltejs/kit', framework: 'sveltekit', kind: 'web' },
  { dependency: 'vite', framework: 'vite', kind: 'static' },
];

/** The framework of a Node package, and whether it serves requests or only files. */
export function nodeFramework(
  dependencies: Dependencies,
): { framework: string; kind: 'web' | 'static' } | null {
  return (
    NODE_FRAMEWORKS.find(({ dependency }) =>
      dependencies.entries.some((entry) => entry.name === dependency),
    ) ?? null
  );
}

/** The framework of a Python service, from its application objects; Django by its manage.py. */
export function pythonFramework(
  applications: readonly ApplicationObject[],
  hasManage: boolean,
  dependencies: Dependencies,
): string | null {
  const django = hasManage || applications.some(({ framework }) => framework.startsWith('django'));
  if (django && (applications.length === 0 || findDependency(dependencies, 'django') || hasManage))
    return 'django';
  return applications[0]?.framework ?? null;
}

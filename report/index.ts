export { diffView } from './diff.ts';
export { json } from './json.ts';
export { markdown } from './markdown.ts';
export { patchView } from './patches.ts';
export { pretty } from './pretty.ts';
export { SEVERITIES } from './state.ts';
export { visible } from './text.ts';

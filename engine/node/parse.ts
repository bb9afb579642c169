import { Lang, parse, type SgNode } from '@ast-grep/napi';

/** Parses an ECMAScript file in the dialect its extension names. JavaScript files may hold JSX. */
export function parseNode(path: string, text: string): SgNode {
  return parse(dialectOf(path), text).root();
}

function dialectOf(path: string): Lang {
  if (/\.[cm]?ts$/.test(path)) return Lang.TypeScript;
  if (path.endsWith('.tsx')) return Lang.Tsx;
  return Lang.JavaScript;
}

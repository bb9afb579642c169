import { escaped } from '../escaped.ts';
import type { Model } from '../model.ts';

const DOCUMENT = /\.(md|rst|txt)$/i;

/**
 * The document that has people set a folder as the root of a service in the dashboard of a platform: commands are then run in
 * it, whatever the manifest says. Null without one.
 */
export function toldRoot(folder: string, model: Pick<Model, 'paths' | 'read'>): string | null {
  const says = new RegExp(
    `\\broot[ _-]?dir(ectory)?\\b[^\\w\\n]*((set|to|is|as|must|be|exactly)\\b[^\\w\\n]*){0,5}${escaped(folder)}/?(?![\\w/.-])`,
    'i',
  );
  const documents = [...model.paths].filter((path) => DOCUMENT.test(path)).sort();
  return documents.find((path) => says.test(model.read(path) ?? '')) ?? null;
}

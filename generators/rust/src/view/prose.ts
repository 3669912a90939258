import { prose } from '@sdkgen/codegen';
import type { Docs } from '@sdkgen/ir';

/** What the document says of a thing, as paragraphs; never nothing. */
export function paragraphsOf({ summary, description, deprecated }: Docs, otherwise: string): string[] {
  const texts = [prose(summary), prose(description)].filter((text, index, all) => text && all.indexOf(text) === index);
  const paragraphs = texts.length > 0 ? texts : [otherwise];
  return deprecated ? [...paragraphs, 'Deprecated by the API.'] : paragraphs;
}

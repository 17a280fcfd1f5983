import { readFileSync } from 'node:fs';
import { clientDocument, shownDocument } from './documents.ts';
import { apiPage } from './page/page.ts';

export const EXAMPLES_FILE = 'lambdas/directory/openapi-examples.json';

/** What is made of the document, by file, with the examples that are there. */
export const madeOfDocument = async (): Promise<Readonly<Record<string, string>>> => ({
  'docs/api.html': apiPage(await shownDocument()),
  'clients/typescript/openapi.json': jsonText(await clientDocument()),
});

export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** The files that are not what the document makes of them. */
export async function outdated(): Promise<string[]> {
  const files = Object.entries(await madeOfDocument());
  return files.filter(([file, text]) => readFileSync(file, 'utf8') !== text).map(([file]) => file);
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { FILE_TYPES } from '../lambdas/http/paths.ts';

/** A file of the web app: its path below the app's folder, with "/" between, and its text. */
export type WebFile = { readonly path: string; readonly text: string };

/** A web app that cannot be deployed; the message says what to do. */
export class WebFilesError extends Error {
  override readonly name = 'WebFilesError';
}

/** What the function serves. */
const TEXT = new Set(Object.keys(FILE_TYPES).map((end) => `.${end}`));
/** A function answers 6 MB at most, as JSON: quotes and line breaks of a text take two bytes there. */
const MOST_BYTES = 2_500_000;

/**
 * The files of the web app, as they lie in the folder that it was built into.
 * @throws WebFilesError for what cannot be served as text, or is too large for one answer
 */
export function readWebFiles(folder: string): WebFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readWebFile(folder, file))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function readWebFile(folder: string, file: string): WebFile {
  const path = file.slice(folder.length + 1).replaceAll(sep, '/');
  const bytes = readFileSync(file);
  if (!TEXT.has(extname(path)))
    throw new WebFilesError(`${file} is no text file; the setup page may be made of ${[...TEXT].join(', ')}`);
  if (bytes.length > MOST_BYTES)
    throw new WebFilesError(`${file} has ${bytes.length} bytes; one answer holds ${MOST_BYTES}: split it`);
  return { path, text: bytes.toString('utf8') };
}

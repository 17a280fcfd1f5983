import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROGRAM_FILE, START, START_FILE, type Bundle } from '../bundle.ts';

/**
 * Writes a program, with what it reads, into a new folder: the CDK takes assets from a folder and
 * names them by their content. `texts` are further files, by their path in it.
 */
export function writeProgram({ code, sourceMap, web = [] }: Bundle, texts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-scim-'));
  writeFileSync(join(folder, START_FILE), START);
  writeFileSync(join(folder, PROGRAM_FILE), code);
  if (sourceMap) {
    appendFileSync(join(folder, PROGRAM_FILE), `//# sourceMappingURL=${PROGRAM_FILE}.map\n`);
    writeFileSync(join(folder, `${PROGRAM_FILE}.map`), sourceMap);
  }
  for (const { path, text } of web) {
    const file = join(folder, 'web', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  return folder;
}

/** How a stack of it is read: by its map where that is uploaded, else by the build that log lines name. */
export function whichProgram({ sourceMap, build }: Bundle): Record<string, string> {
  if (sourceMap) return { NODE_OPTIONS: '--enable-source-maps' };
  return build === undefined ? {} : { BUILD: build };
}

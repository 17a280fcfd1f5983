// What every command prints at 80 columns, on the tenant that runs on this machine (npm start), and what of it does not fit: `npm run docs:captures`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { captureEvery, COLUMNS, tooWide, uncaptured, type Run } from './every-command.ts';

const SCIM = path.join(import.meta.dirname, '..', '..', '..', 'bin', 'serverless-scim.mjs');

const run: Run = async (words) => {
  const env = { ...process.env, COLUMNS: String(COLUMNS), NO_COLOR: '1' };
  const child = spawn(process.execPath, [SCIM, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
};

const folder = mkdtempSync(path.join(tmpdir(), 'scim-captures-'));
try {
  const wrong = (await uncaptured()).map((name) => `${name}: nobody says how it is captured`);
  let captures = 0;
  for await (const capture of captureEvery(run, { folder, slow: true })) {
    console.log(`$ serverless-scim ${capture.words.join(' ')}\n${capture.text}`);
    wrong.push(...tooWide(capture));
    captures += 1;
  }
  for (const line of wrong) console.error(line);
  console.error(`${captures} captures, ${wrong.length} lines that are wider than ${COLUMNS} columns or missing`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

// Renews what the commands of docs/cost.md print: `npm run docs:cost`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { synthesize } from '../dev-server/template/synth.ts';

const PAGE = 'docs/cost.md';
/** A command, and the block behind it. */
const STEP = /(```sh\nnpm run scim -- (cost.*)\n```\n\n```text\n)[^]*?(```)/g;

const assembly = mkdtempSync(path.join(tmpdir(), 'scim-cost-'));
try {
  await synthesize(process.cwd(), assembly);
  const print = (words: string): string =>
    execFileSync(process.execPath, ['tools/cli/main.ts', ...words.split(' '), '--assembly', assembly], {
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '' },
    });
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replaceAll(STEP, (_, before: string, words: string, after: string) => `${before}${print(words)}${after}`),
  );
} finally {
  rmSync(assembly, { recursive: true, force: true });
}

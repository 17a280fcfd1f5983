import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../tools/json.ts';

/** What may be used in a product without more than naming its authors. */
const ALLOWED = new Set([
  '(MIT OR CC0-1.0)',
  '(MIT OR GPL-3.0-or-later)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  // Data of a tool's tool (caniuse-lite), which no function has.
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MIT-0',
  // In the public domain: fast-sha256, by which calls of webhooks are signed.
  'Unlicense',
]);

/** Tools that are run, and of which nothing is in what is deployed: their licences ask for nothing then. */
const TOOLS: readonly (readonly [place: RegExp, licence: string])[] = [
  [/^node_modules\/axe-core$/, 'MPL-2.0'],
  [/^node_modules\/lightningcss(-[\w-]+)?$/, 'MPL-2.0'],
  // textlint's, which checks the documents, and the icons of the site that vitepress makes of them.
  [/\/argparse$/, 'Python-2.0'],
  [/^node_modules\/@azu\/style-format$/, 'WTFPL'],
  [/^node_modules\/(@iconify-json\/simple-icons|spdx-license-ids)$/, 'CC0-1.0'],
  [/^node_modules\/spdx-exceptions$/, 'CC-BY-3.0'],
  // Its licence, the MIT, stands in its readme alone.
  [/^node_modules\/format$/, 'undefined'],
];

const isTool = (name: string, licence: string): boolean =>
  TOOLS.some(([tool, its]) => tool.test(name) && its === licence);

test('every package that npm installs has a licence that may be used', () => {
  const lock: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'));
  const packages = isRecord(lock) && isRecord(lock['packages']) ? Object.entries(lock['packages']) : [];
  const licences = packages.flatMap(([name, entry]) =>
    name === '' ? [] : [[name, isRecord(entry) ? entry['license'] : undefined] as const],
  );
  expect(licences.length).toBeGreaterThan(100);
  expect(licences.filter(([name, licence]) => !ALLOWED.has(String(licence)) && !isTool(name, String(licence)))).toEqual(
    [],
  );
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWebFiles } from '../../lib/web-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'web-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the web app is all files of its folder, by their paths', () => {
  const built = join(folder, 'built');
  mkdirSync(join(built, 'assets'), { recursive: true });
  writeFileSync(join(built, 'index.html'), '<!doctype html>');
  writeFileSync(join(built, 'assets', 'a.js'), 'export {}');
  expect(readWebFiles(built)).toEqual([
    { path: 'assets/a.js', text: 'export {}' },
    { path: 'index.html', text: '<!doctype html>' },
  ]);
});

test('what is no text, or more than one answer holds, is refused before it is deployed', () => {
  const odd = join(folder, 'odd');
  mkdirSync(odd);
  writeFileSync(join(odd, 'font.woff2'), 'x');
  expect(() => readWebFiles(odd)).toThrow(/font\.woff2 is no text file; the setup page may be made of \.html/);
  const large = join(folder, 'large');
  mkdirSync(large);
  writeFileSync(join(large, 'a.js'), 'x'.repeat(2_500_001));
  expect(() => readWebFiles(large)).toThrow(/a\.js has 2500001 bytes; one answer holds 2500000: split it/);
});

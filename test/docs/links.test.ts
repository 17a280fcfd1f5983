import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const scriptsOf = (file: string): Record<string, string> =>
  (JSON.parse(readFileSync(file, 'utf8')) as { scripts: Record<string, string> }).scripts;
const SCRIPTS = { ...scriptsOf('package.json'), ...scriptsOf('clients/typescript/package.json') };
const DOCUMENTS = [
  ...globSync('*.md'),
  ...globSync('docs/**/*.md'),
  ...globSync('clients/{*.md,*/README.md}'),
].toSorted();

/** Paths of former layouts, which decisions and the changelog may speak of. */
const FORMER = /^(?:lambdas\/(?:operations|oauth)|test\/entra)\b/;
const HISTORY = /^(?:CHANGELOG\.md|docs\/adr\/)/;

/** A path of the repository within backticks, as in `lambdas/scim/fold.ts` or `lib/`. */
const MENTIONED = /`((?:bench|bin|docs|lambdas|lib|simulator|test|tools)\/[\w./-]*)`/g;
const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /^```.*?^```$|`[^`]*`/gms;

const withoutCode = (text: string): string => text.replaceAll(CODE, '');

/** The anchors that GitHub gives to headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  test('links to what is there', () => {
    const broken = [...withoutCode(text).matchAll(LINK)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const linked = file === '' ? document : path.join(path.dirname(document), file);
        if (!existsSync(linked)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(linked, 'utf8')).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('names files and folders that are there', () => {
    const missing = [...text.matchAll(MENTIONED)]
      .map(([, mentioned = '']) => mentioned)
      .filter((mentioned) => !existsSync(mentioned) && !(HISTORY.test(document) && FORMER.test(mentioned)));
    expect(missing).toEqual([]);
  });

  test('names commands that are there', () => {
    const missing = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !(script in SCRIPTS));
    expect(missing).toEqual([]);
  });
});

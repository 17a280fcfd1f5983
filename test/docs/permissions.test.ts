import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACTIONS, KEY_ACCESS } from '../../lib/key-access.ts';

/** Without the blanks by which tables are set. */
const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
const DOC = plain(readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'permissions.md'), 'utf8'));
const FUNCTIONS = [
  'scim',
  'directory',
  'authorizer',
  'token',
  'setup',
  'purge',
  'recovery',
  'operator',
  'changes',
] as const;

test('docs/permissions.md says which function may do what with which keys', () => {
  for (const { keys, may } of Object.values(KEY_ACCESS)) {
    const [pattern = ''] = keys(['<type>']);
    const cells = FUNCTIONS.map((name) => may[name] ?? '-');
    expect(DOC).toContain(`| \`${pattern}\` | ${cells.join(' | ')} |`);
  }
  for (const [access, actions] of Object.entries(ACTIONS))
    expect(DOC).toContain(`| ${access} | ${actions.join(', ')} |`);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACTIONS, KEY_ACCESS } from '../../lib/key-access.ts';
import { DEPLOYER_ACTIONS, OPERATOR_RIGHTS } from '../../lib/operator-policy.ts';
import { EXIT_CODES } from '../../tools/cli/exit-codes.ts';

/** Without the blanks by which tables are set. */
const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
const DOC = plain(readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'permissions.md'), 'utf8'));
const FUNCTIONS = [
  'scim',
  'directory',
  'export',
  'authorizer',
  'token',
  'setup',
  'purge',
  'recovery',
  'operator',
  'changes',
  'webhooks',
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

test('docs/permissions.md says what an operator needs, and what whoever deploys needs besides', () => {
  for (const { to, actions } of OPERATOR_RIGHTS)
    expect(DOC).toContain(`| ${to} | ${actions.map((action) => `\`${action}\``).join(', ')} |`);
  for (const action of DEPLOYER_ACTIONS) expect(DOC).toContain(`\`${action}\``);
});

test('docs/operations.md has the table of exit codes', () => {
  const text = plain(readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8'));
  for (const { code, means } of Object.values(EXIT_CODES)) expect(text).toContain(`| ${code} | ${means} |`);
});

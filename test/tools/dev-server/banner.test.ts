import path from 'node:path';
import { banner } from '../../../tools/dev-server/banner.ts';
import { readOptions } from '../../../tools/dev-server/server/options.ts';

const ORIGIN = 'http://127.0.0.1:65535';
const SECRET = 'k'.repeat(43);
const SERVER = {
  url: `${ORIGIN}/scim/v2`,
  tokenUrl: `${ORIGIN}/oauth/token`,
  directoryUrl: `${ORIGIN}/directory/v1`,
  token: `scim_0123456789abcdef_${SECRET}`,
  directoryToken: `scim_fedcba9876543210_${SECRET}`,
  setupPage: `${ORIGIN}/local/setup/${'0'.repeat(40)}`,
  key: '0'.repeat(40),
  dynamodbEndpoint: 'http://127.0.0.1:65534',
  folder: path.resolve('.local', 'demo'),
  ahead: 0,
};
const shown = (words: string[], server = SERVER, env = {}): string => banner(readOptions(words, env), server);

test.each([[['--hard', '--memory']], [['--clock', '2027-01-01T00:00:00Z']]])(
  'what is shown of %j fits into 80 columns',
  (words) => {
    const lines = shown(words, { ...SERVER, ahead: 30 * 86_400_000 }).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  },
);

test('the setup page comes first, and each token has a line of its own', () => {
  const lines = shown([]).split('\n');
  const first = lines.find((line) => line.includes('http'));
  expect(first).toBe(`  ${SERVER.setupPage}`);
  expect(lines).toEqual(expect.arrayContaining([`  ${SERVER.token}`, `  ${SERVER.directoryToken}`]));
});

test('a clock that is ahead is told, and one that is not is not', () => {
  expect(shown([], { ...SERVER, ahead: 86_400_000 })).toMatch(/^Its clock is ahead: \d{4}-\d\d-\d\dT[\d:.]+Z /m);
  expect(shown([])).not.toContain('clock');
});

test('what is to be tried takes the token from where it is: the file of the folder, or what was given', () => {
  expect(shown([])).toContain(`export SCIM_TOKEN="$(cat ${path.join('.local', 'demo', 'token')})"`);
  expect(shown([], SERVER, { SCIM_TOKEN: 'mine' })).not.toContain('cat ');
});

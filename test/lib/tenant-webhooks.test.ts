import { webhookProblems } from '../../lib/tenant-webhooks.ts';

const problems = (...webhooks: readonly { name?: string; url?: string; events?: string[] }[]): string[] =>
  webhookProblems({
    matchingAttributes: [],
    extensions: [],
    resourceTypes: [],
    webhooks: webhooks.map(({ name = 'crm', url = 'https://example.com/hook', ...more }) => ({ name, url, ...more })),
  });

test.each([
  'https://example.com/hook?tenant=acme',
  'https://8.8.8.8:8443',
  'https://[2606:4700::1111]/',
  'http://localhost:3000/hook',
])('%s may be called', (url) => {
  expect(problems({ url, events: ['user.*', 'group.members.changed', 'user.erased'] })).toEqual([]);
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '2130706433',
  '0x7f.1',
  '[::1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[::7f00:1]',
  '[fd00:ec2::254]',
  '[2002:7f00:1::]',
])('https://%s is no public address', (host) => {
  expect(problems({ url: `https://${host}/` })).toEqual([
    `webhooks[0].url: received "https://${host}/"; allowed: a public address; nobody on the internet has this one`,
  ]);
});

test('what else is wrong is said, and no password is', () => {
  expect(
    problems(
      { url: 'https://anna:secret@example.com/' },
      { url: 'https://exa mple.com/#top', name: 'wiki' },
      { name: 'wiki', events: ['usr.*', 'user.gone', 'group.created'] },
    ),
  ).toEqual([
    'webhooks[2].name: received "wiki"; allowed: a name that webhooks[1].name does not have already; capitals make no difference',
    'webhooks[0].url: received user name or password; allowed: none, each call is signed instead',
    'webhooks[1].url: received "https://exa mple.com/#top"; allowed: an address that can be called, as in https://example.com/scim-events',
    ...['usr.*', 'user.gone'].map(
      (event, at) =>
        `webhooks[2].events[${at}]: received "${event}"; allowed: one of user, group, and behind a dot one of *, created, updated, deactivated, reactivated, deleted, restored, erased, members.changed`,
    ),
  ]);
});

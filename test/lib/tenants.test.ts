import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenTenants } from '../../lib/chosen-tenants.ts';
import { checkTenants, readTenants, TenantError } from '../../lib/tenants.ts';

/** A folder with these files; a value that is neither text nor bytes is written as JSON. */
function folder(files: Record<string, unknown>): string {
  const directory = mkdtempSync(join(tmpdir(), 'tenants-'));
  for (const [name, content] of Object.entries(files)) {
    const isText = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(directory, name), isText ? content : JSON.stringify(content));
  }
  return directory;
}

/** The problems that reading this folder reports, without the folder's own path. */
function problems(files: Record<string, unknown>): string[] {
  const directory = folder(files);
  try {
    readTenants(directory);
    return [];
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return error.problems.map((problem) => problem.replaceAll(`${directory}/`, '').replaceAll(directory, 'tenants'));
  }
}

const LOG_PERIODS =
  '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653';
const PATH_RULE =
  'a SCIM attribute path without brackets, such as title, name.familyName or urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber';
const KEYS =
  '$schema, profile, retention, revive, alarmEmail, guard, events, webhooks, fields, country, matchingAttributes, extensions, resourceTypes, federation, entraToken, throttle, reservedConcurrency, table, capacity, logRetentionDays, domain, ring, env, tags';

describe('readTenants', () => {
  test('fills every default of an empty tenant and names it after its file', () => {
    expect(readTenants(folder({ 'acme.json': {} }))).toEqual([
      {
        name: 'acme',
        profile: 'entra',
        retention: { days: 30, deactivated: 'purge' },
        revive: 'objectId',
        guard: { percent: 10, minimum: 50 },
        events: { values: false },
        webhooks: [],
        fields: {},
        matchingAttributes: [],
        extensions: [],
        resourceTypes: [],
        throttle: { rate: 100, burst: 200 },
        capacity: { read: 12_000, write: 4000 },
        logRetentionDays: 30,
        ring: 'all',
        tags: {},
      },
    ]);
  });

  test('keeps what a tenant sets, fills the rest of a half-written object and drops $schema', () => {
    const content = {
      $schema: './tenant.schema.json',
      profile: 'strict',
      retention: { deactivated: 'keep' },
      matchingAttributes: [
        'name.familyName',
        'phoneNumbers.value',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber',
      ],
      env: { region: 'eu-central-1' },
      tags: { owner: 'Größe Co' },
    };
    const [tenant] = readTenants(folder({ 'acme.json': content }));
    expect(tenant).toEqual({
      name: 'acme',
      profile: 'strict',
      retention: { days: 30, deactivated: 'keep' },
      revive: 'objectId',
      guard: { percent: 10, minimum: 50 },
      events: { values: false },
      webhooks: [],
      fields: {},
      matchingAttributes: content.matchingAttributes,
      extensions: [],
      resourceTypes: [],
      throttle: { rate: 100, burst: 200 },
      capacity: { read: 12_000, write: 4000 },
      logRetentionDays: 30,
      ring: 'all',
      env: { region: 'eu-central-1' },
      tags: { owner: 'Größe Co' },
    });
  });

  test("fills in Microsoft's public cloud for what Entra signs, unless the file names another issuer", () => {
    const tenantId = '11111111-2222-4333-8444-555555555555';
    const federation = { tenantId, clientId: 'acme', audiences: ['api://scim'], subject: tenantId };
    const entraToken = { tenantId, issuer: 'https://sts.chinacloudapi.cn/x/' };
    const [tenant] = readTenants(folder({ 'acme.json': { federation, entraToken } }));
    const authority = `https://login.microsoftonline.com/${tenantId}`;
    expect(tenant).toMatchObject({
      federation: { ...federation, issuer: `${authority}/v2.0`, jwksUri: `${authority}/discovery/v2.0/keys` },
      entraToken: { ...entraToken, jwksUri: `${authority}/discovery/keys` },
    });
  });

  test('refuses keys from anywhere but Microsoft, and a federation without an audience', () => {
    const tenantId = '11111111-2222-4333-8444-555555555555';
    const found = problems({
      'a1.json': { entraToken: { tenantId, jwksUri: 'https://example.com/keys' } },
      'b2.json': { federation: { tenantId, clientId: 'x', audiences: [], subject: 'y' } },
      'c3.json': { entraToken: { tenantId: 'contoso.com' } },
    });
    expect(found).toEqual([
      expect.stringMatching(
        /^a1.json: entraToken.jwksUri: received "https:\/\/example.com\/keys"; allowed: .*login.microsoftonline.com/,
      ),
      'b2.json: federation.audiences: received []; allowed: at least one entry',
      expect.stringMatching(
        /^c3.json: entraToken.tenantId: received "contoso.com"; allowed: the id of the customer's Entra tenant/,
      ),
    ]);
  });

  test('takes a restored table with its stream, and no stream of another table', () => {
    const streamOf = (name: string) =>
      `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}/stream/2027-01-31T12:00:00.123`;
    const table = { name: 'scim-acme-1', streamArn: streamOf('scim-acme-1') };
    expect(readTenants(folder({ 'acme.json': { table } }))[0]).toMatchObject({ table });
    const found = problems({
      'a1.json': { table: { ...table, streamArn: streamOf('scim-acme-2') } },
      'b2.json': { table: { name: 'scim-acme-1' } },
    });
    expect(found).toEqual([
      `a1.json: table.streamArn: received "${streamOf('scim-acme-2')}"; allowed: the ARN of a stream of scim-acme-1, as "scim restore" prints it`,
      expect.stringContaining('b2.json: table'),
    ]);
  });

  test('gives each tenant its own defaults, sorted by name, and ignores the schema and other files', () => {
    const tenants = readTenants(folder({ 'b2.json': {}, 'a1.json': {}, 'tenant.schema.json': '{', 'README.md': '#' }));
    expect(tenants.map(({ name }) => name)).toEqual(['a1', 'b2']);
    expect(tenants[0]?.tags).not.toBe(tenants[1]?.tags);
  });

  test('reads only those that are chosen, whatever is wrong in another file', () => {
    const directory = folder({ 'acme.json': {}, 'globex.json': { retenton: {} }, 'initech.json': {} });
    expect(readTenants(directory, ['initech', 'acme']).map(({ name }) => name)).toEqual(['acme', 'initech']);
    expect(() => readTenants(directory, ['acme', 'amce'])).toThrow(
      /: holds no file amce\.json of the tenant; it holds acme\.json, globex\.json, initech\.json$/,
    );
    expect(chosenTenants('acme, globex')).toEqual(['acme', 'globex']);
    expect(() => chosenTenants('acme,')).toThrow('-c tenant: received "acme,"; allowed: names of tenants');
    expect(chosenTenants(undefined)).toBeUndefined();
  });

  test('accepts the tenants of this repository', () => {
    expect(readTenants('tenants').map(({ name }) => name)).toContain('demo');
  });

  test('accepts an address of its own, alone or with the certificate for it', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:111111111111:certificate/0f0f';
    const domains = ['acme.example.com', { name: 'scim.example.com/acme', certificateArn }];
    for (const domain of domains) expect(readTenants(folder({ 'acme.json': { domain } }))[0]?.domain).toEqual(domain);
    const wrong = ['https://acme.example.com', 'Acme.example.com', 'acme', 'acme.example.com/', 'acme.example.com/a/b'];
    for (const domain of wrong)
      expect(problems({ 'acme.json': { domain } })).toEqual([
        expect.stringContaining(
          `acme.json: domain: received ${JSON.stringify(domain)}; allowed: the address of the tenant`,
        ),
      ]);
    expect(problems({ 'acme.json': { domain: { name: 'acme.example.com' } } })).toEqual([
      'acme.json: domain: the key "certificateArn" is missing; allowed: name, certificateArn',
    ]);
  });

  test.each<[string, unknown, string]>([
    ['an unknown key', { retenton: {} }, `(top level): unknown key "retenton"; allowed: ${KEYS}`],
    [
      'an unknown key inside an object',
      { retention: { day: 3 } },
      'retention: unknown key "day"; allowed: days, deactivated, minimumAfterDelete',
    ],
    [
      'a key that JavaScript treats specially',
      '{"__proto__":{}}',
      `(top level): unknown key "__proto__"; allowed: ${KEYS}`,
    ],
    ['a value outside an enumeration', { profile: 'okta' }, 'profile: received "okta"; allowed: "entra", "strict"'],
    [
      'a log period that CloudWatch lacks',
      { logRetentionDays: 31 },
      `logRetentionDays: received 31; allowed: ${LOG_PERIODS}`,
    ],
    [
      'a number below the range',
      { retention: { days: 0 } },
      'retention.days: received 0; allowed: a whole number from 1 to 3650',
    ],
    [
      'a number above the range',
      { throttle: { rate: 1e6 } },
      'throttle.rate: received 1000000; allowed: a number from 1 to 10000',
    ],
    [
      'a fraction',
      { retention: { days: 1.5 } },
      'retention.days: received 1.5; allowed: a whole number from 1 to 3650',
    ],
    [
      'a number in quotes',
      { retention: { days: '30' } },
      'retention.days: received "30"; allowed: a whole number from 1 to 3650',
    ],
    ['null for an object', { retention: null }, 'retention: received null; allowed: an object'],
    ['text for a list', { matchingAttributes: 'title' }, 'matchingAttributes: received "title"; allowed: a list'],
    ['a list at the top', [], '(top level): received []; allowed: an object'],
    [
      'no attribute path',
      { matchingAttributes: ['a b'] },
      `matchingAttributes[0]: received "a b"; allowed: ${PATH_RULE}`,
    ],
    [
      'a path with a filter, which a lookup entry cannot have',
      { matchingAttributes: ['phoneNumbers[type eq "work"].value'] },
      `matchingAttributes[0]: received "phoneNumbers[type eq \\"work\\"].value"; allowed: ${PATH_RULE}`,
    ],
    [
      'the same attribute twice',
      { matchingAttributes: ['title', 'title'] },
      'matchingAttributes: received ["title","title"]; allowed: each entry once',
    ],
    [
      'too many attributes',
      { matchingAttributes: ['a', 'b', 'c', 'd', 'e', 'f'] },
      'matchingAttributes: received 6 entries; allowed: at most 5',
    ],
    [
      'a country that is no two letters',
      { country: 'de' },
      'country: received "de"; allowed: a country by its two capital letters (ISO 3166), such as DE',
    ],
    [
      'a format that there is not',
      { fields: { phone: { format: 'RFC3966' } } },
      'fields.phone.format: received "RFC3966"; allowed: "E.164", "national", "international"',
    ],
    [
      'a part of a field that is no part',
      { fields: { location: ['title', 1] } },
      'fields.location[1]: received 1; allowed: a SCIM attribute path in quotes; a text without letters and digits, such as ", "; or an object with the key text, or with path and source',
    ],
    ['an empty env', { env: {} }, 'env: received {}; allowed: account, region, at least one of them'],
    [
      'an account number that is a number',
      { env: { account: 123456789012 } },
      'env.account: received 123456789012; allowed: an AWS account number of 12 digits, in quotes',
    ],
    [
      'a Region that is none',
      { env: { region: 'Frankfurt' } },
      'env.region: received "Frankfurt"; allowed: an AWS Region such as eu-central-1',
    ],
    [
      'a tag that AWS reserves',
      { tags: { 'aws:owner': 'me' } },
      'tags: received "aws:owner"; allowed: a tag name of 1 to 128 letters, digits, spaces or _.:/=+@- that does not begin with aws:, and is not tenant or application',
    ],
    [
      'a tag value that is no text',
      { tags: { stage: 1 } },
      'tags.stage: received 1; allowed: a tag value of up to 256 letters, digits, spaces or _.:/=+@-',
    ],
  ])('reports %s with path, value and what is allowed', (_case, content, problem) => {
    expect(problems({ 'acme.json': content })).toEqual([`acme.json: ${problem}`]);
  });

  test.each([['Acme'], ['a'], ['9lives'], ['a_b'], ['acme inc'], [`a${'b'.repeat(30)}`]])(
    'refuses the file name %s.json',
    (name) => {
      expect(problems({ [`${name}.json`]: {} })).toEqual([
        `${name}.json: received the name "${name}"; allowed: 2 to 30 characters, a-z, 0-9 and -, the first a letter`,
      ]);
    },
  );

  test('refuses a file name whose ending is written in capitals', () => {
    expect(problems({ 'acme.JSON': {} })).toEqual(['acme.JSON: the name must end in .json, in small letters']);
  });

  test.each<[string, string, string]>([
    [
      'a missing comma',
      '{\n  "profile": "entra"\n  "revive": "never"\n}',
      'line 3 column 3: "revive" stands where a comma is due',
    ],
    [
      'a key without quotes',
      '{ profile: "entra" }',
      'line 1 column 3: profile is no JSON value: text and keys stand in double quotes',
    ],
    [
      'single quotes',
      '{ "profile": \'entra\' }',
      "line 1 column 14: 'entra' is no JSON value: text and keys stand in double quotes",
    ],
    ['a file that ends too early', '{\n  "guard": {', 'line 2 column 13: the end of the file stands where } is due'],
    ['a bracket too many', '{}}', 'line 1 column 3: } is too much: the file has ended before it'],
    [
      'a path of Windows',
      '{ "tags": { "a": "C:\\q" } }',
      'line 1 column 18: "C:\\q" has a backslash before what needs none: write \\\\ for a backslash',
    ],
    ['an empty file', ' \n', 'the file is empty; {} is enough'],
  ])('says where broken JSON is broken: %s', (_, text, problem) => {
    expect(problems({ 'acme.json': text })).toEqual([`acme.json: not valid JSON: ${problem}`]);
  });

  test('tells each line that is broken, and what is no UTF-8', () => {
    expect(problems({ 'acme.json': '{\n  profile: "entra",\n  guard: {}\n}' })).toHaveLength(2);
    const utf16 = Buffer.from('\ufeff{}', 'utf16le');
    expect(problems({ 'acme.json': utf16 })).toEqual([
      'acme.json: not UTF-8, but UTF-16 or no text at all; save it as UTF-8',
    ]);
  });

  test('says what is no tenant file at all, however large it is, and reads the others', () => {
    const directory = folder({
      'good.json': {},
      'big.json': ' '.repeat(1024 * 1024 + 1),
      'deep.json': '['.repeat(1024 * 1024),
    });
    writeFileSync(join(directory, 'odd.json'), 'x '.repeat(300_000));
    writeFileSync(join(directory, 'rows.json'), 'x\n'.repeat(300_000));
    mkdirSync(join(directory, 'folder.json'));
    symlinkSync('nowhere', join(directory, 'lost.json'));
    const told = checkTenants(directory).map(({ name, problems }) => [name, problems.length, problems.at(-1)]);
    expect(told).toEqual([
      ['big', 1, expect.stringMatching(/has 1048577 bytes; allowed: 1048576/)],
      ['deep', 1, expect.stringMatching(/cannot be read \(it has too many lists or objects in each other\)$/)],
      ['folder', 1, expect.stringMatching(/cannot be read \(EISDIR/)],
      ['good', 0, undefined],
      ['lost', 1, expect.stringMatching(/cannot be read \(ENOENT/)],
      ['odd', 1, expect.stringMatching(/line 1 column 1: x is no JSON value/)],
      ['rows', 21, expect.stringMatching(/and more lines behind these$/)],
    ]);
  });

  test('takes comments, trailing commas and a byte order mark', () => {
    const text = `\ufeff{
  // Why: they asked for it.
  "retention": { "days": 7, /* a week */ },
}
`;
    expect(readTenants(folder({ 'acme.json': text }))).toEqual([
      expect.objectContaining({ name: 'acme', retention: { days: 7, deactivated: 'purge' } }),
    ]);
    expect(problems({ 'acme.jsonc': '{}' })).toEqual(['acme.jsonc: the name must end in .json, in small letters']);
  });

  test.each(['ops', 'ops@example', 'Ops <ops@example.com>', 'a@example.com, b@example.com', 'mailto:a@example.com'])(
    'says what an e-mail address is, where it gets %j',
    (alarmEmail) => {
      expect(problems({ 'acme.json': { alarmEmail } })).toEqual([
        `acme.json: alarmEmail: received ${JSON.stringify(alarmEmail)}; allowed: one e-mail address such as alarms@example.com, without a name around it: a name, @, and a domain with a dot`,
      ]);
    },
  );

  test.each(['ops@example.com', 'first.last+scim@sub.example.co.uk', 'größe@example.xn--p1ai'])(
    'takes the e-mail address %j',
    (alarmEmail) => expect(problems({ 'acme.json': { alarmEmail } })).toEqual([]),
  );

  test('refuses a key that stands twice in one object, in every depth, and names the lines', () => {
    const text = `{
  "retention": { "days": 30, "deactivated": "keep",
                 "days": 3000 },
  "fields": { "bioUrl": "timezone", "days": "title" },
  "guard": { "percent": 5 },
  "g\\u0075ard": { "percent": 500 }
}`;
    expect(problems({ 'acme.json': text })).toEqual([
      'acme.json: line 3: the key "days" stands in line 2 already; leave one of them',
      'acme.json: line 6: the key "guard" stands in line 5 already; leave one of them',
      'acme.json: guard.percent: received 500; allowed: a number from 0 to 100',
    ]);
  });

  test('reports all problems of all files together', () => {
    const files = { 'Bad.json': '{', 'b2.json': { profile: 1, retention: { days: 0 } }, 'c3.json': {} };
    expect(problems(files)).toEqual([
      'Bad.json: received the name "Bad"; allowed: 2 to 30 characters, a-z, 0-9 and -, the first a letter',
      expect.stringMatching(/^Bad\.json: not valid JSON: /),
      'b2.json: profile: received 1; allowed: "entra", "strict"',
      'b2.json: retention.days: received 0; allowed: a whole number from 1 to 3650',
    ]);
  });

  test('reports a folder without tenants and one that is not there', () => {
    expect(problems({})).toEqual(['tenants: holds no tenant file; write <tenant name>.json there, {} is enough']);
    expect(() => readTenants('/no/such/folder')).toThrow('/no/such/folder: cannot be read (ENOENT');
  });
});

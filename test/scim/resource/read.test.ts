import type { JsonObject } from '../../../lambdas/scim/json.ts';
import { readResource } from '../../../lambdas/scim/patch/read-resource.ts';
import { checkImmutable } from '../../../lambdas/scim/resource/read.ts';
import { BADGE as B, PRINTER, SUPPLIES } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, entraBadged, strictBadged, strictPrinter, USER as U } from '../rules.ts';

/** What is read, or the refusal. */
type Outcome = Record<string, unknown> | string;

function check(body: unknown, outcome: Outcome, rules = strictBadged): void {
  if (typeof outcome !== 'string') {
    expect(readResource(body, rules)).toEqual(outcome);
    return;
  }
  const [scimType, message] = outcome.split(/: (.*)/s);
  expect(() => readResource(body, rules)).toThrow(expect.objectContaining({ status: 400, scimType, message }));
}

const user = (attributes: object) => ({ schemas: [U], userName: 'a', ...attributes });
const badged = (badge: unknown) => ({ schemas: [U, B], userName: 'a', [B]: badge });
const employed = (employment: unknown, more = {}) => ({ schemas: [U, E], userName: 'a', [E]: employment, ...more });
const held = (attributes: object): Outcome => ({ userName: 'a', ...attributes });
const nothing = held({});

const BODY = 'it must be a JSON object that holds one User';
const MISSING = `"schemas" is missing; it must name ${U} and the extensions in the body`;
const REQUIRED = 'is required; send a value that is not empty';
const UNKNOWN = 'is not an attribute of this resource type; the attributes are listed at /Schemas';
const IN_BODY = 'whose attributes are in the body';
const LIST = 'it is multi-valued and must be a list';
const NULL = 'leave it out, or send null for the whole list';
const DATE = 'it must be a date and time such as "2027-01-31T08:00:00Z"';

describe('reading a resource', () => {
  test.each<[unknown, Outcome]>([
    [null, `invalidSyntax: the body is null; ${BODY}`],
    [undefined, `invalidSyntax: the body is undefined; ${BODY}`],
    [[], `invalidSyntax: the body is []; ${BODY}`],
    ['x', `invalidSyntax: the body is "x"; ${BODY}`],
    [{ schemas: U, userName: 'a' }, `invalidValue: "schemas" is "${U}"; it must be a list of schema URNs`],
    [{ schemas: [1], userName: 'a' }, 'invalidValue: "schemas" is [1]; it must be a list of schema URNs'],
    [{ schemas: [U] }, `invalidValue: "userName" ${REQUIRED}`],
    [user({ userName: '' }), `invalidValue: "userName" ${REQUIRED}`],
    [user({ userName: null }), `invalidValue: "userName" ${REQUIRED}`],
    [{ SCHEMAS: [U.toUpperCase()], USERNAME: 'a' }, nothing],
    [employed({ department: 'x' }), held({ [E]: { department: 'x' } })],
    [{ schemas: [U, E], userName: 'a', [E.toUpperCase()]: { DEPARTMENT: 'x' } }, held({ [E]: { department: 'x' } })],
    [employed({}), nothing],
    [employed(null), nothing],
    [employed('x'), `invalidValue: "${E}" is "x"; it must be an object with the attributes of the extension`],
    [user({ USERNAME: 'b' }), 'invalidSyntax: "USERNAME" appears twice under different spellings; send it once'],
    [
      user({ name: { givenName: 'a', GIVENNAME: 'b' } }),
      'invalidSyntax: "name.GIVENNAME" appears twice under different spellings; send it once',
    ],
    // What the service keeps, and what it discards.
    [user({ id: 'x', meta: {}, groups: [{ value: 1 }], password: 'p' }), nothing],
    [badged({ secret: 's', grade: 'g', hidden: 'h', asked: 'a' }), held({ [B]: { hidden: 'h', asked: 'a' } })],
    [badged({ chip: { pin: 'p', state: 's' } }), nothing],
    [badged({ chip: { pin: 'p', state: 's', color: 'r' } }), held({ [B]: { chip: { color: 'r' } } })],
    // Null, the empty list and the object with nothing in it are no values; the empty string is one.
    [user({ title: null, name: {}, emails: [] }), nothing],
    [user({ emails: [{}] }), nothing],
    [user({ displayName: '' }), held({ displayName: '' })],
    // One or many.
    [user({ title: ['x'] }), 'invalidValue: "title" is ["x"]; it must be a string'],
    [user({ title: {} }), 'invalidValue: "title" is {}; it must be a string'],
    [user({ name: 'x' }), 'invalidValue: "name" is "x"; it must be an object'],
    [user({ name: [] }), 'invalidValue: "name" is []; it must be an object'],
    [
      user({ emails: [{ value: 'x' }, ['x']] }),
      'invalidValue: "emails[1]" is a list; a value of a multi-valued attribute must be an object',
    ],
    [user({ emails: [{ value: 'x' }, { value: 'x' }] }), held({ emails: [{ value: 'x' }] })],
    [
      user({ emails: [{ value: 'x', type: 'w' }, { type: 'w', value: 'x' }, { value: 'x' }] }),
      held({ emails: [{ value: 'x', type: 'w' }, { value: 'x' }] }),
    ],
    [
      user({
        emails: [
          { primary: true, value: 'a' },
          { primary: false, value: 'b' },
        ],
      }),
      held({
        emails: [
          { primary: true, value: 'a' },
          { primary: false, value: 'b' },
        ],
      }),
    ],
    [badged({ keys: [{ doors: [1] }] }), `invalidValue: "${B}:keys.value" ${REQUIRED}`],
    [badged({ keys: [{ value: 'k' }, { value: '' }] }), `invalidValue: "${B}:keys.value" ${REQUIRED}`],
    [badged({ keys: [{ value: 'k', doors: [2] }] }), held({ [B]: { keys: [{ value: 'k', doors: [2] }] } })],
    [
      badged({ keys: [{ value: 'k', doors: ['x'] }] }),
      `invalidValue: "${B}:keys[0].doors[0]" is "x"; it must be a whole number`,
    ],
    // Types.
    [user({ active: 'xtrue' }), 'invalidValue: "active" is "xtrue"; it must be true or false'],
    [user({ active: 'truex' }), 'invalidValue: "active" is "truex"; it must be true or false'],
    [user({ active: 1 }), 'invalidValue: "active" is 1; it must be true or false'],
    [user({ active: false }), held({ active: false })],
    [
      user({ title: 'x\ud800' }),
      'invalidValue: "title" holds half of a Unicode surrogate pair, which cannot be stored; send whole characters',
    ],
    [user({ title: '😀' }), held({ title: '😀' })],
    [badged({ whole: 1, fraction: 1.5 }), held({ [B]: { whole: 1, fraction: 1.5 } })],
    ...[1.5, '01', '--1', 'x1', '1x', '1.', '1.5.5', '1e', '1ex', '1f3', '1.x', 2 ** 53, true].map(
      (whole): [unknown, Outcome] => [
        badged({ whole }),
        `invalidValue: "${B}:whole" is ${JSON.stringify(whole)}; it must be a whole number`,
      ],
    ),
    ...[1e125, -1e125, '1e400', 'NaN', true].map((fraction): [unknown, Outcome] => [
      badged({ fraction }),
      `invalidValue: "${B}:fraction" is ${JSON.stringify(fraction)}; it must be a number`,
    ]),
    [badged({ fraction: 9e124 }), held({ [B]: { fraction: 9e124 } })],
    ...['x', 1, '2027-01-31T08:00:00Zx', 'x2027-01-31T08:00:00Z'].map((moment): [unknown, Outcome] => [
      badged({ moment }),
      `invalidValue: "${B}:moment" is ${JSON.stringify(moment)}; ${DATE}`,
    ]),
    [badged({ moment: '2027-01-31T08:00:00' }), held({ [B]: { moment: '2027-01-31T08:00:00' } })],
    ...['Q===', '!', '!QUJD', 'QUJD!', 'QU=JD', 1].map((bytes): [unknown, Outcome] => [
      badged({ bytes }),
      `invalidValue: "${B}:bytes" is ${JSON.stringify(bytes)}; it must be a base64 string`,
    ]),
    ...['QUJD', 'QUI=', 'QQ==', '_-+/', ''].map((bytes): [unknown, Outcome] => [
      badged({ bytes }),
      held({ [B]: { bytes } }),
    ]),
    [badged({ link: 1 }), `invalidValue: "${B}:link" is 1; it must be a string that holds a URI`],
    [badged({ link: 'x' }), held({ [B]: { link: 'x' } })],
    // A list of one is not what is in it.
    [user({ active: ['true'] }), 'invalidValue: "active" is ["true"]; it must be true or false'],
    [badged({ whole: ['1'] }), `invalidValue: "${B}:whole" is ["1"]; it must be a whole number`],
    [badged({ bytes: ['QUJD'] }), `invalidValue: "${B}:bytes" is ["QUJD"]; it must be a base64 string`],
    [badged({ moment: ['2027-01-31T08:00:00Z'] }), `invalidValue: "${B}:moment" is ["2027-01-31T08:00:00Z"]; ${DATE}`],
  ])('%j, in both profiles', (body, outcome) => {
    for (const rules of [entraBadged, strictBadged]) check(body, outcome, rules);
  });

  test.each<[unknown, Outcome, Outcome]>([
    [{ userName: 'a' }, nothing, `invalidSyntax: ${MISSING}`],
    [{ schemas: null, userName: 'a' }, nothing, `invalidSyntax: ${MISSING}`],
    [{ schemas: [], userName: 'a' }, nothing, `invalidValue: "schemas" does not name ${U}, ${IN_BODY}`],
    [
      { schemas: [U, 'urn:x'], userName: 'a' },
      nothing,
      'invalidValue: "schemas" names "urn:x", which is not a schema of User',
    ],
    // Extensions that `schemas` does not name, and one that names itself in its own value.
    [
      user({ [E]: { department: 'x' } }),
      held({ [E]: { department: 'x' } }),
      `invalidValue: "schemas" does not name "${E}", ${IN_BODY}; add it`,
    ],
    [
      user({ [E.toLowerCase()]: {} }),
      nothing,
      `invalidValue: "schemas" does not name "${E.toLowerCase()}", ${IN_BODY}; add it`,
    ],
    [user({ [E]: null }), nothing, nothing],
    [
      employed({ schemas: [E], department: 'x' }),
      held({ [E]: { department: 'x' } }),
      held({ [E]: { department: 'x' } }),
    ],
    [
      employed({ schemas: [U], department: 'x' }),
      held({ [E]: { department: 'x' } }),
      `invalidSyntax: "${E}.schemas" ${UNKNOWN}`,
    ],
    // One where a list is due, null in a list.
    [user({ emails: 'x' }), held({ emails: [{ value: 'x' }] }), `invalidValue: "emails" is "x"; ${LIST}`],
    [
      user({ emails: { value: 'x', type: 'work' } }),
      held({ emails: [{ value: 'x', type: 'work' }] }),
      `invalidValue: "emails" is {"value":"x","type":"work"}; ${LIST}`,
    ],
    [user({ emails: {} }), nothing, `invalidValue: "emails" is {}; ${LIST}`],
    [user({ emails: '' }), nothing, `invalidValue: "emails" is ""; ${LIST}`],
    [user({ roles: 'admin' }), held({ roles: [{ value: 'admin' }] }), `invalidValue: "roles" is "admin"; ${LIST}`],
    [badged({ texts: 'a' }), held({ [B]: { texts: ['a'] } }), `invalidValue: "${B}:texts" is "a"; ${LIST}`],
    [badged({ wholes: 7 }), held({ [B]: { wholes: [7] } }), `invalidValue: "${B}:wholes" is 7; ${LIST}`],
    [user({ emails: [null] }), nothing, `invalidValue: "emails[0]" is null; ${NULL}`],
    [badged({ texts: ['a', null] }), held({ [B]: { texts: ['a'] } }), `invalidValue: "${B}:texts[1]" is null; ${NULL}`],
    // Simple values as if they were complex.
    [
      badged({ texts: [{ value: 'a' }, { VALUE: 'b', type: 'x' }, 'c'] }),
      held({ [B]: { texts: ['a', 'b', 'c'] } }),
      `invalidValue: "${B}:texts[0]" is {"value":"a"}; it must be a string`,
    ],
    [
      badged({ texts: [{}, { value: '' }, { value: null }] }),
      nothing,
      `invalidValue: "${B}:texts[0]" is {}; it must be a string`,
    ],
    [badged({ texts: {} }), nothing, `invalidValue: "${B}:texts" is {}; ${LIST}`],
    [badged({ texts: '' }), nothing, `invalidValue: "${B}:texts" is ""; ${LIST}`],
    [
      badged({ wholes: [{ value: '1' }, { value: 2 }] }),
      held({ [B]: { wholes: [1, 2] } }),
      `invalidValue: "${B}:wholes[0]" is {"value":"1"}; it must be a whole number`,
    ],
    [
      badged({ links: [{ value: 'https://example.com' }] }),
      held({ [B]: { links: ['https://example.com'] } }),
      `invalidValue: "${B}:links[0]" is {"value":"https://example.com"}; it must be a string that holds a URI`,
    ],
    [
      badged({ texts: [{ text: 'a' }] }),
      `invalidValue: "${B}:texts[0]" is {"text":"a"}; it must be a string`,
      `invalidValue: "${B}:texts[0]" is {"text":"a"}; it must be a string`,
    ],
    [
      badged({ texts: [{ value: { value: 'a' } }] }),
      `invalidValue: "${B}:texts[0]" is {"value":"a"}; it must be a string`,
      `invalidValue: "${B}:texts[0]" is {"value":{"value":"a"}}; it must be a string`,
    ],
    // Several primary values: the last one is it.
    [
      user({ emails: [{ primary: true, value: 'a' }, { primary: 'True', value: 'b' }, { value: 'c' }] }),
      held({ emails: [{ primary: false, value: 'a' }, { primary: true, value: 'b' }, { value: 'c' }] }),
      'invalidValue: "emails[1].primary" is "True"; it must be true or false',
    ],
    [
      user({
        emails: [
          { primary: true, value: 'a' },
          { primary: true, value: 'b' },
        ],
      }),
      held({
        emails: [
          { primary: false, value: 'a' },
          { primary: true, value: 'b' },
        ],
      }),
      'invalidValue: "emails" has 2 values with "primary": true; at most one is allowed',
    ],
    // Values of another type, where nobody can doubt them.
    ...(
      [
        ['flag', 'true or false'],
        ['whole', 'a whole number'],
        ['fraction', 'a number'],
      ] as const
    ).map(([name, what]): [unknown, Outcome, Outcome] => [
      badged({ [name]: '', shown: 's' }),
      held({ [B]: { shown: 's' } }),
      `invalidValue: "${B}:${name}" is ""; it must be ${what}`,
    ]),
    [badged({ moment: '' }), nothing, `invalidValue: "${B}:moment" is ""; ${DATE}`],
    [
      badged({ wholes: [''], flags: [true, ''] }),
      held({ [B]: { flags: [true] } }),
      `invalidValue: "${B}:wholes[0]" is ""; it must be a whole number`,
    ],
    [
      user({ active: '' }),
      'invalidValue: "active" is ""; it must be true or false',
      'invalidValue: "active" is ""; it must be true or false',
    ],
    [
      user({ externalId: 4711, title: 1.5, nickName: -3 }),
      held({ externalId: '4711', title: '1.5', nickName: '-3' }),
      'invalidValue: "externalId" is 4711; it must be a string',
    ],
    [
      badged({ texts: ['a', 1] }),
      held({ [B]: { texts: ['a', '1'] } }),
      `invalidValue: "${B}:texts[1]" is 1; it must be a string`,
    ],
    [
      badged({ box: { text: 1 } }),
      held({ [B]: { box: { text: '1' } } }),
      `invalidValue: "${B}:box.text" is 1; it must be a string`,
    ],
    ...[2 ** 53, 1e21, 1e-7, 0.1 + 0.2, true].map((title): [unknown, Outcome, Outcome] => {
      const refusal = `invalidValue: "title" is ${JSON.stringify(title)}; it must be a string`;
      return [user({ title }), refusal, refusal];
    }),
    [
      badged({ moment: '2027-01-31' }),
      held({ [B]: { moment: '2027-01-31' } }),
      `invalidValue: "${B}:moment" is "2027-01-31"; ${DATE}`,
    ],
    ...[
      '2027-02-30x',
      '31.01.2027',
      '2027-13-01',
      '2027-02-30',
      '2027-02-29T08:00:00Z',
      '2027-04-31T08:00:00+02:00',
    ].map((moment): [unknown, Outcome, Outcome] => {
      const refusal = `invalidValue: "${B}:moment" is "${moment}"; ${DATE}`;
      return [badged({ moment }), refusal, refusal];
    }),
    [
      badged({ bytes: 'QUJD\r\nREVG' }),
      held({ [B]: { bytes: 'QUJD\r\nREVG' } }),
      `invalidValue: "${B}:bytes" is "QUJD\\r\\nREVG"; it must be a base64 string`,
    ],
    // Keys that are paths, and the core schema as a container.
    [
      user({
        'name.givenName': 'Ada',
        [`${E}:department`]: 'x',
        [`${U}:title`]: 'T',
        'emails[type eq "work"].value': 'w',
        department: 'y',
      }),
      held({
        name: { givenName: 'Ada' },
        title: 'T',
        emails: [{ type: 'work', value: 'w' }],
        [E]: { department: 'x' },
      }),
      `invalidSyntax: "name.givenName" ${UNKNOWN}`,
    ],
    [
      user({ name: { familyName: 'L' }, 'name.givenName': 'Ada' }),
      held({ name: { familyName: 'L', givenName: 'Ada' } }),
      `invalidSyntax: "name.givenName" ${UNKNOWN}`,
    ],
    [
      { schemas: [U], [`${U}:userName`]: 'a' },
      nothing,
      `invalidSyntax: "${U}:userName" is not an extension of User; the extensions are listed at /ResourceTypes`,
    ],
    [
      { schemas: [U], title: 'x', [U.toLowerCase()]: { userName: 'a', title: 'T', 'name.givenName': 'Ada' } },
      held({ title: 'T', name: { givenName: 'Ada' } }),
      `invalidSyntax: "${U.toLowerCase()}" is not an extension of User; the extensions are listed at /ResourceTypes`,
    ],
    [
      user({ 'name.givenName.x': 1, 'name.unknown': 1, 'a b': 1, 'emails[': 1 }),
      nothing,
      `invalidSyntax: "name.givenName.x" ${UNKNOWN}`,
    ],
    [
      employed({ 'manager.value': 'm' }),
      held({ [E]: { manager: { value: 'm' } } }),
      `invalidSyntax: "${E}.manager.value" ${UNKNOWN}`,
    ],
    [
      badged({ 'keys[value eq "k"].doors': [2], 'chip.color': 'red', 'keys[': 1, 'chip.state': 'x' }),
      held({ [B]: { keys: [{ value: 'k', doors: [2] }], chip: { color: 'red' } } }),
      `invalidSyntax: ${JSON.stringify(`${B}.keys[value eq "k"].doors`)} ${UNKNOWN}`,
    ],
    // Names that the URNs had, and other ways to join them.
    ...['1.0', '2.0', '1.0:User', '2.0:User'].map((version): [unknown, Outcome, Outcome] => {
      const urn = `urn:scim:schemas:extension:enterprise:${version}`;
      const unknown = `invalidSyntax: "${urn}" is not an extension of User; the extensions are listed at /ResourceTypes`;
      return [user({ [urn]: { department: 'x' } }), held({ [E]: { department: 'x' } }), unknown];
    }),
    [
      user({ [`${E}.department`]: 'x', [`${E}.manager.value`]: 'm', [`${U}:name:givenName`]: 'Ada' }),
      held({ name: { givenName: 'Ada' }, [E]: { department: 'x', manager: { value: 'm' } } }),
      `invalidSyntax: "${E}.department" is not an extension of User; the extensions are listed at /ResourceTypes`,
    ],
    [user({ unknown: 1 }), nothing, `invalidSyntax: "unknown" ${UNKNOWN}`],
    [user({ name: { unknown: 1 } }), nothing, `invalidSyntax: "name.unknown" ${UNKNOWN}`],
    [employed({ unknown: 1 }), nothing, `invalidSyntax: "${E}.unknown" ${UNKNOWN}`],
    [
      user({ 'urn:x:y': {} }),
      nothing,
      'invalidSyntax: "urn:x:y" is not an extension of User; the extensions are listed at /ResourceTypes',
    ],
    [user({ 'xurn:x:y': {} }), nothing, `invalidSyntax: "xurn:x:y" ${UNKNOWN}`],
    [user({ department: 'x' }), held({ [E]: { department: 'x' } }), `invalidSyntax: "department" ${UNKNOWN}`],
    [
      employed({ department: 'y' }, { department: 'x', costCenter: 'c' }),
      held({ [E]: { department: 'y', costCenter: 'c' } }),
      `invalidSyntax: "department" ${UNKNOWN}`,
    ],
    [
      employed('x', { department: 'x' }),
      `invalidValue: "${E}" is "x"; it must be an object with the attributes of the extension`,
      `invalidSyntax: "department" ${UNKNOWN}`,
    ],
    [
      user({ emails: [{ primary: 'True', value: 'a' }] }),
      held({ emails: [{ primary: true, value: 'a' }] }),
      'invalidValue: "emails[0].primary" is "True"; it must be true or false',
    ],
    [user({ active: 'FALSE' }), held({ active: false }), 'invalidValue: "active" is "FALSE"; it must be true or false'],
    ...(
      [
        ['1', 1],
        ['0', 0],
        ['-12', -12],
        ['120', 120],
        ['1.0', 1],
        ['1.500e1', 15],
        ['1e2', 100],
        ['1E+12', 1e12],
        ['100e-2', 1],
      ] as const
    ).map(([whole, number]): [unknown, Outcome, Outcome] => [
      badged({ whole }),
      held({ [B]: { whole: number } }),
      `invalidValue: "${B}:whole" is "${whole}"; it must be a whole number`,
    ]),
    [
      user({ emails: ['x'] }),
      held({ emails: [{ value: 'x' }] }),
      'invalidValue: "emails[0]" is "x"; it must be an object',
    ],
    [user({ addresses: [''] }), nothing, 'invalidValue: "addresses[0]" is ""; it must be an object'],
    [user({ name: '' }), nothing, 'invalidValue: "name" is ""; it must be an object'],
    [
      badged({ texts: ['', 'a'], exacts: [''] }),
      held({ [B]: { texts: ['a'] } }),
      held({ [B]: { texts: ['', 'a'], exacts: [''] } }),
    ],
    [user({ emails: [''] }), nothing, 'invalidValue: "emails[0]" is ""; it must be an object'],
    ...[
      ['m', 'm'],
      [['m'], 'm'],
      [[{ value: 'm' }], 'm'],
      ['', undefined],
      [[], undefined],
      [[null], undefined],
      [[''], undefined],
    ].map(([manager, value]): [unknown, Outcome, Outcome] => [
      employed({ manager }),
      value === undefined ? nothing : held({ [E]: { manager: { value } } }),
      `invalidValue: "${E}:manager" is ${JSON.stringify(manager)}; it must be an object`,
    ]),
    [employed({ manager: { value: '' } }), nothing, held({ [E]: { manager: { value: '' } } })],
    [employed({ manager: { value: '', $ref: 'x' } }), nothing, held({ [E]: { manager: { value: '' } } })],
    [
      badged({ flag: 'TRUE', box: { value: '' } }),
      held({ [B]: { flag: true } }),
      `invalidSyntax: "${B}:box.value" ${UNKNOWN}`,
    ],
  ])('%j, first in the profile entra, then in strict', (body, entra, strict) => {
    check(body, entra, entraBadged);
    if (typeof (body as { [B]?: { box?: object } })[B]?.box !== 'object') check(body, strict, strictBadged);
  });

  test.each<unknown>([{ value: 'm', extra: 1 }, 1, [{ value: 'm' }, { value: 'n' }], ['m', 'n'], true])(
    'a manager that is %j stays what it is for the quirk bare-references',
    (manager) => {
      const body = employed({ manager });
      if (typeof manager === 'object' && !Array.isArray(manager))
        check(body, held({ [E]: { manager: { value: 'm' } } }), entraBadged);
      else check(body, `invalidValue: "${E}:manager" is ${JSON.stringify(manager)}; it must be an object`, entraBadged);
    },
  );

  // Not rows: their names would hold all the values, and a mutation run selects tests by a pattern of their names.
  test('2,000 values are taken, and more are refused', () => {
    const texts = (length: number) => badged({ texts: Array.from({ length }, () => 'a') });
    for (const rules of [entraBadged, strictBadged]) {
      check(texts(2_000), held({ [B]: { texts: ['a'] } }), rules);
      check(
        texts(2_001),
        `invalidValue: "${B}:texts" would have 2001 values; at most 2000 are allowed, remove what is not needed any more`,
        rules,
      );
    }
  });

  test('an extension that is required must be there, with what it requires', () => {
    const printer = (supplies: unknown) => ({ schemas: [PRINTER, SUPPLIES], displayName: 'p', [SUPPLIES]: supplies });
    check(printer({ toner: 1 }), { displayName: 'p', [SUPPLIES]: { toner: 1 } }, strictPrinter);
    check(printer({ paper: 'A4' }), `invalidValue: "${SUPPLIES}:toner" ${REQUIRED}`, strictPrinter);
    check(printer({}), `invalidValue: the extension ${SUPPLIES} is required`, strictPrinter);
    check(printer({ toner: 0 }), { displayName: 'p', [SUPPLIES]: { toner: 0 } }, strictPrinter);
  });
});

describe('what is immutable', () => {
  const stored = { userName: 'a', [B]: { born: 'x', chip: { serial: '1', color: 'r' }, keys: [{ value: 'k' }] } };
  const change = (badge: JsonObject | undefined) =>
    checkImmutable(stored, badge === undefined ? { userName: 'a' } : { userName: 'a', [B]: badge }, strictBadged);

  test.each<[JsonObject | undefined, string]>([
    [undefined, `"${B}:chip.serial"`],
    [{ chip: { serial: '1' } }, `"${B}:born"`],
    [{ born: 'y', chip: { serial: '1' } }, `"${B}:born"`],
    [{ born: 'x' }, `"${B}:chip.serial"`],
    [{ born: 'x', chip: { serial: '2' } }, `"${B}:chip.serial"`],
    [{ born: 'x', chip: { color: 'r' } }, `"${B}:chip.serial"`],
  ])('%j changes it', (badge, path) => {
    expect(() => change(badge)).toThrow(
      expect.objectContaining({
        status: 400,
        scimType: 'mutability',
        message: `${path} is immutable: it cannot be changed once it has a value`,
      }),
    );
  });

  test('may be sent as it is, and set where it was not', () => {
    expect(() => change({ born: 'x', chip: { serial: '1', color: 'blue' }, text: 't' })).not.toThrow();
    expect(() => checkImmutable({ userName: 'a' }, stored, strictBadged)).not.toThrow();
  });
});

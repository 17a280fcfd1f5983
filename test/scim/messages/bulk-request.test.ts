import { BULK_REQUEST_SCHEMA, readBulkRequest } from '../../../lambdas/scim/messages/bulk-request.ts';
import { profiles } from '../../../lambdas/scim/quirks/profiles.ts';

const { strict, entra } = profiles;
const bulk = (Operations: unknown, more = {}) => ({ schemas: [BULK_REQUEST_SCHEMA], Operations, ...more });
const post = { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'x' } };
const SCHEMA = `a bulk request must name ${BULK_REQUEST_SCHEMA}`;

describe('reading a bulk request', () => {
  // Numbered: a name with 201 operations in it is too long for a pattern of test names.
  test.each<[unknown, number, string]>([
    [null, 400, 'invalidSyntax: the body is null; it must be a JSON object with "schemas" and "Operations"'],
    [[], 400, 'invalidSyntax: the body is []; it must be a JSON object with "schemas" and "Operations"'],
    [{ schemas: {}, Operations: [] }, 400, `invalidSyntax: "schemas" is {}; ${SCHEMA}`],
    [
      { schemas: BULK_REQUEST_SCHEMA, Operations: [] },
      400,
      `invalidSyntax: "schemas" is "${BULK_REQUEST_SCHEMA}"; ${SCHEMA}`,
    ],
    [bulk(undefined), 400, 'invalidSyntax: "Operations" is missing; it must be a list of operations'],
    [bulk({}), 400, 'invalidSyntax: "Operations" is missing; it must be a list of operations'],
    ...[-1, 1.5, '0', '1', true].map((failOnErrors): [unknown, number, string] => [
      bulk([], { failOnErrors }),
      400,
      `invalidValue: "failOnErrors" is ${JSON.stringify(failOnErrors)}; it must be a whole number, 0 for no limit`,
    ]),
    [
      bulk(Array.from({ length: 201 }, () => post)),
      413,
      'undefined: "Operations" has 201 entries; at most 200 are allowed (maxOperations), send them in several requests',
    ],
  ])('row %#', (body, status, refusal) => {
    const [scimType, message] = refusal.split(/: (.*)/s);
    for (const profile of [strict, entra]) {
      expect(() => readBulkRequest(body, profile)).toThrow(
        expect.objectContaining({ status, scimType: scimType === 'undefined' ? undefined : scimType, message }),
      );
    }
  });

  test.each([[undefined], [null], [[]], [['x']], [['x', 1]]])(
    'with the "schemas" %j it is read under entra only',
    (schemas) => {
      const body = { schemas, Operations: [] };
      expect(readBulkRequest(body, entra)).toEqual({ entries: [] });
      expect(() => readBulkRequest(body, strict)).toThrow(
        expect.objectContaining({
          scimType: 'invalidSyntax',
          message: `"schemas" is ${JSON.stringify(schemas)}; ${SCHEMA}`,
        }),
      );
    },
  );

  test('failOnErrors is taken from 1 on, and null and 0 are none', () => {
    for (const profile of [strict, entra]) {
      expect(readBulkRequest(bulk([], { failOnErrors: 1 }), profile)).toStrictEqual({ entries: [], failOnErrors: 1 });
      expect(readBulkRequest(bulk([], { failOnErrors: null }), profile)).toStrictEqual({ entries: [] });
      expect(readBulkRequest(bulk([], { failOnErrors: 0 }), profile)).toStrictEqual({ entries: [] });
    }
    expect(readBulkRequest(bulk(Array.from({ length: 200 }, () => 1)), strict).entries).toHaveLength(200);
  });

  test('operations are read in their order, with what they carry', () => {
    const operations = [
      { ...post, method: 'post' },
      { method: 'PUT', path: '/Users/1', version: 'W/"1"', data: {} },
      { method: 'PATCH', path: '/Users/2', data: null },
      { method: 'DELETE', path: '/Users/3', bulkId: 'b' },
    ];
    expect(readBulkRequest(bulk(operations), strict).entries).toStrictEqual([
      { ok: true, operation: post },
      { ok: true, operation: operations[1] },
      { ok: true, operation: operations[2] },
      { ok: true, operation: operations[3] },
    ]);
  });

  test.each<[unknown, object, string]>([
    [1, {}, 'the operation is 1; it must be an object with "method" and "path"'],
    [null, {}, 'the operation is null; it must be an object with "method" and "path"'],
    [{}, {}, '"method" is undefined; it must be POST, PUT, PATCH or DELETE'],
    [{ method: 1 }, {}, '"method" is 1; it must be POST, PUT, PATCH or DELETE'],
    [
      { method: 'get', path: '/Users', bulkId: 'a' },
      { method: 'GET', bulkId: 'a' },
      '"method" is "get"; it must be POST, PUT, PATCH or DELETE',
    ],
    [
      { ...post, path: 1 },
      { method: 'POST', bulkId: 'a' },
      '"path" is 1; it must be a path such as "/Users" or "/Users/<id>"',
    ],
    [{ ...post, bulkId: 1 }, { method: 'POST' }, '"bulkId" is 1; it must be a string'],
    [{ ...post, bulkId: '' }, { method: 'POST', bulkId: '' }, '"bulkId" is ""; it must be a string'],
    [
      { method: 'POST', path: '/Users', data: {} },
      { method: 'POST' },
      '"bulkId" is missing; a POST needs one (RFC 7644 §3.7)',
    ],
    [{ method: 'PUT', path: '/Users/1' }, { method: 'PUT' }, '"data" is missing; a PUT needs it'],
    [{ method: 'PATCH', path: '/Users/1' }, { method: 'PATCH' }, '"data" is missing; a PATCH needs it'],
    [{ method: 'DELETE', path: '/Users/1', version: 1 }, { method: 'DELETE' }, '"version" is 1; it must be an ETag'],
  ])('%j is an operation that fails alone', (operation, about, message) => {
    expect(readBulkRequest(bulk([operation, post]), strict).entries).toEqual([
      { ok: false, error: expect.objectContaining({ status: 400, scimType: 'invalidSyntax', message }), ...about },
      { ok: true, operation: post },
    ]);
  });

  test('a bulkId that is used twice by a POST fails the second', () => {
    const [first, second, third] = readBulkRequest(
      bulk([post, post, { method: 'DELETE', path: '/Users/1', bulkId: 'a' }]),
      strict,
    ).entries;
    expect([first?.ok, third?.ok]).toEqual([true, true]);
    expect(second).toEqual({
      ok: false,
      method: 'POST',
      bulkId: 'a',
      error: expect.objectContaining({
        scimType: 'invalidValue',
        message: '"bulkId" "a" is used by an operation before; each must be unique',
      }),
    });
  });
});

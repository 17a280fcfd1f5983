import { readCursor, type Cursor } from '../../../lambdas/scim/messages/cursor.ts';
import { listResponse } from '../../../lambdas/scim/messages/list-response.ts';
import { readPaging } from '../../../lambdas/scim/messages/paging.ts';

function refused(run: () => unknown, scimType: string, message: string): void {
  expect(run).toThrow(expect.objectContaining({ status: 400, scimType, message }));
}

describe('which page is asked for', () => {
  test.each<[string | undefined, string | undefined, string | undefined, object]>([
    [undefined, undefined, undefined, { method: 'index', startIndex: 1, count: 100 }],
    ['', '', undefined, { method: 'index', startIndex: 1, count: 100 }],
    ['7', '3', undefined, { method: 'index', startIndex: 7, count: 3 }],
    ['0', '0', undefined, { method: 'index', startIndex: 1, count: 0 }],
    ['-5', '-5', undefined, { method: 'index', startIndex: 1, count: 0 }],
    ['+2', ' 4 ', undefined, { method: 'index', startIndex: 2, count: 4 }],
    ['1', '200', undefined, { method: 'index', startIndex: 1, count: 200 }],
    ['1', '201', undefined, { method: 'index', startIndex: 1, count: 200 }],
    ['9'.repeat(30), '1', undefined, { method: 'index', startIndex: Number.MAX_SAFE_INTEGER, count: 1 }],
    [undefined, undefined, '', { method: 'cursor', cursor: '', count: 100 }],
    [undefined, '5', 'abc', { method: 'cursor', cursor: 'abc', count: 5 }],
    [undefined, '500', 'abc', { method: 'cursor', cursor: 'abc', count: 200 }],
  ])('startIndex=%s count=%s cursor=%s', (startIndex, count, cursor, expected) => {
    expect(readPaging(startIndex, count, cursor)).toEqual(expected);
  });

  test.each<[string | undefined, string | undefined, string | undefined, string, string]>([
    ['x', undefined, undefined, 'invalidValue', '"startIndex" is "x"; it must be a whole number'],
    ['1.5', undefined, undefined, 'invalidValue', '"startIndex" is "1.5"; it must be a whole number'],
    ['1x', undefined, undefined, 'invalidValue', '"startIndex" is "1x"; it must be a whole number'],
    ['x1', undefined, undefined, 'invalidValue', '"startIndex" is "x1"; it must be a whole number'],
    ['1e3', undefined, undefined, 'invalidValue', '"startIndex" is "1e3"; it must be a whole number'],
    [undefined, 'many', undefined, 'invalidValue', '"count" is "many"; it must be a whole number'],
    [undefined, 'many', '', 'invalidCount', '"count" is "many"; it must be a whole number'],
    ['1', undefined, '', 'invalidValue', '"startIndex" and "cursor" exclude each other; send one of them'],
  ])('startIndex=%s count=%s cursor=%s is refused', (startIndex, count, cursor, scimType, message) => {
    refused(() => readPaging(startIndex, count, cursor), scimType, message);
  });
});

describe('what a cursor holds', () => {
  const cursor: Cursor = {
    direction: 'next',
    position: { type: 'User', id: 'i' },
    count: 5,
    issued: '2027-01-01T00:00:00.000Z',
  };
  const read = (count: number, now: string) => readCursor(JSON.stringify(cursor), count, now);

  test('is good for an hour, to the millisecond', () => {
    expect(read(5, '2027-01-01T01:00:00.000Z')).toEqual(cursor);
    refused(
      () => read(5, '2027-01-01T01:00:00.001Z'),
      'expiredCursor',
      '"cursor" is from 2027-01-01T00:00:00.000Z and was valid for 3600 seconds; start again with an empty cursor',
    );
  });

  test('is for one count, and was given out here', () => {
    refused(
      () => read(6, '2027-01-01T00:00:00.000Z'),
      'invalidCount',
      '"count" is 6; the query began with 5, send the same',
    );
    refused(
      () => readCursor(undefined, 5, '2027-01-01T00:00:00.000Z'),
      'invalidCursor',
      '"cursor" is not one that this service gave out for this query; send all other parameters as in the first request, or start again with an empty cursor',
    );
  });
});

describe('a list', () => {
  const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

  test('says what it holds, and nothing it does not know', () => {
    expect(listResponse({ resources: [{ id: 'a' }], totalResults: 7, startIndex: 3 })).toStrictEqual({
      schemas: [LIST],
      totalResults: 7,
      startIndex: 3,
      itemsPerPage: 1,
      Resources: [{ id: 'a' }],
    });
    expect(
      listResponse({ resources: [], totalResults: undefined, nextCursor: 'n', previousCursor: 'p' }),
    ).toStrictEqual({
      schemas: [LIST],
      itemsPerPage: 0,
      nextCursor: 'n',
      previousCursor: 'p',
      Resources: [],
    });
  });
});

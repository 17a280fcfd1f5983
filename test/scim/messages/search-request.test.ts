import { readSearchRequest, SEARCH_SCHEMA } from '../../../lambdas/scim/messages/search-request.ts';
import { profiles } from '../../../lambdas/scim/quirks/profiles.ts';

const { strict, entra } = profiles;
const search = (parameters: object) => ({ schemas: ['urn:x', SEARCH_SCHEMA], ...parameters });
const NAMES = 'it must be a list of attribute names';

describe('reading a search', () => {
  test('its parameters become what a URL would hold', () => {
    const parameters = {
      filter: 'title pr',
      startIndex: 1,
      count: 0,
      cursor: '',
      sortBy: 'title',
      sortOrder: 'descending',
      attributes: ['a', ' b ', ''],
      excludedAttributes: 'c, d',
    };
    for (const profile of [strict, entra]) {
      expect(readSearchRequest(search(parameters), profile)).toStrictEqual({
        ...parameters,
        startIndex: '1',
        count: '0',
        attributes: ['a', 'b'],
        excludedAttributes: ['c', 'd'],
      });
    }
  });

  test('null and empty lists are no parameters', () => {
    const nulls = { filter: null, startIndex: null, count: null, attributes: null, excludedAttributes: [] };
    expect(readSearchRequest(search(nulls), strict)).toStrictEqual({});
    expect(readSearchRequest(search({ attributes: ' , ' }), strict)).toStrictEqual({});
  });

  test.each<[unknown, string]>([
    [null, `invalidSyntax: the body is null; it must be a JSON object with ${SEARCH_SCHEMA}`],
    [[], `invalidSyntax: the body is []; it must be a JSON object with ${SEARCH_SCHEMA}`],
    [{ schemas: {} }, `invalidSyntax: "schemas" is {}; a search must name ${SEARCH_SCHEMA}`],
    [{ schemas: SEARCH_SCHEMA }, `invalidSyntax: "schemas" is "${SEARCH_SCHEMA}"; a search must name ${SEARCH_SCHEMA}`],
    [search({ filter: 1 }), 'invalidValue: "filter" is 1; it must be a string'],
    [search({ cursor: 1 }), 'invalidValue: "cursor" is 1; it must be a string'],
    [search({ sortBy: {} }), 'invalidValue: "sortBy" is {}; it must be a string'],
    [search({ sortOrder: [] }), 'invalidValue: "sortOrder" is []; it must be a string'],
    [search({ startIndex: true }), 'invalidValue: "startIndex" is true; it must be a whole number'],
    [search({ count: 1.5 }), 'invalidValue: "count" is 1.5; it must be a whole number'],
    [search({ count: 2 ** 53 }), 'invalidValue: "count" is 9007199254740992; it must be a whole number'],
    [search({ attributes: 1 }), `invalidValue: "attributes" is 1; ${NAMES}`],
    [search({ attributes: ['a', 1] }), `invalidValue: "attributes" is ["a",1]; ${NAMES}`],
    [search({ excludedAttributes: {} }), `invalidValue: "excludedAttributes" is {}; ${NAMES}`],
  ])('%j is refused', (body, refusal) => {
    const [scimType, message] = refusal.split(/: (.*)/s);
    for (const profile of [strict, entra]) {
      expect(() => readSearchRequest(body, profile)).toThrow(
        expect.objectContaining({ status: 400, scimType, message }),
      );
    }
  });

  test.each<[object, object, object | string]>([
    [
      { startIndex: '1', count: '5' },
      { startIndex: '1', count: '5' },
      '"startIndex" is "1"; it must be a whole number',
    ],
    [{ count: 'x' }, { count: 'x' }, '"count" is "x"; it must be a whole number'],
    [{ Filter: 'title pr', COUNT: 1 }, { filter: 'title pr', count: '1' }, {}],
    [{ Filter: 'a pr', filter: 'b pr' }, { filter: 'b pr' }, { filter: 'b pr' }],
    [{ filter: '' }, {}, { filter: '' }],
    [{ filter: ' ' }, {}, { filter: ' ' }],
  ])('%j is read in each profile in its way', (parameters, tolerant, exact) => {
    expect(readSearchRequest(search(parameters), entra)).toStrictEqual(tolerant);
    const read = () => readSearchRequest(search(parameters), strict);
    if (typeof exact === 'string') expect(read).toThrow(exact);
    else expect(read()).toStrictEqual(exact);
  });

  test.each([[undefined], [null], [[]], [['x']]])('with the "schemas" %j it is read under entra only', (schemas) => {
    expect(readSearchRequest({ schemas, count: 1 }, entra)).toEqual({ count: '1' });
    expect(() => readSearchRequest({ schemas, count: 1 }, strict)).toThrow(
      expect.objectContaining({
        scimType: 'invalidSyntax',
        message: `"schemas" is ${JSON.stringify(schemas)}; a search must name ${SEARCH_SCHEMA}`,
      }),
    );
  });
});

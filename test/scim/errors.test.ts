import * as errors from '../../lambdas/scim/errors.ts';

describe('errors', () => {
  test.each<[errors.ScimError, number, string | undefined, object]>([
    [errors.invalidFilter('d'), 400, 'invalidFilter', {}],
    [errors.invalidPath('d'), 400, 'invalidPath', {}],
    [errors.invalidSyntax('d'), 400, 'invalidSyntax', {}],
    [errors.invalidValue('d'), 400, 'invalidValue', {}],
    [errors.mutability('d'), 400, 'mutability', {}],
    [errors.noTarget('d'), 400, 'noTarget', {}],
    [errors.tooMany('d'), 400, 'tooMany', {}],
    [errors.forbidden('d'), 403, undefined, {}],
    [errors.notFound('d'), 404, undefined, {}],
    [errors.methodNotAllowed('d', 'GET'), 405, undefined, { Allow: 'GET' }],
    [errors.uniqueness('d'), 409, 'uniqueness', {}],
    [errors.preconditionFailed('d'), 412, undefined, {}],
    [errors.payloadTooLarge('d'), 413, undefined, {}],
    [errors.unsupportedMediaType('d'), 415, undefined, {}],
    [errors.unavailable('d', 429, 3), 429, undefined, { 'Retry-After': '3' }],
    [errors.unavailable('d', 503, 7), 503, undefined, { 'Retry-After': '7' }],
    [errors.notImplemented('d'), 501, undefined, {}],
  ])('%#: status, scimType and headers are those of RFC 7644 §3.12', (error, status, scimType, headers) => {
    expect(error).toBeInstanceOf(errors.ScimError);
    expect(error).toMatchObject({ name: 'ScimError', status, scimType, message: 'd', headers });
    expect(errors.errorBody(error)).toStrictEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
      detail: 'd',
    });
  });

  test('values are shown as JSON, and cut', () => {
    expect(errors.show({ a: ['x', 1, null] })).toBe('{"a":["x",1,null]}');
    expect(errors.show(undefined)).toBe('undefined');
    expect(errors.show('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(errors.show('x'.repeat(79))).toBe(`"${'x'.repeat(76)}...`);
  });
});

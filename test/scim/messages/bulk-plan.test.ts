import { planBulk } from '../../../lambdas/scim/messages/bulk-plan.ts';
import type { BulkOperation } from '../../../lambdas/scim/messages/bulk-request.ts';
import type { Json } from '../../../lambdas/scim/json.ts';

function plan(...operations: (BulkOperation | undefined)[]) {
  let made = 0;
  return planBulk(operations, () => `id-${(made += 1)}`, ['username', 'displayname']);
}
const post = (bulkId: string, data: Json = {}, path = '/Users'): BulkOperation => ({
  method: 'POST',
  path,
  bulkId,
  data,
});
const put = (id: string, data: Json = {}): BulkOperation => ({ method: 'PUT', path: `/Users/${id}`, data });
const patch = (id: string, data: Json = {}): BulkOperation => ({ method: 'PATCH', path: `/Users/${id}`, data });
const remove = (id: string): BulkOperation => ({ method: 'DELETE', path: `/Users/${id}` });
/** What each operation waits for. */
const waits = (...operations: BulkOperation[]) => plan(...operations).map((item) => item?.waitsFor);

describe('references', () => {
  test('become the ids of what the POSTs will make, wherever they stand', () => {
    const group = post(
      'g',
      {
        displayName: 'bulkId:u',
        members: [{ value: 'bulkId:u', $ref: 'x' }, { value: 'plain bulkId:u' }, 1, null],
        path: 'members[value eq "bulkId:u"]',
        nested: { path: ['bulkId:u'] },
      },
      '/Groups',
    );
    const [first, second] = plan(post('u'), group);
    expect(first).toEqual({ operation: post('u'), id: 'id-1', waitsFor: [], needs: [], problem: undefined });
    expect(second).toEqual({
      operation: post(
        'g',
        {
          displayName: 'id-1',
          members: [{ value: 'id-1', $ref: 'x' }, { value: 'plain bulkId:u' }, 1, null],
          path: 'members[value eq "id-1"]',
          nested: { path: ['id-1'] },
        },
        '/Groups',
      ),
      id: 'id-2',
      waitsFor: [0],
      needs: [0, 0, 0, 0],
      problem: undefined,
    });
  });

  test('may point forwards, in circles, and at themselves', () => {
    const [a, b] = plan(post('a', { x: 'bulkId:b' }), post('b', { x: 'bulkId:a' }));
    expect([a?.operation.data, a?.needs, a?.waitsFor]).toEqual([{ x: 'id-2' }, [1], [1]]);
    expect([b?.operation.data, b?.needs, b?.waitsFor]).toEqual([{ x: 'id-1' }, [0], [0]]);
    const [self] = plan(post('a', { x: 'bulkId:a' }));
    expect([self?.operation.data, self?.needs, self?.waitsFor]).toEqual([{ x: 'id-1' }, [], []]);
  });

  test('in paths name a resource of this request', () => {
    const [, second, third] = plan(
      post('a'),
      { ...patch('bulkId:a'), data: {} },
      { method: 'DELETE', path: '/Users/bulkId:a' },
    );
    expect(second?.operation.path).toBe('/Users/id-1');
    expect(second?.id).toBeUndefined();
    expect(second?.waitsFor).toEqual([0]);
    expect(third?.operation).toStrictEqual({ method: 'DELETE', path: '/Users/id-1' });
    expect(third?.waitsFor).toEqual([0, 1]);
  });

  test('to what no POST makes are a problem, and the rest is left as it is', () => {
    const [item, ok] = plan(put('1', { x: 'bulkId:zz', y: 'bulkId:' }), patch('2', { x: 'y' }));
    expect(item?.problem).toBe('"bulkId:zz" refers to "zz", which no POST of this request has as its bulkId');
    expect(item?.operation.data).toEqual({ x: 'bulkId:zz', y: 'bulkId:' });
    expect(item?.needs).toEqual([]);
    expect(ok?.problem).toBeUndefined();
    const [long] = plan(remove(`bulkId:${'z'.repeat(100)}`));
    expect(long?.problem).toBe(
      `"bulkId:${'z'.repeat(80)}" refers to "${'z'.repeat(76)}..., which no POST of this request has as its bulkId`,
    );
    expect(plan({ ...put('1'), bulkId: 'p' }, put('2', { x: 'bulkId:p' }))[1]?.problem).toContain('"p"');
  });

  test('an operation that could not be read keeps its place', () => {
    expect(plan(undefined, post('a'), undefined).map((item) => item?.id)).toEqual([undefined, 'id-1', undefined]);
  });
});

describe('what an operation waits for', () => {
  test('nothing, where operations have nothing to do with each other', () => {
    expect(
      waits(post('a', { userName: 'A' }), post('b', { userName: 'B' }), patch('1', { x: 1 }), remove('2')),
    ).toEqual([[], [], [], []]);
  });

  test('those before it on the same resource', () => {
    expect(waits(patch('1'), patch('2'), patch('1'), remove('1'))).toEqual([[], [], [0], [0, 2]]);
  });

  test('those that mention its resource, or whose resource it mentions', () => {
    expect(waits(remove('one'), patch('2', { x: 'one' }), patch('3', { x: 'y' }))).toEqual([[], [0], []]);
    expect(waits(patch('2', { x: 'three' }), remove('three'))).toEqual([[], [0]]);
  });

  test('those that hold the unique value it takes, in any case and under any spelling of the name', () => {
    expect(
      waits(post('a', { userName: 'Ada' }), post('b', { USERNAME: 'ADA' }), post('c', { userName: 'bob' })),
    ).toEqual([[], [0], []]);
    expect(waits(post('a', { title: 'Ada' }), post('b', { title: 'ADA' }))).toEqual([[], []]);
    expect(waits(post('a', { userName: 1 }), post('b', { userName: 1 }))).toEqual([[], []]);
    expect(waits(post('a', { userName: 'x' }), post('b', { displayName: 'x' }))).toEqual([[], [0]]);
    expect(waits(post('a', ['userName']), post('b', null))).toEqual([[], []]);
  });

  test('those that hold it in an extension, under the URN of the core schema, or under a path', () => {
    const spellings: Json[] = [
      { 'urn:x': { DisplayName: 'ADA' } },
      { 'urn:x:userName': 'ada' },
      { 'urn:x.userName': 'ada' },
      { 'urn:x': { 'urn:y': { username: 'ada' } } },
    ];
    for (const data of spellings)
      expect(waits(post('a', { userName: 'Ada' }), post('b', data), post('c', { 'urn:x': { other: 'ada' } }))).toEqual([
        [],
        [0],
        [],
      ]);
  });

  test('those that may give back a unique value', () => {
    expect(waits(remove('1'), post('b', { userName: 'x' }))).toEqual([[], [0]]);
    expect(waits(remove('1'), post('b', { title: 'x' }))).toEqual([[], []]);
    expect(waits(put('1', { title: 'x' }), post('b', { userName: 'x' }))).toEqual([[], [0]]);
    expect(waits(patch('1', { Operations: [{ path: 'userName' }] }), post('b', { userName: 'x' }))).toEqual([[], [0]]);
    expect(waits(patch('1', { Operations: [{ path: 'title' }] }), post('b', { userName: 'x' }))).toEqual([[], []]);
  });

  test('those that take one, where nobody can tell which it takes itself', () => {
    expect(waits(post('a', { userName: 'x' }), put('1'))).toEqual([[], [0]]);
    expect(waits(post('a', { userName: 'x' }), patch('1', { Operations: [{ value: { USERNAME: 'y' } }] }))).toEqual([
      [],
      [0],
    ]);
    expect(waits(post('a', { title: 'x' }), put('1'))).toEqual([[], []]);
    expect(waits(post('a', { userName: 'x' }), patch('1', { x: 'y' }), remove('2'))).toEqual([[], [], []]);
    expect(waits(put('1'), put('2'))).toEqual([[], [0]]);
  });
});

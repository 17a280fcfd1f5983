import type { Json } from '../../../lambdas/scim/json.ts';
import { resolvePath } from '../../../lambdas/scim/rules.ts';
import { parsePath } from '../../../lambdas/scim/query/parse.ts';
import { elementsAt, isPrimary, valuesAt, withValueAt } from '../../../lambdas/scim/schemas/values-at.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, strictBadged } from '../rules.ts';

function resolved(text: string) {
  const resolution = resolvePath(strictBadged, parsePath(text).attrPath);
  if (resolution.kind !== 'attribute') throw new Error(`${text} is no attribute`);
  return resolution.resolved;
}

const work = { type: 'work', value: 'w' };
const user = {
  title: 'T',
  nickName: null,
  emails: [work, null, { type: 'home', value: null }],
  [E]: { manager: { value: 'M' } },
  [B]: { texts: ['a', 'b'], keys: [{ value: 'k', doors: [1, 2] }, { doors: [3] }] },
};

describe('the values at a path', () => {
  test.each<[string, readonly unknown[]]>([
    ['title', ['T']],
    ['nickName', []],
    ['displayName', []],
    ['emails', [work, { type: 'home', value: null }]],
    ['emails.value', ['w']],
    [`${E}:manager.value`, ['M']],
    [`${B}:texts`, ['a', 'b']],
    [`${B}:keys.doors`, [1, 2, 3]],
    ['name.givenName', []],
  ])('%s has %j', (path, expected) => {
    expect(valuesAt(resolved(path))(user)).toEqual(expected);
  });

  test('of a sub-attribute the elements are those of its attribute', () => {
    expect(elementsAt(resolved('emails.value'))(user)).toEqual([work, { type: 'home', value: null }]);
  });

  test.each([undefined, null, 'x', 1, [], { [B]: 'x' }])('%j has none', (resource) => {
    expect(valuesAt(resolved(`${B}:texts`))(resource)).toEqual([]);
    expect(valuesAt(resolved('title'))(resource)).toEqual([]);
  });

  test('one can be put in the place of another, and an extension that is left empty goes', () => {
    const before = { title: 'T', [E]: { department: 'D', manager: { value: 'M' } } };
    expect(withValueAt(before, resolved('title'), 'U')).toEqual({ ...before, title: 'U' });
    expect(withValueAt(before, resolved('title'), undefined)).toEqual({ [E]: before[E] });
    const withoutManager = withValueAt(before, resolved(`${E}:manager.value`), undefined);
    expect(withoutManager).toEqual({ title: 'T', [E]: { department: 'D' } });
    expect(withValueAt(withoutManager, resolved(`${E}:department`), undefined)).toEqual({ title: 'T' });
    expect(withValueAt({}, resolved(`${B}:text`), 'x')).toEqual({ [B]: { text: 'x' } });
  });

  test('the primary one says so with true', () => {
    const elements: Json[] = [{ primary: true }, { primary: 'true' }, {}, 'primary', null];
    expect(elements.map(isPrimary)).toEqual([true, false, false, false, false]);
  });
});
